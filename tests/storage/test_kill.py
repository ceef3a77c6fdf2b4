"""Killed with -9 at random moments: no acknowledged event is lost, the file is sound, and it opens at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.check import check_file
from tests.storage.children import ROOT
from tests.storage.making import make_project


def kill_cycles(folder: Path, cycles: int, *, module: str = "tests.storage.killing") -> None:
    make_project(folder / "p.intercoder").close()
    done = subprocess.run(
        [sys.executable, "-m", module, str(folder / "p.intercoder"), str(cycles), "1"],
        check=False, capture_output=True, text=True, timeout=60 + cycles * 5, cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["acknowledged"] > cycles
    assert result["slowest"] < 2
    assert check_file(folder / "p.intercoder").problems == ()


def test_50_kills(tmp_path: Path) -> None:
    kill_cycles(tmp_path, 50)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_1000_kills(tmp_path: Path) -> None:
    for part in range(10):
        (tmp_path / str(part)).mkdir()
        kill_cycles(tmp_path / str(part), 100)
