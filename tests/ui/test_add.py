"""`add` and `carry` through the program: what goes in, what is refused and why, and codings onto a corrected text."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from annotator.codebook import Codebook
from storage.codings import codings_of
from storage.documents import Reader
from storage.documents.files import Reading
from storage.opening import create_project, open_project
from storage.project import Project
from storage.texts import list_documents, stored_text
from tests.conftest import TEXT, add_texts
from tests.ui.test_agreement import ROOT, refused, run
from ui.workflows.add import BATCH, add
from ui.workflows.carry import carry_codings
from ui.workflows.coding import CodingSession


def files(folder: Path, texts: dict[str, bytes]) -> list[Path]:
    paths = []
    for name, data in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        paths.append(path)
    return paths


def test_text_is_kept_but_for_line_ends_and_the_byte_order_mark(project: Project, tmp_path: Path) -> None:
    text = "﻿One 😀\r\nTwo\N{NO-BREAK SPACE}three\N{LINE SEPARATOR}four\rfive  \n"
    add(project, files(tmp_path, {"a.txt": text.encode()}))
    entry = list_documents(project)[0]
    assert stored_text(project, entry.sha256) == "One 😀\nTwo\N{NO-BREAK SPACE}three\N{LINE SEPARATOR}four\nfive  \n"


def test_the_same_text_again_is_refused_with_the_name_of_the_first(project: Project, tmp_path: Path) -> None:
    add(project, files(tmp_path, {"a.txt": b"The same words.\n"}))
    outcome = add(project, files(tmp_path, {"b.txt": b"\xef\xbb\xbfThe same words.\r\n", "c.txt": b"Other words.\n"}))
    assert outcome.names == ("c.txt",)
    assert [(r.name, "a.txt" in r.reason) for r in outcome.refused] == [("b.txt", True)]


def test_one_name_twice_takes_the_relative_path(project: Project, tmp_path: Path) -> None:
    files(tmp_path / "in", {"x/a.txt": b"First of the name.\n", "y/a.txt": b"Second of the name.\n"})
    assert set(add(project, [tmp_path / "in"]).names) == {"a.txt", "y/a.txt"}


def test_near_duplicates_are_named(project: Project, tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(200))
    outcome = add(
        project,
        files(
            tmp_path,
            {"a.txt": f"{words}.\n".encode(), "b.txt": f"{words} more.\n".encode(), "c.txt": b"Quite another text.\n"},
        ),
    )
    assert [(pair.first, pair.second) for pair in outcome.alike] == [("a.txt", "b.txt")]


def test_a_stopped_import_goes_on_where_it_was(project: Project, tmp_path: Path) -> None:
    paths = files(tmp_path, {f"{n:03}.txt": f"Text number {n}.\n".encode() for n in range(BATCH + 20)})
    seen: list[str] = []
    first = add(
        project, paths, progress=lambda done, total, name: seen.append(name), cancelled=lambda: len(seen) > BATCH + 5
    )
    assert first.stopped
    assert BATCH <= len(first.names) < len(paths)
    second = add(project, paths)
    assert len(first.names) + len(second.names) == len(paths)
    assert len(list_documents(project)) == len(paths)


def test_files_that_were_read_before_are_not_read_again(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = files(tmp_path, {"a.txt": b"One text.\n", "t.csv": b"text,n\nFirst row.,1\nSecond row.,2\n", "e.txt": b""})
    assert len(add(project, paths).names) == 3
    asked: list[str] = []
    reader_of = Reading._reader

    def noted(self: Reading, name: str, data: bytes) -> Reader:
        asked.append(name)
        return reader_of(self, name, data)

    monkeypatch.setattr(Reading, "_reader", noted)
    again = add(project, paths)
    assert asked == ["t.csv"]  # which may have grown by a row that the run before did not come to
    assert [(r.name, r.repeats) for r in again.refused] == [
        ("a.txt", "a.txt"), ("t.csv#1", "t.csv#1"), ("t.csv#2", "t.csv#2"), ("e.txt", ""),
    ]  # fmt: skip
    assert add(project, paths[:1], encoding="cp1252").refused[0].repeats == "a.txt"  # read anew, to the same text


def test_one_file_at_a_time_gets_its_encoding(codebook: Codebook, tmp_path: Path) -> None:
    path = tmp_path / "p.intercoder"
    create_project(path, codebook).close()
    texts = {"a.txt": ("cp1252", "Straße in Köln"), "sub/b.txt": ("cp1251", "Москва заявила")}
    files(tmp_path / "in", {name: text.encode(encoding) for name, (encoding, text) in texts.items()})
    options = [f"--encoding={name}={encoding}" for name, (encoding, _) in texts.items()]
    assert run("add", path, tmp_path / "in", *options).returncode == 0
    with open_project(path, readonly=True) as project:
        assert {stored_text(project, e.sha256) for e in list_documents(project)} == {text for _, text in texts.values()}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no signals of this kind here")
def test_control_c_ends_in_order_and_the_next_run_goes_on(codebook: Codebook, tmp_path: Path) -> None:
    path = tmp_path / "p.intercoder"
    create_project(path, codebook).close()
    number = 1_500
    files(tmp_path / "in", {f"{n:04}.txt": f"Text {n} of many.\n".encode() for n in range(number)})
    command = [sys.executable, str(ROOT / "main.py"), "add", str(path), str(tmp_path / "in"), "--report", "r.csv"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and _documents(path) < 100:
        continue
    process.send_signal(signal.SIGINT)
    said, complaint = process.communicate()
    assert process.returncode == 130, complaint
    with open_project(path, readonly=True) as project:
        kept = len(list_documents(project))
    assert 100 <= kept < number
    assert f"Added {kept} document" in said.replace(",", "")
    assert "Stopped. The same command again adds what is missing." in complaint
    assert len((tmp_path / "r.csv").read_text(encoding="utf-8").splitlines()) == kept + 1
    again = run("add", path, tmp_path / "in")
    assert f"Added {number - kept} document" in again.stdout.replace(",", "")


def _documents(path: Path) -> int:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])


def test_the_command_says_what_it_refused_and_adds_the_rest(codebook: Codebook, tmp_path: Path) -> None:
    path = tmp_path / "p.intercoder"
    create_project(path, codebook).close()
    files(
        tmp_path / "in",
        {
            "good.txt": b"Some words.\n",
            "empty.txt": b"",
            "binary.txt": b"\x00\x01\x02",
            "latin.txt": "Straße in Köln, schön.\n".encode("cp1252"),
        },
    )
    done = run("add", path, tmp_path / "in", "--report", tmp_path / "report.csv")
    assert done.returncode == 0
    assert "Added 1 document." in done.stdout
    for name in ("empty.txt", "binary.txt", "latin.txt"):
        assert f"{name} was not added: " in done.stderr
    assert len((tmp_path / "report.csv").read_text(encoding="utf-8").splitlines()) == 5
    again = run("add", path, tmp_path / "in" / "latin.txt", "--encoding", "cp1252")
    assert again.returncode == 0
    assert run("add", path, tmp_path / "in" / "empty.txt").returncode == 2
    assert "nowhere" in refused(run("add", path, tmp_path / "nowhere"))


@pytest.fixture
def corrected(project: Project) -> tuple[str, str]:
    """A coded text and a corrected one: a word mended, a paragraph put before, the end cut."""
    names = add_texts(
        project, {"scan.txt": TEXT, "clean.txt": "A new first line.\n\n" + TEXT.replace("warned", "cautioned")}
    )
    session = CodingSession(project, coder="Amira")
    session.code(names["scan.txt"], 4, 14, facet="group", code="harvesters")
    start = TEXT.index("The mayor warned")
    session.code(
        names["scan.txt"],
        start,
        start + len("The mayor warned the Harvesters"),
        facet="view",
        code="against",
        attributes={"holder": "council"},
    )
    return "scan.txt", "clean.txt"


def test_codings_follow_onto_a_corrected_text(project: Project, corrected: tuple[str, str]) -> None:
    old, new = corrected
    carried = carry_codings(project, old, new)
    text = next(stored_text(project, e.sha256) for e in list_documents(project) if e.name == new)
    quotes = {text[c.start : c.end] for c in (*carried.sure, *(c for c, _ in carried.doubtful))}
    assert quotes == {"Harvesters", "The mayor cautioned the Harvesters"}
    assert not carried.lost
    assert carry_codings(project, old, new).receipt is None  # a second time changes nothing
    sha256 = next(e.sha256 for e in list_documents(project) if e.name == new)
    assert len(codings_of(project, sha256, coder="Amira")) == 2


def test_carry_by_command_can_be_tried_first(project: Project, corrected: tuple[str, str]) -> None:
    path = project.path
    project.close()
    done = run("carry", path, *corrected, "--dry-run")
    assert done.returncode == 0
    assert "Would carry" in done.stdout
    with open_project(path, readonly=True) as reopened:
        sha256 = next(e.sha256 for e in list_documents(reopened) if e.name == "clean.txt")
        assert codings_of(reopened, sha256, coder="Amira") == []
    assert "clean.txt" in refused(run("carry", path, "clean.txt", "clean.txt"))


def test_lines_of_the_suggestions_command_are_json(codebook: Codebook, tmp_path: Path) -> None:
    path = tmp_path / "p.intercoder"
    with create_project(path, codebook, person="Amira") as project:
        add_texts(project, {"a.txt": "The Harvesters came to Port Vale again.\n"})
    assert run("prehighlight", path).returncode == 0
    assert run("suggestions", path, "-o", tmp_path / "s.jsonl").returncode == 0
    lines = [json.loads(line) for line in (tmp_path / "s.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(
        {"document", "start", "end", "text", "facet", "code", "attributes", "source", "score"} <= line.keys()
        for line in lines
    )


def test_what_is_written_never_takes_the_place_of_a_project(codebook: Codebook, tmp_path: Path) -> None:
    path = tmp_path / "p.intercoder"
    create_project(path, codebook).close()
    before = path.read_bytes()
    for command in (("suggestions", path, "-o", path), ("export", path, "--format", "jsonl", "-o", path)):
        assert "is a project" in refused(run(*command))
    assert path.read_bytes() == before
