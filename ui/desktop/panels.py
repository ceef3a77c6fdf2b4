"""The lists around the text: which stand where, and how they share the room when words are large or the window small."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMenu, QSizePolicy

from ui.desktop.text.look import READABLE

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow

_Place: TypeAlias = tuple[Qt.DockWidgetArea, list[str]]

LARGE = 150
"""Per cent of text size from which on lists share one place, as pages."""

_NARROWEST = 180
"""Pixels that a list takes at least."""
_BESIDE = 420
"""Pixels that the lists need beside the text: with fewer they stand below it."""
_EDGE = 6
"""Pixels between a list and the text."""


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
        widget.setMinimumWidth(_NARROWEST)
        widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        dock.setWidget(widget)
        window.addDockWidget(area, dock)
    docks["searchDock"].hide()
    return docks


def share_room(window: MainWindow, docks: dict[str, QDockWidget], *, percent: int) -> None:
    """The text first: lines that are read with ease, and the lists left and right of it in what remains; below it, where
    that is little. One above the other at usual sizes of words, as pages at large ones."""
    rest = _rest(window, window.width())
    _put(window, docks, _places(rest, percent))
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    pages, current = docks["suggestionsDock"], docks["detailsDock"]
    if rest < _BESIDE:
        window.resizeDocks([pages, current], [window.width() // 2] * 2, across)
        window.resizeDocks([pages], [window.height() // 3], down)
        return
    left, right = (260, 400) if percent < LARGE else (330, 540)
    left = max(_NARROWEST, min(left, rest * 2 // 5))
    sizes = [left, max(_NARROWEST, min(right, rest - left))]
    window.resizeDocks([docks["documentsDock"], pages], sizes, across)
    window.resizeDocks([docks["documentsDock"], docks["codebookDock"]], [300, 420], down)
    window.resizeDocks([pages, docks["codingsDock"], current], [230, 230, 330], down)


def give_way(window: MainWindow, docks: dict[str, QDockWidget], *, before: int, percent: int) -> None:
    """After the window's width was another `before`: share the room anew where there is room for the lists beside the
    text now or no more, or the text got too little."""
    was, now = _rest(window, before), _rest(window, window.width())
    short = window.width() < before and window.view.width() < window.view.width_for(READABLE)
    if short or (was < _BESIDE) != (now < _BESIDE):
        share_room(window, docks, percent=percent)


def _rest(window: MainWindow, wide: int) -> int:
    """Pixels for lists in a window so wide, beside a text that is read with ease."""
    return wide - window.view.width_for(READABLE) - 2 * _EDGE


def _places(rest: int, percent: int) -> list[_Place]:
    """Where the docks stand, from the first to the last, when the room is shared."""
    areas = Qt.DockWidgetArea
    if rest < _BESIDE:
        below = areas.BottomDockWidgetArea
        return [(below, ["suggestionsDock", "codingsDock", "documentsDock", "codebookDock"]), (below, ["detailsDock"])]
    found = [
        (areas.LeftDockWidgetArea, ["documentsDock", "codebookDock"]),
        (areas.RightDockWidgetArea, ["suggestionsDock", "codingsDock"]),
    ]
    if percent < LARGE:
        found = [(area, [name]) for area, names in found for name in names]
    return [*found, (areas.RightDockWidgetArea, ["detailsDock"])]


def _put(window: MainWindow, docks: dict[str, QDockWidget], places: list[_Place]) -> None:
    """The docks in their places, those that share one as pages; nothing where they share as they do."""
    groups = [({docks[name] for name in names}, docks[names[0]]) for _, names in places]
    if all({first, *window.tabifiedDockWidgets(first)} == group for group, first in groups):
        return
    moved = [docks[name] for _, names in places for name in names]
    shown = [dock for dock in moved if not dock.isHidden()]
    for dock in moved:
        window.removeDockWidget(dock)
    layout = window.layout()
    if window.isVisible() and layout is not None:
        layout.activate()  # or Qt leaves a second row of tabs lying there
    for area, (first, *others) in places:
        along = Qt.Orientation.Horizontal if area == Qt.DockWidgetArea.BottomDockWidgetArea else Qt.Orientation.Vertical
        window.addDockWidget(area, docks[first], along)
        for name in others:
            window.addDockWidget(area, docks[name], along)
            window.tabifyDockWidget(docks[first], docks[name])
    for dock in shown:
        dock.show()
    for _, (first, *_others) in places:
        docks[first].raise_()


def panels_menu(menu: QMenu, docks: dict[str, QDockWidget]) -> None:
    """A line for each panel, to bring back what was closed."""
    for dock in docks.values():
        menu.addAction(dock.toggleViewAction())
