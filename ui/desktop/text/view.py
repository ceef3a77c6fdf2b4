"""The text of a document with its marks: the widget that coders read and code in.

The view knows no store. It is fed a text, its regions and marks, and says what the coder points at. Every place in
its interface is a code point of the stored text, whatever is shown (reflowed, replaced, in UTF-16). It never reads
text back from Qt.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from annotator.records import Region, Span
from ui.desktop.text import boundaries, boxes
from ui.desktop.text.find import Hits, find_all
from ui.desktop.text.gutter import Counter
from ui.desktop.text.lines import RIGHT_TO_LEFT, Line, lines_between, pieces
from ui.desktop.text.look import TextWidget
from ui.desktop.text.marks import Mark
from ui.desktop.text.painter import paint_over, paint_under
from ui.desktop.text.positions import Positions, shown
from ui.desktop.text.scene import Content, Scene
from ui.desktop.text.span_index import SpanIndex

_MARGIN_LINES = 2  # what `reveal` keeps free above and below
_TOP_THIRD = 0.3
_MANY = 100  # changed marks, from which on working out their lines costs more than painting all


class DocumentView(TextWidget):
    """A document's text, read-only with a caret, its marks painted over it. How it looks: see TextWidget."""

    mark_clicked = Signal(str, Qt.KeyboardModifier)
    """The mark under a click of the left button, with the keys held. Clicking again goes to the next one there."""
    mark_activated = Signal(str)
    """A mark was double-clicked."""
    selection_changed = Signal(int, int)
    """The selected span; equal places are the caret."""
    context_requested = Signal(QPoint, int)
    """A context menu is wanted: the place on the screen, and the offset in the text."""
    search_changed = Signal(int, int)
    """The number of the current hit (1 is the first, 0 none) and how many there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._content = Content()  # before Qt asks for the first time
        self._text = ""
        self._regions: tuple[Region, ...] = ()
        self._counter = Counter("", "")
        self._mixed: dict[int, bool] = {}
        self._selected = (0, 0)
        self._pressed: QPointF | None = None
        self._searched = ("", False)
        self._loading = False
        super().__init__(parent)
        self.setObjectName("documentView")
        self.setAccessibleName(self.tr("Text of the document"))
        self.selectionChanged.connect(self._tell_selection)
        self.cursorPositionChanged.connect(self._tell_selection)

    # -- what is shown

    def set_document(self, text: str, regions: Sequence[Region] = (), *, marks: Iterable[Mark] = ()) -> None:
        """Show a text from its beginning: its regions reflowed or greyed, nothing selected, no current mark.

        Raises DocumentError for a text that holds half a surrogate pair, and then shows what it showed before.
        """
        positions = Positions(text, regions, flowing=self.reflowing())
        self._text, self._regions = text, tuple(regions)
        self._content.index = SpanIndex(marks)
        self._content.current = None
        self._content.hits = Hits()
        self._show(positions)
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        self._tell_selection()

    def set_regions(self, regions: Sequence[Region]) -> None:
        """Show the same text with other regions (a coder overrode one); place, selection and marks stay."""
        self._regions = tuple(regions)
        self._show_again()

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show these marks and no others. A current mark that is not among them is current no longer."""
        self._content.index = SpanIndex(marks)
        if self._content.current not in self._content.index:
            self._content.current = None
        self.viewport().update()
        self.stripes.update()

    def update_marks(self, removed: Iterable[str], added: Iterable[Mark]) -> None:
        """Take marks out by id, add others (one with a known id replaces it), and repaint the lines concerned.

        The current mark stays current while a mark of its id is there.
        """
        new, index = list(added), self._content.index
        old = [mark for id in [*removed, *(mark.id for mark in new)] if (mark := index.get(id)) is not None]
        many = len(old) + len(new) > _MANY
        spans = [] if many else self._content.neighbourhood(old)
        index.remove([mark.id for mark in old])
        index.add(new)
        spans += [] if many else self._content.neighbourhood(new)
        current = self._content.current
        if current is not None and current not in index:
            self._content.current = None
        linked = any(mark.id == current and mark.links for mark in (*old, *new))
        self._repaint(spans, everywhere=many or linked)  # a link's arrow runs across lines

    def marks(self) -> list[Mark]:
        """All marks, in no particular order."""
        return list(self._content.index)

    def marks_between(self, start: int, end: int) -> list[Mark]:
        """The marks that share a code point with [start, end), by start, longer ones first."""
        return self._content.index.overlapping(start, end)

    def mark(self, id: str) -> Mark | None:
        """The mark of an id."""
        return self._content.index.get(id)

    def set_current(self, id: str | None) -> None:
        """Frame a mark and show its links (a stance's holder and target); None for no mark. Does not scroll.

        An id that no mark has is None.
        """
        index = self._content.index
        new = index.get(id) if id is not None else None
        old = index.get(self._content.current) if self._content.current is not None else None
        if new is old:
            return
        self._content.current = new.id if new else None
        spans = [span for mark in (old, new) if mark for span in _own_spans(mark)]
        self._repaint(spans, everywhere=any(mark.links for mark in (old, new) if mark))

    def current(self) -> str | None:
        """The id of the current mark."""
        return self._content.current

    def set_reflow(self, on: bool) -> None:
        """Show hard-wrapped text reflowed, or as it is stored; place, selection and marks stay."""
        if on != self.reflowing():
            super().set_reflow(on)
            self._show_again()

    # -- caret and selection

    def select_span(self, start: int, end: int) -> None:
        """Select a span and put the caret at its end; equal places set the caret. Scrolls as little as needed."""
        first, last = self._content.positions.span_to_qt(start, end)
        cursor = QTextCursor(self.document())
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def selected_span(self) -> Span | None:
        """The selected span without breaks at its edges that show as nothing; None where nothing is selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        span = self._content.positions.to_stored(cursor.selectionStart(), cursor.selectionEnd())
        return span if span.length else None

    def caret(self) -> int:
        """The offset of the caret."""
        place = self.textCursor().position()
        return self._content.positions.to_stored(place, place).start

    def moved_edge(self, span: Span, edge: Literal["start", "end"], *, words: int) -> Span:
        """The span with one edge moved by words (negative: towards the beginning), as the text is shown.

        A word broken over two lines is one word. The span keeps at least one word; see boundaries.py.
        """
        flow = self._content.positions.flow
        flowed = Span(flow.to_flowed(span.start), flow.to_flowed(span.end))
        move = boundaries.move_start if edge == "start" else boundaries.move_end
        return flow.to_stored(*move(flow.text, flowed, words))

    def word_at(self, offset: int) -> Span | None:
        """The word at an offset, as the text is shown."""
        flow = self._content.positions.flow
        word = boundaries.word_at(flow.text, flow.to_flowed(offset))
        return None if word is None else flow.to_stored(*word)

    # -- places on the screen

    def marks_at(self, point: QPoint) -> list[Mark]:
        """The marks at a point of the viewport, the innermost first; a point on an underline gives its mark first."""
        scene = self.scene(point.y() - 1, point.y() + 1)
        return boxes.marks_at(scene.boxes, point.x(), point.y(), room=self.lane_room)

    def mark_at(self, point: QPoint) -> Mark | None:
        """The innermost mark at a point of the viewport."""
        return next(iter(self.marks_at(point)), None)

    def offset_at(self, point: QPoint) -> int:
        """The offset of the place nearest to a point of the viewport."""
        place = self.cursorForPosition(self._off_gap(QPointF(point)).toPoint()).position()
        return self._content.positions.to_stored(place, place).start

    def span_rects(self, start: int, end: int) -> list[QRect]:
        """Where a span is painted in the viewport, a rectangle for each piece of a line; empty when out of sight."""
        first, last = self._content.positions.span_to_qt(start, end)
        return [
            QRect(round(left), round(line.top), round(right - left), round(line.bottom - line.top))
            for line in self._lines()
            for left, right in pieces(line, first, last, mixed=self._is_mixed(line))
        ]

    def visible_span(self) -> Span:
        """The stretch of text in sight."""
        lines = self._lines()
        return self._content.seen(lines) if self._text and lines else Span(0, 0)

    def reveal(self, start: int, end: int) -> None:
        """Scroll until a span is in sight with a margin around it; does nothing where it is already.

        A span of more lines than there is room for is shown from its beginning.
        """
        first, last = self._content.positions.span_to_qt(start, end)
        lines, height = self._lines(), self.viewport().height()
        margin = min(height / 4, _MARGIN_LINES * (self.layout_of_text().gap + self.fontMetrics().height()))
        at_top, at_bottom = (
            self.verticalScrollBar().value() == 0,
            lines and lines[-1].end > self._content.positions.units,
        )
        inside = [
            line
            for line in lines
            if line.start <= first < line.end
            and (line.top >= margin or at_top)
            and (line.bottom <= height - margin or (at_bottom and line.bottom <= height))
        ]
        fits = [line for line in lines if line.start < max(last, first + 1) <= line.end and line.bottom <= height]
        if not inside or not (fits or inside[0].top <= height * _TOP_THIRD + margin):
            self.scroll_to(first, above=height * _TOP_THIRD)
        self._reveal_sideways(first)

    def _reveal_sideways(self, position: int) -> None:
        bar = self.horizontalScrollBar()
        if bar.maximum() <= 0:
            return
        for line in self._lines():
            if line.start <= position < line.end:
                x, width = pieces(line, position, position + 1, mixed=self._is_mixed(line)), self.viewport().width()
                if x and not 0 <= x[0][0] <= width - 20:
                    bar.setValue(round(bar.value() + x[0][0] - width / 3))

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

    # -- painting

    def scene(self, top: float = 0, bottom: float | None = None) -> Scene:
        """What lies between two heights of the viewport; all that is in sight by default."""
        return self._content.scene(self._lines(top, bottom), self._is_mixed)

    def margin_scene(self) -> Scene:
        """What the margin beside the text in sight tells of."""
        return self._content.margin_scene(self._lines(), self._is_mixed, room=self.lane_room.lanes)

    def numbered_lines(self, top: float, bottom: float) -> Iterator[tuple[int, Line]]:
        """The numbers that the gutter shows between two heights of the viewport."""
        positions = self._content.positions
        for line in self._lines(top, bottom) if self._text else ():
            if not line.first_of_block:
                continue
            if self.numbers() == "lines":
                yield self._counter.line(positions.to_stored(line.start, line.start).start), line
            elif (number := self._counter.paragraph(positions.to_flowed(line.start))) is not None:
                yield number, line

    def highest_number(self) -> int:
        return self._counter.highest(self.numbers())

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = event.rect()
        scene = self.scene(rect.top(), rect.bottom() + 1)
        plain = not (scene.boxes or scene.left_out or scene.hits or scene.current)
        gap, width = self.layout_of_text().gap, self.viewport().width()
        if not plain:
            painter = QPainter(self.viewport())
            painter.setClipRect(rect)
            paint_under(painter, scene, self.inks, gap=gap, width=width)
            painter.end()
        super().paintEvent(event)
        if not plain or scene.links:
            painter = QPainter(self.viewport())
            painter.setClipRect(rect)
            ratio = self.devicePixelRatioF()
            paint_over(painter, scene, self.inks, room=self.lane_room, font=self.font(), ratio=ratio)
            painter.end()

    def _lines(self, top: float = 0, bottom: float | None = None) -> list[Line]:
        return lines_between(
            self.firstVisibleBlock(),
            self.contentOffset(),
            top,
            self.viewport().height() if bottom is None else bottom,
            layout=self.layout_of_text(),
            gap=self.layout_of_text().gap,
        )

    def _is_mixed(self, line: Line) -> bool:
        start = line.block.position()
        found = self._mixed.get(start)
        if found is None:
            positions = self._content.positions
            first, last = positions.to_flowed(start), positions.to_flowed(start + line.block.length())
            found = RIGHT_TO_LEFT.search(positions.flow.text, first, last) is not None
            self._mixed[start] = found
        return found

    def _repaint(self, spans: Iterable[Span], *, everywhere: bool) -> None:
        """Have the lines in sight repainted that hold some spans, or all of them."""
        self.stripes.update()
        if everywhere:
            self.viewport().update()
            return
        wanted = [self._content.positions.span_to_qt(*span) for span in spans]
        gap, width = self.layout_of_text().gap, self.viewport().width()
        for line in self._lines():
            if any(start < line.end and end > line.start for start, end in wanted):
                top = int(line.top - gap / 2)
                self.viewport().update(QRect(0, top, width, int(line.bottom + gap + 2) - top))

    # -- showing a text

    def _show(self, positions: Positions) -> None:
        self._loading = True
        self._content.positions = positions
        self._content.left_out = [region for region in self._regions if region.left_out]
        self._counter = Counter(self._text, positions.flow.text)
        self._mixed.clear()
        self.setPlainText(shown(positions.flow.text))
        self._loading = False
        self.place_margins()

    def _show_again(self) -> None:
        """Show the same text in another form, at the same place."""
        before, hits = self._content.positions, self._content.hits
        cursor, lines = self.textCursor(), self._lines()
        anchor = before.to_stored(cursor.anchor(), cursor.anchor()).start
        caret = self.caret()
        top = before.to_stored(lines[0].start, lines[0].start).start if lines else 0
        self._show(Positions(self._text, self._regions, flowing=self.reflowing()))
        if len(hits):
            self._content.hits = Hits(
                find_all(self._content.positions.flow.text, self._searched[0], case=self._searched[1])
            )
            self.search_changed.emit(0, len(self._content.hits))
        self.select_span(anchor, caret)
        self.scroll_to(self._content.positions.to_qt(top), above=0)

    # -- what the coder does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(self._snapped(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(self._snapped(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
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
        data = QMimeData()
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

    def _tell_selection(self) -> None:
        if self._loading:
            return
        span = self.selected_span()
        place = tuple(span) if span else (self.caret(),) * 2
        if place != self._selected:
            self._selected = (place[0], place[1])
            self.selection_changed.emit(*self._selected)


def _own_spans(mark: Mark) -> list[Span]:
    return [mark.span, *(link.span for link in mark.links if link.span is not None)]


def _tool_tip(marks: Sequence[Mark]) -> str:
    """A line for each mark; its words are text, not markup."""
    rows = []
    for mark in marks:
        kind = QCoreApplication.translate("DocumentView", "suggested") if mark.kind == "suggestion" else ""
        about = " · ".join(part for part in (mark.facet, kind, mark.detail) if part)
        rows.append(f"<b>{html.escape(mark.label)}</b>" + (f" · {html.escape(about)}" if about else ""))
    return "<br>".join(rows)
