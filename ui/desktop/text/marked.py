"""A text with its marks painted over it: what is shown, where it lies, and what is selected.

The widget knows no store. It is fed a text, its regions and marks. Every place in its interface is a code point of the
stored text, whatever is shown (reflowed, replaced, in UTF-16). It never reads text back from Qt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from annotator.records import Region, Span
from ui.desktop.text import boxes, lanes
from ui.desktop.text.find import Hits
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


class MarkedText(TextWidget):
    """A document's text, read-only with a caret, its marks painted over it. How it looks: see TextWidget."""

    selection_changed = Signal(int, int)
    """The selected span; equal places are the caret."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._content = Content()  # before Qt asks for the first time
        self._text = ""
        self._regions: tuple[Region, ...] = ()
        self._counter = Counter("", "")
        self._mixed: dict[int, bool] = {}
        self._selected = (0, 0)
        self._loading = False
        super().__init__(parent)
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
        if many and not linked and not self._near_sight([*old, *new]):
            return
        self._repaint(spans, everywhere=many or linked)  # a link's arrow runs across lines

    def _near_sight(self, marks: Iterable[Mark]) -> bool:
        """Whether one of some marks lies in sight, or so near that it may share lanes with what does."""
        start, end = self.visible_span()
        return any(mark.start < end + lanes.REACH and mark.end > start - lanes.REACH for mark in marks)

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

    def _tell_selection(self) -> None:
        if self._loading:
            return
        span = self.selected_span()
        place = tuple(span) if span else (self.caret(),) * 2
        if place != self._selected:
            self._selected = (place[0], place[1])
            self.selection_changed.emit(*self._selected)

    # -- places on the screen

    def marks_at(self, point: QPoint) -> list[Mark]:
        """The marks at a point of the viewport, the innermost first; a point on an underline gives its mark first."""
        scene = self.scene(point.y() - 1, point.y() + 1)
        return boxes.marks_at(scene.boxes, point.x(), point.y(), room=self.lane_room)

    def mark_at(self, point: QPoint) -> Mark | None:
        """The innermost mark at a point of the viewport."""
        return next(iter(self.marks_at(point)), None)

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
        if self._content.linked():  # an arrow runs across this rectangle, wherever its ends are
            self._content.add_links(scene, self._lines(), self._is_mixed)
        if not scene.empty:
            painter = QPainter(self.viewport())
            painter.setClipRect(rect)
            paint_under(painter, scene, self.inks, gap=self.layout_of_text().gap)
            painter.end()
        super().paintEvent(event)
        if not scene.empty:
            painter = QPainter(self.viewport())
            painter.setClipRect(rect)
            ratio = self.devicePixelRatioF()
            paint_over(painter, scene, self.inks, room=self.lane_room, font=self.font(), ratio=ratio)
            painter.end()

    def _margins_follow(self, rect: QRect, dy: int) -> None:
        super()._margins_follow(rect, dy)
        if dy and self._content.linked():  # an arrow may have got both its ends
            self.viewport().update()

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
        before = self._content.positions
        cursor, lines = self.textCursor(), self._lines()
        anchor = before.to_stored(cursor.anchor(), cursor.anchor()).start
        caret = self.caret()
        top = before.to_stored(lines[0].start, lines[0].start).start if lines else 0
        self._content.hits = Hits()
        self._show(Positions(self._text, self._regions, flowing=self.reflowing()))
        self.select_span(anchor, caret)
        self.scroll_to(self._content.positions.to_qt(top), above=0)


def _own_spans(mark: Mark) -> list[Span]:
    return [mark.span, *(link.span for link in mark.links if link.span is not None)]
