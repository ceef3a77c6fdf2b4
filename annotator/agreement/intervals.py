"""How sure a figure is: the jackknife and the bootstrap over clusters (documents, or rows that stand alone).

Units of one document resemble each other, so documents are what is left out or drawn again, never units. Simulated
95 % intervals from units covered 56 to 58 %, from documents 83 % (bootstrap, 5 documents) to 94 % (jackknife at any
size); see benchmarks/agreement_coverage.py.

A figure is given as sums per cluster, shape (clusters, sums), and a function from (..., sums) to values (...), NaN
where undefined. Source: Efron & Tibshirani (1993); Quenouille (1956), Tukey (1958).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.agreement.figure import Floats

FEWEST_CLUSTERS = 5
"""Below this no interval is given: it would say more about the method than about the coders."""
BOOTSTRAP_FROM = 40
"""From here the bootstrap is given as a second interval; below it covers too little."""
LEVEL = 0.95

Estimator: TypeAlias = Callable[[Floats], Floats]
_CHUNK = 4_000_000  # numbers held at once


@dataclass(frozen=True, slots=True)
class Interval:
    """Limits at 95 %. `left` is how many leave-outs or replicates were undefined. `error`: the standard error."""

    low: float
    high: float
    error: float
    left: int = 0


def t_interval(value: float, error: float, *, freedom: int, low: float = -np.inf, high: float = np.inf) -> Interval:
    """value -+ t(freedom) x error, cut at the measure's bounds.

    >>> limits = t_interval(0.775444, 0.142950, freedom=11, high=1)
    >>> round(limits.low, 3), limits.high
    (0.461, 1.0)
    """
    from scipy.special import stdtrit  # the t quantile alone, without scipy.stats

    reach = float(stdtrit(freedom, (1 + LEVEL) / 2)) * error
    return Interval(float(max(value - reach, min(low, value))), float(min(value + reach, max(high, value))), error)


def jackknife(
    sums: ArrayLike,
    estimator: Estimator,
    *,
    times: ArrayLike | None = None,
    low: float = -np.inf,
    high: float = np.inf,
) -> Interval | None:
    """Leave out each cluster in turn: SE^2 = (n-1)/n * sum of (theta_(i) - mean)^2, theta -+ t(n-1) * SE.

    `times`: how many clusters each row of `sums` stands for (equal rows need one leave-out). None with fewer than
    five clusters, an undefined figure, or fewer than two defined leave-outs.

    >>> counts = np.array([[1.0, 1], [1, 1], [0, 1], [1, 1], [0, 1], [1, 1]])
    >>> limits = jackknife(counts, lambda s: s[..., 0] / s[..., 1], low=0, high=1)
    >>> round(limits.low, 4), round(limits.high, 4), round(limits.error, 4)
    (0.1247, 1.0, 0.2108)
    """
    rows = np.asarray(sums, dtype=float)
    weight = np.ones(len(rows)) if times is None else np.asarray(times, dtype=float)
    if round(weight.sum()) < FEWEST_CLUSTERS:
        return None
    total = weight @ rows
    return jackknife_interval(
        float(estimator(total)), leave_out(rows, total, estimator), times=weight, low=low, high=high
    )


def leave_out(rows: Floats, total: Floats, estimator: Estimator) -> Floats:
    """The figure without each row, in chunks that fit memory: shape (rows, …)."""
    step = max(1, _CHUNK // max(1, rows.shape[1]))
    parts = [estimator(total - rows[at : at + step]) for at in range(0, len(rows), step)]
    return np.concatenate(parts) if parts else np.zeros(0)


def jackknife_interval(
    value: float, without: Floats, *, times: ArrayLike | None = None, low: float = -np.inf, high: float = np.inf
) -> Interval | None:
    """The interval from the leave-outs of a figure; None with fewer than five or an undefined figure."""
    weight = np.ones(len(without)) if times is None else np.asarray(times, dtype=float)
    clusters = round(weight.sum())
    defined = np.isfinite(without) & (weight > 0)
    kept = weight[defined].sum()
    if clusters < FEWEST_CLUSTERS or not np.isfinite(value) or kept < 2:
        return None
    mean = (weight[defined] * without[defined]).sum() / kept
    error = np.sqrt((kept - 1) / kept * (weight[defined] * (without[defined] - mean) ** 2).sum())
    limits = t_interval(value, float(error), freedom=clusters - 1, low=low, high=high)
    return Interval(limits.low, limits.high, limits.error, left=round(clusters - kept))


def draws(clusters: int, *, replicates: int, seed: int, times: ArrayLike | None = None) -> NDArray[np.int64]:
    """How often each cluster is drawn in each replicate: shape (replicates, rows).

    With `times`, a row stands for that many equal clusters, and as many are drawn together.
    """
    weight = np.ones(clusters) if times is None else np.asarray(times, dtype=float)
    n = round(weight.sum())
    return np.random.default_rng(seed).multinomial(n, weight / weight.sum(), size=replicates)


def bootstrap_values(sums: ArrayLike, estimator: Estimator, drawn: ArrayLike) -> Floats:
    """The figure in every replicate: shape (replicates,); NaN where it is undefined there."""
    rows = np.asarray(sums, dtype=float)
    d = np.asarray(drawn)
    step = max(1, _CHUNK // max(1, max(rows.shape)))
    parts = [estimator(d[at : at + step].astype(float) @ rows) for at in range(0, len(d), step)]
    return np.concatenate(parts) if parts else np.zeros(0)


def percentile_interval(values: ArrayLike) -> Interval | None:
    """The middle 95 % of replicates. None when fewer than half of them are defined.

    >>> round(percentile_interval(np.arange(101.0)).low, 6)
    2.5
    """
    v = np.asarray(values, dtype=float)
    defined = v[np.isfinite(v)]
    if 2 * len(defined) < len(v) or len(defined) < 2:
        return None
    low, high = np.quantile(defined, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high), float(defined.std(ddof=1)), left=len(v) - len(defined))


def share_below(values: ArrayLike, limit: float) -> float | None:
    """The share of defined replicates below a limit such as .667 or .800; None without any."""
    v = np.asarray(values, dtype=float)
    defined = v[np.isfinite(v)]
    return float((defined < limit).mean()) if len(defined) else None
