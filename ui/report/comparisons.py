"""Comparisons inside a facet: coders with one another, documents, and subsets by suggestion and assistance."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from annotator.agreement.rows import ResultRow
from annotator.plurals import plural
from annotator.wording import later, say
from ui.report import plots, words
from ui.report.blocks import Block, Cell, Column, Fold, Grid, Paragraph, Picture, Points
from ui.report.figures import MOST_POINTS, figure_grid, pivot, task_words, undefined_reason, value_cell
from ui.report.matrices import coder_matrices, table_block
from ui.report.numbers import decimal, interval
from ui.report.shelf import TASK_ORDER, FacetShelf, Figure

_OPEN_PAIRS = 6


def coder_blocks(shelf: FacetShelf) -> list[Block]:
    """Coders against coders, every figure per pair, then the headline figures without each coder."""
    blocks = coder_matrices(shelf)
    found = shelf.of("pair")
    for task in dict.fromkeys((*TASK_ORDER, *(figure.row.task for figure in found))):
        figures = [figure for figure in found if figure.row.task == task]
        if figures:
            table = pivot(
                say("Figures per pair – {task}", task=task_words(task)),
                figures,
                head=say("Coders"),
                key=words.scope,
            )
            many = len(table.rows) > _OPEN_PAIRS
            blocks.append(Fold(f"{table.caption}: {plural(len(table.rows), 'pair')}", (table,)) if many else table)
    left_out = _left_out(shelf)
    return [*blocks, left_out] if left_out else blocks


def _left_out(shelf: FacetShelf) -> Grid | None:
    columns = (
        Column(say("Headline figure"), share=3),
        Column(say("Left out"), share=1.4),
        Column(say("Value"), numeric=True),
        Column(say("95 % interval"), numeric=True, share=1.5),
        Column(say("Change"), numeric=True),
    )
    rows: list[tuple[Cell, ...]] = []
    for figure in shelf.headlines():
        others = [(name, o.row) for name in shelf.without() for o in shelf.headlines(subset=name) if _same(o, figure)]
        lines = [
            (Cell(say("nobody")), figure.row),
            *((Cell(n.removeprefix("without:"), undefined_reason(r)), r) for n, r in others),
        ]
        for left_out, row in lines if others else []:
            change = "" if row is figure.row else _change(row.value, figure.row.value)
            rows.append(
                (Cell(words.figure(row)), left_out, value_cell(row), Cell(interval(row.low, row.high)), Cell(change))
            )
    return Grid(say("With one coder left out"), columns, tuple(rows)) if rows else None


def document_blocks(shelf: FacetShelf) -> list[Block]:
    """How the headline figures vary over documents; the single documents are folded away, the lowest first."""
    blocks: list[Block] = []
    for figures in _by_measure(shelf.headlines("document")):
        name = f"{words.figure(figures[0].row)} – {task_words(figures[0].row.task)}"
        values = [figure.row.value for figure in figures if figure.row.value is not None]
        if len(values) > 1:
            desc = _spread_words(values, undefined=len(figures) - len(values))
            blocks.append(Picture(plots.spread(values), name, desc, desc))
        ranked = sorted(figures, key=lambda f: (f.row.value is None, f.row.value or 0.0, f.row.scope))[:MOST_POINTS]
        note = ""
        if len(ranked) < len(figures):
            note = say(
                "The {number} lowest of {number_figures:,}; the CSV and XLSX files hold all.",
                number=len(ranked),
                number_figures=len(figures),
            )
        grid = figure_grid(
            say("Per document: {name}", name=name),
            ranked,
            head=say("Document"),
            name=words.scope,
            explain=False,
            note=note,
        )
        blocks.append(Fold(f"{name}: {plural(len(figures), 'document')}", (grid,)))
    told = say("Documents are the sampling unit; none of these is averaged into a headline figure.")
    return [Paragraph(told, "note"), *blocks] if blocks else []


def _spread_words(values: Sequence[float], *, undefined: int) -> str:
    told = later("{documents}: lowest {low}, median {median}, highest {high}.")
    if undefined:
        told = later("{documents}: lowest {low}, median {median}, highest {high}; undefined in {undefined}.")
    low, median, high = decimal(min(values)), decimal(statistics.median(values)), decimal(max(values))
    documents = plural(len(values), "document")
    return say(told, documents=documents, low=low, median=median, high=high, undefined=undefined)


def subset_blocks(shelf: FacetShelf) -> list[Block]:
    """Offered or not, assisted or not: the same headline figures, kept apart from the figures over all units."""
    names = shelf.subsets()
    rates: list[Block] = [table_block(t) for t in shelf.tables if t.kind == "acceptance" and t.subset == "all"]
    if not names:
        return rates
    blocks: list[Block] = []
    if "offered" in names or "not-offered" in names:
        told = say(
            "Units are parted by whether a suggestion was shown to both coders, never by what they did with it: "
            "what two coders both accepted agrees almost by construction."
        )
        blocks.append(Paragraph(told, "note"))
    blocks.append(Points(tuple(f"{words.subset(name).label}: {words.subset(name).line}" for name in names)))
    panels, lines = [], []
    for headline in shelf.headlines():
        twins = [figure for name in names for figure in shelf.headlines(subset=name) if _same(figure, headline)]
        if twins:
            points = tuple(_point(figure.row) for figure in (headline, *twins))
            title = f"{words.figure(headline.row)} – {task_words(headline.row.task)}"
            panels.append(plots.Panel(title, points, headline.row.measure in words.ALPHAS))
            lines += [headline, *twins]
    if panels:
        undefined = say("undefined")
        told = "; ".join(
            f"{panel.title}: {p.label} {undefined if p.value is None else decimal(p.value)}"
            for panel in panels
            for p in panel.points
        )
        title = say("Headline figures by subset")
        blocks.append(Picture(plots.intervals(panels), title, f"{told}.", say("With 95 % intervals.")))
        blocks.append(figure_grid(title, lines, head=say("Figure and subset"), name=_figure_and_subset, explain=False))
    blocks += [
        Fold(f"{table.title} ({words.subset(table.subset).label.lower()})", (table_block(table),))
        for table in shelf.tables
        if table.subset != "all"
    ]
    return [*blocks, *rates]


def _figure_and_subset(row: ResultRow) -> str:
    return f"{words.figure(row)}: {words.subset(row.subset).label.lower()}"


def _point(row: ResultRow) -> plots.Point:
    return plots.Point(words.subset(row.subset).label.lower(), row.value, row.low, row.high)


def _by_measure(figures: Sequence[Figure]) -> list[list[Figure]]:
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.row.task, words.figure(figure.row)), []).append(figure)
    return list(groups.values())


def _same(one: Figure, other: Figure) -> bool:
    keys = [(figure.row.task, figure.row.measure, figure.row.level) for figure in (one, other)]
    return keys[0] == keys[1]


def _change(value: float | None, base: float | None) -> str:
    if value is None or base is None:
        return ""
    difference = round(value - base, 3)
    return "0" if difference == 0 else ("+" if difference > 0 else "") + decimal(difference)
