"""Measurements instead of categories: alpha where nearly every rating is a value of its own.

Matrices of categories would have millions of cells there, so differences are summed by moments or in slices.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from annotator.agreement.figure import NO_VARIATION, NOTHING_PAIRABLE, Figure, Floats, figure, ratio, undefined
from annotator.agreement.weights import Level, ordinal_positions
from annotator.wording import say

MANY = 200
"""From so many different values on, coefficients that compare categories are not printed."""
_SLICE = 512


def alpha_of_many(values: ArrayLike, *, level: Level) -> Figure:
    """Krippendorff's alpha of numbers (units, coders), NaN for missing; see alpha.py for what it is.

    >>> nan = float("nan")
    >>> rows = [[1.1, 2, 1.5, nan], [2.1, 3.1, 2.9, 2.6], [5, 4, 4.5, 4.3], [1.1, 1.9, 4.4, 1.1], [2, 2.3, 2.1, 2.3]]
    >>> round(alpha_of_many(rows, level="interval").value, 4)
    0.5905
    """
    x = np.asarray(values, dtype=float)
    x = x[np.isfinite(x).sum(axis=1) > 1]
    if not len(x):
        return undefined(say(NOTHING_PAIRABLE))
    known = np.isfinite(x)
    if np.ptp(x[known]) == 0:
        return undefined(say(NO_VARIATION), n=len(x))
    if level == "ordinal":
        _, place, times = np.unique(x[known], return_inverse=True, return_counts=True)
        ranked = x.copy()
        ranked[known] = ordinal_positions(times)[place]
        x, level = ranked, "interval"
    if level == "interval":
        parts = interval_parts(x).sum(axis=0)
        return figure(alpha_of_interval_parts(parts).item(), n=len(x))
    m = known.sum(axis=1)
    observed = (_within(x, level) / (m - 1)).sum()
    return figure(1 - (m.sum() - 1) * observed / _among(x[known], level), n=len(x))


def interval_parts(values: ArrayLike) -> Floats:
    """What each unit adds at the level interval: disagreement, values, their sum and sum of squares. (units, 4)."""
    x = np.asarray(values, dtype=float)
    known = np.isfinite(x)
    m = known.sum(axis=1)
    pairable = m > 1
    x = np.where(known & pairable[:, None], x - x[known].mean(), 0.0)
    first, second = x.sum(axis=1), (x**2).sum(axis=1)
    count = np.where(pairable, m, 0)
    disagreement = 2 * (count * second - first**2) / np.where(pairable, m - 1, 1)
    return np.stack([disagreement, count.astype(float), first, second], axis=1)


def alpha_of_interval_parts(parts: ArrayLike) -> Floats:
    """Alpha of summed parts, on the last axis."""
    p = np.asarray(parts, dtype=float)
    observed, n, first, second = (p[..., place] for place in range(4))
    expected = 2 * (n * second - first**2)
    return 1 - ratio((n - 1) * observed, np.where(expected > 1e-12 * n * second, expected, 0.0))


def _within(x: Floats, level: Level) -> Floats:
    """Summed differences of each unit's ordered pairs of values."""
    total = np.zeros(len(x))
    for a in range(x.shape[1]):
        for b in range(x.shape[1]):
            if a != b:
                total += np.nan_to_num(_difference(x[:, a], x[:, b], level))
    return total


def _among(x: Floats, level: Level) -> float:
    """Summed differences of all ordered pairs of values."""
    return float(
        sum(_difference(x[at : at + _SLICE, None], x[None, :], level).sum() for at in range(0, len(x), _SLICE))
    )


def _difference(a: Floats, b: Floats, level: Level) -> Floats:
    if level == "nominal":
        return np.where(np.isnan(a) | np.isnan(b), np.nan, (a != b).astype(float))
    total = a + b
    return np.asarray((np.divide(a - b, total, out=np.zeros_like(total), where=total != 0)) ** 2)
