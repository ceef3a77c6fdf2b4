"""The directed pairs of a document and what a group of coders has in common on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.figure import Ints
from annotator.agreement.stance import Pair, side
from annotator.agreement.study_groups import Group

ABSENT, MIXED = -2, -1  # MIXED equals MISSING: found, but without one valence


@dataclass(slots=True)
class PairsOfDocument:
    """Directed pairs of a document: `valences[coder][pair]`, MIXED where both sides were coded."""

    index: int
    coders: tuple[str, ...]
    pairs: list[Pair]
    resolved: list[bool]
    valences: dict[str, dict[Pair, int]]
    seen: dict[Pair, frozenset[str]]
    assisted: dict[str, bool]


def grid_of(document: PairsOfDocument, group: Group, *, only_resolved: bool) -> tuple[Ints, list[Pair]]:
    """Valences (pairs, coders) with ABSENT and MIXED, of the pairs that any of the group's coders found."""
    coders = [
        coder
        for coder in document.coders
        if coder in group.coders and (group.assisted is None or document.assisted.get(coder) is bool(group.assisted))
    ]
    wanted: list[Pair] = []
    for pair, known in zip(document.pairs, document.resolved, strict=True):
        finders = [coder for coder in coders if pair in document.valences[coder]]
        if not finders or (only_resolved and not known):
            continue
        if group.offered is not None:
            # shown to both: to every coder of the comparison, whether they found the pair or not
            seen = document.seen.get(pair, frozenset())
            if (set(coders) <= seen) != group.offered:
                continue
        wanted.append(pair)
    grid = np.full((len(wanted), len(coders)), ABSENT, dtype=np.int64)
    for column, coder in enumerate(coders):
        own = document.valences[coder]
        for row, pair in enumerate(wanted):
            grid[row, column] = own.get(pair, ABSENT)
    return grid, wanted


def counted(grid: Ints, pairs: Sequence[Pair], scale: int) -> NDArray[np.float64]:
    """The six sums of a document, pooled over pairs of coders."""
    sums = np.zeros(6)
    found = grid != ABSENT
    unordered: dict[frozenset[str], list[int]] = defaultdict(list)
    for row, pair in enumerate(pairs):
        unordered[frozenset(pair)].append(row)
    sides = np.array([side(valence, steps=scale) for valence in range(scale)])
    for a, b in combinations(range(grid.shape[1]), 2):
        one, other = found[:, a], found[:, b]
        sums[0] += 2 * (one & other).sum()
        sums[1] += one.sum() + other.sum()
        for rows in unordered.values():
            if one[rows].any() and other[rows].any():
                sums[3] += 1
                sums[2] += bool((one[rows] == other[rows]).all())
        valued = (grid[:, a] >= 0) & (grid[:, b] >= 0)
        x, y = sides[grid[valued, a]], sides[grid[valued, b]]
        sums[5] += ((x != 0) & (y != 0)).sum()
        sums[4] += (x * y == -1).sum()
    return sums
