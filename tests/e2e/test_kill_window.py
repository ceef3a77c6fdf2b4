"""Killed with -9 while the real window is at work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.test_kill import kill_cycles


@pytest.mark.timeout(900)
def test_50_kills_of_the_window(tmp_path: Path) -> None:
    kill_cycles(tmp_path, 50, module="tests.e2e.killing_window")


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_1000_kills_of_the_window(tmp_path: Path) -> None:
    for part in range(20):
        (tmp_path / str(part)).mkdir()
        kill_cycles(tmp_path / str(part), 50, module="tests.e2e.killing_window")
