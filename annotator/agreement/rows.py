"""What agreement hands on: result rows, matrices and disagreements. The shapes of the agreement JSON (schema 1)."""

from __future__ import annotations

from dataclasses import dataclass, field

SCHEMA = "intercoder-agreement/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One figure. `value` is None with a `reason` where it is undefined.

    `scope`: "all", "code:X", "pair:A,B" (sorted), "document:NAME", "pair:A,B code:X". `subset`: "all", "offered",
    "not-offered", "assisted", "unassisted", "without:A", and for stances "resolved" (holder and target are codes).
    `interval`: "jackknife-t", "bootstrap", "gwet" or None.
    `n`: units the value rests on. `coverage`: share of the data the value rests on, 0 to 1, or None.
    `note`: what to know about a value that is there ("on per-code continua", "no interval: fewer than 5 documents").
    """

    facet: str | None
    task: str
    scope: str = "all"
    code: str | None = None
    subset: str = "all"
    measure: str
    level: str | None = None
    weights: str | None = None
    value: float | None
    low: float | None = None
    high: float | None = None
    interval: str | None = None
    replicates: int | None = None
    seed: int | None = None
    n: int = 0
    n_documents: int | None = None
    coverage: float | None = None
    coders: tuple[str, ...] = ()
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A matrix or list that stands in `tables`: kind "confusion", "coincidence", "paradox", "boundaries", "counts" …

    `rows` and `columns` name the axes; `cells[i][j]` belongs to rows[i] and columns[j].
    """

    kind: str
    title: str
    facet: str | None = None
    scope: str = "all"
    subset: str = "all"
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[float | int | str | None, ...], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One difference between two coders, with its text. `kind`: missed, boundary, code, direction, valence, attribute.

    `first` and `second` describe what either coder has (None: nothing): (start, end, code, attributes).
    """

    facet: str
    kind: str
    document: str
    coders: tuple[str, str]
    start: int
    end: int
    text: str
    first: tuple[int, int, str, dict[str, str]] | None
    second: tuple[int, int, str, dict[str, str]] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All that an agreement run found. `warnings` are plain sentences."""

    rows: tuple[ResultRow, ...]
    tables: tuple[Table, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    warnings: tuple[str, ...] = ()
    provenance: dict[str, object] = field(default_factory=dict)
