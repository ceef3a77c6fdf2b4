"""Panels that share a place as pages: when one is closed, the page that was in front before it comes back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow


class FrontPages(QObject):
    """Remembers in which order pages came to the front. Qt itself would show the closed page's neighbour."""

    def __init__(self, window: QMainWindow, docks: Iterable[QDockWidget]) -> None:
        super().__init__(window)
        self._window = window
        self._order: list[QDockWidget] = []
        """The latest last."""
        self._before: dict[QDockWidget, QDockWidget] = {}
        """A page -> the one that it took the place of."""
        for dock in docks:
            dock.visibilityChanged.connect(partial(self._seen, dock))

    def _seen(self, dock: QDockWidget, in_front: bool) -> None:
        if in_front:
            pages = self._window.tabifiedDockWidgets(dock)
            before = next((one for one in reversed(self._order) if one in pages), None)
            if before is not None:
                self._before[dock] = before
            self._order = [*(one for one in self._order if one is not dock), dock]
        elif dock.isHidden() and dock in self._before:
            QTimer.singleShot(0, self, partial(self._bring_back, dock, self._before.pop(dock)))

    def _bring_back(self, closed: QDockWidget, before: QDockWidget) -> None:
        """Once Qt has chosen a page; not where the closed one was only moved, and stands there again."""
        if closed.isHidden() and not before.isHidden():
            before.raise_()
