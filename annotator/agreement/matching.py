"""Pairing the spans of two coders one to one, and F1 on the pairs.

Pairwise F1 is positive agreement without a count of true negatives. Source: Hripcsak & Rothschild (2005). With
IoU > 0.5 the pairing is unique where a coder's spans do not overlap each other; otherwise it is the assignment with the
most pairs, then the largest summed IoU, then the earliest spans by (start, end).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.agreement.figure import Figure, Floats, Ints, undefined
from annotator.wording import say

Criterion: TypeAlias = Literal["exact", "iou50", "overlap"]
CRITERIA: tuple[Criterion, ...] = ("exact", "iou50", "overlap")


def span_f1(first: Sequence[tuple[int, int]], second: Sequence[tuple[int, int]], *, criterion: Criterion) -> Figure:
    """2 x matches / (spans of both). Identical spans of one coder count once. Range 0 to 1.

    Undefined when neither coder has a span: nothing was found, by both.

    >>> span_f1([(0, 5), (10, 20)], [(0, 5), (12, 20), (30, 40)], criterion="exact").value
    0.4
    """
    a, b = sorted(set(first)), sorted(set(second))
    if not a and not b:
        return undefined(say("Neither coder has a span."))
    return Figure(2 * len(match_spans(a, b, criterion=criterion)) / (len(a) + len(b)), n=len(a) + len(b))


def match_spans(
    first: Sequence[tuple[int, int]], second: Sequence[tuple[int, int]], *, criterion: Criterion
) -> list[tuple[int, int]]:
    """Index pairs (i, j) of matched spans, by i. Both sequences are sorted and free of duplicates.

    >>> match_spans([(0, 10), (12, 20)], [(0, 8), (9, 20)], criterion="iou50")
    [(0, 0), (1, 1)]
    """
    if criterion == "exact":
        at = {span: j for j, span in enumerate(second)}
        return [(i, at[span]) for i, span in enumerate(first) if span in at]
    i, j, iou = candidates(np.asarray(first).reshape(-1, 2), np.asarray(second).reshape(-1, 2))
    if criterion == "iou50":
        good = iou > 0.5
        i, j, iou = i[good], j[good], iou[good]
    return assign(i, j, iou)


def candidates(first: ArrayLike, second: ArrayLike) -> tuple[Ints, Ints, Floats]:
    """All intersecting pairs (i, j) and their intersection over union. Spans sorted by start, shape (spans, 2)."""
    a, b = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
    if not len(a) or not len(b):
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    reach = np.maximum.accumulate(b[:, 1])
    low = np.searchsorted(reach, a[:, 0], side="right")
    high = np.maximum(np.searchsorted(b[:, 0], a[:, 1], side="left"), low)
    many = high - low
    i = np.repeat(np.arange(len(a)), many)
    j = np.repeat(low, many) + np.arange(len(i)) - np.repeat(np.cumsum(many) - many, many)
    shared = np.minimum(a[i, 1], b[j, 1]) - np.maximum(a[i, 0], b[j, 0])
    i, j, shared = i[shared > 0], j[shared > 0], shared[shared > 0]
    union = (a[i, 1] - a[i, 0]) + (b[j, 1] - b[j, 0]) - shared
    return i, j, shared / union


def assign(i: Ints, j: Ints, iou: Floats) -> list[tuple[int, int]]:
    """The one-to-one pairing of candidates with the most pairs, then the largest summed IoU, then the earliest spans."""
    if not len(i):
        return []
    once = (np.bincount(i)[i] == 1) & (np.bincount(j)[j] == 1)
    pairs = list(zip(i[once].tolist(), j[once].tolist(), strict=True))
    left = ~once
    if left.any():
        for part in _components(i[left], j[left]):
            pairs += _best(i[left][part], j[left][part], iou[left][part])
    return sorted(pairs)


def _components(i: Ints, j: Ints) -> list[NDArray[np.int64]]:
    """Candidates that compete for spans, group by group (union-find over spans)."""
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def root(node: tuple[int, int]) -> tuple[int, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in zip(i.tolist(), j.tolist(), strict=True):
        parent[root((0, one))] = root((1, other))
    groups: dict[tuple[int, int], list[int]] = {}
    for place, one in enumerate(i.tolist()):
        groups.setdefault(root((0, one)), []).append(place)
    return [np.array(places) for places in groups.values()]


def _best(i: Ints, j: Ints, iou: Floats) -> list[tuple[int, int]]:
    from scipy.optimize import linear_sum_assignment  # costs a fifth of a second to import

    rows, row = np.unique(i, return_inverse=True)
    columns, column = np.unique(j, return_inverse=True)
    size = min(len(rows), len(columns)) + 1.0
    # One more pair outweighs any sum of IoU; a millionth, and less for later spans, only breaks ties.
    early = 1e-6 * ((len(rows) - row) / len(rows) + (len(columns) - column) / len(columns) / (len(rows) + 1)) / size
    worth = np.zeros((len(rows), len(columns)))
    worth[row, column] = size + iou + early
    chosen, to = linear_sum_assignment(worth, maximize=True)
    return [(int(rows[r]), int(columns[c])) for r, c in zip(chosen, to, strict=True) if worth[r, c] > 0]
