"""A pipe where a file is meant is refused in a sentence wherever a command reads or writes; nobody waits for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import main
from storage.opening import create_project
from ui.workflows.resources import default_codebook

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
CASES = [
    ["import-codings", "PROJECT", f"PIPE{suffix}"]
    for suffix in (".jsonl", ".csv", ".json", ".xmi", ".spacy", ".parquet", ".qda", ".qdc", ".xlsx", ".qdpx", ".zip")
] + [
    ["import-codings", "PROJECT", "/dev/null", "--format", "jsonl"],
    ["import-codings", "PROJECT", "PIPE.jsonl", "--map", "PIPE.csv"],
    ["add", "PROJECT", "PIPE.txt"],
    ["add", "PROJECT", "PIPE.zip"],
    ["add", "PROJECT", ""],
    ["new", "new.intercoder", "--codebook", "PIPE.toml"],
    ["new", "new.intercoder", "--codebook", "with-pipe.toml"],
    ["codebook", "PROJECT", "--take", "PIPE.toml"],
    ["codebook", "PROJECT", "-o", "PIPE.toml"],
    ["check", "PROJECT", "--known", "PIPE.json"],
    ["check", "PIPE.intercoder"],
    ["open", "PIPE.intercoder"],
    ["open", "table.csv"],
    ["merge", "PROJECT", "PIPE.intercoder"],
    ["rescue", "PIPE.intercoder", "-o", "rescued"],
    ["export", "PROJECT", "--format", "jsonl", "-o", "PIPE.jsonl"],
    ["agreement", "PROJECT", "-o", "PIPE.json"],
    ["suggestions", "PROJECT", "-o", "PIPE.jsonl"],
    ["reliability", "PIPE.csv"],
    ["reliability", "table.csv", "--weights", "PIPE.csv"],
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    create_project(tmp_path / "p.intercoder", default_codebook()).close()
    book = 'name = "x"\ncues = ["PIPE.toml"]\n[[facet]]\nname = "a"\n[[facet.code]]\nname = "c"\n'
    (tmp_path / "with-pipe.toml").write_text(book, encoding="utf-8")
    (tmp_path / "table.csv").write_text("unit,a,b\n1,x,y\n2,x,x\n", encoding="utf-8")
    return tmp_path / "p.intercoder"


@pytest.mark.timeout(60)
@pytest.mark.parametrize("line", CASES, ids=" ".join)
def test_a_pipe_is_refused(project: Path, line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for name in {"PIPE.toml", *(word for word in line if word.startswith("PIPE"))}:
        os.mkfifo(name)
    there = sorted(path for path in project.parent.iterdir() if "-" not in path.name)
    try:
        status = main.main([str(project) if word == "PROJECT" else word for word in line])
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    assert status == 2
    error = capsys.readouterr().err.strip()
    assert error
    assert "went wrong" not in error
    assert len(error.splitlines()) == 1
    assert sorted(path for path in project.parent.iterdir() if "-" not in path.name) == there
