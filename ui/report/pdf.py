"""The report as PDF: the same sections and blocks as the page, the plots as vector drawings, one embedded font."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    KeepTogether,
    ListFlowable,
    ListItem,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus import Paragraph as Flow

from annotator.agreement.rows import Results
from ui.report.blocks import Block, Card, Cards, Cell, Fold, Grid, Heat, Paragraph, Picture, Points, Report, Section
from ui.report.outline import outline
from ui.report.pdf_heat import HeatMap
from ui.report.pdf_style import BOLD, FONT, STYLES, register_fonts
from ui.report.plots import BLUE, INK, MUTED, ORANGE, RULE
from ui.report.printable import visible

MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN
HEIGHT = A4[1] - 2 * MARGIN - 10 * mm
LONGEST = 60
"""A table has at most so many lines in print; a note says where the others are."""

_PANEL = "#f6f8fa"
_SOFT = "#e1e6eb"
_LEVELS = {0: ORANGE, 1: BLUE, 2: BLUE, None: MUTED}


def write_pdf(results: Results, stream: BinaryIO) -> None:
    """Write the document. The same results give the same bytes."""
    register_fonts()
    report = outline(results)
    document = _Document(stream, report)
    story: list[Any] = [Flow(_safe(report.title), STYLES["title"]), Flow(_safe(report.subtitle), STYLES["subtitle"])]
    for place, section in enumerate(report.sections):
        story += _section(section, first=place == 0)
    document.build(story, canvasmaker=_counting_canvas())


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """A4 with the report's title above, page numbers below, and bookmarks for the sections."""

    def __init__(self, stream: BinaryIO, report: Report) -> None:
        super().__init__(
            stream, pagesize=A4, title=visible(report.title), subject="Intercoder agreement", creator="Intercoder",
            leftMargin=MARGIN, rightMargin=MARGIN, invariant=1, lang="en",
            initialFontName=FONT,
        )  # fmt: skip
        frame = Frame(MARGIN, MARGIN, WIDTH, HEIGHT + 2 * mm, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate("page", [frame], onPage=partial(_head, title=visible(report.title))))

    def afterFlowable(self, flowable: Any) -> None:
        mark = getattr(flowable, "bookmark", None)
        if mark is not None:
            anchor, title, level = mark
            self.canv.bookmarkPage(anchor)
            self.canv.addOutlineEntry(visible(title), anchor, level, closed=level == 0)


class _Together(KeepTogether):  # type: ignore[misc]
    """Flowables on one page, which a heading may join."""

    def __init__(self, parts: list[Any]) -> None:
        super().__init__(parts)
        self.parts = parts


def _head(canvas: Any, _document: Any, *, title: str) -> None:
    if canvas.getPageNumber() == 1:
        return
    canvas.saveState()
    canvas.setFont(FONT, 7.5)
    canvas.setFillColor(HexColor(MUTED))
    short = title if len(title) <= 90 else f"{title[:89]}…"
    canvas.drawString(MARGIN, A4[1] - MARGIN + 3 * mm, short)
    canvas.setStrokeColor(HexColor(RULE))
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, A4[1] - MARGIN + 1 * mm, A4[0] - MARGIN, A4[1] - MARGIN + 1 * mm)
    canvas.restoreState()


def _counting_canvas() -> Any:
    """A canvas that knows how many pages there are when it prints “3 / 12”."""
    from reportlab.pdfgen.canvas import Canvas

    class Counting(Canvas):  # type: ignore[misc]
        def __init__(self, *arguments: Any, **more: Any) -> None:
            super().__init__(*arguments, **more)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for place, page in enumerate(self._pages, 1):
                self.__dict__.update(page)
                self.setFont(FONT, 7.5)
                self.setFillColor(HexColor(MUTED))
                self.drawRightString(A4[0] - MARGIN, MARGIN - 7 * mm, f"{place} / {len(self._pages)}")
                super().showPage()
            super().save()

    return Counting


def _section(section: Section, *, first: bool) -> Iterator[Any]:
    if section.level == 2 and not first:
        yield PageBreak() if section.anchor.startswith("facet-") else CondPageBreak(60 * mm)
    heading = Flow(_safe(section.title), STYLES["h2" if section.level == 2 else "h3"])
    heading.bookmark = (section.anchor, section.title, section.level - 2)
    flows = [flow for block in section.blocks for flow in _block(block)]
    if flows and isinstance(flows[0], _Together):
        flows[0] = _Together([heading, *flows[0].parts])
    else:
        yield CondPageBreak(45 * mm)
        yield heading
    yield from flows


def _block(block: Block) -> Iterator[Any]:
    yield from _MAKERS[type(block)](block)


def _paragraph(block: Paragraph) -> Iterator[Any]:
    strong = f'<font name="{BOLD}">{_safe(block.strong)}</font> ' if block.strong else ""
    flow = Flow(strong + _safe(block.text), STYLES[block.tone])
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
        ListItem(Flow(_safe(item), STYLES["point"]), leftIndent=11, bulletColor=HexColor(MUTED)) for item in block.items
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
    muted = f'<font size="8.5" color="{MUTED}">{_safe(card.interval)}</font>'
    lines = [
        Flow(_safe(card.title), STYLES["card-title"]),
        Flow(f"{_safe(card.figure)} {muted}", STYLES["card-undefined" if card.undefined else "card-figure"]),
        Flow(_safe(card.label), STYLES["small"]),
    ]
    if card.verdict:
        lines.append(Flow(_safe(card.verdict), STYLES["card-verdict"]))
    return lines + [Flow(_safe(other), STYLES["card-other"]) for other in card.others]


def _grid(block: Grid) -> Iterator[Any]:
    shown = block.rows[:LONGEST]
    note = block.note
    if len(block.rows) > LONGEST:
        note = f"{note} Printed: the first {LONGEST} lines of {len(block.rows):,}; the files hold all.".strip()
    shares = [column.share for column in block.columns]
    width = WIDTH * (0.75 if block.narrow else 1)
    widths = [width * share / sum(shares) for share in shares]
    dense = len(shares) > 8
    ends = "-dense" if dense else ""
    head = [Flow(_safe(c.title), STYLES[("head-number" if c.numeric else "head") + ends]) for c in block.columns]
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
        *(("BACKGROUND", (0, y), (-1, y), HexColor("#fff4e3")) for y, row in enumerate(shown, 1) if row[0].flag),
    ]))  # fmt: skip
    caption = Flow(_safe(block.caption), STYLES["caption"])
    yield CondPageBreak(min(8, len(shown)) * 6 * mm + 12 * mm)
    yield caption
    yield table
    if note:
        yield Flow(_safe(note), STYLES["under"])
    yield Spacer(1, 4 * mm)


def _cell(cell: Cell, *, numeric: bool, dense: bool) -> Any:
    text = _safe(cell.text)
    if cell.undefined:
        text = f'<i><font color="{MUTED}">{text}</font></i>'
    if cell.small:
        text += f'<br/><font size="{5.8 if dense else 6.4}" color="{MUTED}">{_safe(cell.small)}</font>'
    name = "number" if numeric else "cell"
    return Flow(text, STYLES[f"{name}-dense" if dense else name])


def _heat(block: Heat) -> Iterator[Any]:
    parts = [Flow(_safe(block.caption), STYLES["caption"]), HeatMap(block, WIDTH, HEIGHT - 30 * mm)]
    if block.note:
        parts.append(Flow(_safe(block.note), STYLES["under"]))
    yield _Together(parts)
    yield Spacer(1, 4 * mm)


def _picture(block: Picture) -> Iterator[Any]:
    from svglib.svglib import svg2rlg

    drawing = svg2rlg(BytesIO(block.svg.encode("utf-8")))
    if drawing is None:
        yield Flow(_safe(block.desc), STYLES["under"])
        return
    scale = min(0.94 * WIDTH / drawing.width, (HEIGHT - 25 * mm) / drawing.height)
    drawing.scale(scale, scale)
    drawing.width *= scale
    drawing.height *= scale
    caption = f'<font name="{BOLD}" color="{INK}">{_safe(block.title)}.</font> {_safe(block.caption)}'
    yield _Together([Spacer(1, 2 * mm), drawing, Flow(caption, STYLES["under"]), Spacer(1, 4 * mm)])


def _fold(block: Fold) -> Iterator[Any]:
    for inner in block.blocks:
        yield from _block(inner)


def _safe(text: str) -> str:
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
