"""Matrices as heat maps that stay tables: confusion, coincidence, coder by coder; other tables as plain grids."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.agreement.rows import Table
from annotator.plurals import plural
from annotator.wording import later, say, say_count
from ui.report import words
from ui.report.blocks import Block, Cell, Column, Grid, Heat, HeatCell, Paragraph
from ui.report.numbers import cell, decimal, interval
from ui.report.shelf import FacetShelf, Figure

HEATED = frozenset({"confusion", "coincidence"})
LARGEST = 40
"""A heat map shows at most so many codes, the ones with the most entries."""
SMALL = 12
"""A matrix of more codes shows the ones that were mixed up; the others would be a diagonal and zeros."""
LONGEST = 200
"""A plain table shows at most so many lines."""

_SHADING = later("Shading: share of the row. Blue and framed: the same code; orange: different codes.")


def table_block(table: Table) -> Block:
    """A table of the results as the block that suits its kind and size."""
    if not table.columns or not table.cells:
        return Paragraph(say("{caption}: there is nothing to show.", caption=_caption(table)), "note")
    if table.kind in HEATED and _numeric(table):
        return _heat(table)
    return _plain(table)


def coder_matrices(shelf: FacetShelf) -> list[Block]:
    """Each headline measure that has figures per pair, coders against coders."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in shelf.headlines("pair"):
        if len(figure.row.coders) == 2:
            groups.setdefault((figure.row.task, words.figure(figure.row)), []).append(figure)
    return [
        _coder_matrix(f"{name} – {words.task(task).label.rstrip('?').lower()}", group)
        for (task, name), group in groups.items()
    ]


def _coder_matrix(name: str, figures: Sequence[Figure]) -> Heat:
    coders = sorted({coder for figure in figures for coder in figure.row.coders})
    known = {frozenset(figure.row.coders): figure.row for figure in figures}
    rows = []
    for one in coders:
        cells = []
        for other in coders:
            row = known.get(frozenset((one, other)))
            if one == other or row is None:
                cells.append(HeatCell("·" if one == other else ""))
            elif row.value is None:
                cells.append(HeatCell(say("undefined")))
            else:
                cells.append(HeatCell(decimal(row.value), _shade(row.value), True, interval(row.low, row.high)))
        rows.append((one, tuple(cells)))
    reasons = sorted({figure.row.reason for figure in figures if figure.row.value is None and figure.row.reason})
    note = say("Undefined: {reasons}.", reasons="; ".join(reasons)) if reasons else ""
    return Heat(say("Coder by coder: {name}", name=name), "", tuple(coders), tuple(rows), note.replace("..", "."))


def _heat(table: Table) -> Heat:
    rows, columns, dropped, alike = _busiest(table)
    shown = []
    for i in rows:
        total = sum(_number(value) for value in table.cells[i]) or 1.0
        shown.append(
            (
                table.rows[i],
                tuple(
                    HeatCell(
                        cell(table.cells[i][j]),
                        _shade(_number(table.cells[i][j]) / total),
                        table.rows[i] == table.columns[j],
                    )
                    for j in columns
                ),
            )
        )
    notes = [say(_SHADING), *table.notes]
    if alike:
        notes.append(
            say(
                "Left out here, since they were never taken for another code: {codes} ({entries}). The files hold all.",
                codes=plural(len(alike), "code"),
                entries=_entries(sum(alike)),
            )
        )
    if dropped:
        notes.append(
            say_count(
                dropped,
                "{number:,} code with the fewest entries is left out here; the files hold the whole table.",
                "{number:,} codes with the fewest entries are left out here; the files hold the whole table.",
            )
        )
    return Heat(_caption(table), "", tuple(table.columns[j] for j in columns), tuple(shown), " ".join(notes))


def _entries(total: float) -> str:
    """Halves are told as such; a language's form follows the whole number."""
    return (
        say_count(int(total), "{total:g} entry", "{total:g} entries", total=total)
        if total == int(total)
        else say("{total:g} entries", total=total)
    )


def _busiest(table: Table) -> tuple[list[int], list[int], int, list[float]]:
    """Rows and columns to show, how many busy codes are left out, and the entries of those that were never mixed up."""
    weight: dict[str, float] = dict.fromkeys((*table.rows, *table.columns), 0.0)
    mixed: set[str] = set()
    for i, name in enumerate(table.rows):
        for j, other in enumerate(table.columns):
            value = _number(table.cells[i][j])
            weight[name] += value / 2
            weight[other] += value / 2
            if value and name != other:
                mixed |= {name, other}
    used = {name for name, total in weight.items() if total > 0}
    shown = mixed if mixed and len(used) > SMALL else used
    keep = set(sorted(shown, key=lambda name: -weight[name])[:LARGEST]) or set(weight)
    rows = [i for i, name in enumerate(table.rows) if name in keep]
    columns = [j for j, name in enumerate(table.columns) if name in keep]
    return rows, columns, len(shown - keep), [weight[name] for name in used - shown]


def _plain(table: Table) -> Grid:
    named = bool(table.rows)
    columns = [Column("", share=2.0)] if named else []
    numeric = [all(not isinstance(line[j], str) for line in table.cells) for j in range(len(table.columns))]
    columns += [Column(words.column(name), numeric=number) for name, number in zip(table.columns, numeric, strict=True)]
    lines = []
    for i, line in enumerate(table.cells[:LONGEST]):
        cells = [Cell(cell(value) if value is not None else "–") for value in line]
        lines.append(tuple([Cell(table.rows[i]), *cells] if named else cells))
    notes = list(table.notes)
    if len(table.cells) > LONGEST:
        notes.append(
            say(
                "The first {longest} of {number:,} lines; the files hold all of them.",
                longest=LONGEST,
                number=len(table.cells),
            )
        )
    return Grid(_caption(table), tuple(columns), tuple(lines), " ".join(notes))


def _caption(table: Table) -> str:
    return table.title if table.subset == "all" else f"{table.title} ({words.subset(table.subset).label.lower()})"


def _numeric(table: Table) -> bool:
    return bool(table.rows and table.columns) and not any(isinstance(v, str) for line in table.cells for v in line)


def _number(value: float | int | str | None) -> float:
    return float(value) if isinstance(value, int | float) and value > 0 else 0.0


def _shade(share: float) -> int:
    """0 (nothing) to 9."""
    if share <= 0:
        return 0
    return max(1, min(9, round(share * 9)))
