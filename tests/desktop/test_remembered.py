"""What a window leaves behind for the next: panels where the coder put them, for usual and for large words apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from tests.desktop.acting import open_again
from tests.desktop.scene import build_scene
from ui.desktop.settings import Settings
from ui.desktop.window import MainWindow


def panels(window: MainWindow) -> dict[str, QRect]:
    QApplication.processEvents()
    return {name: dock.geometry() for name, dock in window.docks.items() if not dock.visibleRegion().isEmpty()}


def rows_of_tabs(window: MainWindow) -> list[QTabBar]:
    """The rows of tabs between panels that can be seen."""
    QApplication.processEvents()
    return [bar for bar in window.findChildren(QTabBar) if bar.parent() is window and not bar.visibleRegion().isEmpty()]


@pytest.mark.parametrize(("before", "after"), [(100, 200), (200, 100)])
def test_panels_never_lie_on_each_other_after_a_change_of_size(
    qtbot: QtBot, tmp_path: Path, codebook: Codebook, before: int, after: int
) -> None:
    path = tmp_path / "town.intercoder"
    build_scene(path, codebook)
    Settings().set("text_percent", before)
    window = open_again(qtbot, path)
    window.close()
    Settings().set("text_percent", after)
    again = open_again(qtbot, path)
    assert bool(again.tabifiedDockWidgets(again.docks["suggestionsDock"])) == (after == 200)
    again.show_search()
    assert len(rows_of_tabs(again)) == (2 if after == 200 else 0)
    again.search_dock.hide()
    shown = panels(again)
    assert len(shown) == (3 if after == 200 else 5)
    for name, place in shown.items():
        for other, there in shown.items():
            assert name == other or not place.intersects(there), (name, other)


def test_panels_are_where_they_were_left(qtbot: QtBot, tmp_path: Path, codebook: Codebook) -> None:
    path = tmp_path / "town.intercoder"
    build_scene(path, codebook)
    window = open_again(qtbot, path)
    window.docks["codebookDock"].hide()
    window.close()
    assert open_again(qtbot, path).docks["codebookDock"].isHidden()
