"""The lists around the text: which stand where, and how they share the room when words are large or the window small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMenu, QSizePolicy

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow

LARGE = 150
"""Per cent of text size from which on lists share one place, as pages."""


def build_panels(window: MainWindow) -> dict[str, QDockWidget]:
    """The docks by object name."""
    areas = Qt.DockWidgetArea
    left, right, below = areas.LeftDockWidgetArea, areas.RightDockWidgetArea, areas.BottomDockWidgetArea
    docks: dict[str, QDockWidget] = {}
    for name, title, widget, area in (
        ("documentsDock", window.tr("Documents"), window.documents, left),
        ("codebookDock", window.tr("Codebook"), window.codebook, left),
        ("suggestionsDock", window.tr("Suggestions"), window.suggestions, right),
        ("codingsDock", window.tr("Codings"), window.codings, right),
        ("detailsDock", window.tr("Current"), window.details, right),
        ("searchDock", window.tr("Search"), window.searching, below),
    ):
        dock = docks[name] = QDockWidget(title, window)
        dock.setObjectName(name)
        widget.setMinimumWidth(180)
        widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        dock.setWidget(widget)
        window.addDockWidget(area, dock)
    docks["searchDock"].hide()
    return docks


def share_room(window: MainWindow, docks: dict[str, QDockWidget], *, percent: int) -> None:
    """One above the other at usual sizes; suggestions with codings, and documents with the codebook, as pages at large
    ones."""
    as_pages = bool(window.tabifiedDockWidgets(docks["suggestionsDock"]))
    if percent >= LARGE and not as_pages:
        _make_pages(window, docks)
    elif percent < LARGE and as_pages:
        window.splitDockWidget(docks["suggestionsDock"], docks["codingsDock"], Qt.Orientation.Vertical)
        window.splitDockWidget(docks["documentsDock"], docks["codebookDock"], Qt.Orientation.Vertical)
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    wide = max(window.width(), 800)
    left, right = (260, 400) if percent < LARGE else (330, 540)
    window.resizeDocks(
        [docks["documentsDock"], docks["suggestionsDock"]], [min(left, wide // 4), min(right, wide * 2 // 5)], across
    )
    window.resizeDocks([docks["documentsDock"], docks["codebookDock"]], [300, 420], down)
    window.resizeDocks([docks["suggestionsDock"], docks["codingsDock"], docks["detailsDock"]], [230, 230, 330], down)


def _make_pages(window: MainWindow, docks: dict[str, QDockWidget]) -> None:
    window.tabifyDockWidget(docks["suggestionsDock"], docks["codingsDock"])
    left = [docks["documentsDock"], docks["codebookDock"]]
    shown = [] if window.isVisible() else left  # before a window is shown, Qt leaves a second row of tabs lying there
    for dock in shown:
        dock.hide()
    window.tabifyDockWidget(*left)
    for dock in shown:
        dock.show()
    docks["suggestionsDock"].raise_()
    docks["documentsDock"].raise_()


def panels_menu(menu: QMenu, docks: dict[str, QDockWidget]) -> None:
    """A line for each panel, to bring back what was closed."""
    for dock in docks.values():
        menu.addAction(dock.toggleViewAction())
