"""The widget that coders read and code in: the marked text, search in it, and what the coder points at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, QStringListModel, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from annotator.records import Span
from ui.desktop.text import boundaries
from ui.desktop.text.dragging import Dragging
from ui.desktop.text.edges import Edge
from ui.desktop.text.find import Hits, find_all
from ui.desktop.text.marked import MarkedText
from ui.desktop.text.marks import Mark


class DocumentView(MarkedText):
    """A document for coding. Its marks: see MarkedText; places: see PlacedText; how it looks: see TextWidget.

    It emits what the coder does and changes nothing itself: whoever holds the store answers with new marks.
    """

    mark_clicked = Signal(str, Qt.KeyboardModifier)
    """The mark under a click of the left button, with the keys held. Clicking again goes to the next one there."""
    mark_activated = Signal(str)
    """A mark was double-clicked."""
    edge_dragged = Signal(str, int, int)
    """An end of the current mark was dragged: its id, and the span that it is to have."""
    context_requested = Signal(QPoint, int)
    """A context menu is wanted: the place on the screen, and the offset in the text."""
    search_changed = Signal(int, int)
    """The number of the current hit (1 is the first, 0 none) and how many there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._pressed: QPointF | None = None
        self._searched = ("", False)
        self._dragging = Dragging(self)
        super().__init__(parent)
        self.viewport().setMouseTracking(True)
        self.setObjectName("documentView")
        self.setAccessibleName(self.tr("Text of the document"))

    # -- words

    def moved_edge(self, span: Span, edge: Edge, *, words: int) -> Span:
        """The span with one edge moved by words (negative: towards the beginning), as the text is shown.

        A word broken over two lines is one word. The span keeps at least one word; see boundaries.py.
        """
        flow = self._content.positions.flow
        flowed = Span(flow.to_flowed(span.start), flow.to_flowed(span.end))
        move = boundaries.move_start if edge == "start" else boundaries.move_end
        return flow.to_stored(*move(flow.text, flowed, words))

    def dragged_edge(self, span: Span, edge: Edge, offset: int) -> Span:
        """The span with one edge at the word nearest to an offset, as the text is shown. It keeps at least one word."""
        flow = self._content.positions.flow
        flowed = Span(flow.to_flowed(span.start), flow.to_flowed(span.end))
        drag = boundaries.drag_start if edge == "start" else boundaries.drag_end
        return flow.to_stored(*drag(flow.text, flowed, flow.to_flowed(offset)))

    def word_at(self, offset: int) -> Span | None:
        """The word at an offset, as the text is shown."""
        flow = self._content.positions.flow
        word = boundaries.word_at(flow.text, flow.to_flowed(offset))
        return None if word is None else flow.to_stored(*word)

    def offset_at(self, point: QPoint) -> int:
        """The offset of the place nearest to a point of the viewport."""
        place = self.cursorForPosition(self._off_gap(QPointF(point)).toPoint()).position()
        return self._content.positions.to_stored(place, place).start

    # -- search in the text

    def search(self, wanted: str, *, case: bool = False) -> int:
        """Find all places of some words as shown and go to the first from the caret on; returns how many there are.

        Any white space in `wanted` stands for any white space, no-break spaces and line ends included.
        """
        positions = self._content.positions
        self._searched = (wanted, case)
        self._content.hits = Hits(find_all(positions.flow.text, wanted, case=case))
        self._content.hits.go_from(positions.to_flowed(self.textCursor().selectionStart()))
        self._show_hit()
        return len(self._content.hits)

    def search_next(self) -> None:
        """Go to the next hit, from the last to the first."""
        self._content.hits.step(1)
        self._show_hit()

    def search_previous(self) -> None:
        """Go to the hit before, from the first to the last."""
        self._content.hits.step(-1)
        self._show_hit()

    def clear_search(self) -> None:
        """Forget the hits."""
        self._content.hits = Hits()
        self._show_hit()

    def current_hit(self) -> Span | None:
        """The stored span of the current hit."""
        hit = self._content.hits.current
        return None if hit is None else self._content.positions.flow.to_stored(*hit)

    def _show_hit(self) -> None:
        hits = self._content.hits
        span = self.current_hit()
        if span is not None:
            self.reveal(*span)
        self.viewport().update()
        self.search_changed.emit(0 if hits.at is None else hits.at + 1, len(hits))

    def _show_again(self) -> None:
        searched = len(self._content.hits) > 0
        super()._show_again()
        if searched:  # what is shown whole now may have been broken before
            wanted, case = self._searched
            self._content.hits = Hits(find_all(self._content.positions.flow.text, wanted, case=case))
            self.search_changed.emit(0, len(self._content.hits))

    # -- what the coder does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position() if left else None
        if left and not event.modifiers() and self._dragging.take(event.position().toPoint()):
            return
        super().mousePressEvent(self._snapped(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        snapped = self._snapped(event)
        if self._dragging.held:
            self._dragging.move(snapped.position().toPoint())
            return
        if not event.buttons():
            self._dragging.hover(event.position().toPoint())
        super().mouseMoveEvent(snapped)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging.held:
            span, id_ = self._dragging.drop(), self.current()
            if span is not None and id_ is not None:
                self._pressed = None
                self.edge_dragged.emit(id_, *span)
                return
        else:
            super().mouseReleaseEvent(self._snapped(event))
        pressed, self._pressed = self._pressed, None
        if pressed is None or self.textCursor().hasSelection():
            return
        if (event.position() - pressed).manhattanLength() < QApplication.startDragDistance():
            ids = [mark.id for mark in self.marks_at(event.position().toPoint())]
            if ids:
                here = ids.index(self.current() or "") + 1 if self.current() in ids else 0
                self.mark_clicked.emit(ids[here % len(ids)], event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        super().mouseDoubleClickEvent(self._snapped(event))
        ids = [mark.id for mark in self.marks_at(event.position().toPoint())]
        if ids and event.button() == Qt.MouseButton.LeftButton:
            current = self.current()
            self.mark_activated.emit(current if current is not None and current in ids else ids[0])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        point = event.pos() if by_mouse else self.cursorRect().bottomLeft()
        offset = self.offset_at(point) if by_mouse else self.caret()
        self.context_requested.emit(self.viewport().mapToGlobal(point), offset)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), _tool_tip(self.marks_at(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied: the words as shown, from our own text and not from the widget's."""
        cursor, positions = self.textCursor(), self._content.positions
        start, end = positions.to_flowed(cursor.selectionStart()), positions.to_flowed(cursor.selectionEnd())
        data = _mime_data()
        data.setText(positions.flow.text[start:end])
        return data

    def _snapped(self, event: QMouseEvent) -> QMouseEvent:
        """The event moved out of the gap under a line: Qt takes a point there for the line below."""
        point = self._off_gap(event.position())
        if point == event.position():
            return event
        return QMouseEvent(
            event.type(),
            point,
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
            event.pointingDevice(),
        )

    def _off_gap(self, point: QPointF) -> QPointF:
        above = [line for line in self._lines(point.y() - 1, point.y() + 1) if line.bottom <= point.y()]
        if above and point.y() < above[-1].bottom + self.layout_of_text().gap:
            return QPointF(point.x(), above[-1].bottom - 1)
        return point


def _mime_data() -> QMimeData:
    """An empty object that Qt made: the clipboard outlives Python, and would ask one of Python's when it goes."""
    model = QStringListModel([""])
    data = model.mimeData([model.index(0)])
    data.clear()
    return data


def _tool_tip(marks: Sequence[Mark]) -> str:
    """A line for each mark; its words are text, not markup."""
    import html

    rows = []
    for mark in marks:
        kind = QCoreApplication.translate("DocumentView", "suggested") if mark.kind == "suggestion" else ""
        about = " · ".join(part for part in (mark.facet, kind, mark.detail) if part)
        rows.append(f"<b>{html.escape(mark.label)}</b>" + (f" · {html.escape(about)}" if about else ""))
    return "<br>".join(rows)
