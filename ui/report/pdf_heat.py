"""A matrix as a heat map on a page of the PDF: drawn cell by cell, column names upright, sized to fit."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.flowables import Flowable

from ui.report.blocks import Heat, HeatCell
from ui.report.pdf_style import BOLD, FONT
from ui.report.plots import BLUE, INK, MUTED
from ui.report.printable import visible

_WHITE, _FAINT, _LINE = "#ffffff", "#98a4b0", "#e1e6eb"
_STRONG = {True: (31, 95, 168), False: (196, 92, 12)}
_STEPS = (0.0, 0.1, 0.18, 0.25, 0.34, 0.43, 0.78, 0.86, 0.93, 1.0)
_WIDEST, _NARROWEST = 52.0, 9.0


class HeatMap(Flowable):  # type: ignore[misc]
    """Names on the left, columns upright above, one rectangle a cell."""

    def __init__(self, heat: Heat, width: float, height: float) -> None:
        super().__init__()
        self.heat = heat
        self.room = (width, height)
        names = [visible(name) for name, _ in heat.rows]
        columns = max(len(heat.columns), 1)
        self.left = min(width * 0.3, 8 + max((stringWidth(name, FONT, 6.8) for name in names), default=0))
        self.cell = max(_NARROWEST, min(_WIDEST if self._two_lines() else 30.0, (width - self.left) / columns))
        self.size = max(3.6, min(7.4, self.cell * 0.36))
        self.row = max(self.size + 3.5, (20.0 if self._two_lines() else min(self.cell, 15.0)))
        longest = max((stringWidth(visible(name), FONT, self.size) for name in heat.columns), default=0)
        self.level = longest <= self.cell - 4
        self.top = self.size + 6 if self.level else min(95.0, longest + 6)
        self.row = min(self.row, (height - self.top) / max(len(heat.rows), 1))

    def _two_lines(self) -> bool:
        return any(cell.small for _, cells in self.heat.rows for cell in cells)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.left + self.cell * len(self.heat.columns), self.top + self.row * len(self.heat.rows)

    def draw(self) -> None:
        canvas = self.canv
        height = self.row * len(self.heat.rows)
        self._draw_columns(canvas, height)
        for place, (name, cells) in enumerate(self.heat.rows):
            y = height - (place + 1) * self.row
            canvas.setFont(FONT, min(6.8, self.row * 0.75))
            canvas.setFillColor(HexColor(INK))
            canvas.drawRightString(
                self.left - 4, y + self.row / 2 - 2.2, _fitted(visible(name), self.left - 6, min(6.8, self.row * 0.75))
            )
            for column, cell in enumerate(cells):
                self._draw_cell(canvas, cell, self.left + column * self.cell, y)
        for place, (_, cells) in enumerate(self.heat.rows):
            for column, cell in enumerate(cells):
                if cell.agree:
                    canvas.setStrokeColor(HexColor(BLUE))
                    canvas.setLineWidth(0.9)
                    x, y = self.left + column * self.cell, height - (place + 1) * self.row
                    canvas.rect(x + 0.5, y + 0.5, self.cell - 1, self.row - 1, stroke=1, fill=0)

    def _draw_columns(self, canvas: Any, height: float) -> None:
        canvas.setFillColor(HexColor(INK))
        canvas.setFont(FONT, self.size)
        for column, name in enumerate(self.heat.columns):
            x = self.left + (column + 0.5) * self.cell
            if self.level:
                canvas.drawCentredString(x, height + 4, visible(name))
                continue
            canvas.saveState()
            canvas.translate(x + self.size * 0.36, height + 3)
            canvas.rotate(90)
            canvas.drawString(0, 0, _fitted(visible(name), self.top - 4, self.size))
            canvas.restoreState()

    def _draw_cell(self, canvas: Any, cell: HeatCell, x: float, y: float) -> None:
        canvas.setFillColor(HexColor(_mix(cell)))
        canvas.setStrokeColor(HexColor(_LINE))
        canvas.setLineWidth(0.4)
        canvas.rect(x, y, self.cell, self.row, stroke=1, fill=1)
        ink = _WHITE if cell.shade > 5 else INK if cell.shade else _FAINT
        canvas.setFillColor(HexColor(ink if cell.text != "undefined" else MUTED))
        font = BOLD if cell.agree and cell.shade else FONT
        lift = self.size * (0.15 if cell.small else -0.36)
        text = visible(cell.text)
        canvas.setFont(font, min(self.size, self.size * (self.cell - 2) / max(stringWidth(text, font, self.size), 1)))
        canvas.drawCentredString(x + self.cell / 2, y + self.row / 2 + lift, text)
        if cell.small:
            canvas.setFont(FONT, self.size * 0.72)
            canvas.drawCentredString(x + self.cell / 2, y + self.row / 2 - self.size * 0.85, visible(cell.small))


def _mix(cell: HeatCell) -> str:
    """The cell's colour on white paper."""
    share = _STEPS[cell.shade]
    parts = (round(255 + (part - 255) * share) for part in _STRONG[cell.agree])
    return "#" + "".join(f"{part:02x}" for part in parts)


def _fitted(text: str, width: float, size: float) -> str:
    """The text on one line, with its middle left out until it fits."""
    text = " ".join(text.split())
    if stringWidth(text, FONT, size) <= width:
        return text
    for keep in range(len(text) - 1, 1, -1):
        head = keep * 2 // 3
        short = f"{text[:head]}…{text[len(text) - (keep - head) :]}"
        if stringWidth(short, FONT, size) <= width:
            return short
    return "…"
