"""`log`: the history of a project, a coding and a document, forks and what was set aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.acts import code_all, delete_codings, edit_coding
from storage.codings import find_coding
from storage.merge import merge
from storage.opening import open_project
from tests.storage.making import HARBOUR, code, coding, copy_of, make_project, work
from ui.commands.line import run
from ui.workflows import history


@pytest.fixture
def path(tmp_path: Path) -> Path:
    make_project(tmp_path / "p.intercoder").close()
    return tmp_path / "p.intercoder"


def test_the_life_of_a_coding(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_project(path, person="anna") as project:
        uuid = code(project, HARBOUR, 4, memo="first").changes[0].key
        code(project, HARBOUR, 50)
        before = find_coding(project, uuid)
        project.commit(edit_coding(before, before._replace(start=6, memo="second"), kind="change"))
        project.commit(delete_codings("anna", [find_coding(project, uuid)]))
        project.undo("anna")
        entries = history.of_coding(project, uuid)
        assert [entry.kind for entry in entries] == ["code", "change", "delete", "undo"]
        assert [entry.undone for entry in entries] == [False, False, True, False]
        assert {(entry.person, entry.meaning) for entry in entries} == {("anna", 1)}
    assert run(["log", str(path), "--coding", uuid]) == 0
    out = capsys.readouterr().out
    assert "memo first -> second, start 4 -> 6" in out
    assert "anna deleted (taken back since)" in out
    assert "head  anna@" in out
    assert run(["log", str(path), "--coding", "nobody"]) == 2


def test_codings_of_a_big_import_are_found_in_its_packed_events(path: Path) -> None:
    with open_project(path, person="anna") as project:
        many = [coding(HARBOUR, at % 100) for at in range(300)]
        project.commit(code_all("anna", many, kind="import"))
        (entry,) = history.of_coding(project, many[123].uuid)
        assert [change.key for change in entry.changes] == [many[123].uuid]
        assert len(history.of_document(project, "harbour.txt")[-1].changes) == 300


def test_the_log_of_a_document_and_the_whole(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_project(path, person="anna") as project:
        work(project, "anna")
    assert run(["log", str(path), "--document", "harbour.txt"]) == 0
    out = capsys.readouterr().out
    assert "name harbour.txt" in out
    assert "orchard" not in out
    assert run(["log", str(path)]) == 0
    out = capsys.readouterr().out
    for word in ("made the project", "added", "accepted several", "took back", "did again", "marked done"):
        assert word in out


def test_forks_and_what_was_set_aside(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_project(path, person="anna") as project:
        uuid = code(project, HARBOUR, 4).changes[0].key
    copy_of(path, tmp_path / "copy")
    for name, start in ((path, 10), (tmp_path / "copy", 20)):
        with open_project(name, person="anna") as project:
            before = find_coding(project, uuid)
            project.commit(edit_coding(before, before._replace(start=start, end=start + 5), kind="change"))
    with open_project(path, person="anna") as project:
        merge(project, [tmp_path / "copy"])
    assert run(["log", str(path), "--forks"]) == 0
    out = capsys.readouterr().out
    assert "started from: " in out
    assert uuid in out
    assert run(["log", str(path), "--set-aside"]) == 0
