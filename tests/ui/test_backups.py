"""`backup` and `restore` on the command line, and what the window calls."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import ProjectError
from storage.backup import folder_of, list_backups
from storage.codings import codings_of
from storage.opening import open_project
from storage.texts import list_documents
from tests.storage.making import HARBOUR, code, make_project
from ui.commands.line import run
from ui.workflows.backups import backup_quietly, choose


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_project(tmp_path / "p.intercoder") as project:
        code(project, HARBOUR, 4)
    return tmp_path / "p.intercoder"


def test_backup_and_restore(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["backup", str(path)]) == 0
    assert "Made and verified" in capsys.readouterr().out
    assert run(["backup", str(path)]) == 0
    assert "holds all of it already" in capsys.readouterr().out
    with open_project(path, person="anna") as project:
        code(project, HARBOUR, 9)
        assert backup_quietly(project, why="close") == ""
    assert run(["restore", str(path), "--list"]) == 0
    assert [line.split()[0::2] for line in capsys.readouterr().out.splitlines()] == [["2", "close"], ["1", "asked"]]
    assert run(["restore", str(path), "--backup", "1"]) == 0
    assert "is kept as" in capsys.readouterr().out
    with open_project(path, person="anna") as project:
        assert [c.start for c in codings_of(project, HARBOUR, coder="anna")] == [4]
    assert run(["check", str(path)]) == 0


def test_restoring_in_one_command_after_damage(path: Path) -> None:
    assert run(["backup", str(path)]) == 0
    path.write_bytes(path.read_bytes()[:9000])
    assert run(["check", str(path)]) == 1
    assert run(["restore", str(path)]) == 0
    assert run(["check", str(path)]) == 0


def test_commands_back_up_what_they_change(tmp_path: Path) -> None:
    """So that damage can be mended where nobody ever asked for a backup."""
    path, text = tmp_path / "q.intercoder", tmp_path / "a.txt"
    text.write_text("The mole would not stand another winter. " * 4, encoding="utf-8")
    assert run(["new", str(path)]) == 0
    assert run(["add", str(path), str(text)]) == 0
    assert [backup.why for backup in list_backups(path)] == ["close", "open"]
    assert run(["add", str(path), str(text)]) == 0
    assert len(list_backups(path)) == 2, "only of what changed"
    whole = path.read_bytes()
    path.write_bytes(whole[:5000] + bytes(3000) + whole[8000:])
    assert run(["check", str(path)]) == 1
    assert run(["restore", str(path)]) == 0
    with open_project(path) as project:
        assert [entry.name for entry in list_documents(project)] == ["a.txt"]


def test_no_backup_is_one_sentence(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["restore", str(path)]) == 2
    assert "There is no backup" in capsys.readouterr().err
    run(["backup", str(path)])
    with pytest.raises(ProjectError, match="no backup number 7"):
        choose(path, number=7)


def test_what_hinders_a_backup_is_said_and_hinders_nothing_else(path: Path) -> None:
    folder_of(path).write_text("a file where the folder should be")
    with open_project(path, person="anna") as project:
        assert "can't be written" in backup_quietly(project, why="open")
        code(project, HARBOUR, 20)
