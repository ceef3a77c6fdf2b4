"""One facet of the report: figures, codes, matrices, coders, paradox panel, documents, subsets."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

from annotator.agreement.rows import ResultRow, Results
from ui.report import plots, words
from ui.report.answer import sentences
from ui.report.blocks import Block, Cell, Column, Fold, Grid, Paragraph, Picture, Points, Section
from ui.report.differences import disagreement_blocks
from ui.report.matrices import HEATED, coder_matrices, table_block
from ui.report.numbers import decimal, interval, percent, plural
from ui.report.paradox import paradox_blocks
from ui.report.shelf import TASK_ORDER, FacetShelf, Figure

MOST_POINTS = 60
"""A plot has at most so many lines; the table under it has all."""
_OPEN_TABLES = 2
_OPEN_CODES = 12
_FIGURE_COLUMNS = (
    Column("Measure", share=3.6),
    Column("Value", numeric=True, share=1.15),
    Column("95 % interval", numeric=True, share=1.7),
    Column("Bootstrap", numeric=True, share=1.7),
    Column("Units", numeric=True, share=0.9),
    Column("Docs", numeric=True, share=0.75),
    Column("Rests on", numeric=True, share=0.9),
)


def facet_sections(shelf: FacetShelf, results: Results) -> list[Section]:
    """The chapter of a facet: its own answer first, then its parts; parts without content are left out."""
    anchor = f"facet-{re.sub('[^a-z0-9]+', '-', words.facet(shelf.name).lower()).strip('-')}"
    title = words.facet(shelf.name)
    told = tuple(Paragraph(sentence) for sentence in (" ".join(sentences(shelf)),) if sentence)
    parts: list[tuple[str, str, Sequence[Block]]] = [
        ("figures", "Figures", figure_blocks(shelf)),
        ("codes", "Code by code", code_blocks(shelf)),
        ("matrices", "What was taken for what", matrix_blocks(shelf)),
        ("coders", "Coder by coder", coder_blocks(shelf)),
        ("paradox", "Paradox panel", paradox_blocks(shelf)),
        ("documents", "Document by document", document_blocks(shelf)),
        ("subsets", "Apart: suggestions and assistance", subset_blocks(shelf)),
        ("counts", "Counts", count_blocks(shelf)),
        ("warnings", "Warnings", warning_blocks(shelf, results)),
        ("disagreements", "Disagreements", disagreement_blocks(shelf)),
    ]
    sections = [Section(anchor, title, told)]
    sections += [Section(f"{anchor}-{key}", name, tuple(blocks), 3) for key, name, blocks in parts if blocks]
    return sections


def figure_blocks(shelf: FacetShelf) -> list[Block]:
    """One table per task: every measure over all coders."""
    blocks: list[Block] = []
    found = shelf.of("all")
    tasks = dict.fromkeys((*TASK_ORDER, *(figure.row.task for figure in found)))
    for task in tasks:
        figures = [figure for figure in found if figure.row.task == task]
        if figures:
            word = words.task(task)
            blocks.append(figure_grid(f"{word.label} {word.line}".strip(), figures))
    others = shelf.of("other")
    if others:
        blocks.append(figure_grid("Other figures", others, name=lambda row: f"{words.figure(row)}, {words.scope(row)}"))
    return blocks


def figure_grid(caption: str, figures: Sequence[Figure], *, name: object = None) -> Grid:
    """Figures line by line. The bootstrap's column is there only if one has such an interval."""
    label = name if callable(name) else words.figure
    second = any(figure.second for figure in figures)
    columns = [column for column in _FIGURE_COLUMNS if second or column.title != "Bootstrap"]
    rows = []
    for figure in figures:
        row = figure.row
        cells = [Cell(str(label(row)), words.measure(row.measure).line), value_cell(row)]
        cells.append(interval_cell(row))
        if second:
            cells.append(interval_cell(figure.second) if figure.second else Cell(""))
        documents = "" if row.n_documents is None else f"{row.n_documents:,}"
        cells += [Cell(f"{row.n:,}"), Cell(documents)]
        cells.append(Cell("" if row.coverage is None else percent(row.coverage)))
        if row.value is None:
            cells[0] = Cell(cells[0].text, f"Undefined: {row.reason or 'no reason was given'}", undefined=True)
        rows.append(tuple(cells))
    return Grid(caption, tuple(columns), tuple(rows))


def value_cell(row: ResultRow) -> Cell:
    return Cell("undefined", undefined=True) if row.value is None else Cell(decimal(row.value))


def interval_cell(row: ResultRow) -> Cell:
    if row.low is None or row.high is None:
        return Cell("" if row.value is None else "none")
    return Cell(interval(row.low, row.high), words.interval(row.interval).label if row.interval else "")


def code_blocks(shelf: FacetShelf) -> list[Block]:
    """Codes from most to least agreed on: a plot of the leading measure, then every measure in a table."""
    found = shelf.of("code")
    blocks: list[Block] = []
    for task in dict.fromkeys((*TASK_ORDER, *(figure.row.task for figure in found))):
        figures = [figure for figure in found if figure.row.task == task]
        if not figures:
            continue
        leading = _leading([figure for figure in figures if figure.row.task == task])
        blocks.append(forest(f"Codes – {_task(task)}", leading, by_code=True))
        table = pivot(f"Figures per code – {_task(task)}", figures)
        many = len(table.rows) > _OPEN_CODES
        blocks.append(Fold(f"{table.caption}: {plural(len(table.rows), 'code')}", (table,)) if many else table)
    return blocks


def _leading(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of the measure that leads the list: alpha where there is one, else the first."""
    names = list(dict.fromkeys(figure.row.measure for figure in figures))
    name = next((name for name in names if name in words.ALPHAS), names[0])
    return [figure for figure in figures if figure.row.measure == name]


def forest(title: str, figures: Sequence[Figure], *, by_code: bool = False) -> Picture:
    """Figures of one measure as dots with intervals, best first, undefined ones last."""
    rows = sorted((f.row for f in figures), key=lambda r: (r.value is None, -(r.value or 0.0), r.scope))
    shown = rows if len(rows) <= MOST_POINTS else rows[-MOST_POINTS:]
    points = tuple(
        plots.Point((r.code or r.scope) if by_code else words.scope(r), r.value, r.low, r.high) for r in shown
    )
    measure = words.figure(rows[0])
    svg = plots.intervals([plots.Panel(measure, points, marks=rows[0].measure in words.ALPHAS)])
    values = [row for row in rows if row.value is not None]
    desc = f"{measure}: {plural(len(values), 'value')}"
    if values:
        best, worst = values[0], values[-1]
        desc += (
            f", from {decimal(worst.value or 0.0)} ({worst.code or words.scope(worst)})"
            f" to {decimal(best.value or 0.0)} ({best.code or words.scope(best)})"
        )
    if len(values) < len(rows):
        desc += f"; {len(rows) - len(values)} undefined"
    if len(shown) < len(rows):
        desc += f". The plot shows the {len(shown)} lowest; the table has all"
    return Picture(svg, title, f"{desc}.", f"{desc}.")


def pivot(caption: str, figures: Sequence[Figure]) -> Grid:
    """Codes down, measures across; the number of units last; reasons under the name of the code."""
    measures = list(dict.fromkeys(words.figure(figure.row) for figure in figures))
    codes: dict[str, dict[str, ResultRow]] = {}
    for figure in figures:
        codes.setdefault(figure.row.code or figure.row.scope, {})[words.figure(figure.row)] = figure.row
    rows = []
    for code, found in codes.items():
        reasons = dict.fromkeys(row.reason for row in found.values() if row.value is None and row.reason)
        cells = [Cell(code, "; ".join(f"Undefined: {reason}" for reason in reasons))]
        for measure in measures:
            row = found.get(measure)
            if row is None:
                cells.append(Cell(""))
                continue
            cell = value_cell(row)
            covered = "" if row.coverage is None or row.measure != "k_u_alpha" else f"rests on {percent(row.coverage)}"
            cells.append(Cell(cell.text, interval(row.low, row.high) or covered, undefined=cell.undefined))
        cells.append(Cell(f"{max(row.n for row in found.values()):,}"))
        rows.append(tuple(cells))
    columns = (
        Column("Code", share=2.8),
        *(Column(measure, numeric=True, share=1.4) for measure in measures),
        Column("Units", numeric=True, share=0.7),
    )
    return Grid(caption, columns, tuple(rows))


def matrix_blocks(shelf: FacetShelf) -> list[Block]:
    """Confusion and coincidence matrices of all units; beyond the first few they are folded away."""
    blocks: list[Block] = []
    kept = [table for table in shelf.tables if table.kind in HEATED and table.subset == "all"]
    kept.sort(key=lambda table: table.scope != "all")
    for place, table in enumerate(kept):
        block = table_block(table)
        blocks.append(block if place < _OPEN_TABLES else Fold(table.title, (block,)))
    return blocks


def coder_blocks(shelf: FacetShelf) -> list[Block]:
    """Coders against coders, then the headline figures without each of them."""
    blocks = coder_matrices(shelf)
    rows = []
    columns = (
        Column("Headline figure", share=3),
        Column("Left out", share=1.4),
        Column("Value", numeric=True),
        Column("95 % interval", numeric=True, share=1.5),
        Column("Change", numeric=True),
    )
    for figure in shelf.headlines():
        rows.append(
            (Cell(words.figure(figure.row)), Cell("nobody"), value_cell(figure.row), _bare(figure.row), Cell(""))
        )
        for name in shelf.without():
            for other in shelf.headlines(subset=name):
                if _same(figure.row, other.row):
                    change = _change(other.row.value, figure.row.value)
                    left_out = Cell(name.removeprefix("without:"), _reason(other.row))
                    cells = (Cell(words.figure(other.row)), left_out, value_cell(other.row), _bare(other.row))
                    rows.append((*cells, Cell(change)))
    if any(len(row) > 1 and row[1].text != "nobody" for row in rows):
        blocks.append(Grid("With one coder left out", columns, tuple(rows)))
    return blocks


def document_blocks(shelf: FacetShelf) -> list[Block]:
    """How the headline figures vary over documents; the single documents are folded away, the lowest first."""
    blocks: list[Block] = []
    for figures in _by_measure(shelf.headlines("document")):
        row = figures[0].row
        values = [figure.row.value for figure in figures if figure.row.value is not None]
        name = f"{words.figure(row)} – {_task(row.task)}"
        undefined = len(figures) - len(values)
        if len(values) > 1:
            low, middle, high = min(values), statistics.median(values), max(values)
            desc = (
                f"{plural(len(values), 'document')}: lowest {decimal(low)}, median {decimal(middle)}, "
                f"highest {decimal(high)}"
            )
            desc += f"; undefined in {undefined}." if undefined else "."
            blocks.append(Picture(plots.spread(values), name, desc, desc))
        ranked = sorted(figures, key=lambda f: (f.row.value is None, f.row.value or 0.0, f.row.scope))[:MOST_POINTS]
        grid = figure_grid(f"Per document: {name}", ranked, name=words.scope)
        note = (
            f"The {len(ranked)} lowest of {len(figures):,}; the CSV and XLSX files hold all."
            if len(ranked) < len(figures)
            else ""
        )
        plain = tuple(
            (Cell(line[0].text, line[0].small if line[0].undefined else "", line[0].undefined), *line[1:])
            for line in grid.rows
        )
        columns = (Column("Document", share=3.6), *grid.columns[1:])
        blocks.append(Fold(f"{name}: {plural(len(figures), 'document')}", (Grid(grid.caption, columns, plain, note),)))
    if blocks:
        blocks.insert(
            0, Paragraph("Documents are the sampling unit; none of these is averaged into a headline figure.", "note")
        )
    return blocks


def subset_blocks(shelf: FacetShelf) -> list[Block]:
    """Offered or not, assisted or not: the same headline figures, kept apart from the figures over all units."""
    names = shelf.subsets()
    if not names:
        return []
    blocks: list[Block] = [
        Paragraph(
            "Units are parted by whether a suggestion was shown to both coders, never by what they did with it: "
            "what two coders both accepted agrees almost by construction.",
            "note",
        ),
        Points(tuple(f"{words.subset(name).label}: {words.subset(name).line}" for name in names)),
    ]
    panels, lines = [], []
    for headline in shelf.headlines():
        twins = [figure for name in names for figure in shelf.headlines(subset=name) if _same(figure.row, headline.row)]
        if not twins:
            continue
        group = [headline, *twins]
        title = f"{words.figure(headline.row)} – {_task(headline.row.task)}"
        points = tuple(plots.Point(_subset(f.row), f.row.value, f.row.low, f.row.high) for f in group)
        panels.append(plots.Panel(title, points, headline.row.measure in words.ALPHAS))
        lines += group
    if panels:
        told = "; ".join(
            f"{panel.title}: {p.label} {'undefined' if p.value is None else decimal(p.value)}"
            for panel in panels
            for p in panel.points
        )
        blocks.append(
            Picture(plots.intervals(panels), "Headline figures by subset", f"{told}.", "With 95 % intervals.")
        )
        grid = figure_grid("Headline figures by subset", lines, name=lambda row: f"{words.figure(row)}: {_subset(row)}")
        rows = tuple((Cell(c[0].text, c[0].small if c[0].undefined else "", c[0].undefined), *c[1:]) for c in grid.rows)
        blocks.append(Grid(grid.caption, (Column("Figure and subset", share=3.6), *grid.columns[1:]), rows))
    blocks += [
        Fold(f"{table.title} ({words.subset(table.subset).label.lower()})", (table_block(table),))
        for table in shelf.tables
        if table.subset != "all"
    ]
    return blocks


def count_blocks(shelf: FacetShelf) -> list[Block]:
    """Boundaries, counts and whatever other tables the run has, folded where they are long."""
    blocks: list[Block] = []
    for table in shelf.tables:
        if table.subset == "all" and table.kind not in HEATED and table.kind != "paradox":
            block = table_block(table)
            blocks.append(Fold(table.title, (block,)) if len(table.cells) > 30 else block)
    return blocks


def warning_blocks(shelf: FacetShelf, results: Results) -> list[Block]:
    """The warnings that open with this facet's name."""
    if shelf.name is None:
        return []
    start = shelf.name.casefold()
    found = [w for w in results.warnings if w.casefold().startswith((f"{start}:", f"{start} ", f"{start},"))]
    return [Points(tuple(found))] if found else []


def _task(name: str) -> str:
    return words.task(name).label.rstrip("?").lower()


def _subset(row: ResultRow) -> str:
    return words.subset(row.subset).label.lower()


def _by_measure(figures: Sequence[Figure]) -> list[list[Figure]]:
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.row.task, words.figure(figure.row)), []).append(figure)
    return list(groups.values())


def _same(one: ResultRow, other: ResultRow) -> bool:
    return (one.task, one.measure, one.level) == (other.task, other.measure, other.level)


def _bare(row: ResultRow) -> Cell:
    return Cell(interval(row.low, row.high))


def _reason(row: ResultRow) -> str:
    return f"Undefined: {row.reason or 'no reason was given'}" if row.value is None else ""


def _change(value: float | None, base: float | None) -> str:
    if value is None or base is None:
        return ""
    difference = round(value - base, 3)
    return "0" if difference == 0 else ("+" if difference > 0 else "") + decimal(difference)
