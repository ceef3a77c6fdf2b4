"""Titles of panels: their buttons float, put back and close, say so, and grow with the words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QToolButton
from pytestqt.qtbot import QtBot

from tests.desktop.scene import settle
from ui.desktop.handlers import resize_words
from ui.desktop.window import MainWindow

DOCKS = ("documentsDock", "codebookDock", "suggestionsDock", "codingsDock", "detailsDock")


def button(window: MainWindow, dock: str, name: str) -> QToolButton:
    found = window.findChild(QToolButton, f"{dock}-{name}")
    assert isinstance(found, QToolButton)
    return found


@pytest.mark.parametrize("name", DOCKS)
def test_a_panel_floats_comes_back_and_closes_by_its_buttons(window: MainWindow, qtbot: QtBot, name: str) -> None:
    dock = window.findChild(QDockWidget, name)
    assert isinstance(dock, QDockWidget)
    for floats in (True, False):
        qtbot.mouseClick(button(window, name, "float"), Qt.MouseButton.LeftButton)
        assert dock.isFloating() is floats
    qtbot.mouseClick(button(window, name, "close"), Qt.MouseButton.LeftButton)
    assert dock.isHidden()
    dock.toggleViewAction().trigger()
    assert not dock.isHidden()


@pytest.mark.parametrize("name", DOCKS)
def test_the_buttons_say_which_panel_they_act_on(window: MainWindow, name: str) -> None:
    dock = window.findChild(QDockWidget, name)
    assert isinstance(dock, QDockWidget)
    for what in ("float", "close"):
        told = button(window, name, what)
        assert dock.windowTitle() in told.accessibleName()
        assert told.toolTip() == told.accessibleName()


def test_the_buttons_grow_with_the_words(window: MainWindow) -> None:
    def size() -> int:
        found = button(window, "detailsDock", "close")
        found.ensurePolished()
        return found.iconSize().height()

    usual = size()
    resize_words(window, 100)
    settle()
    assert 1.7 * usual <= size() <= 2.3 * usual
