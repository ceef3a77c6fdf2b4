"""Sets of codes on one unit: Jaccard and MASI distances, and alpha on them.

Source: Passonneau (2006), Measuring agreement on set-valued items (MASI), LREC. MASI scales the Jaccard similarity by
1 (equal), 2/3 (one within the other), 1/3 (overlap) or 0; the distance is 1 minus the product. (DKPro scales the
distance, which is another measure.) Two empty sets agree: distance 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from annotator.agreement.alpha import alpha_with_differences
from annotator.agreement.figure import Figure, Floats, Ints
from annotator.agreement.tallies import MISSING, category_counts

Codes = frozenset[str]


def jaccard_distance(first: Codes, second: Codes) -> float:
    """1 - shared / all codes. Range 0 to 1.

    >>> jaccard_distance(frozenset("AB"), frozenset("A"))
    0.5
    """
    union = first | second
    return 1 - len(first & second) / len(union) if union else 0.0


def masi_distance(first: Codes, second: Codes) -> float:
    """1 - Jaccard similarity x how the sets lie to each other. Range 0 to 1.

    >>> round(masi_distance(frozenset("AB"), frozenset("A")), 4)
    0.6667
    """
    if first == second:
        return 0.0
    nested = first <= second or second <= first
    monotonicity = 2 / 3 if nested else 1 / 3  # without a shared code the similarity is 0 anyhow
    return 1 - (1 - jaccard_distance(first, second)) * monotonicity


def number_sets(ratings: Sequence[Sequence[Codes | None]]) -> tuple[Ints, list[Codes]]:
    """Ratings (units, coders) as numbers of distinct sets, and those sets, sorted. None is missing."""
    distinct = sorted({one for unit in ratings for one in unit if one is not None}, key=sorted)
    number = {one: place for place, one in enumerate(distinct)}
    rows = [[MISSING if one is None else number[one] for one in unit] for unit in ratings]
    return np.array(rows, dtype=np.int64).reshape(len(ratings), len(rows[0]) if rows else 0), distinct


def set_distances(sets: Sequence[Codes], distance: Callable[[Codes, Codes], float]) -> Floats:
    """The distance of every pair of sets: shape (sets, sets), symmetric, 0 on the diagonal."""
    return np.array([[distance(one, other) for other in sets] for one in sets]).reshape(len(sets), len(sets))


def alpha_jaccard(ratings: Sequence[Sequence[Codes | None]]) -> Figure:
    """Krippendorff's alpha of set-valued ratings with the Jaccard distance. Range: up to 1.

    >>> a, b, none = frozenset("A"), frozenset("B"), frozenset()
    >>> round(alpha_jaccard([[none, none], [a, none], [a, a], [a, b], [b, b]]).value, 4)
    0.4545
    """
    return _alpha(ratings, jaccard_distance)


def alpha_masi(ratings: Sequence[Sequence[Codes | None]]) -> Figure:
    """Krippendorff's alpha of set-valued ratings with the MASI distance. Range: up to 1.

    >>> a, ab = frozenset("A"), frozenset("AB")
    >>> round(alpha_masi([[a, a], [a, ab], [ab, ab]]).value, 4)
    0.4444
    """
    return _alpha(ratings, masi_distance)


def _alpha(ratings: Sequence[Sequence[Codes | None]], distance: Callable[[Codes, Codes], float]) -> Figure:
    numbers, sets = number_sets(ratings)
    return alpha_with_differences(category_counts(numbers, len(sets)), set_distances(sets, distance))
