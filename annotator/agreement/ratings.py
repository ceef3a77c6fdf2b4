"""A table of ratings as every measure of it starts from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from annotator.agreement.figure import Floats, Ints
from annotator.agreement.many_values import MANY
from annotator.agreement.sampling import Sampling
from annotator.agreement.tallies import MISSING
from annotator.agreement.weights import Level

MOST_STEPS = 60
"""An ordered scale of more values than this is a measurement: no figures per value."""
MOST_CODES = 2_000
"""Of so many nominal codes each has its own figures, if there are two units and more to a code."""
_WORTH_CONDENSING = 500
_MOST_CELLS = 1_000_000
_NO_AND_YES = {
    ("0", "1"), ("no", "yes"), ("n", "y"), ("false", "true"), ("f", "t"), ("negative", "positive"), ("neg", "pos"),
    ("-", "+"), ("absent", "present"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """`codes`: (units, coders), places in `categories` or MISSING; `categories` in order, as they stand in the file.

    `scores`: their values on a line, or None where they have no order. `clusters`: each unit's document, numbered.
    `weights`: agreement weights and `scheme` their name ("linear", "quadratic", "file"). `times`: how many units (of one
    document) each row stands for; None: one each.
    """

    codes: Ints
    coders: tuple[str, ...]
    categories: tuple[str, ...]
    level: Level = "nominal"
    scores: Floats | None = None
    weights: Floats | None = None
    scheme: str | None = None
    with_kappa_weights: bool = False
    clusters: Ints | None = None
    times: Floats | None = None

    @property
    def measured(self) -> bool:
        """Whether these are measurements rather than categories: more values than a matrix of them is good for."""
        q = len(self.categories)
        return q > MANY and (self.level != "nominal" or len(self.codes) * q > _MOST_CELLS)

    @property
    def weight(self) -> Floats:
        return np.ones(len(self.codes)) if self.times is None else self.times

    @property
    def pairable(self) -> int:
        """Units that two coders or more have rated."""
        return round(float(self.weight[(self.codes != MISSING).sum(axis=1) > 1].sum()))

    @property
    def rated(self) -> int:
        """Units that any coder has rated."""
        return round(float(self.weight[(self.codes != MISSING).any(axis=1)].sum()))

    @property
    def comparable(self) -> int:
        """Units, or documents where they are named, that hold something to compare."""
        if self.clusters is None:
            return self.pairable
        return len(np.unique(self.clusters[(self.codes != MISSING).sum(axis=1) > 1]))

    def condensed(self) -> Ratings:
        """Equal rows (of one document) made one: large tables have few different ones, above all for a pair."""
        width = len(self.categories) + 1
        places = (self.sampling.size + 1 if self.clusters is not None else 1) * width ** self.codes.shape[1]
        if len(self.categories) > MANY or places > 2**62 or len(self.codes) < _WORTH_CONDENSING:
            return self
        key = np.zeros(len(self.codes), dtype=np.int64) if self.clusters is None else self.clusters
        for column in self.codes.T:
            key = key * width + column + 1
        _, first, back = np.unique(key, return_index=True, return_inverse=True)
        return replace(
            self,
            codes=self.codes[first],
            clusters=None if self.clusters is None else self.clusters[first],
            times=np.bincount(back, weights=self.weight).astype(float),
        )

    @property
    def sampling(self) -> Sampling:
        return Sampling(len(self.codes), self.clusters, self.times)

    def part(self, coders: tuple[int, ...]) -> Ratings:
        return replace(self, codes=self.codes[:, list(coders)], coders=tuple(self.coders[c] for c in coders))

    def against_rest(self, category: int) -> Ratings:
        """One category (0) against all others (1)."""
        codes = np.where(self.codes == MISSING, MISSING, (self.codes != category).astype(np.int64))
        return replace(
            self,
            codes=codes,
            categories=(self.categories[category], "other"),
            level="nominal",
            scores=None,
            weights=None,
            scheme=None,
            with_kappa_weights=False,
        )

    @property
    def positive(self) -> int:
        """Of two categories the one that says yes, where the other says no; else the first."""
        return int(tuple(name.casefold() for name in self.categories) in _NO_AND_YES)


def has_code_rows(ratings: Ratings) -> bool:
    """Whether figures per code are given: not where nearly every value would be a code of its own."""
    codes = len(ratings.categories)
    if ratings.level != "nominal":
        return codes <= MOST_STEPS
    return codes <= MANY or (codes <= MOST_CODES and ratings.rated >= 2 * codes)
