"""Dragging an end of the current mark with the mouse, in whole words; the selection shows where it would end up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

from annotator.records import Span
from ui.desktop.text.edges import Grip, grip_at, grips

if TYPE_CHECKING:
    from ui.desktop.text.view import DocumentView


class Dragging:
    """Follows the mouse over a view. It changes no mark: `drop` gives the new span."""

    def __init__(self, view: DocumentView) -> None:
        self._view = view
        self._over = False
        self._held: Grip | None = None
        self._before = self._now = Span(0, 0)
        self._caret = 0

    def grip(self, point: QPoint) -> Grip | None:
        """The end of the current mark under a point of the viewport."""
        view = self._view
        if view.current() is None:
            return None
        boxes = view.scene(point.y() - 1, point.y() + 1).current
        return grip_at(grips(boxes, view.text()), point.x(), point.y())

    def hover(self, point: QPoint) -> None:
        """The pointer's shape says that an end can be taken hold of."""
        over = self.grip(point) is not None
        if over != self._over:
            self._over = over
            viewport = self._view.viewport()
            viewport.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.IBeamCursor)

    def take(self, point: QPoint) -> bool:
        """Take hold of an end; False where none is there."""
        view, id_ = self._view, self._view.current()
        mark = view.mark(id_) if id_ is not None else None
        self._held = self.grip(point) if mark is not None else None
        if mark is not None:
            self._before = self._now = mark.span
        self._caret = view.caret()
        return self._held is not None

    @property
    def held(self) -> bool:
        """Whether an end is held."""
        return self._held is not None

    def move(self, point: QPoint) -> None:
        """The end goes with the pointer, from word to word."""
        if self._held is None:
            return
        self._now = self._view.dragged_edge(self._before, self._held.edge, self._view.offset_at(point))
        if self._now != self._before or self._view.selected_span() is not None:
            self._view.select_span(*self._now)

    def drop(self) -> Span | None:
        """Let go: the new span, None where it is the old one."""
        self._held = None
        if self._view.selected_span() is not None:
            self._view.select_span(self._caret, self._caret)
        return self._now if self._now != self._before else None
