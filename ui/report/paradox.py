"""The paradox panel: where kappa is low because a code is (almost) never or (almost) always used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.agreement.rows import ResultRow, Table
from annotator.plurals import plural
from annotator.wording import later, say, say_count
from ui.report.blocks import Block, Cell, Column, Fold, Grid, Paragraph
from ui.report.numbers import cell as printed
from ui.report.numbers import decimal
from ui.report.shelf import FacetShelf

EXTREME = 0.6
"""|a − d| / n from which prevalence counts as extreme here."""
APART = 0.2
"""How far kappa lies under AC1 before the line is flagged."""
_OPEN, _MOST = 15, 120
_COUNTS = ("both", "first", "second", "neither")
_SHORT = {
    "both": later("Both"), "first": later("First only"), "second": later("Second only"), "neither": later("Neither"),
    "percent_agreement": later("Agree"), "cohen_kappa": later("Kappa"), "pabak": later("PABAK"), "gwet_ac1": later("AC1"),
    "prevalence_index": later("Prevalence"), "bias_index": later("Bias"), "positive_agreement": later("Positive"),
    "negative_agreement": later("Negative"),
}  # fmt: skip
_COLUMN_NAMES = {
    "positive agreement": "positive_agreement", "negative agreement": "negative_agreement",
    "prevalence index": "prevalence_index", "bias index": "bias_index", "pabak": "pabak", "ac1": "gwet_ac1",
    "kappa": "cohen_kappa",
}  # fmt: skip
_WHY = later(
    "Each line is one code and one pair of coders: the code against all others. Kappa falls when a code is rare or "
    "everywhere, however well the coders agree; PABAK and AC1 hardly do. Flagged (⚑): kappa at least "
    "{apart} under AC1 while the prevalence index is {extreme} or more."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One code of one pair. `values`: by the keys of _SHORT; None is undefined, absent is not given."""

    code: str
    coders: str
    values: dict[str, float | None]

    @property
    def flagged(self) -> bool:
        kappa, ac1, prevalence = (self.values.get(name) for name in ("cohen_kappa", "gwet_ac1", "prevalence_index"))
        if kappa is None or ac1 is None or prevalence is None:
            return False
        return prevalence >= EXTREME and ac1 - kappa >= APART


def paradox_blocks(shelf: FacetShelf) -> list[Block]:
    """The flagged lines first; the others after them, folded away where there are many."""
    tables = [table for table in shelf.tables if table.kind == "paradox" and table.subset == "all"]
    lines = [line for table in tables for line in _lines_of_table(table)] or _lines_of_rows(shelf)
    if not lines:
        return []
    flagged = [line for line in lines if line.flagged]
    rest = [line for line in lines if not line.flagged]
    told = say_count(
        len(flagged),
        "{number:,} line of {all:,} is flagged.",
        "{number:,} lines of {all:,} are flagged.",
        all=len(lines),
    )
    why = say(_WHY, apart=decimal(APART), extreme=decimal(EXTREME))
    blocks: list[Block] = [Paragraph(f"{why} {told}", "note")]
    if flagged:
        blocks.append(_grid(say("Flagged: kappa is low because prevalence is extreme"), flagged))
    if rest:
        grid = _grid(say("Not flagged"), rest)
        blocks.append(
            grid if len(rest) <= _OPEN else Fold(say("Not flagged: {lines}", lines=plural(len(rest), "line")), (grid,))
        )
    return blocks


def _lines_of_table(table: Table) -> list[Line]:
    """A table of the run: four counts, then indices by their names."""
    names = list(table.columns)
    coders = say(" and ").join(name.removesuffix(" only") for name in names[1:3])
    lines = []
    for code, cells in zip(table.rows, table.cells, strict=True):
        values: dict[str, float | None] = {}
        for place, (name, value) in enumerate(zip(names, cells, strict=True)):
            key = _COUNTS[place] if place < len(_COUNTS) else _COLUMN_NAMES.get(name.casefold())
            if key and not isinstance(value, str):
                values[key] = value
        lines.append(Line(code, coders, values))
    return lines


def _lines_of_rows(shelf: FacetShelf) -> list[Line]:
    """Where the run has no such tables: the figures per pair and code, else per code of two coders."""
    found: dict[tuple[str, str], dict[str, ResultRow]] = {}
    for figure in (*shelf.of("pair-code"), *shelf.of("code")):
        row = figure.row
        if row.measure in _SHORT and len(row.coders) == 2:
            found.setdefault((row.code or "", say(" and ").join(row.coders)), {}).setdefault(row.measure, row)
    return [
        Line(code, coders, {name: row.value for name, row in rows.items()})
        for (code, coders), rows in found.items()
        if "prevalence_index" in rows
    ]


def _grid(caption: str, lines: Sequence[Line]) -> Grid:
    used = [name for name in _SHORT if any(name in line.values for line in lines)]
    rows = tuple(
        (
            Cell(f"⚑ {line.code}" if line.flagged else line.code, line.coders, flag=line.flagged),
            *(_cell(name, line) for name in used),
        )
        for line in lines[:_MOST]
    )
    columns = (Column(say("Code, coders"), share=2.6), *(Column(say(_SHORT[name]), numeric=True) for name in used))
    note = (
        say("The first {most} of {number:,}; the CSV and XLSX files hold all.", most=_MOST, number=len(lines))
        if len(lines) > _MOST
        else ""
    )
    return Grid(caption, columns, rows, note)


def _cell(name: str, line: Line) -> Cell:
    if name not in line.values:
        return Cell("")
    value = line.values[name]
    if value is None:
        return Cell(say("undefined"), undefined=True)
    return Cell(printed(value) if name in _COUNTS else decimal(value))
