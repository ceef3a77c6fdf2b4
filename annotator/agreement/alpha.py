"""Krippendorff's alpha: any number of coders, missing values, four levels, or any distance between values.

Everything here works on coincidence matrices, so that documents can be added up, left out and drawn again.
Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability; Hayes & Krippendorff (2007).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from annotator.agreement.figure import NOTHING_PAIRABLE, Figure, Floats, figure, ratio, undefined
from annotator.agreement.tallies import category_counts
from annotator.agreement.weights import Level, ordinal_positions, squared_differences
from annotator.wording import say


def krippendorff_alpha(
    ratings: ArrayLike, categories: int, *, level: Level = "nominal", scores: ArrayLike | None = None
) -> Figure:
    """Alpha of ratings (units, coders), numbers of categories with -1 for missing.

    `categories` are in order for the level ordinal; `scores` are their values for interval and ratio. Range: up to 1,
    0 is chance, below 0 worse than chance. Undefined without a unit of two values, or when all pairable values are
    the same. Units with fewer than two values are left out.

    >>> krippendorff_alpha([[0, 0], [1, 1], [0, 1], [0, 0]], 2).value
    0.5333333333333333
    """
    counts = category_counts(ratings, categories)
    return alpha_of_counts(counts, level=level, scores=scores)


def alpha_of_counts(counts: ArrayLike, *, level: Level = "nominal", scores: ArrayLike | None = None) -> Figure:
    """Alpha from how many coders gave each unit each category, shape (units, categories)."""
    n = np.asarray(counts, dtype=float)
    if level == "ordinal":
        positions = ordinal_positions(n[n.sum(axis=1) > 1].sum(axis=0))
        return alpha_with_differences(n, squared_differences("interval", scores=positions))
    values = np.arange(n.shape[1]) if scores is None else scores
    return alpha_with_differences(n, squared_differences(level, scores=values))


def alpha_with_differences(counts: ArrayLike, differences: ArrayLike) -> Figure:
    """Alpha for any symmetric difference between values, 0 on the diagonal (sets: see sets.py)."""
    n = np.asarray(counts, dtype=float)
    pairable = int((n.sum(axis=1) > 1).sum())
    if not pairable:
        return undefined(say(NOTHING_PAIRABLE))
    delta = np.asarray(differences, dtype=float)
    parts = alpha_parts(n, delta)
    return figure(alpha_of_parts(parts.sum(axis=0), delta).item(), n=pairable)


def alpha_parts(counts: ArrayLike, differences: ArrayLike) -> Floats:
    """What each unit adds: column 0 its observed disagreement, then its pairable values per category.

    Shape (units, 1 + categories). Sums of rows are all that `alpha_of_parts` needs, for fixed differences.
    """
    n = np.asarray(counts, dtype=float)
    delta = np.asarray(differences, dtype=float)
    m = n.sum(axis=1)
    pairs = np.where(m > 1, m - 1, 1)
    kept = np.where((m > 1)[:, None], n, 0.0)
    observed = ((kept @ delta) * kept).sum(axis=1) / pairs
    return np.concatenate([observed[:, None], kept], axis=1)


def alpha_of_parts(parts: ArrayLike, differences: ArrayLike) -> Floats:
    """Alpha of summed parts, on the last axis; NaN where nothing varies."""
    p = np.asarray(parts, dtype=float)
    delta = np.asarray(differences, dtype=float)
    observed, marginals = p[..., 0], p[..., 1:]
    expected = ((marginals @ delta) * marginals).sum(axis=-1)
    return 1 - ratio((marginals.sum(axis=-1) - 1) * observed, expected)


def alpha_of_coincidences(
    coincidences: ArrayLike, *, level: Level = "nominal", scores: ArrayLike | None = None
) -> Floats:
    """Alpha of coincidence matrices, shape (..., categories, categories); NaN where undefined.

    Ordinal differences are taken anew from each matrix's own marginals.

    >>> alpha_of_coincidences([[4, 1], [1, 2]]).round(6).item()
    0.533333
    """
    o = np.asarray(coincidences, dtype=float)
    marginals = o.sum(axis=-1)
    n = marginals.sum(axis=-1)
    if level == "nominal":
        observed = n - np.trace(o, axis1=-2, axis2=-1)
        expected = n**2 - (marginals**2).sum(axis=-1)
        return 1 - ratio((n - 1) * observed, _exact_zero(expected, n**2))
    if level == "ordinal":
        at = ordinal_positions(marginals)
        delta = (at[..., :, None] - at[..., None, :]) ** 2
    else:
        delta = squared_differences(level, scores=np.arange(o.shape[-1]) if scores is None else scores)
    observed = (o * delta).sum(axis=(-2, -1))
    expected = (marginals[..., :, None] * marginals[..., None, :] * delta).sum(axis=(-2, -1))
    return 1 - ratio((n - 1) * observed, expected)


def _exact_zero(value: Floats, scale: Floats) -> Floats:
    """Differences that are zero but for rounding, made zero."""
    return np.where(np.abs(value) <= 1e-12 * np.abs(scale), 0.0, value)
