"""Sums per cluster, with the interval that fits: what stands between a measure and its row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from annotator.agreement.figure import Floats, Ints
from annotator.agreement.intervals import FEWEST_CLUSTERS, Estimator, Interval, bootstrap_values, draws, jackknife
from annotator.agreement.limits import FEW
from annotator.wording import say

_MANY = 500


@dataclass(frozen=True, slots=True)
class Sampling:
    """Which units belong together. `clusters` numbers each row's document; None: each unit stands alone.

    `times`: how many equal units (of one document) each of the `rows` stands for; None: one each.
    """

    rows: int
    clusters: Ints | None = None
    times: Floats | None = None

    @property
    def size(self) -> int:
        """How many clusters there are."""
        if self.clusters is not None:
            return int(self.clusters.max(initial=-1)) + 1
        return self.rows if self.times is None else round(self.times.sum())

    @property
    def word(self) -> str:
        return "units" if self.clusters is None else "documents"

    @property
    def note(self) -> str | None:
        """Why no interval is given, if so."""
        if self.size >= FEWEST_CLUSTERS:
            return None
        return say(FEW[self.word[:-1]], least=FEWEST_CLUSTERS)

    def sums(self, parts: ArrayLike) -> tuple[Floats, Floats]:
        """Units' parts added up by cluster, and how many clusters each row stands for (equal rows are joined)."""
        p = np.asarray(parts, dtype=float)
        if self.clusters is not None:
            summed = np.zeros((self.size, p.shape[1]))
            np.add.at(summed, self.clusters, p if self.times is None else p * self.times[:, None])
            return summed, np.ones(self.size)
        times = np.ones(len(p)) if self.times is None else self.times
        return (p, times) if len(p) < _MANY else _distinct(p, times)

    def jackknife(
        self, parts: ArrayLike, estimator: Estimator, *, low: float = -np.inf, high: float = np.inf
    ) -> Interval | None:
        rows, times = self.sums(parts)
        return jackknife(rows, estimator, times=times, low=low, high=high)

    def bootstrap(self, parts: ArrayLike, estimator: Estimator, *, replicates: int, seed: int) -> Floats:
        """The figure in each replicate of drawing clusters anew."""
        rows, times = self.sums(parts)
        return bootstrap_values(rows, estimator, draws(len(rows), replicates=replicates, seed=seed, times=times))


def _distinct(parts: Floats, times: Floats) -> tuple[Floats, Floats]:
    """Distinct rows and how often each occurs, in an order that depends on the rows alone."""
    packed = np.ascontiguousarray(parts).view(np.dtype((np.void, parts.dtype.itemsize * parts.shape[1]))).ravel()
    _, first, back = np.unique(packed, return_index=True, return_inverse=True)
    return parts[first], np.bincount(back, weights=times).astype(float)
