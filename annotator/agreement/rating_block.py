"""The rows of one scope of a table of ratings: each figure with the interval that its measure has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from annotator.agreement.draws import Draws, Replicates
from annotator.agreement.figure import NOTHING_PAIRABLE, Figure, Floats, Ints, undefined
from annotator.agreement.intervals import BOOTSTRAP_FROM, FEWEST_CLUSTERS, Estimator, t_interval
from annotator.agreement.limits import few, noted, with_bootstrap, with_interval
from annotator.agreement.ratings import Ratings
from annotator.agreement.rows import ResultRow
from annotator.agreement.sampling import Sampling
from annotator.agreement.tallies import category_counts
from annotator.wording import later, say

ONE_CODE = later("All ratings are the same category, so they could not have differed: agreement says nothing here.")
_FEW_UNITS = later("No interval: fewer than {least} units have two ratings.")
_FEW_DOCUMENTS = later("No interval: fewer than {least} documents have a unit with two ratings.")


@dataclass(slots=True)
class RatingBlock:
    """The rows of one scope. `rows` collects them in the order in which measures are asked for."""

    ratings: Ratings
    scope: str
    code: str | None
    constant: bool
    draws: Draws = field(default_factory=Draws)
    task: str = "category"
    rows: list[ResultRow] = field(default_factory=list)
    _drawn: Replicates = field(init=False)

    def __post_init__(self) -> None:
        self._drawn = Replicates(self.draws)

    @property
    def sampling(self) -> Sampling:
        return self.ratings.sampling

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
        """One row; with Gwet's error where there is one and rows stand alone, else the jackknife on `parts`.

        From 40 documents on, a second one with the bootstrap over documents.
        """
        units = self.ratings.weight.sum()
        row = ResultRow(
            facet=None,
            task=self.task,
            scope=self.scope,
            code=self.code,
            measure=measure,
            level=level,
            weights=weights,
            value=found.value,
            n=found.n,
            n_documents=None if self.sampling.clusters is None else self.sampling.size,
            coverage=found.n / units if units and found.value is not None else None,
            coders=self.ratings.coders,
            reason=found.reason,
            note=note if found.value is not None else None,
        )
        if found.value is not None:
            row = self._with_interval(row, found, parts, estimator, low)
        self.rows.append(row)
        if row.interval is not None and parts is not None and estimator is not None and self._drawable:
            second = with_bootstrap(row, self._drawn.figures(self.sampling.sums(parts)[0], estimator))
            if second is not None:
                replicates, seed = self.draws.replicates, self.draws.seed
                self.rows.append(replace(second, replicates=replicates, seed=seed))

    def _with_interval(
        self, row: ResultRow, found: Figure, parts: Floats | None, estimator: Estimator | None, low: float
    ) -> ResultRow:
        word, size = self.sampling.word[:-1], self.sampling.size
        if size < FEWEST_CLUSTERS:
            return noted(row, few(word))
        if self.ratings.comparable < FEWEST_CLUSTERS:
            told = _FEW_UNITS if self.sampling.clusters is None else _FEW_DOCUMENTS
            return noted(row, say(told, least=FEWEST_CLUSTERS))
        if found.value is not None and found.error is not None and self.sampling.clusters is None:
            limits = t_interval(found.value, found.error, freedom=self.ratings.rated - 1, low=low, high=1.0)
            return with_interval(row, limits, "gwet", word=word, of=size)
        if parts is None or estimator is None:
            return row
        found_limits = self.sampling.jackknife(parts, estimator, low=low, high=1.0)
        return with_interval(row, found_limits, "jackknife-t", word=word, of=size)

    @property
    def _drawable(self) -> bool:
        """Whether the bootstrap is due: from 40 documents, named in the table."""
        named = self.sampling.clusters is not None
        return named and self.draws.replicates > 0 and self.sampling.size >= BOOTSTRAP_FROM

    def checked(self, compute: Callable[[], Figure]) -> Figure:
        """The figure, unless there is nothing to compare or nothing that could differ."""
        pairable = self.ratings.pairable
        if not pairable:
            return undefined(say(NOTHING_PAIRABLE))
        if self.constant:
            return undefined(say(ONE_CODE), n=pairable)
        return compute()
