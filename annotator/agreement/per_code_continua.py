"""Unitizing where a coder's spans overlap: one continuum per code, since one position can hold one unit only.

On a code's continuum a position is inside a unit of that code or not; overlapping units of one coder and code are
merged, neighbours stay two units. The union of all codes makes one more continuum, for bar_u_alpha. Over codes,
observed and expected disagreement are summed before they are divided. This rule is this project's; the papers assume
that units do not overlap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from annotator.agreement.figure import Floats, Ints, ratio

SUMS = 5
"""Numbers per layer in a tally: lengths unit-unit, unit-gap, gap-gap, squared unit lengths, gap length."""


@dataclass(frozen=True, slots=True)
class Layers:
    """`codes` of the document, each a layer; the last layer is their union. `inside`: (layers, segments, coders)."""

    codes: Ints
    edges: Ints
    inside: Ints
    unit_layer: Ints
    unit_coder: Ints
    unit_from: Ints
    unit_to: Ints


def layers(coder: ArrayLike, start: ArrayLike, end: ArrayLike, value: ArrayLike, *, coders: int, length: int) -> Layers:
    """Cut [0, length) at all boundaries, with a layer for each code that occurs. Spans may overlap as they like."""
    who, a, b, v = (np.asarray(x, dtype=np.int64) for x in (coder, start, end, value))
    a, b = np.clip(a, 0, length), np.clip(b, 0, length)
    kept = b > a
    who, a, b, v = who[kept], a[kept], b[kept], v[kept]
    codes, layer = np.unique(v, return_inverse=True)
    union = np.full(len(who), len(codes))
    layer, who = np.concatenate([layer, union]), np.concatenate([who, who])
    layer, who, a, b = merged(layer, who, np.concatenate([a, a]), np.concatenate([b, b]))
    edges = np.unique(np.concatenate([a, b, np.array([0, length], dtype=np.int64)]))
    first, last = np.searchsorted(edges, a), np.searchsorted(edges, b)
    steps = np.zeros((len(codes) + 1, len(edges), coders), dtype=np.int64)
    np.add.at(steps, (layer, first, who), 1)
    np.add.at(steps, (layer, last, who), -1)
    return Layers(codes, edges, np.cumsum(steps, axis=1)[:, :-1], layer, who, first, last)


def merged(layer: Ints, coder: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Overlapping spans of one coder and layer made one; spans that only touch stay apart."""
    if not len(start):
        return layer, coder, start, end
    order = np.lexsort((end, start, coder, layer))
    layer, coder, start, end = layer[order], coder[order], start[order], end[order]
    group = np.concatenate([[0], np.cumsum((np.diff(layer) != 0) | (np.diff(coder) != 0))])
    apart = group * (int(end.max()) + 1)
    reach = np.maximum.accumulate(end + apart)
    opens = np.concatenate([[True], start[1:] + apart[1:] >= reach[:-1]])
    at = np.nonzero(opens)[0]
    return layer[at], coder[at], start[at], np.maximum.reduceat(end, at)


def tally(found: Layers, *, coders: ArrayLike | None = None, mask: ArrayLike | None = None) -> Floats:
    """The sums of each layer, shape (layers, SUMS); zero with fewer than two coders."""
    chosen = np.arange(found.inside.shape[2]) if coders is None else np.asarray(coders, dtype=np.int64)
    m = len(chosen)
    count = len(found.codes) + 1
    if m < 2:
        return np.zeros((count, SUMS))
    lengths = np.diff(found.edges).astype(float)
    if mask is not None:
        lengths = lengths * np.asarray(mask, dtype=float)
    units = found.inside[:, :, chosen].sum(axis=2).astype(float)
    gaps = m - units
    which = np.isin(found.unit_coder, chosen)
    run = np.concatenate([[0.0], np.cumsum(lengths)])
    long = run[found.unit_to[which]] - run[found.unit_from[which]]
    return np.stack(
        [
            (units * (units - 1)) @ lengths / (m - 1),
            (units * gaps) @ lengths / (m - 1),
            (gaps * (gaps - 1)) @ lengths / (m - 1),
            np.bincount(found.unit_layer[which], weights=long**2, minlength=count),
            gaps @ lengths,
        ],
        axis=1,
    )


def disagreements(tallies: ArrayLike) -> tuple[Floats, Floats]:
    """Observed and expected disagreement of each layer, from (sums of) tallies, shape (..., SUMS)."""
    t = np.asarray(tallies, dtype=float)
    both, crossing, neither, squares, gaps = (t[..., place] for place in range(SUMS))
    inside, outside = both + crossing, crossing + neither
    total = inside + outside
    same = ratio(total * (inside**2 + outside**2 - squares - gaps), total**2 - squares - gaps)
    expected = np.nan_to_num(total - same)
    return 2 * crossing, np.where(expected > 1e-9 * total, expected, 0.0)


def pooled_u_alpha(tallies: ArrayLike) -> Floats:
    """1 - summed observed / summed expected disagreement over the codes' layers, shape (..., codes, SUMS).

    Range up to 1; NaN where nothing varies. One code without overlaps gives its bar_u_alpha:

    >>> one = layers([0, 0, 1, 1], [0, 20, 0, 22], [10, 30, 10, 30], [0, 0, 0, 0], coders=2, length=50)
    >>> pooled_u_alpha(tally(one)[:1]).round(6).item()
    0.918727
    """
    observed, expected = disagreements(tallies)
    return 1 - ratio(observed.sum(axis=-1), expected.sum(axis=-1))
