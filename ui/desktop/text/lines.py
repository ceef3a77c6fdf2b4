"""Lines of the text: where Qt put them, and where a stretch of text lies on one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextBlock, QTextLayout, QTextLine

from ui.desktop.text.boxes import joined

RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Characters that make the order on the screen differ from that of the text."""


class Line(NamedTuple):
    """A line of the viewport: [start, end) in the widget's positions, `origin` of its block, letters top to bottom."""

    start: int
    end: int
    origin: QPointF
    top: float
    bottom: float
    text_line: QTextLine
    number: int
    block: QTextBlock

    @property
    def first_of_block(self) -> bool:
        return self.number == 0

    def left(self) -> float:
        return self.origin.x() + self.text_line.naturalTextRect().left()

    def right(self) -> float:
        return self.origin.x() + self.text_line.naturalTextRect().right()


Pieces: TypeAlias = Callable[[Line, int, int], Sequence[tuple[float, float]]]
"""Where a stretch of the widget's positions lies on a line: see `pieces`."""


def lines_of(block: QTextBlock, origin: QPointF, top: float, bottom: float) -> list[Line]:
    """The lines of a block at `origin` that touch (top, bottom)."""
    layout, base, y0 = block.layout(), block.position(), origin.y()
    count = layout.lineCount()
    found = []
    for i in range(_first_below(layout, top - y0) if y0 < top else 0, count):
        text_line = layout.lineAt(i)
        y = y0 + text_line.y()
        if y >= bottom:
            break
        start = base + text_line.textStart()
        end = base + block.length() if i == count - 1 else start + text_line.textLength()
        found.append(Line(start, end, origin, y, y + text_line.height(), text_line, i, block))
    return found


def _first_below(layout: QTextLayout, y: float) -> int:
    """The number of the first line whose bottom lies below y, by bisection: a block may have thousands."""
    low, high = 0, layout.lineCount()
    while low < high:
        middle = (low + high) // 2
        line = layout.lineAt(middle)
        low, high = (middle + 1, high) if line.y() + line.height() <= y else (low, middle)
    return low


def pieces(line: Line, start: int, end: int, *, mixed: bool) -> list[tuple[float, float]]:
    """Left and right of what [start, end) covers of a line, in pixels of the viewport.

    One piece where text runs one way. With `mixed`, text that runs both ways: as many as the order on screen makes.
    """
    first, last = max(start, line.start), min(end, line.end)
    text_line, base, x = line.text_line, line.block.position(), line.origin.x()
    if first >= last:
        return []
    if mixed:
        return [(x + left, x + right) for left, right in _runs(text_line, first - base, last - base)]
    left, right = _x(text_line, first - base), _x(text_line, last - base)
    if last == line.end:
        right = min(right, text_line.naturalTextRect().right())  # without the white space that hangs over the edge
    return [(x + left, x + right)] if left < right else []


def _x(line: QTextLine, position: int) -> float:
    x: tuple[float, int] = line.cursorToX(position)  # type: ignore[assignment]  # the stub says object
    return x[0]


def _runs(line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
    found = []
    for run in line.glyphRuns(start, end - start):
        glyphs = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        places = run.positions()
        if places:
            left = min(place.x() for place in places)
            right = max(place.x() + advance.x() for place, advance in zip(places, glyphs, strict=True))
            found.append((left, right))
    return joined(found)
