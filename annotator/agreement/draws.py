"""The bootstrap: which documents are drawn in each replicate, and a figure in all of them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.figure import Floats
from annotator.agreement.intervals import Estimator, draws

_KEPT = 4  # sets of draws held at once
_BOOTSTRAP_CHUNK = 300_000  # numbers that a measure works on at once: what is made of them on the way adds up
_DRAWN = 500  # replicates summed at once
_MOST_HELD = 3_000_000  # numbers of sums in replicates that are kept for the next measure


@dataclass(slots=True)
class Draws:
    """The bootstrap's draws, the same for every figure that rests on as many documents. `replicates` 0: none."""

    replicates: int = 0
    seed: int = 0
    _known: dict[int, NDArray[np.uint16]] = field(default_factory=dict)

    def of(self, documents: int) -> NDArray[np.uint16]:
        """How often each document is drawn: shape (replicates, documents), in small numbers to be made floats in parts."""
        if documents not in self._known:
            while len(self._known) >= _KEPT:
                del self._known[next(iter(self._known))]
            drawn = draws(documents, replicates=self.replicates, seed=self.seed)
            self._known[documents] = drawn.astype(np.uint16)
        return self._known[documents]


@dataclass(slots=True)
class Replicates:
    """Figures in every replicate. Several measures in a row ask for the same sums, so the last ones are kept."""

    draws: Draws
    _last: tuple[Floats, Floats] | None = None

    def figures(self, flat: Floats, estimator: Estimator) -> Floats:
        """The estimator's values in every replicate of sums by document, shape (documents, sums)."""
        step = max(1, _BOOTSTRAP_CHUNK // max(1, flat.shape[1]))
        places = [slice(at, at + step) for at in range(0, self.draws.replicates, step)]
        if flat.shape[1] * self.draws.replicates <= _MOST_HELD:
            sums = self._sums(flat)
            return np.concatenate([estimator(sums[some]) for some in places])
        drawn = self.draws.of(len(flat))
        return np.concatenate([estimator(drawn[some].astype(float) @ flat) for some in places])

    def _sums(self, flat: Floats) -> Floats:
        if self._last is None or not _same(self._last[0], flat):
            drawn = self.draws.of(len(flat))
            parts = [drawn[at : at + _DRAWN].astype(float) @ flat for at in range(0, len(drawn), _DRAWN)]
            self._last = flat, np.concatenate(parts)
        return self._last[1]


def _same(one: Floats, other: Floats) -> bool:
    """Whether two arrays are the same numbers in the same place."""
    where = (one.__array_interface__["data"], one.shape, one.strides)
    return where == (other.__array_interface__["data"], other.shape, other.strides)
