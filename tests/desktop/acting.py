"""What the window's tests share: a window on a small project, and acts as a user does them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import main
from annotator.codebook import Codebook
from storage.opening import create_project
from tests.conftest import TEXT, add_texts
from ui.desktop.window import MainWindow


def opened(
    qtbot: QtBot, path: Path, codebook: Codebook, *, texts: Mapping[str, str] | None = None, coder: str = "Amira"
) -> MainWindow:
    """The window on a new project with these texts (one small text by default)."""
    with create_project(path, codebook, person=coder) as project:
        if texts is None or texts:
            add_texts(project, dict(texts or {"a.txt": TEXT}))
    return open_again(qtbot, path, coder=coder)


def open_again(qtbot: QtBot, path: Path, *, coder: str = "Amira") -> MainWindow:
    window = main.open_window(path, coder)
    assert isinstance(window, MainWindow)
    qtbot.addWidget(window)
    qtbot.waitExposed(window)
    return window


def action(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, name)
    assert found is not None, name
    return found


def act(window: MainWindow, name: str) -> None:
    """The action, as a menu or a check from outside sets it off."""
    action(window, name).trigger()


def press(widget: QWidget, key: str) -> None:
    """A key sequence such as "Ctrl+Shift+A", sent to a widget as the keyboard does."""
    QTest.keySequence(widget, QKeySequence(key))


def drag(window: MainWindow, start: int, end: int) -> None:
    """Select [start, end) with the mouse."""
    view = window.view
    first, last = view.span_rects(start, start + 1)[0], view.span_rects(end - 1, end)[-1]
    begin, finish = QPoint(first.left() + 1, first.center().y()), QPoint(last.right() - 1, last.center().y())
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
    QTest.mouseMove(view.viewport(), (begin + finish) / 2)
    QTest.mouseMove(view.viewport(), finish)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, finish)
    QApplication.processEvents()
