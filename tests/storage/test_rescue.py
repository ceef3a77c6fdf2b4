"""Rescue: what is readable in a damaged file comes out, and can go into a new project."""

from __future__ import annotations

import os
import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import ProjectError
from storage.backup import wrong_with_backup
from storage.check import check_file
from storage.codings import all_codings
from storage.opening import open_project
from storage.progress import completions
from storage.rescue import salvage
from storage.texts import list_documents
from tests.storage.making import code, make_project, work
from ui.commands.line import run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    texts = {f"{number}.txt": f"Paragraph {number} of the log of the 🛳 ferry. " * 60 for number in range(30)}
    with make_project(tmp_path / "p.intercoder", texts=texts) as project:
        work(project, "anna")
        for entry in list_documents(project):
            for start in range(8):
                code(project, entry.sha256, start * 9, memo="seen")
    return tmp_path / "p.intercoder"


def test_everything_comes_out_of_a_sound_file(path: Path) -> None:
    found = salvage(path)
    with open_project(path) as project:
        assert {c.uuid: c for c in found.codings} == {c.uuid: c for c in all_codings(project)}
        assert set(found.completions) == set(completions(project))
        assert {d.name for d in found.documents} == {d.name for d in list_documents(project)}
        assert found.codebook == project.codebook
    assert not found.lost
    assert not found.damaged


def test_most_comes_out_of_a_damaged_file_and_goes_into_a_new_one(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        number = len(list(all_codings(project)))
    before = bytearray(path.read_bytes())
    at = len(before) // 2 // 4096 * 4096
    before[at : at + 4096] = os.urandom(4096)
    path.write_bytes(before)
    assert run(["rescue", str(path), "-o", str(tmp_path / "out")]) == 0
    assert path.read_bytes() == bytes(before)
    new = tmp_path / "new.intercoder"
    assert run(["new", str(new), "--codebook", str(tmp_path / "out" / "codebook.toml")]) == 0
    assert run(["add", str(new), str(tmp_path / "out" / "documents")]) == 0
    assert run(["import-codings", str(new), str(tmp_path / "out" / "codings.jsonl"), "--not-done"]) == 0
    with open_project(new) as project:
        assert len(list(all_codings(project))) > number * 0.7
        assert len(list_documents(project)) >= 28
    assert "Not readable" in (tmp_path / "out" / "REPORT.txt").read_text(encoding="utf-8")


def test_a_lost_first_page_is_replaced(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(os.urandom(4096) + whole[4096:])
    found = salvage(path)
    assert len(found.documents) == 30
    assert len(found.codings) >= 240
    assert "first page" in found.lost[0]


@pytest.mark.parametrize("share", [0.2, 0.6, 0.9])
def test_a_file_cut_short_gives_what_is_left(path: Path, share: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    try:
        found = salvage(path)
    except ProjectError as fault:
        assert share < 0.5, fault  # noqa: PT017
    else:
        assert found.lost


def test_only_our_errors_come_out_of_any_damage(path: Path) -> None:
    whole = path.read_bytes()
    chance = random.Random(3)
    for _ in range(15):
        hurt = bytearray(whole)
        for _ in range(40):
            at = chance.randrange(len(hurt) - 200)
            hurt[at : at + 200] = chance.randbytes(200)
        path.write_bytes(hurt)
        try:
            salvage(path)
        except ProjectError as fault:
            assert "\n" not in str(fault)  # noqa: PT017


def test_nothing_and_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "junk").write_bytes(b"junk" * 5000)
    with pytest.raises(ProjectError, match="Nothing in junk"):
        salvage(tmp_path / "junk")
    with pytest.raises(ProjectError, match="no file"):
        salvage(tmp_path / "none")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    assert run(["rescue", str(tmp_path / "junk"), "-o", str(tmp_path / "full")]) == 2
    assert "not empty" in capsys.readouterr().err


def test_names_that_climb_stay_in_the_folder(tmp_path: Path) -> None:
    with make_project(
        tmp_path / "p.intercoder", texts={"../../evil.txt": "Evil. " * 9, "CON": "x" * 50, ".hid": "y" * 50}
    ):
        pass
    assert run(["rescue", str(tmp_path / "p.intercoder"), "-o", str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out" / "documents").iterdir())) == 3
    assert not (tmp_path.parent / "evil.txt").exists()


class OutOfMemory(sqlite3.Connection):
    """A connection to which a row's lengths are damaged so that SQLite's module says that memory is out."""

    def execute(self, sql: str, /, *parameters: Any) -> sqlite3.Cursor:
        if "FROM events" in sql or "quick_check" in sql:
            raise MemoryError
        return super().execute(sql, *parameters)


def test_a_length_that_no_value_can_have_is_damage(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found by fuzzing: SQLite's module then raises MemoryError without a word."""
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: real(*given, **named, factory=OutOfMemory))
    assert any("events" in lost and "impossible length" in lost for lost in salvage(path).lost)
    assert check_file(path).problems
    assert "impossible length" in wrong_with_backup(path)
    with pytest.raises(ProjectError, match="damaged"):
        open_project(path)
