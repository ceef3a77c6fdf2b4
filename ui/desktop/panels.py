"""The lists around the text: which stand where, and how they share the room when words are large or the window small."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDockWidget, QMenu, QSizePolicy

from ui.desktop.items_view import CROWDED, LINES
from ui.desktop.panel_title import PanelTitle
from ui.desktop.suggestions_dock import ONE_LINE
from ui.desktop.text.look import READABLE
from ui.desktop.words import translate

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow

_Place: TypeAlias = tuple[Qt.DockWidgetArea, list[str]]

LARGE = 150
"""Per cent of text size from which on lists share one place, as pages."""

_NARROWEST = 180
"""Pixels that a list takes at least."""
_BESIDE, _COLUMN = 420, 300
"""Pixels that the lists need on both sides of the text, and in one column beside it: with fewer they stand below it."""
_TABS, _FILTERS, _THREE_TABS = 26, 31, 36
"""Letters that two tabs need, the filters of the suggestions, and three tabs."""
_EDGE = 6
"""Pixels between a list and the text."""

_LEFT, _RIGHT, _BELOW = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)
_PLACES: dict[str, list[_Place]] = {
    "beside": [
        (_LEFT, ["documentsDock"]),
        (_LEFT, ["codebookDock"]),
        (_RIGHT, ["suggestionsDock"]),
        (_RIGHT, ["codingsDock"]),
        (_RIGHT, ["detailsDock"]),
        (_BELOW, ["searchDock"]),
    ],
    "pages": [
        (_LEFT, ["documentsDock", "codebookDock"]),
        (_RIGHT, ["suggestionsDock", "codingsDock"]),
        (_RIGHT, ["detailsDock"]),
        (_BELOW, ["searchDock"]),
    ],
    "column": [
        (_RIGHT, ["suggestionsDock", "codingsDock"]),
        (_RIGHT, ["detailsDock", "documentsDock", "codebookDock"]),
        (_BELOW, ["searchDock"]),
    ],
    "below": [
        (_BELOW, ["suggestionsDock", "codingsDock", "documentsDock", "codebookDock", "searchDock"]),
        (_BELOW, ["detailsDock"]),
    ],
    "one below": [
        (_BELOW, ["suggestionsDock", "codingsDock", "detailsDock", "documentsDock", "codebookDock", "searchDock"])
    ],
}
"""Where the docks stand, from the first to the last, those that share a place as pages."""


def build_panels(window: MainWindow) -> dict[str, QDockWidget]:
    """The docks by object name."""
    docks: dict[str, QDockWidget] = {}
    for name, title, widget, area in (
        ("documentsDock", translate("MainWindow", "Documents"), window.documents, _LEFT),
        ("codebookDock", translate("MainWindow", "Codebook"), window.codebook, _LEFT),
        ("suggestionsDock", translate("MainWindow", "Suggestions"), window.suggestions, _RIGHT),
        ("codingsDock", translate("MainWindow", "Codings"), window.codings, _RIGHT),
        ("detailsDock", translate("MainWindow", "Current"), window.details, _RIGHT),
        ("searchDock", translate("MainWindow", "Search"), window.searching, _BELOW),
    ):
        dock = docks[name] = QDockWidget(title, window)
        dock.setObjectName(name)
        widget.setMinimumWidth(_NARROWEST)
        widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        dock.setTitleBarWidget(PanelTitle(dock))
        dock.setWidget(widget)
        window.addDockWidget(area, dock)
    docks["searchDock"].hide()
    return docks


class Room(QObject):
    """Shares the window between the text and the lists. The text first: lines that are read with ease, and the lists in
    what remains. Where that becomes more or less than it was, by a wider window or a larger text, the room is shared
    anew; otherwise the lists stay as the coder put them."""

    def __init__(self, window: MainWindow, docks: dict[str, QDockWidget]) -> None:
        super().__init__(window)
        self._window, self._docks = window, docks
        self._kind, self._left, self._percent = "", 0, 100
        window.view.zoom_changed.connect(self.give_way)
        docks["searchDock"].visibilityChanged.connect(lambda: self._keep(crowded=not docks["searchDock"].isHidden()))

    def share(self, percent: int) -> None:
        """The lists as they fit the window, its words (`percent` of their usual size) and its text: one above the other at
        usual sizes of words, as pages at large ones."""
        self._percent = percent
        window, docks, left = self._window, self._docks, self._rest()
        self._kind, self._left = self._kind_of(left), left
        _put(window, docks, _PLACES[self._kind])
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        pages, current, documents = docks["suggestionsDock"], docks["detailsDock"], docks["documentsDock"]
        if self._kind in ("below", "one below"):
            window.resizeDocks([pages, current], [window.width() // 2] * 2, across)
            window.resizeDocks([pages], [window.height() // 3], down)
        elif self._kind == "column":
            window.resizeDocks([pages], [left], across)
            window.resizeDocks([pages, current], [2, 3], down)
        else:
            narrowest = self._letters(_TABS) if self._kind == "pages" else _NARROWEST
            wide = max(narrowest, min(max(260, narrowest), left * 2 // 5))
            window.resizeDocks([documents, pages], [wide, min(max(400, left * 2 // 5), left - wide)], across)
            window.resizeDocks([documents, docks["codebookDock"]], [300, 420], down)
            window.resizeDocks([pages, docks["codingsDock"], current], [230, 230, 330], down)

    def note(self, percent: int) -> None:
        """The size of the words, where the lists are put in place by what was remembered."""
        self._percent = percent
        self._left = self._rest()
        self._kind = self._kind_of(self._left)

    def _keep(self, *, crowded: bool) -> None:
        """With the search open a window of 800 pixels has no room for all that large words ask for otherwise."""
        for view in (self._window.suggestions.view, self._window.codings.view):
            view.keep_lines(CROWDED if crowded else LINES)

    def open_below(self, dock: QDockWidget) -> None:
        """A panel below the text; the lists beside the text give way first, or the window would grow, and keep some rows."""
        self._keep(crowded=True)
        dock.show()
        alone = not self._window.tabifiedDockWidgets(dock)
        if alone and self._window.dockWidgetArea(dock) == _BELOW:
            self._window.resizeDocks([dock], [self._window.height() // 4], Qt.Orientation.Vertical)

    def give_way(self, *_: object) -> None:
        """After the window, or the text in it, became larger or smaller."""
        before, self._left = self._left, self._rest()
        if not self._window.isVisible():  # what was remembered is put in place
            self._kind = self._kind_of(self._left)
            return
        view = self._window.view
        short = self._left < before and view.width() < view.width_for(READABLE)
        if short or self._kind_of(self._left) != self._kind:
            self.share(self._percent)

    def _rest(self) -> int:
        """Pixels for lists beside a text that is read with ease."""
        return self._window.width() - self._window.view.width_for(READABLE) - 2 * _EDGE

    def _letters(self, number: int) -> int:
        return self._window.fontMetrics().averageCharWidth() * number

    def _kind_of(self, left: int) -> str:
        if left >= max(_BESIDE, self._letters(_TABS + _FILTERS)):
            return "pages" if self._percent >= LARGE else "beside"
        if left >= max(_COLUMN, self._letters(_THREE_TABS)):
            return "column"
        return "below" if self._window.width() // 2 >= self._letters(ONE_LINE) else "one below"


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
