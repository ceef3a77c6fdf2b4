"""The gutter left of the text: numbers of paragraphs or of the stored text's lines."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.desktop.text.look import TextWidget

Numbers: TypeAlias = Literal["none", "paragraphs", "lines"]


class Counter:
    """Numbers for the beginnings of blocks of a text, from 1.

    `paragraphs` numbers blocks that hold more than white space; `lines` the lines of the stored text. Counts only as
    far as it is asked, so that opening a long text costs nothing.
    """

    def __init__(self, stored: str, flowed: str) -> None:
        self._stored = stored
        self._flowed = flowed
        self._paragraphs: list[int] = []  # where the paragraphs counted so far begin
        self._counted = 0
        self._line = (0, 1)  # an offset, and the number of its line

    def paragraph(self, offset: int) -> int | None:
        """The number of the paragraph that begins at an offset of the flowed text; None for an empty one."""
        text = self._flowed
        while self._counted <= offset and self._counted < len(text):
            end = text.find("\n", self._counted)
            end = len(text) if end < 0 else end
            if text[self._counted : end].strip():
                self._paragraphs.append(self._counted)
            self._counted = end + 1
        i = bisect_left(self._paragraphs, offset)
        return i + 1 if i < len(self._paragraphs) and self._paragraphs[i] == offset else None

    def line(self, offset: int) -> int:
        """The number of the line of the stored text that holds an offset of it."""
        place, number = self._line
        if offset >= place:
            number += self._stored.count("\n", place, offset)
        else:
            number -= self._stored.count("\n", offset, place)
        self._line = (offset, number)
        return number

    def highest(self, numbers: Numbers) -> int:
        """An upper bound of the numbers, for the width of the gutter."""
        return 0 if numbers == "none" else self._blocks if numbers == "paragraphs" else self._lines

    @cached_property
    def _blocks(self) -> int:
        return self._flowed.count("\n") + 1

    @cached_property
    def _lines(self) -> int:
        return self._stored.count("\n") + 1


class Gutter(QWidget):
    """Paints the numbers of the blocks in sight."""

    def __init__(self, view: TextWidget) -> None:
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # or Qt paints what lies behind, too
        self._view = view

    def width_for(self, highest: int) -> int:
        """Pixels that numbers up to `highest` take; none for 0."""
        if not highest:
            return 0
        return round(QFontMetricsF(self._view.small).horizontalAdvance("9") * max(3, len(str(highest))) + 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._view.inks.base)
        painter.setFont(self._view.small)
        painter.setPen(self._view.inks.muted)
        above = self._view.viewport().y() - self.y()
        for number, line in self._view.numbered_lines(event.rect().top() - above, event.rect().bottom() - above + 1):
            rect = QRectF(0, line.top + above, self.width() - 12, line.bottom - line.top)
            painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number))
        painter.end()
