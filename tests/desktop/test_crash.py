"""A fault in a slot is shown and logged, without a word of a document, and what was saved stays saved."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from storage.codings import codings_of
from storage.opening import open_project
from tests.desktop.acting import action
from tests.desktop.scene import TEXT, place, scene
from ui.desktop import crash
from ui.desktop.window import MainWindow


@pytest.fixture
def window(tmp_path: Path, codebook: Codebook, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(crash, "log_file", lambda: tmp_path / "logs" / "intercoder.log")
    return scene(qtbot, tmp_path / "town.intercoder", codebook)


def fault_in_a_slot(window: MainWindow, qtbot: QtBot) -> None:
    def slot() -> None:
        raise ValueError(f"cannot read {TEXT}")

    with capture_exceptions() as met:
        crash.watch()
        QTimer.singleShot(0, slot)
        qtbot.waitUntil(window.messages.isVisible, timeout=30_000)
    assert [kind for kind, _, _ in met] == [ValueError]


def test_it_is_shown_and_logged_without_the_text(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    hook = sys.excepthook
    try:
        fault_in_a_slot(window, qtbot)
    finally:
        sys.excepthook = hook
    assert "ValueError" in window.messages.label.text()
    assert "saved" in window.messages.label.text()
    log = (tmp_path / "logs" / "intercoder.log").read_text(encoding="utf-8")
    assert "ValueError at test_crash.py" in log
    for word in ("Harvesters", "Port Vale", "mayor"):
        assert word not in log
        assert word not in window.messages.label.text()


def test_saved_work_stays_and_the_window_goes_on(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.bench.set_current("s1")
    action(window, "acceptSuggestion").trigger()
    hook = sys.excepthook
    try:
        fault_in_a_slot(window, qtbot)
    finally:
        sys.excepthook = hook
    window.bench.set_current("s3")
    action(window, "acceptSuggestion").trigger()
    assert window.bench.open is not None
    sha256 = window.bench.open.document.sha256
    window.close()
    with open_project(tmp_path / "town.intercoder", readonly=True) as project:
        found = codings_of(project, sha256, coder="Amira")
    assert sorted((c.start, c.end) for c in found) == [place("Harvesters"), place("Harvesters", 2)]
