"""Set-valued ratings (each unit any number of codes) -> rows: alpha on sets, and each code against its absence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.agreement.alpha import alpha_of_parts, alpha_parts
from annotator.agreement.alpha_shares import shares_below
from annotator.agreement.figure import NOTHING_PAIRABLE, Figure, Floats, Ints, figure, undefined
from annotator.agreement.from_ratings import code_rows
from annotator.agreement.intervals import FEWEST_CLUSTERS, Estimator
from annotator.agreement.rating_block import ONE_CODE
from annotator.agreement.ratings import Ratings
from annotator.agreement.rows import ResultRow, Table
from annotator.agreement.sampling import Sampling
from annotator.agreement.sets import Codes, jaccard_distance, masi_distance, number_sets, set_distances
from annotator.agreement.tallies import MISSING, category_counts

_MEASURES: tuple[tuple[str, Callable[[Codes, Codes], float]], ...] = (
    ("alpha_jaccard", jaccard_distance),
    ("alpha_masi", masi_distance),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRatings:
    """`ratings`: per unit, each coder's set of codes, or None for missing. `clusters`: each unit's document."""

    ratings: Sequence[Sequence[Codes | None]]
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    clusters: Ints | None = None


def rows_of_sets(given: SetRatings) -> list[ResultRow]:
    """alpha_jaccard and alpha_masi over all coders and per pair; each code's figures as `code:X`."""
    numbers, sets = number_sets(given.ratings)
    numbers = numbers.reshape(len(given.ratings), len(given.coders))
    sampling = Sampling(len(numbers), given.clusters)
    constant = len(sets) < 2
    rows = _alphas(numbers, sets, sampling, "all", given.coders, constant)
    for code in given.codes:
        rows += code_rows(_presence(given, code), code, constant=constant)
    for pair in combinations(range(len(given.coders)), 2):
        a, b = sorted(pair, key=lambda c: given.coders[c])
        names = (given.coders[a], given.coders[b])
        rows += _alphas(numbers[:, [a, b]], sets, sampling, f"pair:{','.join(names)}", names, constant)
    return rows


def set_bootstraps(given: SetRatings, *, replicates: int, seed: int) -> Iterator[Table]:
    """How much of the bootstrap of either alpha lies below Krippendorff's reading aids .667 and .800."""
    numbers, sets = number_sets(given.ratings)
    sampling = Sampling(len(numbers), given.clusters)
    if sampling.size < FEWEST_CLUSTERS or not sets:
        return
    counts = category_counts(numbers, len(sets))
    for measure, distance in _MEASURES:
        delta = set_distances(sets, distance)
        parts = alpha_parts(counts, delta)
        values = sampling.bootstrap(parts, _alpha_with(delta), replicates=replicates, seed=seed)
        yield from shares_below(measure, values, sampling, seed=seed)


def _alpha_with(delta: Floats) -> Estimator:
    return lambda sums: alpha_of_parts(sums, delta)


def _presence(given: SetRatings, code: str) -> Ratings:
    codes = [[MISSING if one is None else int(code not in one) for one in unit] for unit in given.ratings]
    return Ratings(
        codes=np.array(codes, dtype=np.int64).reshape(len(given.ratings), len(given.coders)),
        coders=given.coders,
        categories=(code, "absent"),
        clusters=given.clusters,
    )


def _alphas(
    numbers: Ints, sets: list[Codes], sampling: Sampling, scope: str, coders: tuple[str, ...], constant: bool
) -> list[ResultRow]:
    return [
        _alpha(numbers, sets, sampling, scope, coders, constant, measure, distance) for measure, distance in _MEASURES
    ]


def _alpha(
    numbers: Ints,
    sets: list[Codes],
    sampling: Sampling,
    scope: str,
    coders: tuple[str, ...],
    constant: bool,
    measure: str,
    distance: Callable[[Codes, Codes], float],
) -> ResultRow:
    delta = set_distances(sets, distance)
    parts = alpha_parts(category_counts(numbers, len(sets)), delta)
    pairable = int(((numbers != MISSING).sum(axis=1) > 1).sum())
    found: Figure
    if not pairable:
        found = undefined(NOTHING_PAIRABLE)
    elif constant:
        found = undefined(ONE_CODE, n=pairable)
    else:
        found = figure(alpha_of_parts(parts.sum(axis=0), delta).item(), n=pairable)
    limits = sampling.jackknife(parts, lambda sums: alpha_of_parts(sums, delta), low=-1.0, high=1.0)
    limits = limits if found.value is not None else None
    return ResultRow(
        facet=None,
        task="document",
        scope=scope,
        measure=measure,
        value=found.value,
        n=found.n,
        low=limits.low if limits else None,
        high=limits.high if limits else None,
        interval="jackknife-t" if limits else None,
        coders=coders,
        reason=found.reason,
        n_documents=None if sampling.clusters is None else sampling.size,
        coverage=found.n / len(numbers) if found.value is not None else None,
        note=sampling.note if found.value is not None and limits is None else None,
    )
