"""The desktop's tests run without a screen, and never touch the account's settings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from annotator.codebook import Codebook
    from ui.desktop.window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def private_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, data and logs of the account lie in the test's own folder."""
    from PySide6.QtCore import QSettings

    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(autouse=True)
def windows_gone() -> Iterator[None]:
    """Delete the windows of a test after it: Qt would wait for an event loop, and every restyling visit them all."""
    yield
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(tmp_path: Path, codebook: Codebook, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on the usual scene, for tests that change the size of words."""
    from tests.desktop.scene import scene

    made = scene(qtbot, tmp_path / "town.intercoder", codebook)
    yield made
    assert made.theme is not None
    made.theme.set_text_percent(100)  # the application's, which the next test shares
