"""Blocks of the report as flowables of the PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, KeepTogether, ListFlowable, ListItem, Spacer, Table, TableStyle
from reportlab.platypus import Paragraph as Flow

from annotator.wording import say
from ui.report.blocks import Block, Card, Cards, Cell, Fold, Grid, Heat, Paragraph, Picture, Points
from ui.report.pdf_heat import HeatMap
from ui.report.pdf_style import BOLD, FONT, STYLES
from ui.report.plots import BLUE, INK, MUTED, ORANGE, RULE
from ui.report.printable import visible

MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN
HEIGHT = A4[1] - 2 * MARGIN - 10 * mm
LONGEST = 60
"""A table has at most so many lines in print; a note says where the others are."""

_PANEL, _FLAG = "#f6f8fa", "#fff4e3"
_LEVELS = {0: ORANGE, 1: BLUE, 2: BLUE, None: MUTED}


class Together(KeepTogether):  # type: ignore[misc]
    """Flowables on one page, which a heading may join."""

    def __init__(self, parts: list[Any]) -> None:
        super().__init__(parts)
        self.parts = parts


def flowables(block: Block) -> Iterator[Any]:
    """A block as what reportlab sets; blocks that a screen folds away are simply there."""
    yield from _MAKERS[type(block)](block)


def _paragraph(block: Paragraph) -> Iterator[Any]:
    strong = f'<font name="{BOLD}">{safe(block.strong)}</font> ' if block.strong else ""
    flow = Flow(strong + safe(block.text), STYLES[block.tone])
    if block.tone != "paste":
        yield flow
        return
    box = Table([[flow]], colWidths=[WIDTH])
    box.setStyle([
        ("BACKGROUND", (0, 0), (-1, -1), HexColor(_PANEL)), ("LINEBEFORE", (0, 0), (0, -1), 2, HexColor(BLUE)),
        ("LEFTPADDING", (0, 0), (-1, -1), 9), ("RIGHTPADDING", (0, 0), (-1, -1), 9),
        ("TOPPADDING", (0, 0), (-1, -1), 7), ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
    ])  # fmt: skip
    yield box
    yield Spacer(1, 3 * mm)


def _points(block: Points) -> Iterator[Any]:
    items = [
        ListItem(Flow(safe(item), STYLES["point"]), leftIndent=11, bulletColor=HexColor(MUTED)) for item in block.items
    ]
    if items:
        yield ListFlowable(items, bulletType="bullet", start="•", bulletFontName=FONT, bulletFontSize=8, leftIndent=11)
        yield Spacer(1, 2 * mm)


def _cards(block: Cards) -> Iterator[Any]:
    across = min(3, len(block.items))
    gap = 4 * mm
    each = (WIDTH - gap * (across - 1)) / across
    for start in range(0, len(block.items), across):
        row = block.items[start : start + across]
        cells: list[Any] = []
        widths: list[float] = []
        style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 7)]
        for place, card in enumerate(row):
            if place:
                cells.append("")
                widths.append(gap)
            column = len(cells)
            cells.append(_card(card))
            widths.append(each)
            dash = {0: (1, 2), 1: (5, 2)}.get(card.level if card.level is not None else 2)
            style.append(("BACKGROUND", (column, 0), (column, 0), HexColor(_PANEL)))
            style.append(("LINEABOVE", (column, 0), (column, 0), 2.5, HexColor(_LEVELS[card.level]), 0, dash))
        table = Table([cells], colWidths=widths, hAlign="LEFT")
        table.setStyle(
            TableStyle([*style, ("TOPPADDING", (0, 0), (-1, -1), 6), ("BOTTOMPADDING", (0, 0), (-1, -1), 7)])
        )
        yield table
        yield Spacer(1, 4 * mm)


def _card(card: Card) -> list[Any]:
    muted = f'<font size="8.5" color="{MUTED}">{safe(card.interval)}</font>'
    lines = [
        Flow(safe(card.title), STYLES["card-title"]),
        Flow(f"{safe(card.figure)} {muted}", STYLES["card-undefined" if card.undefined else "card-figure"]),
        Flow(safe(card.label), STYLES["small"]),
    ]
    if card.verdict:
        lines.append(Flow(safe(card.verdict), STYLES["card-verdict"]))
    return lines + [Flow(safe(other), STYLES["card-other"]) for other in card.others]


def _grid(block: Grid) -> Iterator[Any]:
    most = block.printed or LONGEST
    shown = block.rows[:most]
    note = block.note
    if len(block.rows) > most:
        printed = say(
            "Printed: the first {most} lines of {number:,}; the files hold all.", most=most, number=len(block.rows)
        )
        note = f"{note} {printed}".strip()
    shares = [column.share for column in block.columns]
    width = WIDTH * (0.75 if block.narrow else 1)
    widths = [width * share / sum(shares) for share in shares]
    dense = len(shares) > 8
    ends = "-dense" if dense else ""
    head = [Flow(safe(c.title), STYLES[("head-number" if c.numeric else "head") + ends]) for c in block.columns]
    lines = [
        [_cell(cell, numeric=column.numeric, dense=dense) for cell, column in zip(row, block.columns, strict=True)]
        for row in shown
    ]
    table = Table([head, *lines], colWidths=widths, repeatRows=1, hAlign="LEFT")
    table.setStyle(TableStyle([
        ("VALIGN", (0, 0), (-1, -1), "TOP"), ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, HexColor(INK)), ("LINEBELOW", (0, 1), (-1, -1), 0.35, HexColor(RULE)),
        ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 2.2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6),
        *(("BACKGROUND", (0, y), (-1, y), HexColor(_FLAG)) for y, row in enumerate(shown, 1) if row[0].flag),
    ]))  # fmt: skip
    caption = Flow(safe(block.caption), STYLES["caption"])
    yield CondPageBreak(min(8, len(shown)) * 6 * mm + 12 * mm)
    yield caption
    yield table
    if note:
        yield Flow(safe(note), STYLES["under"])
    yield Spacer(1, 4 * mm)


def _cell(cell: Cell, *, numeric: bool, dense: bool) -> Any:
    text = safe(cell.text)
    if cell.undefined:
        text = f'<i><font color="{MUTED}">{text}</font></i>'
    if cell.small:
        text += f'<br/><font size="{5.8 if dense else 6.4}" color="{MUTED}">{safe(cell.small)}</font>'
    name = "number" if numeric else "cell"
    return Flow(text, STYLES[f"{name}-dense" if dense else name])


def _heat(block: Heat) -> Iterator[Any]:
    parts = [Flow(safe(block.caption), STYLES["caption"]), HeatMap(block, WIDTH, HEIGHT - 30 * mm)]
    if block.note:
        parts.append(Flow(safe(block.note), STYLES["under"]))
    yield Together(parts)
    yield Spacer(1, 4 * mm)


def _picture(block: Picture) -> Iterator[Any]:
    from svglib.svglib import svg2rlg

    drawing = svg2rlg(BytesIO(block.svg.encode("utf-8")))
    if drawing is None:
        yield Flow(safe(block.desc), STYLES["under"])
        return
    scale = min(0.94 * WIDTH / drawing.width, (HEIGHT - 25 * mm) / drawing.height)
    drawing.scale(scale, scale)
    drawing.width *= scale
    drawing.height *= scale
    caption = f'<font name="{BOLD}" color="{INK}">{safe(block.title)}.</font> {safe(block.caption)}'
    yield Together([Spacer(1, 2 * mm), drawing, Flow(caption, STYLES["under"]), Spacer(1, 4 * mm)])


def _fold(block: Fold) -> Iterator[Any]:
    for inner in block.blocks:
        yield from flowables(inner)


def safe(text: str) -> str:
    """Text inside reportlab's markup."""
    return escape(visible(text))


_MAKERS: Mapping[type, Callable[[Any], Iterator[Any]]] = {
    Paragraph: _paragraph,
    Points: _points,
    Cards: _cards,
    Grid: _grid,
    Heat: _heat,
    Picture: _picture,
    Fold: _fold,
}
