"""`merge` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.backup import list_backups
from storage.codings import codings_of
from storage.opening import open_project
from tests.storage.making import HARBOUR, code, copy_of, make_project
from ui.commands.line import run


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    lead, anna = tmp_path / "lead.intercoder", tmp_path / "anna.intercoder"
    make_project(lead, person="lead").close()
    with open_project(copy_of(lead, anna), person="anna") as project:
        code(project, HARBOUR, 4)
    return lead, anna


def test_merging(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    lead, anna = files
    assert run(["merge", str(lead), str(anna), "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "codings: 0 -> 1" in out
    assert "Nothing was changed" in out
    assert not list_backups(lead)
    assert run(["merge", str(lead), str(anna)]) == 0
    assert "anna.intercoder: 1 new event" in capsys.readouterr().out
    assert run(["merge", str(lead), str(anna), str(anna)]) == 0
    assert "0 new events, 3 known already" in capsys.readouterr().out
    assert [backup.why for backup in list_backups(lead)] == ["close", "merge"]
    with open_project(lead) as project:
        assert len(codings_of(project, HARBOUR, coder="anna")) == 1


def test_what_cannot_be_merged_is_one_sentence(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    lead, _ = files
    assert run(["merge", str(lead), str(lead.parent / "none")]) == 2
    assert capsys.readouterr().err.strip().count("\n") == 0


def test_a_project_that_is_open_elsewhere_is_not_merged_into(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    lead, anna = files
    with open_project(lead, person="lead"):
        assert run(["merge", str(lead), str(anna)]) == 2
        assert "lead has it open" in capsys.readouterr().err
        assert run(["merge", str(lead), str(anna), "--dry-run"]) == 0
