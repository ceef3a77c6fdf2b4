"""Figures as tables and dot plots: over all coders, per code, per pair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from annotator.agreement.rows import ResultRow
from annotator.plurals import plural
from annotator.wording import later, say
from ui.report import plots, words
from ui.report.blocks import Cell, Column, Grid, Picture
from ui.report.numbers import decimal, interval, percent
from ui.report.shelf import Figure

MOST_POINTS = 60
"""A plot has at most so many lines; the table under it has all."""

_COLUMNS = (
    Column(later("Value"), numeric=True, share=1.15),
    Column(later("95 % interval"), numeric=True, share=1.7),
    Column(later("Bootstrap"), numeric=True, share=1.7),
    Column(later("Units"), numeric=True, share=0.9),
    Column(later("Docs"), numeric=True, share=0.75),
    Column(later("Rests on"), numeric=True, share=0.9),
)


def figure_grid(
    caption: str,
    figures: Sequence[Figure],
    *,
    head: str = "",
    name: Callable[[ResultRow], str] = words.figure,
    explain: bool = True,
    note: str = "",
) -> Grid:
    """Figures line by line. The bootstrap's column is there only if one has such an interval.

    `name` heads each line, under `head`; `explain` adds what the measure means.
    """
    second = any(figure.second for figure in figures)
    columns = [_said(column) for column in _COLUMNS if second or column.title != "Bootstrap"]
    rows = []
    for figure in figures:
        row = figure.row
        line = " ".join(part for part in (words.measure(row.measure).line if explain else "", row.note or "") if part)
        first = Cell(name(row), undefined_reason(row), undefined=True) if row.value is None else Cell(name(row), line)
        cells = [first, value_cell(row), interval_cell(row)]
        if second:
            cells.append(interval_cell(figure.second) if figure.second else Cell(""))
        documents = "" if row.n_documents is None else f"{row.n_documents:,}"
        cells += [Cell(f"{row.n:,}"), Cell(documents), Cell("" if row.coverage is None else percent(row.coverage))]
        rows.append(tuple(cells))
    return Grid(caption, (Column(head or say("Measure"), share=3.6), *columns), tuple(rows), note)


def _said(column: Column) -> Column:
    return replace(column, title=say(column.title))


def value_cell(row: ResultRow) -> Cell:
    return Cell(say("undefined"), undefined=True) if row.value is None else Cell(decimal(row.value))


def interval_cell(row: ResultRow) -> Cell:
    if row.low is None or row.high is None:
        return Cell("" if row.value is None else say("none"))
    return Cell(interval(row.low, row.high), words.interval(row.interval).label if row.interval else "")


def undefined_reason(row: ResultRow) -> str:
    return say("Undefined: {reason}", reason=row.reason or say("no reason was given")) if row.value is None else ""


def task_words(name: str) -> str:
    """A task inside a title: “which code”."""
    return words.task(name).label.rstrip("?").lower()


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
    desc = _forest_words(measure, values, undefined=len(rows) - len(values))
    if len(shown) < len(rows):
        desc = say("{told}. The plot shows the {shown} lowest; the table has all", told=desc, shown=len(shown))
    return Picture(svg, title, f"{desc}.", f"{desc}.")


def _forest_words(measure: str, values: Sequence[ResultRow], *, undefined: int) -> str:
    desc = say("{measure}: {values}", measure=measure, values=plural(len(values), "value"))
    if values:
        best, worst = values[0], values[-1]
        desc = say(
            "{told}, from {low} ({worst}) to {high} ({best})",
            told=desc,
            low=decimal(worst.value or 0.0),
            worst=worst.code or words.scope(worst),
            high=decimal(best.value or 0.0),
            best=best.code or words.scope(best),
        )
    return say("{told}; {undefined} undefined", told=desc, undefined=undefined) if undefined else desc


def pivot(caption: str, figures: Sequence[Figure], *, head: str, key: Callable[[ResultRow], str]) -> Grid:
    """One line a code or pair (`key`), measures across; units last; reasons under the name."""
    measures = list(dict.fromkeys(words.figure(figure.row) for figure in figures))
    lines: dict[str, dict[str, ResultRow]] = {}
    for figure in figures:
        lines.setdefault(key(figure.row), {})[words.figure(figure.row)] = figure.row
    rows = []
    for name, found in lines.items():
        reasons = dict.fromkeys(undefined_reason(row) for row in found.values() if row.value is None)
        cells = [Cell(name, "; ".join(reasons)), *(_pivot_cell(found.get(measure)) for measure in measures)]
        rows.append((*cells, Cell(f"{max(row.n for row in found.values()):,}")))
    columns = (
        Column(head, share=2.8),
        *(Column(measure, numeric=True, share=1.4) for measure in measures),
        Column(say("Units"), numeric=True, share=0.7),
    )
    return Grid(caption, columns, tuple(rows))


def _pivot_cell(row: ResultRow | None) -> Cell:
    if row is None:
        return Cell("")
    covered = (
        say("on {share}", share=percent(row.coverage)) if row.coverage is not None and row.coverage < 0.9995 else ""
    )
    small = ", ".join(part for part in (interval(row.low, row.high), covered) if part)
    return Cell(say("undefined"), undefined=True) if row.value is None else Cell(decimal(row.value), small)
