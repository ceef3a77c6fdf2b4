"""Kappa and pi as sums over units, so that units or documents can be left out without forming tables again."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from annotator.agreement.figure import Floats, ratio
from annotator.agreement.tallies import MISSING


def two_coder_parts(first: ArrayLike, second: ArrayLike, weights: ArrayLike) -> Floats:
    """What each unit adds: its disagreement, then 1 in the first and 1 in the second coder's category.

    `weights`: agreement weights (categories, categories). Shape (units, 1 + 2 x categories); units that either coder
    left out add nothing.
    """
    a, b = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
    apart = 1 - np.asarray(weights, dtype=float)
    q = len(apart)
    both = (a != MISSING) & (b != MISSING)
    parts = np.zeros((len(a), 1 + 2 * q))
    at = np.nonzero(both)[0]
    parts[at, 0] = apart[a[at], b[at]]
    parts[at, 1 + a[at]] = 1
    parts[at, 1 + q + b[at]] = 1
    return parts


def kappa_of_parts(parts: ArrayLike, weights: ArrayLike) -> Floats:
    """Cohen's kappa, weighted by agreement weights, of summed parts on the last axis; NaN where undefined."""
    observed, rows, columns, apart = _split(parts, weights)
    return 1 - ratio(rows.sum(axis=-1) * observed, ((rows @ apart) * columns).sum(axis=-1))


def pi_of_parts(parts: ArrayLike, weights: ArrayLike) -> Floats:
    """Scott's pi of summed parts on the last axis; NaN where undefined."""
    observed, rows, columns, apart = _split(parts, weights)
    pooled = (rows + columns) / 2
    return 1 - ratio(rows.sum(axis=-1) * observed, ((pooled @ apart) * pooled).sum(axis=-1))


def _split(parts: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats, Floats, Floats]:
    p = np.asarray(parts, dtype=float)
    apart = 1 - np.asarray(weights, dtype=float)
    q = len(apart)
    return p[..., 0], p[..., 1 : 1 + q], p[..., 1 + q :], apart
