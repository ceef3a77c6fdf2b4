"""`check` on the command line: its exit status, its list, and heads from earlier files."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.opening import open_project
from storage.selection import provenance
from tests.storage.making import HARBOUR, code, make_project
from ui.commands.line import run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_project(tmp_path / "p.intercoder") as project:
        code(project, HARBOUR, 4)
    return tmp_path / "p.intercoder"


def test_a_sound_project_exits_with_0(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(path)]) == 0
    assert "is sound: 3 documents, 1 coding" in capsys.readouterr().out


def test_damage_exits_with_1_and_a_list(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE codings SET code = 'frost'")
        connection.commit()
    assert run(["check", str(path)]) == 1
    out = capsys.readouterr().out
    assert "The table codings is not what the log says" in out
    assert "`restore`" in out


def test_a_missing_project_exits_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(tmp_path / "none.intercoder")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_heads_of_an_earlier_report(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.json"
    with open_project(path, person="anna") as project:
        report.write_text(json.dumps({"provenance": provenance(project, coders=["anna"])}), encoding="utf-8")
    assert run(["check", str(path), "--known", str(report)]) == 0
    report.write_text(report.read_text(encoding="utf-8").replace(":", ": 9", 1) + '"anna@1.2": "7:' + "a" * 64 + '"')
    assert run(["check", str(path), "--known", str(report)]) == 1
    assert "Event 7 (aaaaaaaaaaaa…) was in the log before" in capsys.readouterr().out
    report.write_text("{}")
    assert run(["check", str(path), "--known", str(report)]) == 2
    assert "holds no chain heads" in capsys.readouterr().err
