"""From sums per document to rows with their intervals: the jackknife first, from 40 documents the bootstrap beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.figure import NO_VARIATION, Floats
from annotator.agreement.intervals import (
    BOOTSTRAP_FROM,
    FEWEST_CLUSTERS,
    Estimator,
    Interval,
    bootstrap_values,
    draws,
    jackknife,
    percentile_interval,
    share_below,
)
from annotator.agreement.rows import ResultRow, Table

NO_SHARED = "No document was finished by two of these coders, so there is nothing to compare."
FEW = f"No interval: fewer than {FEWEST_CLUSTERS} documents."
_DIGITS = 12
_KEPT = 4  # sets of draws held at once


def rounded(value: float | None) -> float | None:
    """12 digits, so that the same data give the same bytes whatever the order of summing."""
    return None if value is None or not np.isfinite(value) else float(np.round(value, _DIGITS)) + 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """What a row is about."""

    scope: str = "all"
    code: str | None = None
    subset: str = "all"
    coders: tuple[str, ...] = ()


@dataclass(slots=True)
class RowMaker:
    """Collects the rows of one facet and task. `replicates` 0: no bootstrap."""

    facet: str | None
    task: str
    replicates: int = 0
    seed: int = 0
    rows: list[ResultRow] = field(default_factory=list)
    shares: list[tuple[str, float | None, float | None, int]] = field(default_factory=list)
    _draws: dict[int, NDArray[np.int64]] = field(default_factory=dict)

    def add(
        self,
        measure: str,
        where: Where,
        sums: Floats,
        estimator: Estimator,
        *,
        n: float,
        low: float = -1.0,
        level: str | None = None,
        weights: str | None = None,
        coverage: float | None = None,
        reason: str = NO_VARIATION,
        note: str | None = None,
        interval: bool = True,
    ) -> ResultRow:
        """One figure from `sums`, shape (documents, …): its row, and a second with the bootstrap where that is due."""
        value = rounded(float(estimator(sums.sum(axis=0)))) if len(sums) else None
        if value is None:
            why = reason if len(sums) else NO_SHARED
            return self.undefined(
                measure, where, why, n=n, documents=len(sums), level=level, weights=weights, coverage=coverage
            )
        limits = jackknife(sums, estimator, low=low, high=1.0) if interval else None
        if interval and len(sums) < FEWEST_CLUSTERS:
            note = f"{note} {FEW}" if note else FEW
        elif limits is not None and limits.left:
            left = f"{limits.left} of {len(sums)} leave-outs were undefined."
            note = f"{note} {left}" if note else left
        row = ResultRow(
            facet=self.facet,
            task=self.task,
            scope=where.scope,
            code=where.code,
            subset=where.subset,
            measure=measure,
            level=level,
            weights=weights,
            value=value,
            low=rounded(limits.low) if limits else None,
            high=rounded(limits.high) if limits else None,
            interval="jackknife-t" if limits else None,
            replicates=self.replicates or None,
            seed=self.seed,
            n=round(n),
            n_documents=len(sums),
            coverage=rounded(coverage),
            coders=where.coders,
            note=note,
        )
        self.rows.append(row)
        if interval and self.replicates and len(sums) >= FEWEST_CLUSTERS:
            self._bootstrap(row, sums, estimator)
        return row

    def undefined(
        self,
        measure: str,
        where: Where,
        reason: str,
        *,
        n: float = 0,
        documents: int = 0,
        level: str | None = None,
        weights: str | None = None,
        coverage: float | None = None,
    ) -> ResultRow:
        """A row without a value."""
        row = ResultRow(
            facet=self.facet,
            task=self.task,
            scope=where.scope,
            code=where.code,
            subset=where.subset,
            measure=measure,
            level=level,
            weights=weights,
            value=None,
            replicates=self.replicates or None,
            seed=self.seed,
            n=round(n),
            n_documents=documents,
            coverage=rounded(coverage),
            coders=where.coders,
            reason=reason,
        )
        self.rows.append(row)
        return row

    def _bootstrap(self, row: ResultRow, sums: Floats, estimator: Estimator) -> None:
        is_alpha = "alpha" in row.measure and row.scope == "all" and row.subset == "all"
        enough = len(sums) >= BOOTSTRAP_FROM
        if not is_alpha and not enough:
            return
        values = bootstrap_values(sums, estimator, self._drawn(len(sums)))
        if is_alpha:
            name = f"{row.measure} ({row.level})" if row.level else row.measure
            self.shares.append((name, share_below(values, 0.667), share_below(values, 0.8), len(sums)))
        limits = percentile_interval(values) if enough else None
        if limits:
            self.rows.append(_with_bootstrap(row, limits))

    def _drawn(self, documents: int) -> NDArray[np.int64]:
        if documents not in self._draws:
            while len(self._draws) >= _KEPT:
                del self._draws[next(iter(self._draws))]
            self._draws[documents] = draws(documents, replicates=self.replicates, seed=self.seed)
        return self._draws[documents]

    def share_table(self) -> Sequence[Table]:
        """The share of replicates below Krippendorff's reading aids, for alpha at scope `all`."""
        if not self.shares:
            return []
        return [
            Table(
                kind="bootstrap",
                title=f"{self.task}: share of {self.replicates} bootstrap replicates below .667 and .800",
                facet=self.facet,
                rows=tuple(name for name, *_ in self.shares),
                columns=("below .667", "below .800", "documents"),
                cells=tuple((rounded(low), rounded(high), count) for _, low, high, count in self.shares),
                notes=(f"Documents drawn with replacement, seed {self.seed}.",),
            )
        ]


def _with_bootstrap(row: ResultRow, limits: Interval) -> ResultRow:
    left = f"{limits.left} of {row.replicates} replicates were undefined." if limits.left else None
    return replace(row, low=rounded(limits.low), high=rounded(limits.high), interval="bootstrap", note=left)
