"""The paradox panel: where kappa is low because a code is (almost) never or (almost) always used."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.agreement.rows import ResultRow, Table
from ui.report import words
from ui.report.blocks import Block, Cell, Column, Fold, Grid, Paragraph
from ui.report.matrices import table_block
from ui.report.numbers import decimal, plural
from ui.report.shelf import FacetShelf

EXTREME = 0.6
"""|a − d| / n from which prevalence counts as extreme here."""
APART = 0.2
"""How far kappa lies under AC1 before the line is flagged."""
_OPEN = 15
_MEASURES = (
    "percent_agreement", "cohen_kappa", "pabak", "gwet_ac1", "prevalence_index", "bias_index",
    "positive_agreement", "negative_agreement",
)  # fmt: skip
_SHORT = {
    "percent_agreement": "Agreement", "cohen_kappa": "Kappa", "pabak": "PABAK", "gwet_ac1": "AC1",
    "prevalence_index": "Prevalence", "bias_index": "Bias", "positive_agreement": "Positive", "negative_agreement": "Negative",
}  # fmt: skip
_WHY = (
    "Each line is one code and one pair of coders: the code against all others. Kappa falls when a code is rare or "
    "everywhere, however well the coders agree; PABAK and AC1 hardly do. Flagged (⚑): kappa at least "
    f"{decimal(APART)} under AC1 while the prevalence index is {decimal(EXTREME)} or more."
)


def paradox_blocks(shelf: FacetShelf) -> list[Block]:
    """The flagged lines first; the rest is folded away when there is much of it. 2 × 2 tables come last."""
    lines: dict[tuple[str, str], dict[str, ResultRow]] = {}
    for figure in (*shelf.of("pair-code"), *shelf.of("pair"), *shelf.of("code")):
        row = figure.row
        if row.measure in _MEASURES and len(row.coders) == 2:
            lines.setdefault((row.code or "", row.scope), {})[row.measure] = row
    lines = {key: found for key, found in lines.items() if "prevalence_index" in found or "pabak" in found}
    tables = [table for table in shelf.tables if table.kind == "paradox" and table.subset == "all"]
    blocks: list[Block] = []
    if lines:
        flagged = [key for key in lines if flag(lines[key])]
        rest = [key for key in lines if key not in set(flagged)]
        told = f"{plural(len(flagged), 'line')} of {len(lines):,} {'is' if len(flagged) == 1 else 'are'} flagged."
        blocks.append(Paragraph(f"{_WHY} {told}", "note"))
        if flagged:
            blocks.append(_grid("Flagged: kappa is low because prevalence is extreme", flagged, lines))
        if rest and len(rest) <= _OPEN:
            blocks.append(_grid("Not flagged", rest, lines))
        elif rest:
            blocks.append(Fold(f"Not flagged: {plural(len(rest), 'line')}", (_grid("Not flagged", rest, lines),)))
    blocks += _two_by_two(tables)
    return blocks


def flag(found: dict[str, ResultRow]) -> bool:
    """Kappa lies far under AC1 and prevalence is extreme."""
    kappa, ac1, prevalence = (_value(found.get(name)) for name in ("cohen_kappa", "gwet_ac1", "prevalence_index"))
    if kappa is None or ac1 is None or prevalence is None:
        return False
    return prevalence >= EXTREME and ac1 - kappa >= APART


def _grid(caption: str, keys: Sequence[tuple[str, str]], lines: dict[tuple[str, str], dict[str, ResultRow]]) -> Grid:
    used = [name for name in _MEASURES if any(name in lines[key] for key in keys)]
    rows = []
    for key in keys[:_MOST]:
        found = lines[key]
        first = next(iter(found.values()))
        name = first.code or "all codes"
        cells = [Cell(f"⚑ {name}" if flag(found) else name, " and ".join(first.coders), flag=flag(found))]
        cells += [_cell(found.get(measure)) for measure in used]
        cells.append(Cell(f"{max(row.n for row in found.values()):,}"))
        rows.append(tuple(cells))
    columns = (
        Column("Code, coders", share=2.4),
        *(Column(_SHORT[name], numeric=True) for name in used),
        Column("Units", numeric=True, share=0.8),
    )
    note = f"The first {_MOST} of {len(keys):,}; the CSV and XLSX files hold all." if len(keys) > _MOST else ""
    return Grid(caption, columns, tuple(rows), note)


_MOST = 120


def _cell(row: ResultRow | None) -> Cell:
    if row is None:
        return Cell("")
    return Cell("undefined", undefined=True) if row.value is None else Cell(decimal(row.value))


def _value(row: ResultRow | None) -> float | None:
    return None if row is None else row.value


def _two_by_two(tables: Sequence[Table]) -> list[Block]:
    if not tables:
        return []
    if len(tables) == 1:
        return [table_block(tables[0])]
    shown = tuple(table_block(table) for table in tables[:_MOST])
    return [Fold(f"Tables behind the panel: {len(tables):,}", shown)]


def measure_words() -> dict[str, str]:
    """What the columns of the panel mean."""
    return {_SHORT[name]: words.measure(name).line for name in _MEASURES}
