"""Krippendorff's first unitizing alpha, per category: for comparison with INCEpTION and DKPro, which print it.

Source: Krippendorff (1995), On the reliability of unitizing contiguous data; Krippendorff (2004), Content analysis,
2nd ed., p. 251-256, as DKPro Statistics transcribes them. Disagreement grows with the square of differences in
length, so long units rule it; prefer u_alpha.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from annotator.agreement.figure import Floats, Ints
from annotator.agreement.row_maker import NO_SHARED, About, RowMaker, Where

NO_SPREAD = "No spans here, or none with a length, so no disagreement could be expected."
NO_INTERVAL = "No interval is computed for this measure."


@dataclass(frozen=True, slots=True)
class Disagreement1995:
    """Observed and expected disagreement of one category; the value is 1 - observed / expected."""

    observed: float
    expected: float

    @property
    def value(self) -> float:
        """NaN where nothing is expected (no units, or units without length)."""
        return 1 - self.observed / self.expected if self.expected > 0 else float("nan")


def disagreement(coder: ArrayLike, start: ArrayLike, end: ArrayLike, *, coders: int, length: int) -> Disagreement1995:
    """One category's units of all coders on a continuum [0, length); arrays of shape (units,).

    A coder's own overlapping units are compared with the others' one by one; the gaps lie outside their union.

    >>> both = disagreement([0, 1, 1, 1], [1, 2, 4, 6], [9, 3, 5, 7], coders=2, length=10)
    >>> round(both.observed, 4), round(both.expected, 4), round(both.value, 4)
    (0.91, 0.5352, -0.7003)
    """
    return pooled_disagreement([(coder, start, end, coders, length)])


def pooled_disagreement(
    documents: Sequence[tuple[ArrayLike, ArrayLike, ArrayLike, int, int]],
) -> Disagreement1995:
    """Several documents (coder, start, end, coders, length): units and gaps of all go into one expectation.

    A gap ends with its document. With one document, or the same coders everywhere, this is the published formula; for
    documents with different coders the positions coders x length take the place of mL.
    """
    whole = [(who, a, b, np.zeros(len(np.asarray(a))), coders, length) for who, a, b, coders, length in documents]
    return disagreement_of(joined(whole), 0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Documents of equally many coders, one behind the other. `bounds`: where each begins; `length`: of all."""

    coders: int
    coder: Ints
    start: Ints
    end: Ints
    value: Ints
    bounds: Ints
    length: int


def joined(documents: Sequence[tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike, int, int]]) -> list[Stretch]:
    """Documents (coder, start, end, value, coders, length) joined; those of fewer than two coders are left out."""
    by_coders: dict[int, list[tuple[Ints, int]]] = {}
    for who, a, b, value, coders, length in documents:
        if coders > 1 and length > 0:
            rows = np.array([who, a, b, value], dtype=np.int64).reshape(4, -1)
            by_coders.setdefault(coders, []).append((rows, length))
    found = []
    for coders, parts in sorted(by_coders.items()):
        ends = np.cumsum([length for _, length in parts])
        bounds = ends - [length for _, length in parts]
        rows = np.concatenate([part for part, _ in parts], axis=1)
        rows[1:3] += np.repeat(bounds, [part.shape[1] for part, _ in parts])
        found.append(Stretch(coders, rows[0], rows[1], rows[2], rows[3], bounds, int(ends[-1])))
    return found


def disagreement_of(stretches: Sequence[Stretch], value: int) -> Disagreement1995:
    """Of the units with this value, over all stretches."""
    observed = 0.0
    lengths: list[Ints] = []
    gaps: list[Ints] = []
    continuum = sum(one.length for one in stretches)
    positions = sum(one.coders * one.length for one in stretches)
    for one in stretches:
        mine = one.value == value
        who, a, b = one.coder[mine], one.start[mine], one.end[mine]
        observed += _observed(who, a, b, coders=one.coders) / (one.coders - 1)
        lengths.append(b - a)
        for coder in range(one.coders):
            # a document's beginning, as a unit without length, ends the gap before it
            begins = np.concatenate([a[who == coder], one.bounds])
            gaps.append(_gaps(begins, np.concatenate([b[who == coder], one.bounds]), one.length))
    if not sum(len(some) for some in lengths):
        return Disagreement1995(0.0, 0.0)
    units = np.concatenate(lengths).astype(float)
    spaces = np.sort(np.concatenate(gaps)).astype(float)
    return Disagreement1995(observed / (positions * continuum), _expected(units, spaces, positions, continuum))


def add_rows_1995(
    maker: RowMaker,
    where: Where,
    found: Sequence[Disagreement1995],
    codes: Sequence[str],
    units: Sequence[int],
    *,
    documents: int,
) -> None:
    """The overall row, 1 - summed observed / summed expected disagreement, and one per code that was used."""
    total = Disagreement1995(sum(d.observed for d in found), sum(d.expected for d in found))
    lines = [(where, total, sum(units))]
    lines += [(where.of_code(codes[at]), found[at], units[at]) for at in range(len(codes)) if units[at]]
    for own, both, n in lines:
        reason = NO_SPREAD if documents else NO_SHARED
        about = About(n=n, low=-np.inf, level="nominal", reason=reason, note=NO_INTERVAL)
        maker.add_value("alpha_u_1995", own, both.value, about, documents=documents)


def _observed(who: Ints, a: Ints, b: Ints, *, coders: int) -> float:
    """Over ordered pairs of coders: squared differences of intersecting units, squared lengths of units in a gap."""
    total = 0.0
    order = np.lexsort((b, a))
    who, a, b = who[order], a[order], b[order]
    for one in range(coders):
        a1, b1 = a[who == one], b[who == one]
        for other in range(coders):
            if one == other:
                continue
            a2, b2 = a[who == other], b[who == other]
            touching = _touching(a1, b1, a2, b2)
            i, j = touching
            alone = np.ones(len(a1), dtype=bool)
            alone[i] = False
            total += float(((a1[i] - a2[j]) ** 2 + (b1[i] - b2[j]) ** 2).sum())
            # A unit inside the other's gap counts once here and once, as a gap holding it, for the reversed pair.
            total += 2.0 * float(((b1 - a1)[alone] ** 2).sum())
    return total


def _touching(a1: Ints, b1: Ints, a2: Ints, b2: Ints) -> tuple[Ints, Ints]:
    """Indices of intersecting pairs. The second coder's units are sorted by begin; overlaps within it are allowed."""
    if not len(a1) or not len(a2):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    reach = np.maximum.accumulate(b2)
    low = np.searchsorted(reach, a1, side="right")
    high = np.maximum(np.searchsorted(a2, b1, side="left"), low)
    i = np.repeat(np.arange(len(a1)), high - low)
    offset = np.arange(len(i)) - np.repeat(np.cumsum(high - low) - (high - low), high - low)
    j = np.repeat(low, high - low) + offset
    real = (b2[j] > a1[i]) & (a2[j] < b1[i])
    return i[real], j[real]


def _gaps(a: Ints, b: Ints, length: int) -> Ints:
    """Lengths of the stretches of [0, length) that no unit covers."""
    order = np.argsort(a, kind="stable")
    reach = np.maximum.accumulate(np.concatenate([[0], b[order]]))
    begins = np.concatenate([a[order], [length]])
    spaces = begins - reach
    return spaces[spaces > 0]


def _expected(units: Floats, gaps: Floats, positions: int, continuum: int) -> float:
    count = len(units)
    among_units = (count - 1) / 3 * (2 * units**3 - 3 * units**2 + units)
    fits = np.searchsorted(gaps, units, side="left")
    tail = np.concatenate([np.cumsum(gaps[::-1])[::-1], [0.0]])
    room = tail[fits] - (len(gaps) - fits) * (units - 1)
    pairs = positions * (positions - 1.0) - (units * (units - 1)).sum()
    return float(2 / continuum * (among_units + units**2 * room).sum() / pairs) if pairs > 0 else 0.0
