"""The rows of one scope of a table of ratings: each figure with the interval that its measure has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from annotator.agreement.figure import NOTHING_PAIRABLE, Figure, Floats, Ints, undefined
from annotator.agreement.intervals import FEWEST_CLUSTERS, Estimator, Interval, t_interval
from annotator.agreement.ratings import Ratings
from annotator.agreement.rows import ResultRow
from annotator.agreement.sampling import Sampling
from annotator.agreement.tallies import MISSING, category_counts

ONE_CODE = "All ratings are the same category, so they could not have differed: agreement says nothing here."
NO_SPREAD = "No width: the figure is the same whichever {0} is left out."


@dataclass(slots=True)
class RatingBlock:
    """The rows of one scope. `rows` collects them in the order in which measures are asked for."""

    ratings: Ratings
    sampling: Sampling
    scope: str
    code: str | None
    constant: bool
    rows: list[ResultRow] = field(default_factory=list)

    @property
    def counts(self) -> Ints:
        return category_counts(self.ratings.codes, len(self.ratings.categories))

    def add(
        self,
        measure: str,
        found: Figure,
        *,
        parts: Floats | None = None,
        estimator: Estimator | None = None,
        low: float = -1.0,
        level: str | None = None,
        weights: str | None = None,
        note: str | None = None,
    ) -> None:
        """One row; with Gwet's error where there is one and rows stand alone, else the jackknife on `parts`."""
        limits, method = None, None
        if found.value is not None and self.sampling.size >= FEWEST_CLUSTERS:
            limits, method = self._interval(found, parts, estimator, low)
        if limits is None:
            note = " ".join(filter(None, (note, self.sampling.note)))
        elif limits.error == 0:
            note = " ".join(filter(None, (note, NO_SPREAD.format(self.sampling.word[:-1]))))
        units = self.ratings.weight.sum()
        self.rows.append(
            ResultRow(
                facet=None,
                task="category",
                scope=self.scope,
                code=self.code,
                measure=measure,
                level=level,
                weights=weights,
                value=found.value,
                low=limits.low if limits else None,
                high=limits.high if limits else None,
                interval=method,
                n=found.n,
                n_documents=None if self.sampling.clusters is None else self.sampling.size,
                coverage=found.n / units if units and found.value is not None else None,
                coders=self.ratings.coders,
                reason=found.reason,
                note=note if found.value is not None and note else None,
            )
        )

    def _interval(
        self, found: Figure, parts: Floats | None, estimator: Estimator | None, low: float
    ) -> tuple[Interval | None, str | None]:
        if found.value is not None and found.error is not None and self.sampling.clusters is None:
            rated = round(self.ratings.weight[(self.ratings.codes != MISSING).any(axis=1)].sum())
            if rated < FEWEST_CLUSTERS:
                return None, None
            return t_interval(found.value, found.error, freedom=rated - 1, low=low, high=1.0), "gwet"
        if parts is None or estimator is None:
            return None, None
        limits = self.sampling.jackknife(parts, estimator, low=low, high=1.0)
        return limits, "jackknife-t" if limits else None

    def checked(self, compute: Callable[[], Figure]) -> Figure:
        """The figure, unless there is nothing to compare or nothing that could differ."""
        pairable = self.ratings.pairable
        if not pairable:
            return undefined(NOTHING_PAIRABLE)
        if self.constant:
            return undefined(ONE_CODE, n=pairable)
        return compute()
