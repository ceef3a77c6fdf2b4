"""From ratings to the counts that every coefficient is made of.

Ratings are an integer array of shape (units, coders): the number of a category, counted from 0, or MISSING.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from annotator.agreement.figure import Floats, Ints

MISSING = -1


def category_counts(ratings: ArrayLike, categories: int) -> Ints:
    """How many coders gave each unit each category: shape (units, categories).

    >>> category_counts([[0, 1, 0], [1, MISSING, 1]], 2).tolist()
    [[2, 1], [0, 2]]
    """
    codes = np.asarray(ratings, dtype=np.int64)
    units = len(codes)
    place = (codes + np.arange(units)[:, None] * categories)[codes != MISSING]
    return np.bincount(place, minlength=units * categories).astype(np.int64).reshape(units, categories)


def contingency(first: ArrayLike, second: ArrayLike, categories: int, times: ArrayLike | None = None) -> Ints:
    """The table of two coders: cell [i, j] counts units that the first gave i and the second j.

    Units that either left out are dropped. `times`: how many units each place stands for (None: one).

    >>> contingency([0, 0, 1, 1], [0, 1, 1, MISSING], 2).tolist()
    [[1, 1], [0, 1]]
    """
    a, b = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
    both = (a != MISSING) & (b != MISSING)
    place = a[both] * categories + b[both]
    if times is not None:
        counted = np.bincount(place, weights=np.asarray(times, dtype=float)[both], minlength=categories**2)
        return np.rint(counted).astype(np.int64).reshape(categories, categories)
    return np.bincount(place, minlength=categories**2).astype(np.int64).reshape(categories, categories)


def ratings_of_table(table: ArrayLike) -> Ints:
    """The ratings of two coders that a square table of counts sums up: shape (units, 2).

    >>> ratings_of_table([[2, 0], [1, 0]]).tolist()
    [[0, 0], [0, 0], [1, 0]]
    """
    counts = np.asarray(table, dtype=np.int64)
    cells = np.stack(np.nonzero(counts), axis=1)
    return np.repeat(cells, counts[counts > 0], axis=0).astype(np.int64)


def coincidences(counts: ArrayLike) -> Floats:
    """Krippendorff's coincidence matrix of units' category counts: shape (categories, categories), symmetric.

    A unit of m values adds its m(m-1) ordered pairs, each with the weight 1/(m-1); units of fewer than two add nothing.

    >>> coincidences([[2, 1], [0, 2], [1, 0]]).tolist()
    [[1.0, 1.0], [1.0, 2.0]]
    """
    n = np.asarray(counts, dtype=float)
    m = n.sum(axis=1)
    n, m = n[m > 1], m[m > 1]
    share = n / (m - 1)[:, None]
    matrix = share.T @ n
    matrix[np.diag_indices_from(matrix)] -= share.sum(axis=0)
    return np.asarray(matrix)


def coincidences_of_table(table: ArrayLike) -> Floats:
    """The coincidence matrix of two coders' table, or of a stack of them: table + its transpose."""
    counts = np.asarray(table, dtype=float)
    return np.asarray(counts + np.swapaxes(counts, -1, -2))


def against_rest(table: ArrayLike) -> Floats:
    """Each category against all others: shape (..., categories, 2, 2) from (..., categories, categories).

    Cell [0, 0] is "both gave it", [1, 1] "neither did".

    >>> against_rest([[5, 1, 0], [2, 3, 0], [0, 0, 4]])[0].tolist()
    [[5.0, 1.0], [2.0, 7.0]]
    """
    counts = np.asarray(table, dtype=float)
    both = np.diagonal(counts, axis1=-2, axis2=-1)
    rows, columns = counts.sum(axis=-1), counts.sum(axis=-2)
    neither = rows.sum(axis=-1)[..., None] - rows - columns + both
    return np.stack([np.stack([both, rows - both], -1), np.stack([columns - both, neither], -1)], -2)
