"""Room under each line: Qt's layout of plain text with its lines moved apart."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

_UNWRAPPED = 1e6  # Qt's width of a line that is not to be broken is far beyond this


class SpacedLayout(QPlainTextDocumentLayout):
    """Lays blocks out lazily as Qt does, then moves each line down so that `gap` pixels lie above it.

    QPlainTextEdit knows no line spacing, and sets paragraphs that run from right to left at the left edge. The gap above a line is where the underlines of the line before are painted.
    Qt asks for a block's rectangle before it paints, scrolls or hits, so this is the one place to move lines.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._gap = 0.0
        self._known: set[int] = set()
        self.laid_out = 0
        """How often lines were moved: what was known of their places holds for as long as this stays."""
        self.laid_out_anew = 0
        """How often blocks may have been laid out otherwise than before: the same for places along a line."""

    @property
    def gap(self) -> float:
        return self._gap

    def set_gap(self, gap: float) -> None:
        """Set before blocks are laid out anew (a change of font does that)."""
        self._gap = gap
        self.laid_out += 1
        self.laid_out_anew += 1

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        rect = super().blockBoundingRect(block)
        layout = block.layout()
        if not self._gap or not layout.lineCount() or layout.lineAt(0).y() >= self._gap - 0.01:
            return rect
        self.laid_out += 1
        number = block.blockNumber()
        if number in self._known:
            self._known.clear()
            self.laid_out_anew += 1
        self._known.add(number)
        rightwards = block.textDirection() == Qt.LayoutDirection.RightToLeft
        for i in range(layout.lineCount()):
            line = layout.lineAt(i)
            place = line.position()
            place.setY(place.y() + (i + 1) * self._gap)
            if rightwards and line.width() < _UNWRAPPED:
                place.setX(place.x() + max(0.0, line.width() - line.naturalTextWidth()))
            line.setPosition(place)
        return super().blockBoundingRect(block)
