"""The rows of a run, put in order once: by facet, subset and kind of scope, with a figure's two intervals together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from annotator.agreement.rows import Disagreement, ResultRow, Results, Table

ScopeKind: TypeAlias = Literal["all", "code", "pair", "pair-code", "document", "other"]

TASK_ORDER = ("spans", "category", "stance", "document", "unitizing")

HEADLINES: dict[str, tuple[tuple[str, str | None], ...]] = {
    "spans": (("f1_iou50", None),),
    "category": (("krippendorff_alpha", None),),
    "stance": (("pair_f1", None), ("krippendorff_alpha", "ordinal")),
    "document": (("alpha_jaccard", None),),
    "unitizing": (("u_alpha", None),),
}
"""Task -> the measures (and level, where it matters) that answer it in one figure."""


@dataclass(slots=True)
class Figure:
    """A figure with its main row and, where there is one, the same figure with the bootstrap's interval."""

    row: ResultRow
    second: ResultRow | None = None


def scope_kind(row: ResultRow) -> ScopeKind:
    if row.scope == "all":
        return "all"
    if row.scope.startswith("document:"):
        return "document"
    if row.scope.startswith("pair:"):
        return "pair" if row.code is None else "pair-code"
    return "code" if row.scope.startswith("code:") else "other"


def merged(rows: Iterable[ResultRow]) -> list[Figure]:
    """Rows that differ in their interval only become one figure; the document jackknife leads, the bootstrap follows."""
    figures: dict[tuple[object, ...], Figure] = {}
    for row in rows:
        key = (row.facet, row.task, row.scope, row.code, row.subset, row.measure, row.level, row.weights)
        known = figures.get(key)
        if known is None:
            figures[key] = Figure(row)
        elif known.row.interval == "bootstrap" or known.row.interval is None:
            figures[key] = Figure(row, known.row if known.row.interval else known.second)
        elif known.second is None and row.interval is not None:
            known.second = row
    return list(figures.values())


@dataclass(slots=True)
class FacetShelf:
    """One facet's figures, matrices and disagreements."""

    name: str | None
    figures: dict[tuple[str, ScopeKind], list[Figure]] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    disagreements: list[Disagreement] = field(default_factory=list)

    def of(self, kind: ScopeKind, *, subset: str = "all") -> list[Figure]:
        return self.figures.get((subset, kind), [])

    def subsets(self) -> list[str]:
        """Subsets other than `all`, those that leave one coder out excepted, as they come."""
        names = dict.fromkeys(subset for subset, _ in self.figures)
        return [name for name in names if name != "all" and not name.startswith("without:")]

    def without(self) -> list[str]:
        return [name for name in dict.fromkeys(s for s, _ in self.figures) if name.startswith("without:")]

    def headlines(self, kind: ScopeKind = "all", *, subset: str = "all") -> list[Figure]:
        """The figures that answer a task in one number, in the order of TASK_ORDER."""
        found = self.of(kind, subset=subset)
        return [
            figure
            for task in TASK_ORDER
            for measure, level in HEADLINES[task]
            for figure in found
            if figure.row.task == task and figure.row.measure == measure and level in (None, figure.row.level)
        ]

    def coders(self) -> tuple[str, ...]:
        return tuple(sorted({coder for found in self.figures.values() for f in found for coder in f.row.coders}))


def shelve(results: Results) -> list[FacetShelf]:
    """The facets in the order in which they come, each with all that belongs to it."""
    rows: dict[str | None, dict[tuple[str, ScopeKind], list[ResultRow]]] = defaultdict(lambda: defaultdict(list))
    for row in results.rows:
        rows[row.facet][row.subset, scope_kind(row)].append(row)
    shelves = {name: FacetShelf(name) for name in rows}
    for name, groups in rows.items():
        shelves[name].figures = {key: merged(found) for key, found in groups.items()}
    for difference in results.disagreements:
        shelves.setdefault(difference.facet, FacetShelf(difference.facet)).disagreements.append(difference)
    for table in results.tables:
        if table.facet in shelves:
            shelves[table.facet].tables.append(table)
    return list(shelves.values())


def leftover_tables(results: Results, shelves: Sequence[FacetShelf]) -> list[Table]:
    """Tables of no facet that has rows: they belong to the whole run."""
    names = {shelf.name for shelf in shelves}
    return [table for table in results.tables if table.facet not in names]
