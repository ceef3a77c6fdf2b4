"""The unitizing rows of a set of documents: the u-alpha family, on one continuum or, with overlaps, one per code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.agreement import per_code_continua, unitizing
from annotator.agreement.document_spans import DocumentSpans
from annotator.agreement.figure import Floats, Ints
from annotator.agreement.per_code_continua import SUMS, disagreements, pooled_u_alpha
from annotator.agreement.row_maker import RowMaker
from annotator.agreement.unitizing import bar_u_alpha_of, coverage_of, cu_alpha_of, k_u_alpha_of, u_alpha_of
from annotator.agreement.where import About, Where
from annotator.wording import later, say

OVERLAPS = later("Spans of one coder overlap, so there is no single continuum to compare codes on.")
NO_UNITS = later("No coder has a span here, so there is only one long gap and nothing varies.")
NO_GAPS = later("Every position carries the same code of every coder, so nothing varies.")
NOT_INTERSECTING = later("No spans of two coders intersect, so no codes can be compared.")
ONE_CODE = later("All spans that intersect carry the same code, so chance agreement cannot be told from agreement.")
PER_CODE = later("On per-code continua, since spans of one coder overlap.")
MERGED = later("Overlapping spans of one coder merged.")


@dataclass(slots=True)
class Marked:
    """A document cut up for tallies. Coders whose own spans overlap have no place on the one continuum."""

    spans: DocumentSpans
    categories: int
    overlapping: frozenset[int] = field(init=False)
    continuum: unitizing.Continuum = field(init=False)
    layers: per_code_continua.Layers = field(init=False)

    def __post_init__(self) -> None:
        own = self.spans
        across = unitizing.overlapping(own.coder, own.start, own.end)
        self.overlapping = frozenset(own.coder[across].tolist())
        apart = ~np.isin(own.coder, list(self.overlapping))
        self.continuum = unitizing.cut(
            own.coder[apart], own.start[apart], own.end[apart], own.value[apart],
            coders=own.coders, categories=self.categories, length=own.length,
        )  # fmt: skip
        self.layers = per_code_continua.layers(
            own.coder, own.start, own.end, own.value, coders=own.coders, length=own.length
        )

    def sums(self, *, coders: Sequence[int], inside: Sequence[tuple[int, int]] | None = None) -> Sums:
        """The tallies of some coders, of positions `inside` only (None: all)."""
        single = None
        if self.overlapping.isdisjoint(coders):
            mask = None
            if inside is not None:
                mask = _mask(np.concatenate([[0], np.cumsum(self.continuum.lengths)]), inside)
            single = unitizing.tally(self.continuum, categories=self.categories, coders=coders, mask=mask)
        mask = None if inside is None else _mask(self.layers.edges, inside)
        found = per_code_continua.tally(self.layers, coders=coders, mask=mask)
        return Sums(None if single is None else sparse(single), self.layers.codes, found)

    def touches(self, inside: Sequence[tuple[int, int]] | None) -> NDArray[np.bool_]:
        """Which units have a position inside the stretches (None: everywhere)."""
        if inside is None:
            return np.ones(len(self.spans.coder), dtype=bool)
        edges = np.stack([self.spans.start, self.spans.end])
        return np.asarray(np.diff(_covered(edges, inside), axis=0)[0] > 0)


@dataclass(frozen=True, slots=True)
class Sums:
    """A document's part: `single` is None where spans of one of the coders overlap; `layered` has a row per code, the union last.

    A tally of many codes is nearly all zeros, and a study keeps one for each document and group: `single` holds the places
    that are none, and their numbers.
    """

    single: tuple[Ints, Floats] | None
    codes: Ints
    layered: Floats


def _mask(edges: ArrayLike, inside: Sequence[tuple[int, int]]) -> Floats:
    """The share of each segment that lies inside the given stretches (sorted, apart)."""
    long = np.diff(np.asarray(edges, dtype=float))
    return np.asarray(np.diff(_covered(edges, inside)) / np.where(long > 0, long, 1.0))


def _covered(places: ArrayLike, inside: Sequence[tuple[int, int]]) -> Floats:
    """How many positions before each place lie inside the stretches."""
    at = np.asarray(places, dtype=float)
    covered = np.zeros(at.shape)
    for start, end in inside:
        covered += np.clip(at, start, end) - start
    return covered


def sparse(tally: Floats) -> tuple[Ints, Floats]:
    """The places of what is not zero, and what stands there."""
    places = np.flatnonzero(tally)
    return places, tally[places]


def add_unitizing_rows(
    maker: RowMaker, where: Where, sums: Sequence[Sums], codes: Sequence[str], *, units: Ints, per_code: bool = True
) -> None:
    """u_alpha, bar_u_alpha, cu_alpha, and per code k_u_alpha, of documents given as their sums.

    `units`: how many spans of each code there are, shape (codes,).
    """
    q, n = len(codes), int(units.sum())
    if any(found.single is None for found in sums):
        _overlapping_rows(maker, where, sums, codes, units=units, per_code=per_code)
        return
    width = (q + 1) ** 2 + 2 * q + 1
    single = np.zeros((len(sums), width))
    for row, found in enumerate(sums):
        assert found.single is not None
        single[row, found.single[0]] = found.single[1]
    valued = single.sum(axis=0)[: (q + 1) ** 2].reshape(q + 1, q + 1)[:q]
    share = float(valued[:, :q].sum() / valued.sum()) if valued.sum() > 0 else None
    about = About(n=n, low=-np.inf, level="nominal", coverage=1.0, reason=say(NO_GAPS) if n else say(NO_UNITS))
    maker.add("u_alpha", where, single, lambda s: u_alpha_of(s, categories=q), about)
    maker.add("bar_u_alpha", where, single, lambda s: bar_u_alpha_of(s, categories=q), replace(about, level=None))
    within = replace(about, coverage=share, reason=say(ONE_CODE) if valued[:, :q].sum() > 0 else say(NOT_INTERSECTING))
    maker.add("cu_alpha", where, single, lambda s: cu_alpha_of(s, categories=q), within)
    if not per_code:
        return
    used = [place for place in range(q) if valued[place].sum() > 0]
    coverage = coverage_of(single.sum(axis=0), categories=q)
    abouts = [
        replace(
            about,
            n=int(units[place]),
            coverage=float(coverage[place]),
            reason=say(
                "No span coded {codes} meets another coder's span, or there is nothing to tell it from.",
                codes=codes[place],
            ),
        )
        for place in used
    ]
    maker.add_many(
        "k_u_alpha",
        [where.of_code(codes[place]) for place in used],
        single,
        lambda s: k_u_alpha_of(s, categories=q),
        abouts,
        kept=used,
    )


def _overlapping_rows(
    maker: RowMaker, where: Where, sums: Sequence[Sums], codes: Sequence[str], *, units: Ints, per_code: bool
) -> None:
    q, n = len(codes), int(units.sum())
    layered = np.zeros((len(sums), q + 1, SUMS))
    for place, found in enumerate(sums):
        layered[place, found.codes] = found.layered[:-1]
        layered[place, q] = found.layered[-1]
    about = About(n=n, low=-np.inf, level="nominal", coverage=1.0, reason=say(NO_GAPS) if n else say(NO_UNITS))
    own = layered[:, :q].reshape(len(sums), q * SUMS)
    maker.add("u_alpha", where, own, lambda s: pooled_u_alpha(_unfold(s)), replace(about, note=say(PER_CODE)))
    maker.add("bar_u_alpha", where, layered[:, q], _one, replace(about, level=None, note=say(MERGED)))
    missing = replace(about, coverage=None, reason=say(OVERLAPS))
    maker.undefined("cu_alpha", where, missing, documents=len(sums))
    if not per_code:
        return
    used = [place for place in range(q) if layered[:, place, 3].sum() > 0]
    for place in used:
        told = replace(missing, n=int(units[place]))
        maker.undefined("k_u_alpha", where.of_code(codes[place]), told, documents=len(sums))
    maker.add_many(
        "u_alpha",
        [where.of_code(codes[place]) for place in used],
        own,
        lambda s: _one(_unfold(s)),
        [
            replace(
                about, n=int(units[place]), note=say("On the code's own continuum, since spans of one coder overlap.")
            )
            for place in used
        ],
        kept=used,
    )


def _unfold(sums: Floats) -> Floats:
    return sums.reshape(*sums.shape[:-1], -1, SUMS)


def _one(sums: Floats) -> Floats:
    observed, expected = disagreements(sums)
    return np.asarray(1 - np.divide(observed, np.where(expected > 0, expected, np.nan)))
