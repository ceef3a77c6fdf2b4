"""The u-alpha family: do coders cut the same stretches out of a continuum, and give them the same value?

Source: Krippendorff, Mathet, Bouvry & Widlöcher (2016), On the reliability of unitizing textual continua, Quality &
Quantity 50; Krippendorff (2019), Content analysis, 4th ed., section 12.6. The books were not at hand: values were
checked against published examples, and the pairable length of a unit in cu-alpha (the mean over the other coders of
its overlap with their units) is inferred from them.

A continuum is cut at every boundary of any coder into segments. `Continuum` holds them; `tally` turns it into a vector
of sums that documents can be added up by; `figures_of` turns such vectors into the measures.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.agreement.figure import Floats, Ints, ratio


@dataclass(frozen=True, slots=True)
class Continuum:
    """Segments of one document and, per coder, the units that are made of them.

    `lengths`: (segments,). `values`: (segments, coders), the unit's category or `categories` for a gap.
    `unit_coder`, `unit_value`, `unit_from`, `unit_to`: (units,), the last two half-open in segments.
    """

    lengths: Floats
    values: Ints
    unit_coder: Ints
    unit_value: Ints
    unit_from: Ints
    unit_to: Ints


@dataclass(frozen=True, slots=True)
class UnitizingFigures:
    """The family, on the leading axes of the tallies; NaN where undefined. `per_code` has one more axis of categories.

    `coverage`: the share of a code's length that is pairable with other coders' units, l*_.k / l_.k.
    """

    u_alpha: Floats
    bar_u_alpha: Floats
    cu_alpha: Floats
    per_code: Floats
    coverage: Floats


def overlapping(coder: ArrayLike, start: ArrayLike, end: ArrayLike) -> NDArray[np.bool_]:
    """Which units, in the order given, begin before an earlier unit of the same coder has ended.

    >>> overlapping([0, 0, 1], [0, 4, 4], [5, 8, 8]).tolist()
    [False, True, False]
    """
    who, a, b = (np.asarray(x, dtype=np.int64) for x in (coder, start, end))
    found = np.zeros(len(who), dtype=bool)
    order = np.lexsort((b, a, who))
    who, a, b = who[order], a[order], b[order]
    if len(who) > 1:
        # a running maximum of ends within each coder: coders are set apart by more than any offset
        apart = who * (int(b.max(initial=0)) + 1)
        furthest = np.maximum.accumulate(b + apart)[:-1]
        found[order[1:]] = a[1:] + apart[1:] < furthest
    return found


def cut(
    coder: ArrayLike, start: ArrayLike, end: ArrayLike, value: ArrayLike, *, coders: int, categories: int, length: int
) -> Continuum:
    """Cut a continuum [0, length) at the boundaries of all units. A coder's units must not overlap.

    Arrays of shape (units,); units are half-open. Units without length are dropped. Neighbouring units of the same
    category stay two units.
    """
    who, a, b, v = (np.asarray(x, dtype=np.int64) for x in (coder, start, end, value))
    a, b = np.clip(a, 0, length), np.clip(b, 0, length)
    kept = b > a
    who, a, b, v = who[kept], a[kept], b[kept], v[kept]
    edges = np.unique(np.concatenate([a, b, np.array([0, length], dtype=np.int64)]))
    first, last = np.searchsorted(edges, a), np.searchsorted(edges, b)
    values = np.full((coders, len(edges)), categories, dtype=np.int64)
    # Each unit writes its category at its first segment; what follows is filled forward, unit by unit.
    begins = np.zeros((coders, len(edges)), dtype=np.int64)
    begins[who, first] = np.arange(1, len(who) + 1)
    current = np.maximum.accumulate(np.where(begins > 0, np.arange(len(edges)), -1), axis=1)
    unit = np.where(current >= 0, np.take_along_axis(begins, np.maximum(current, 0), axis=1), 0) - 1
    if len(who):
        inside = (unit >= 0) & (np.arange(len(edges)) < last[unit])
        values = np.where(inside, v[unit], categories)
    return Continuum(np.diff(edges).astype(float), values[:, :-1].T.copy(), who, v, first, last)


def tally(
    continuum: Continuum, *, categories: int, coders: ArrayLike | None = None, mask: ArrayLike | None = None
) -> Floats:
    """The sums of one continuum: coincident lengths, squared unit lengths, gap length, squared pairable lengths.

    `coders`: only these columns; `mask`: only these segments (a unit across others is shortened). Shape
    ((categories + 1)^2 + 2 categories + 1,). All zero with fewer than two coders: nothing can be compared.
    """
    q = categories
    chosen = np.arange(continuum.values.shape[1]) if coders is None else np.asarray(coders, dtype=np.int64)
    m = len(chosen)
    if m < 2:
        return np.zeros((q + 1) ** 2 + 2 * q + 1)
    lengths = continuum.lengths if mask is None else continuum.lengths * np.asarray(mask, dtype=float)
    values = continuum.values[:, chosen]
    segments = len(lengths)
    place = values + (np.arange(segments) * (q + 1))[:, None]
    counts = np.bincount(place.ravel(), minlength=segments * (q + 1)).reshape(segments, q + 1).astype(float)
    weighted = counts * lengths[:, None]
    coincident = weighted.T @ counts
    coincident[np.diag_indices(q + 1)] -= weighted.sum(axis=0)
    coincident /= m - 1

    which = np.isin(continuum.unit_coder, chosen)
    first, last, value = continuum.unit_from[which], continuum.unit_to[which], continuum.unit_value[which]
    run = np.concatenate([[0.0], np.cumsum(lengths)])
    valued = m - counts[:, q]
    others = np.concatenate([[0.0], np.cumsum(lengths * (valued - 1))])
    long = run[last] - run[first]
    pairable = (others[last] - others[first]) / (m - 1)
    return np.concatenate(
        [
            coincident.ravel(),
            np.bincount(value, weights=long**2, minlength=q),
            [weighted[:, q].sum()],
            np.bincount(value, weights=pairable**2, minlength=q),
        ]
    )


def figures_of(tallies: ArrayLike, *, categories: int) -> UnitizingFigures:
    """The family from (sums of) tallies, shape (..., tally).

    All range up to 1, 0 is chance. u_alpha: gaps and categories. bar_u_alpha: unit or gap, whatever the category.
    cu_alpha: categories where units intersect. per_code: k_u_alpha. Undefined where nothing varies.

    >>> one = cut([0, 0, 1, 1], [0, 20, 0, 22], [10, 30, 10, 30], [0, 1, 0, 1], coders=2, categories=2, length=50)
    >>> figures = figures_of(tally(one, categories=2), categories=2)
    >>> figures.u_alpha.round(6).item(), figures.bar_u_alpha.round(6).item(), figures.cu_alpha.round(6).item()
    (0.929499, 0.918727, 1.0)
    >>> figures.coverage.round(4).tolist()
    [1.0, 0.8889]
    """
    q = categories
    return UnitizingFigures(
        u_alpha=u_alpha_of(tallies, categories=q),
        bar_u_alpha=bar_u_alpha_of(tallies, categories=q),
        cu_alpha=cu_alpha_of(tallies, categories=q),
        per_code=k_u_alpha_of(tallies, categories=q),
        coverage=coverage_of(tallies, categories=q),
    )


def u_alpha_of(tallies: ArrayLike, *, categories: int) -> Floats:
    """Gaps and categories; NaN where there is nothing but one long gap, or one long unit."""
    lengths, squares, gaps, _ = _split(tallies, categories)
    return _one_minus_disagreement(lengths, np.concatenate([squares, gaps[..., None]], axis=-1))


def bar_u_alpha_of(tallies: ArrayLike, *, categories: int) -> Floats:
    """Unit or gap, whatever the category."""
    q = categories
    lengths, squares, gaps, _ = _split(tallies, q)
    found, crossing = lengths[..., :q, :q].sum(axis=(-2, -1)), lengths[..., :q, q].sum(axis=-1)
    collapsed = np.stack([np.stack([found, crossing], -1), np.stack([crossing, lengths[..., q, q]], -1)], -2)
    return _one_minus_disagreement(collapsed, np.stack([squares.sum(axis=-1), gaps], -1))


def cu_alpha_of(tallies: ArrayLike, *, categories: int) -> Floats:
    """Categories of units that intersect; NaN where none do, or all have one category."""
    lengths, _, _, pairable = _split(tallies, categories)
    return _one_minus_disagreement(lengths[..., :categories, :categories], pairable)


def k_u_alpha_of(tallies: ArrayLike, *, categories: int) -> Floats:
    """Each category against the others, of units that intersect: shape (..., categories)."""
    lengths, _, _, pairable = _split(tallies, categories)
    return _per_code(lengths[..., :categories, :categories], pairable)


def coverage_of(tallies: ArrayLike, *, categories: int) -> Floats:
    """The share of each category's length that lies in other coders' units: shape (..., categories)."""
    lengths, _, _, _ = _split(tallies, categories)
    return ratio(lengths[..., :categories, :categories].sum(axis=-1), lengths[..., :categories, :].sum(axis=-1))


def _split(tallies: ArrayLike, categories: int) -> tuple[Floats, Floats, Floats, Floats]:
    t = np.asarray(tallies, dtype=float)
    q, side = categories, (categories + 1) ** 2
    matrix = t[..., :side].reshape(*t.shape[:-1], q + 1, q + 1)
    return matrix, t[..., side : side + q], t[..., side + q], t[..., side + q + 1 :]


def _one_minus_disagreement(matrix: Floats, own: Floats) -> Floats:
    """1 - observed / expected disagreement; `own` holds each category's pairs of a unit with itself."""
    marginal = matrix.sum(axis=-1)
    total = marginal.sum(axis=-1)
    observed = total - np.trace(matrix, axis1=-2, axis2=-1)
    pairs = total**2 - own.sum(axis=-1)
    same = ratio(total * ((marginal**2).sum(axis=-1) - own.sum(axis=-1)), pairs)
    expected = total - same
    negligible = ~(np.abs(expected) > 1e-9 * total)
    return np.asarray(1 - ratio(observed, np.where(negligible, 0.0, expected)))


def _per_code(matrix: Floats, own: Floats) -> Floats:
    marginal = matrix.sum(axis=-1)
    total = marginal.sum(axis=-1)[..., None]
    scale = ratio(total, total**2 - own.sum(axis=-1)[..., None])
    column = scale * (total * marginal - own)
    elsewhere = scale * (total * marginal - marginal**2)  # column less its diagonal
    elsewhere = np.where(np.abs(elsewhere) > 1e-9 * total, elsewhere, 0.0)
    apart = marginal - np.diagonal(matrix, axis1=-2, axis2=-1)
    return np.asarray(1 - ratio(column, marginal) * ratio(apart, elsewhere))
