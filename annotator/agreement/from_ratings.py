"""A table of ratings -> a row for every measure that applies: over all coders, per code and per pair."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from annotator.agreement.draws import Draws
from annotator.agreement.figure import figure, ratio, undefined
from annotator.agreement.many_values import MANY, alpha_of_interval_parts, alpha_of_many, interval_parts
from annotator.agreement.rating_block import RatingBlock
from annotator.agreement.rating_measures import add_alpha, add_family, add_kappas, add_light, add_two_by_two
from annotator.agreement.ratings import Ratings, has_code_rows
from annotator.agreement.rows import ResultRow
from annotator.agreement.tallies import MISSING
from annotator.wording import later, say

_NO_WEIGHTS = later("The categories are texts without an order: give --order, --weights or an ordered level.")


def rows_of_ratings(ratings: Ratings, draws: Draws | None = None) -> list[ResultRow]:
    """Every measure: scope "all", then "code:X", then "pair:A,B" (A and B sorted).

    `draws`: of documents, for the second interval from 40 of them on; None: without.
    """
    drawn = draws or Draws()
    seen = np.unique(ratings.codes[ratings.codes != MISSING])
    constant = len(seen) < 2
    ratings = ratings.condensed()
    rows = _measures(ratings, "all", constant, drawn)
    if has_code_rows(ratings):
        for place, name in enumerate(ratings.categories):
            rows += _code_measures(ratings.against_rest(place).condensed(), name, constant, drawn)
    for pair in combinations(range(len(ratings.coders)), 2):
        a, b = sorted(pair, key=lambda c: ratings.coders[c])
        of_pair = ratings.part((a, b)).condensed()
        rows += _measures(of_pair, f"pair:{','.join(of_pair.coders)}", constant, drawn)
    return rows


def code_rows(binary: Ratings, code: str, draws: Draws, *, constant: bool = False) -> list[ResultRow]:
    """The rows `code:X` of ratings that are 0 where the code is given and 1 where it is not."""
    return _code_measures(binary.condensed(), code, constant, draws)


def _measures(ratings: Ratings, scope: str, constant: bool, draws: Draws) -> list[ResultRow]:
    block = RatingBlock(ratings, scope, None, constant, draws)
    if ratings.measured:
        return _measures_of_many(block)
    add_family(block, "percent_agreement", "none", low=0.0)
    add_alpha(block, ratings.level)
    add_kappas(block)
    add_family(block, "fleiss_kappa", "fleiss")
    if scope == "all":
        add_light(block)
    add_family(block, "gwet_ac1", "gwet")
    if ratings.weights is None:
        block.add("gwet_ac2", undefined(say(_NO_WEIGHTS)), weights=ratings.scheme)
    else:
        add_family(block, "gwet_ac2", "gwet", weights=ratings.weights, scheme=ratings.scheme)
    add_family(block, "brennan_prediger", "uniform")
    add_family(block, "randolph_kappa", "uniform")
    add_two_by_two(block)
    return block.rows


def _measures_of_many(block: RatingBlock) -> list[ResultRow]:
    """Measurements: percent agreement and alpha; what compares categories is null and says so."""
    ratings = block.ratings
    codes, level = ratings.codes, ratings.level
    rated = (codes != MISSING).sum(axis=1)
    equal = np.zeros(len(codes))
    for a, b in combinations(range(codes.shape[1]), 2):
        equal += 2 * ((codes[:, a] == codes[:, b]) & (codes[:, a] != MISSING))
    parts = np.stack([equal / np.where(rated > 1, rated * (rated - 1), 1), rated > 1], axis=1).astype(float)
    total = parts.sum(axis=0)
    found = block.checked(lambda: figure(total[0] / total[1], n=total[1]))
    block.add("percent_agreement", found, parts=parts, estimator=lambda s: ratio(s[..., 0], s[..., 1]), low=0.0)
    scores = np.arange(len(ratings.categories), dtype=float) if ratings.scores is None else ratings.scores
    values = np.where(codes == MISSING, np.nan, scores[codes])
    found = block.checked(lambda: alpha_of_many(values, level=level))
    if level == "interval" and found.value is not None:
        sums = interval_parts(values)
        block.add("krippendorff_alpha", found, parts=sums, estimator=alpha_of_interval_parts, level=level)
    else:
        block.add(
            "krippendorff_alpha",
            found,
            level=level,
            note=say("No interval: more than {many} different values.", many=MANY),
        )
    for measure in (
        "cohen_kappa",
        "scott_pi",
        "fleiss_kappa",
        "light_kappa",
        "gwet_ac1",
        "gwet_ac2",
        "brennan_prediger",
        "randolph_kappa",
    ):
        block.add(
            measure,
            undefined(
                say("Compares categories, and here are {number} different values.", number=len(ratings.categories))
            ),
        )
    return block.rows


def _code_measures(ratings: Ratings, name: str, constant: bool, draws: Draws) -> list[ResultRow]:
    block = RatingBlock(ratings, f"code:{name}", name, constant, draws)
    add_alpha(block, "nominal")
    add_family(block, "fleiss_kappa", "fleiss")
    add_family(block, "gwet_ac1", "gwet")
    add_two_by_two(block)
    return block.rows
