"""A text whose stored offsets have places in the widget: selecting, revealing, and what is in sight.

The widget knows no store. Every place in its interface is a code point of the stored text, whatever is shown
(reflowed, replaced, in UTF-16). It never reads text back from Qt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from annotator.records import Region, Span
from ui.desktop.text.gutter import Counter
from ui.desktop.text.lines import RIGHT_TO_LEFT, Line
from ui.desktop.text.look import TextWidget
from ui.desktop.text.positions import Positions, shown
from ui.desktop.text.scene import Content
from ui.desktop.text.sight import Sight

_MARGIN_LINES = 2  # what `reveal` keeps free above and below
_FROM_TOP = 0.2
_LONG_BLOCK = 5000  # characters that Qt lays out in a millisecond or two


class PlacedText(TextWidget):
    """A document's text, read-only with a caret. How it looks: see TextWidget; its marks: see MarkedText."""

    selection_changed = Signal(int, int)
    """The selected span; equal places are the caret."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._content = Content()  # before Qt asks for the first time
        self._text = ""
        self._regions: tuple[Region, ...] = ()
        self._counter = Counter("", "")
        self._mixed: dict[int, bool] = {}
        self._sight = Sight()
        self._selected = (0, 0)
        self._loading = False
        super().__init__(parent)
        layout = self.layout_of_text()
        layout.update.connect(self._sight.forget)
        layout.updateBlock.connect(self._sight.forget)
        self.selectionChanged.connect(self._tell_selection)
        self.cursorPositionChanged.connect(self._tell_selection)

    def _show(self, positions: Positions) -> None:
        self._loading = True
        self._content.positions = positions
        self._content.left_out = [region for region in self._regions if region.left_out]
        self._counter = Counter(self._text, positions.flow.text)
        self._mixed.clear()
        self.setPlainText(shown(positions.flow.text))
        self._loading = False
        self._sight.forget()
        self.place_margins()

    def text(self) -> str:
        """The stored text that is shown."""
        return self._text

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

    def span_rects(self, start: int, end: int) -> list[QRect]:
        """Where a span is painted in the viewport, a rectangle for each piece of a line; empty when out of sight."""
        first, last = self._content.positions.span_to_qt(start, end)
        return [
            QRect(round(left), round(line.top), round(right - left), round(line.bottom - line.top))
            for line in self._lines()
            for left, right in self._pieces(line, first, last)
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
        line = next((line for line in lines if line.start <= first < line.end), None)
        above = height * _FROM_TOP
        if line is None:
            self.scroll_to(first, above=above)
        elif not self._in_sight(line, lines[-1], last, margin=margin, height=height):
            if line.top > above:  # downwards, among lines whose places are known
                top = next(other for other in lines if line.top - other.top <= above)
                self.verticalScrollBar().setValue(top.block.firstLineNumber() + top.number)
            else:
                self.scroll_to(first, above=above)
        self._reveal_sideways(first)

    def look_ahead(self) -> None:
        """Have Qt lay out the text of a screen below, and place its marks, so that going there takes no longer than staying."""
        lines = self._lines()
        if not lines:
            return
        height = self.viewport().height()
        block, room, layout = lines[-1].block.next(), height, self.layout_of_text()
        while room > 0 and block.isValid() and block.length() < _LONG_BLOCK:
            room -= round(layout.blockBoundingRect(block).height())
            block = block.next()
        known = self._sight.lines_above(
            2 * height - room, self.firstVisibleBlock(), self.contentOffset(), layout=layout
        )
        self._content.place_marks(known[len(lines) :], self._pieces)

    def _in_sight(self, line: Line, lowest: Line, last: int, *, margin: float, height: int) -> bool:
        """Whether a span that begins on `line` shows well: with room around it, whole or else from high up."""
        if line.top < margin and self.verticalScrollBar().value() > 0:
            return False
        at_end = lowest.end > self._content.positions.units
        if line.bottom > height - margin and not (at_end and line.bottom <= height):
            return False
        if line.top <= height * _FROM_TOP + margin:
            return True
        wanted = max(last, line.start + 1)
        return any(other.start < wanted <= other.end and other.bottom <= height for other in self._lines())

    def _reveal_sideways(self, position: int) -> None:
        bar = self.horizontalScrollBar()
        if bar.maximum() <= 0:
            return
        for line in self._lines():
            if line.start <= position < line.end:
                x, width = self._pieces(line, position, position + 1), self.viewport().width()
                if x and not 0 <= x[0][0] <= width - 20:
                    bar.setValue(round(bar.value() + x[0][0] - width / 3))

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

    def _lines(self, top: float = 0, bottom: float | None = None) -> list[Line]:
        """The lines in sight that touch [top, bottom) with their letters or the gap under them; all by default."""
        if self._loading:
            self._sight.forget()  # Qt asks while the blocks come and go
        layout, size = self.layout_of_text(), self.viewport().size()
        place = (self.verticalScrollBar().value(), self.horizontalScrollBar().value(), size.width(), size.height())
        if not self._sight.holds(place, layout):
            self._sight.look(place, self.firstVisibleBlock(), self.contentOffset(), size, layout=layout)
        lines = self._sight.lines
        if bottom is None or (top <= 0 and bottom >= size.height()):
            return lines
        return [line for line in lines if line.bottom > top - layout.gap and line.top < bottom]

    def _margins_follow(self, rect: QRect, dy: int) -> None:
        if dy:
            self._sight.moved()
        super()._margins_follow(rect, dy)

    def _pieces(self, line: Line, start: int, end: int) -> Sequence[tuple[float, float]]:
        return self._sight.pieces(line, start, end, self._is_mixed)

    def _is_mixed(self, line: Line) -> bool:
        start = line.block.position()
        found = self._mixed.get(start)
        if found is None:
            positions = self._content.positions
            first, last = positions.to_flowed(start), positions.to_flowed(start + line.block.length())
            found = RIGHT_TO_LEFT.search(positions.flow.text, first, last) is not None
            self._mixed[start] = found
        return found
