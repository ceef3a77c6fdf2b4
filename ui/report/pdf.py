"""The report as PDF: the same sections and blocks as the page, the plots as vector drawings, one embedded font."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Frame, PageBreak, PageTemplate
from reportlab.platypus import Paragraph as Flow

from annotator.agreement.rows import Results
from annotator.wording import language, say
from ui.report.blocks import Report, Section
from ui.report.outline import outline
from ui.report.pdf_blocks import HEIGHT, MARGIN, WIDTH, Together, flowables, safe
from ui.report.pdf_style import FONT, STYLES, register_fonts
from ui.report.plots import MUTED, RULE
from ui.report.printable import visible


def write_pdf(results: Results, stream: BinaryIO) -> None:
    """Write the document. The same results give the same bytes."""
    register_fonts()
    report = outline(results)
    document = _Document(stream, report)
    story: list[Any] = [Flow(safe(report.title), STYLES["title"]), Flow(safe(report.subtitle), STYLES["subtitle"])]
    for place, section in enumerate(report.sections):
        story += _section(section, first=place == 0)
    document.build(story, canvasmaker=_counting_canvas())


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """A4 with the report's title above, page numbers below, and bookmarks for the sections."""

    def __init__(self, stream: BinaryIO, report: Report) -> None:
        super().__init__(
            stream, pagesize=A4, title=visible(report.title), subject=say("Intercoder agreement"), creator="Intercoder",
            leftMargin=MARGIN, rightMargin=MARGIN, invariant=1, lang=language(),
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
    heading = Flow(safe(section.title), STYLES["h2" if section.level == 2 else "h3"])
    heading.bookmark = (section.anchor, section.title, section.level - 2)
    flows = [flow for block in section.blocks for flow in flowables(block)]
    if flows and isinstance(flows[0], Together):
        flows[0] = Together([heading, *flows[0].parts])
    else:
        yield CondPageBreak(45 * mm)
        yield heading
    yield from flows
