"""From sums per document to rows with their intervals: the jackknife first, from 40 documents the bootstrap beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from annotator.agreement.draws import Draws, Replicates
from annotator.agreement.figure import NO_VARIATION, Figure, Floats, rounded
from annotator.agreement.intervals import (
    BOOTSTRAP_FROM,
    FEWEST_CLUSTERS,
    Estimator,
    jackknife_interval,
    leave_out,
    share_below,
    t_interval,
)
from annotator.agreement.limits import few, noted, with_bootstrap, with_interval
from annotator.agreement.rows import ResultRow, Table
from annotator.agreement.where import About, Where
from annotator.wording import later, say

NO_SHARED = later("No document was finished by two of these coders, so there is nothing to compare.")
NONE_OF = {
    "offered": later("No unit overlaps a suggestion that was shown to both coders."),
    "not-offered": later("Every unit overlaps a suggestion that was shown to both coders."),
    "assisted": later("No document was finished by two of these coders who both saw suggestions."),
    "unassisted": later("No document was finished by two of these coders who both worked without suggestions."),
}
WORD = "document"


@dataclass(slots=True)
class RowMaker:
    """Collects the rows of one facet and task."""

    facet: str | None
    task: str
    draws: Draws = field(default_factory=Draws)
    rows: list[ResultRow] = field(default_factory=list)
    shares: list[tuple[str, float | None, float | None, int]] = field(default_factory=list)
    _drawn: Replicates = field(init=False)

    def __post_init__(self) -> None:
        self._drawn = Replicates(self.draws)

    def add(self, measure: str, where: Where, sums: Floats, estimator: Estimator, about: About) -> None:
        """One figure from `sums`, shape (documents, …): its row, and a second with the bootstrap where that is due."""
        self.add_many(measure, [where], sums, lambda s: np.asarray(estimator(s))[..., None], [about])

    def add_many(
        self,
        measure: str,
        wheres: Sequence[Where],
        sums: Floats,
        estimator: Estimator,
        abouts: Sequence[About],
        *,
        kept: Sequence[int] | None = None,
        total: Floats | None = None,
    ) -> None:
        """Several figures at once: `estimator` has one more axis, of which `kept` (None: all) become rows.

        `total`: the sums of all documents, where they are more than the documents' added up; what a row of `sums` holds
        is then what goes without the document, and documents cannot be drawn again: the jackknife is all there is.
        """
        if not wheres:
            return
        first = wheres[0]
        flat = sums.reshape(len(sums), math.prod(sums.shape[1:]))
        drawable = total is None
        total = flat.sum(axis=0) if total is None else total
        places = range(len(wheres)) if kept is None else kept
        values = estimator(total) if len(sums) else np.full(max(places, default=-1) + 1, np.nan)
        surely = first.sure and len(sums) >= FEWEST_CLUSTERS
        without = leave_out(flat, total, estimator) if surely else None
        replicates = self._replicates(measure, first, flat, estimator) if surely and drawable else None
        for place, where, about in zip(places, wheres, abouts, strict=True):
            value = rounded(float(values[place]))
            if value is None:
                reason = about.reason if len(sums) else say(NONE_OF.get(where.subset, NO_SHARED))
                self.undefined(measure, where, replace(about, reason=reason), documents=len(sums))
                continue
            row = replace(self._row(measure, where, about, len(sums)), value=value)
            if without is not None:
                limits = jackknife_interval(value, without[:, place], low=about.low, high=1.0)
                row = with_interval(row, limits, "jackknife-t", word=WORD, of=len(sums))
            elif where.sure:
                row = noted(row, few(WORD))
            self.rows.append(row)
            if replicates is not None:
                self._add_bootstrap(row, replicates[:, place])

    def add_gwet(self, measure: str, where: Where, found: Figure, about: About, *, documents: int) -> None:
        """A figure whose units are documents, with Gwet's linearised error."""
        if found.value is None:
            self.undefined(
                measure, where, replace(about, reason=found.reason or say(NO_VARIATION)), documents=documents
            )
            return
        row = replace(self._row(measure, where, about, documents), value=rounded(found.value))
        if found.error is not None and where.sure and documents >= FEWEST_CLUSTERS:
            limits = t_interval(found.value, found.error, freedom=documents - 1, low=about.low, high=1.0)
            row = with_interval(row, limits, "gwet", word=WORD, of=documents)
        elif where.sure:
            row = noted(row, few(WORD))
        self.rows.append(row)

    def add_value(self, measure: str, where: Where, value: float, about: About, *, documents: int) -> None:
        """A figure without an interval; NaN is undefined."""
        row = replace(self._row(measure, where, about, documents), value=rounded(value))
        self.rows.append(replace(row, reason=about.reason, note=None) if row.value is None else row)

    def undefined(self, measure: str, where: Where, about: About, *, documents: int = 0) -> None:
        """A row without a value; `about.reason` says why."""
        self.rows.append(replace(self._row(measure, where, about, documents), reason=about.reason, note=None))

    def _row(self, measure: str, where: Where, about: About, documents: int) -> ResultRow:
        return ResultRow(
            facet=self.facet,
            task=self.task,
            scope=where.scope,
            code=where.code,
            subset=where.subset,
            measure=measure,
            level=about.level,
            weights=about.weights,
            value=None,
            replicates=self.draws.replicates or None,
            seed=self.draws.seed,
            n=round(about.n),
            n_documents=documents,
            coverage=rounded(about.coverage),
            coders=where.coders,
            note=about.note,
        )

    def _replicates(self, measure: str, where: Where, flat: Floats, estimator: Estimator) -> Floats | None:
        """The figures in every replicate, where the second interval or the shares below .667 and .800 are due."""
        if not self.draws.replicates or not where.replicated:
            return None
        if len(flat) < BOOTSTRAP_FROM and not (is_alpha(measure) and where.subset == "all" and where.scope == "all"):
            return None
        return self._drawn.figures(flat, estimator)

    def _add_bootstrap(self, row: ResultRow, values: Floats) -> None:
        if is_alpha(row.measure) and row.subset == "all" and row.scope == "all":
            name = f"{row.measure} ({row.level})" if row.level else row.measure
            shares = share_below(values, 0.667), share_below(values, 0.8)
            self.shares.append((name, *shares, row.n_documents or 0))
        second = with_bootstrap(row, values) if (row.n_documents or 0) >= BOOTSTRAP_FROM else None
        if second is not None:
            self.rows.append(second)

    def share_tables(self) -> list[Table]:
        """The share of replicates below Krippendorff's reading aids, for alpha at scope `all`."""
        if not self.shares:
            return []
        return [
            Table(
                kind="bootstrap",
                title=say(
                    "Share of {replicates} bootstrap replicates below .667 and .800 ({task})",
                    replicates=self.draws.replicates,
                    task=self.task,
                ),
                facet=self.facet,
                rows=tuple(name for name, *_ in self.shares),
                columns=("below .667", "below .800", "documents"),
                cells=tuple((rounded(low), rounded(high), count) for _, low, high, count in self.shares),
                notes=(say("Documents drawn with replacement, seed {seed}.", seed=self.draws.seed),),
            )
        ]


def is_alpha(measure: str) -> bool:
    """Whether Krippendorff's reading aids apply."""
    return "alpha" in measure
