"""Krippendorff's first unitizing alpha, per category: for comparison with INCEpTION and DKPro, which print it.

Source: Krippendorff (1995), On the reliability of unitizing continuous data; Krippendorff (2004), Content analysis,
2nd ed., p. 251-256. Neither was opened: the formula is the one that DKPro Statistics transcribes, and the values in the
tests are those it prints. Disagreement grows with the square of differences in length, so long units rule it; prefer
u_alpha.

Units and gaps of all documents go into one expectation. What a document adds to it is kept apart, so that a document
can be left out again without a second look at the spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.agreement.document_spans import DocumentSpans
from annotator.agreement.figure import Floats, Ints, ratio

Mask = NDArray[np.bool_]
_COUNT, _OBSERVED, _AMONG, _PAIRS, _ROOM, _POSITIONS, _LENGTH = range(7)
PARTS = 7
"""Numbers of a document and category: units, observed disagreement, expectation among units, pairs within units, room in
gaps (what leaving the document out would take away), positions of all coders, length."""


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


def pooled_disagreement(documents: Sequence[tuple[ArrayLike, ArrayLike, ArrayLike, int, int]]) -> Disagreement1995:
    """Several documents (coder, start, end, coders, length): units and gaps of all go into one expectation.

    A gap ends with its document. With one document, or the same coders everywhere, this is the published formula; for
    documents with different coders the positions coders x length take the place of mL.
    """
    spans = []
    for who, a, b, coders, length in documents:
        rows = np.array([who, a, b], dtype=np.int64).reshape(3, -1)
        one = np.zeros(rows.shape[1], dtype=np.int64)
        spans.append(DocumentSpans(rows[0], rows[1], rows[2], one, coders, length))
    _, total = document_parts(spans, categories=1)
    observed, expected = disagreements_of(total)
    return Disagreement1995(observed[0].item(), expected[0].item())


def document_parts(documents: Sequence[DocumentSpans], *, categories: int) -> tuple[Floats, Floats]:
    """What each document adds, shape (documents, categories, PARTS), and all of them, (categories, PARTS).

    All is more than the sum in one column: units of one document also fit into the gaps of others. All less one
    document's part is what the others would give without it. A document of fewer than two coders adds nothing.
    """
    flat = _flatten(documents)
    count = len(documents)
    cells = categories * count
    at = flat.value * count + flat.document
    long = (flat.end - flat.start).astype(float)
    sums = np.zeros((cells, PARTS))
    sums[:, _COUNT] = np.bincount(at, minlength=cells)
    sums[:, _OBSERVED] = _observed(flat, at, cells)
    sums[:, _AMONG] = np.bincount(at, weights=2 * long**3 - 3 * long**2 + long, minlength=cells)
    sums[:, _PAIRS] = np.bincount(at, weights=long * (long - 1), minlength=cells)
    sums[:, _POSITIONS] = np.tile(flat.coders * flat.lengths, categories)
    sums[:, _LENGTH] = np.tile(np.where(flat.coders > 0, flat.lengths, 0), categories)
    parts: Floats = sums.reshape(categories, count, PARTS)
    total = parts.sum(axis=1)
    for category in np.nonzero(total[:, _COUNT])[0].tolist():
        mine = flat.value == category
        room, whole = _room(flat, mine)
        parts[category, :, _ROOM], total[category, _ROOM] = room, whole
    return parts.transpose(1, 0, 2), total


def disagreements_of(parts: ArrayLike) -> tuple[Floats, Floats]:
    """Observed and expected disagreement from parts, shape (..., PARTS)."""
    p = np.asarray(parts, dtype=float)
    count, observed, among, pairs, room, positions, length = (p[..., place] for place in range(PARTS))
    found = np.nan_to_num(ratio(observed, positions * length))
    spread = (count - 1) / 3 * among + room
    possible = positions * (positions - 1) - pairs
    return found, np.where((count > 0) & (possible > 0), np.nan_to_num(ratio(2 * spread, length * possible)), 0.0)


def alphas_of(parts: ArrayLike) -> Floats:
    """Alpha of each category and, last, of all, from parts (..., categories, PARTS): shape (..., categories + 1).

    Overall it is 1 - summed observed / summed expected disagreement; NaN where nothing is expected.
    """
    observed, expected = disagreements_of(parts)
    observed = np.concatenate([observed, observed.sum(axis=-1, keepdims=True)], axis=-1)
    expected = np.concatenate([expected, expected.sum(axis=-1, keepdims=True)], axis=-1)
    return 1 - ratio(observed, np.where(expected > 0, expected, 0.0))


@dataclass(frozen=True, slots=True)
class _Flat:
    """All documents' units in one list. `lengths`, `coders`: per document; 0 coders where there were fewer than two."""

    document: Ints
    coder: Ints
    start: Ints
    end: Ints
    value: Ints
    coders: Ints
    lengths: Ints


def _flatten(documents: Sequence[DocumentSpans]) -> _Flat:
    coders = np.array([d.coders if d.coders > 1 and d.length > 0 else 0 for d in documents], dtype=np.int64)
    lengths = np.array([d.length for d in documents], dtype=np.int64)
    kept = [(at, d) for at, d in enumerate(documents) if coders[at]]
    rows = [np.stack([np.full(len(d.start), at), d.coder, d.start, d.end, d.value]) for at, d in kept]
    joined = np.concatenate(rows, axis=1) if rows else np.zeros((5, 0), dtype=np.int64)
    joined = joined[:, joined[3] > joined[2]]  # a unit without length covers nothing
    return _Flat(joined[0], joined[1], joined[2], joined[3], joined[4], coders, lengths)


def _observed(flat: _Flat, at: Ints, cells: int) -> Floats:
    """Per category and document, over ordered pairs of coders and divided by their number less one: squared differences
    of intersecting units' ends, and squared lengths of units that lie wholly in the other's gap."""
    if not len(at):
        return np.zeros(cells)
    apart = int(flat.lengths.max()) + 1
    order = np.lexsort((flat.end, flat.start, at))
    cell, who = at[order], flat.coder[order]
    a, b = flat.start[order], flat.end[order]
    # Units sorted by place: those that begin before one ends, and after it in the list, intersect it.
    behind = np.searchsorted(cell * apart + a, cell * apart + b, side="left")
    many = behind - np.arange(len(a)) - 1
    i = np.repeat(np.arange(len(a)), many)
    j = i + 1 + np.arange(len(i)) - np.repeat(np.cumsum(many) - many, many)
    i, j = i[who[i] != who[j]], j[who[i] != who[j]]
    squares = (a[i] - a[j]).astype(float) ** 2 + (b[i] - b[j]).astype(float) ** 2
    met = np.zeros(len(a), dtype=np.int64)
    most = int(who.max()) + 1
    meetings = np.unique(np.concatenate([i * most + who[j], j * most + who[i]]))
    np.add.at(met, meetings // most, 1)
    others = flat.coders[flat.document[order]] - 1
    alone = (others - met) * (b - a).astype(float) ** 2
    # Both count twice: each pair of coders comes in two orders.
    return np.asarray(
        2
        * (
            np.bincount(cell[i], weights=squares / others[i], minlength=cells)
            + np.bincount(cell, weights=alone / others, minlength=cells)
        )
    )


def _room(flat: _Flat, mine: Mask) -> tuple[Floats, float]:
    """Of one category, the sum over units of length^2 x places in gaps that hold them: per document what leaving it out
    takes away, shape (documents,), and the whole sum."""
    of_unit, long = flat.document[mine], (flat.end - flat.start)[mine].astype(float)
    of_gap, wide = _gaps(flat, mine)
    count = len(flat.coders)
    # Units of each document in the gaps of all …
    spaces = np.sort(wide)
    fits = np.searchsorted(spaces, long, side="left")
    tail = np.concatenate([np.cumsum(spaces[::-1])[::-1], [0.0]])
    everywhere = long**2 * (tail[fits] - (len(spaces) - fits) * (long - 1))
    # … units of all in the gaps of each document …
    sorted_units = np.sort(long)
    holds = np.searchsorted(sorted_units, wide, side="right")
    squares = np.concatenate([[0.0], np.cumsum(sorted_units**2)])
    cubes = np.concatenate([[0.0], np.cumsum(sorted_units**3)])
    of_all = (wide + 1) * squares[holds] - cubes[holds]
    # … and units of each document in its own gaps, which both of these hold.
    apart = max(long.max(initial=0.0), wide.max(initial=0.0)) + 1
    order = np.argsort(of_gap * apart + wide, kind="stable")
    keys, run = (of_gap * apart + wide)[order], np.concatenate([[0.0], np.cumsum(wide[order])])
    first = np.searchsorted(keys, of_unit * apart + long, side="left")
    last = np.searchsorted(keys, (of_unit + 1) * apart, side="left")
    within = long**2 * (run[last] - run[first] - (last - first) * (long - 1))
    taken = np.bincount(of_unit, weights=everywhere - within, minlength=count).astype(float)
    return taken + np.bincount(of_gap, weights=of_all, minlength=count), float(everywhere.sum())


def _gaps(flat: _Flat, mine: Mask) -> tuple[Ints, Floats]:
    """The stretches that no unit of the category covers, coder by coder: their documents and lengths."""
    first = np.concatenate([[0], np.cumsum(flat.coders)])
    owner = np.repeat(np.arange(len(flat.coders)), flat.coders)  # document of each coder's continuum
    line = first[flat.document[mine]] + flat.coder[mine]
    # A unit without length at both ends of each continuum closes the gaps there.
    ends = flat.lengths[owner]
    lines = np.concatenate([np.arange(len(owner)), line, np.arange(len(owner))])
    start = np.concatenate([np.zeros(len(owner), dtype=np.int64), flat.start[mine], ends])
    end = np.concatenate([np.zeros(len(owner), dtype=np.int64), flat.end[mine], ends])
    apart = int(flat.lengths.max(initial=0)) + 1
    order = np.lexsort((end, start, lines))
    begins, reach = (lines * apart + start)[order], np.maximum.accumulate((lines * apart + end)[order])
    wide = begins[1:] - reach[:-1]
    here = (lines[order][1:] == lines[order][:-1]) & (wide > 0)
    return owner[lines[order][1:][here]], wide[here].astype(float)
