"""The lines in sight and the places on them, worked out once: several things ask for them at each key."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QTextBlock

from ui.desktop.text.layout import SpacedLayout
from ui.desktop.text.lines import Line, lines_of, pieces

_MOST_PIECES = 5000
"""Places along lines that are remembered: several screens full."""
_MOST_BLOCKS = 500
_MOST_LINES = 100
"""Lines of a block that is remembered whole: one may have thousands."""
_INFINITE = float("inf")
Place: TypeAlias = tuple[int, ...]


class _Block(NamedTuple):
    """A block as it is laid out, wherever it is scrolled to: the places of its lines are counted from its corner."""

    height: float
    lines: list[Line] | None
    """None for a block too long to be remembered."""

    def at(self, block: QTextBlock, origin: QPointF, top: float, bottom: float) -> list[Line]:
        """Its lines that touch (top, bottom) when its corner lies at `origin`."""
        if self.lines is None:
            return lines_of(block, origin, top, bottom)
        y = origin.y()
        return [
            Line(start, end, origin, y + above, y + below, text_line, number, of)
            for start, end, _, above, below, text_line, number, of in self.lines
            if y + below > top and y + above < bottom
        ]


class Sight:
    """The lines in sight hold until something is scrolled or laid out. Places along a line, and those of lines in a block,
    outlast a scroll: they hold until something may be laid out anew."""

    def __init__(self) -> None:
        self._place: Place = ()
        self._laid_out = 0
        self._across: tuple[float, ...] = ()  # what holds for all that outlasts a scroll
        self._blocks: dict[int, _Block] = {}
        self._pieces: dict[tuple[int, int, int], Sequence[tuple[float, float]]] = {}
        self.lines: list[Line] = []
        self._starts: list[int] = []
        self._ends: list[int] = []

    def forget(self) -> None:
        """Qt drops its lines, or the blocks themselves."""
        self.moved()
        self._blocks.clear()
        self._pieces.clear()
        self.lines, self._starts, self._ends = [], [], []

    def moved(self) -> None:
        """The text was scrolled."""
        self._place = ()

    def holds(self, place: Place, layout: SpacedLayout) -> bool:
        """Whether `lines` are those of a place (of the bars, and the size): nothing has moved since they were read."""
        return place == self._place and layout.laid_out == self._laid_out

    def look(self, place: Place, block: QTextBlock, origin: QPointF, size: QSize, *, layout: SpacedLayout) -> None:
        """Read the lines of a viewport of a size whose first block lies at `origin`."""
        self._check(origin, size, layout)
        self.lines = self.lines_above(size.height(), block, origin, layout=layout)
        self._check(origin, size, layout)  # to read them may have laid something out
        self._starts, self._ends = [line.start for line in self.lines], [line.end for line in self.lines]
        self._place, self._laid_out = place, layout.laid_out

    def _check(self, origin: QPointF, size: QSize, layout: SpacedLayout) -> None:
        across = (origin.x(), size.width(), layout.laid_out_anew)
        if across != self._across or len(self._pieces) > _MOST_PIECES or len(self._blocks) > _MOST_BLOCKS:
            self._blocks.clear()
            self._pieces.clear()
            self._across = across

    def lines_above(self, bottom: float, block: QTextBlock, origin: QPointF, *, layout: SpacedLayout) -> list[Line]:
        """The lines that touch [0, bottom) of the viewport with their letters or the gap under them.

        `block` is the first in sight and `origin` the place of its upper left corner.
        """
        found: list[Line] = []
        x, y, gap = origin.x(), origin.y(), layout.gap
        while block.isValid() and y < bottom:
            known = self._block(block, layout)
            if y + known.height > -gap:
                found += known.at(block, QPointF(x, y), -gap, bottom)
            y += known.height
            block = block.next()
        return found

    def _block(self, block: QTextBlock, layout: SpacedLayout) -> _Block:
        number = block.blockNumber()
        found = self._blocks.get(number)
        if found is None:
            height, lines = layout.blockBoundingRect(block).height(), None
            if not block.isVisible():
                lines = []
            elif block.lineCount() <= _MOST_LINES:
                lines = lines_of(block, QPointF(), 0, _INFINITE)
            found = self._blocks[number] = _Block(height, lines)
        return found

    def across(self, start: int, end: int) -> list[Line]:
        """Those of the lines that hold a part of [start, end)."""
        return self.lines[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def pieces(self, line: Line, start: int, end: int, mixed: Callable[[Line], bool]) -> Sequence[tuple[float, float]]:
        """As `pieces` of lines.py, for a line of this sight."""
        key = (line.start, start, end)
        if (found := self._pieces.get(key)) is None:
            found = self._pieces[key] = pieces(line, start, end, mixed=mixed(line))
        return found
