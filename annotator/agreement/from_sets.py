"""Set-valued ratings (each unit any number of codes) -> rows: alpha on sets, and each code against its absence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.agreement.alpha import alpha_of_parts, alpha_parts
from annotator.agreement.alpha_shares import shares_below
from annotator.agreement.draws import Draws
from annotator.agreement.figure import Floats, Ints, figure
from annotator.agreement.from_ratings import code_rows
from annotator.agreement.intervals import FEWEST_CLUSTERS, Estimator
from annotator.agreement.rating_block import RatingBlock
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


def rows_of_sets(given: SetRatings, draws: Draws | None = None) -> list[ResultRow]:
    """alpha_jaccard and alpha_masi over all coders and per pair; each code's figures as `code:X`.

    `draws`: of documents, for the second interval from 40 of them on; None: without.
    """
    drawn = draws or Draws()
    numbers, sets = number_sets(given.ratings)
    ratings = Ratings(
        codes=numbers.reshape(len(given.ratings), len(given.coders)),
        coders=given.coders,
        categories=tuple("|".join(sorted(one)) for one in sets),
        clusters=given.clusters,
    )
    constant = len(sets) < 2
    rows = _alphas(ratings, sets, "all", constant, drawn)
    for code in given.codes:
        rows += code_rows(_presence(given, code), code, drawn, constant=constant)
    for pair in combinations(range(len(given.coders)), 2):
        a, b = sorted(pair, key=lambda c: given.coders[c])
        of_pair = ratings.part((a, b))
        rows += _alphas(of_pair, sets, f"pair:{','.join(of_pair.coders)}", constant, drawn)
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


def _alphas(ratings: Ratings, sets: list[Codes], scope: str, constant: bool, draws: Draws) -> list[ResultRow]:
    block = RatingBlock(ratings, scope, None, constant, draws, task="document")
    for measure, distance in _MEASURES:
        delta = set_distances(sets, distance)
        parts, alpha = alpha_parts(block.counts, delta), _alpha_with(delta)
        found = block.checked(lambda p=parts, a=alpha: figure(a(p.sum(axis=0)).item(), n=ratings.pairable))  # type: ignore[misc]
        block.add(measure, found, parts=parts, estimator=alpha)
    return block.rows
