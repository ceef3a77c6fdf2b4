"""The unitizing rows of a set of documents: the u-alpha family, on one continuum or, with overlaps, one per code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike

from annotator.agreement import per_code_continua, unitizing
from annotator.agreement.figure import Floats, Ints
from annotator.agreement.intervals import Estimator
from annotator.agreement.per_code_continua import SUMS, disagreements, pooled_u_alpha
from annotator.agreement.row_maker import RowMaker, Where
from annotator.agreement.unitizing import figures_of

OVERLAPS = "Spans of one coder overlap, so there is no single continuum to compare codes on."
NO_UNITS = "No coder has a span here, so there is only one long gap and nothing varies."
NOT_INTERSECTING = "No spans of two coders intersect with different codes possible, so nothing varies."
PER_CODE = "On per-code continua, since spans of one coder overlap."
MERGED = "Overlapping spans of one coder merged."


@dataclass(slots=True)
class Marked:
    """The spans of one document and facet as arrays (units,); `coder` is a place in the document's own coders."""

    coder: Ints
    start: Ints
    end: Ints
    value: Ints
    coders: int
    length: int
    categories: int
    overlaps: bool = field(init=False)
    continuum: unitizing.Continuum | None = field(init=False, default=None)
    layers: per_code_continua.Layers = field(init=False)

    def __post_init__(self) -> None:
        self.overlaps = bool(unitizing.overlapping(self.coder, self.start, self.end).any())
        arrays = (self.coder, self.start, self.end, self.value)
        if not self.overlaps:
            self.continuum = unitizing.cut(*arrays, coders=self.coders, categories=self.categories, length=self.length)
        self.layers = per_code_continua.layers(*arrays, coders=self.coders, length=self.length)

    def sums(self, *, coders: ArrayLike | None = None, inside: Sequence[tuple[int, int]] | None = None) -> Sums:
        """The tallies of some coders (None: all), of positions `inside` only (None: all)."""
        single = None
        if self.continuum is not None:
            mask = None
            if inside is not None:
                mask = _mask(np.concatenate([[0], np.cumsum(self.continuum.lengths)]), inside)
            single = unitizing.tally(self.continuum, categories=self.categories, coders=coders, mask=mask)
        mask = None if inside is None else _mask(self.layers.edges, inside)
        found = per_code_continua.tally(self.layers, coders=coders, mask=mask)
        return Sums(single, self.layers.codes, found)


@dataclass(frozen=True, slots=True)
class Sums:
    """A document's part: `single` is None where spans overlap; `layered` has a row per code, the union last."""

    single: Floats | None
    codes: Ints
    layered: Floats


def _mask(edges: ArrayLike, inside: Sequence[tuple[int, int]]) -> Floats:
    """The share of each segment that lies inside the given stretches (sorted, apart)."""
    at = np.asarray(edges, dtype=float)
    covered = np.zeros(len(at))
    for start, end in inside:
        covered += np.clip(at, start, end) - start
    long = np.diff(at)
    return np.asarray(np.diff(covered) / np.where(long > 0, long, 1.0))


def add_unitizing_rows(
    maker: RowMaker, where: Where, sums: Sequence[Sums], codes: Sequence[str], *, n: int, per_code: bool = True
) -> None:
    """u_alpha, bar_u_alpha, cu_alpha, and per code k_u_alpha, of documents given as their sums."""
    q = len(codes)
    layered = np.zeros((len(sums), q + 1, SUMS))
    for place, found in enumerate(sums):
        layered[place, found.codes] = found.layered[:-1]
        layered[place, q] = found.layered[-1]
    if any(found.single is None for found in sums):
        _overlapping_rows(maker, where, layered, codes, n=n, per_code=per_code)
        return
    width = (q + 1) ** 2 + 2 * q + 1
    single = np.array([found.single for found in sums], dtype=float).reshape(len(sums), width)
    total = single.sum(axis=0)
    figures = figures_of(total, categories=q)
    valued = total[: (q + 1) ** 2].reshape(q + 1, q + 1)
    share = float(valued[:q, :q].sum() / valued[:q].sum()) if valued[:q].sum() > 0 else None
    low = -np.inf
    maker.add(
        "u_alpha",
        where,
        single,
        lambda s: figures_of(s, categories=q).u_alpha,
        n=n,
        low=low,
        level="nominal",
        coverage=1.0,
        reason=NO_UNITS,
    )
    maker.add(
        "bar_u_alpha",
        where,
        single,
        lambda s: figures_of(s, categories=q).bar_u_alpha,
        n=n,
        low=low,
        coverage=1.0,
        reason=NO_UNITS,
    )
    maker.add(
        "cu_alpha",
        where,
        single,
        lambda s: figures_of(s, categories=q).cu_alpha,
        n=n,
        low=low,
        level="nominal",
        coverage=share,
        reason=NOT_INTERSECTING,
    )
    if not per_code:
        return
    for place, code in enumerate(codes):
        if valued[place].sum() <= 0:
            continue
        covered = float(figures.coverage[place])
        maker.add(
            "k_u_alpha",
            _of_code(where, code),
            single,
            _code_estimator(q, place),
            n=n,
            low=low,
            level="nominal",
            coverage=covered if np.isfinite(covered) else None,
            reason=f"No spans coded {code} intersect another coder's spans, or nothing else is there to tell it from.",
        )


def _overlapping_rows(
    maker: RowMaker, where: Where, layered: Floats, codes: Sequence[str], *, n: int, per_code: bool
) -> None:
    q = len(codes)
    flat = layered.reshape(len(layered), (q + 1) * SUMS)

    def per_code_u(sums: Floats) -> Floats:
        return pooled_u_alpha(sums.reshape(*sums.shape[:-1], q + 1, SUMS)[..., :q, :])

    def union(sums: Floats) -> Floats:
        return _one(sums.reshape(*sums.shape[:-1], q + 1, SUMS)[..., q, :])

    maker.add(
        "u_alpha",
        where,
        flat,
        per_code_u,
        n=n,
        low=-np.inf,
        level="nominal",
        coverage=1.0,
        reason=NO_UNITS,
        note=PER_CODE,
    )
    maker.add("bar_u_alpha", where, flat, union, n=n, low=-np.inf, coverage=1.0, reason=NO_UNITS, note=MERGED)
    maker.undefined("cu_alpha", where, OVERLAPS, n=n, documents=len(layered), level="nominal")
    if not per_code or not len(layered):
        return
    used = layered[:, :q, 3].sum(axis=0) > 0
    for place, code in enumerate(codes):
        if not used[place]:
            continue
        own = _of_code(where, code)
        maker.undefined("k_u_alpha", own, OVERLAPS, n=n, documents=len(layered), level="nominal")
        maker.add(
            "u_alpha",
            own,
            layered[:, place],
            _one,
            n=n,
            low=-np.inf,
            level="nominal",
            coverage=1.0,
            note="On the code's own continuum, since spans of one coder overlap.",
        )


def _one(sums: Floats) -> Floats:
    observed, expected = disagreements(sums)
    return np.asarray(1 - np.divide(observed, np.where(expected > 0, expected, np.nan)))


def _code_estimator(categories: int, place: int) -> Estimator:
    return lambda sums: figures_of(sums, categories=categories).per_code[..., place]


def _of_code(where: Where, code: str) -> Where:
    scope = f"code:{code}" if where.scope == "all" else f"{where.scope} code:{code}"
    return replace(where, scope=scope, code=code)
