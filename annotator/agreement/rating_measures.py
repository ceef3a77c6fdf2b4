"""The measures of a table of ratings, each as a row of a block."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np

from annotator.agreement import coefficients, fleiss_family
from annotator.agreement.alpha import alpha_of_coincidences, alpha_of_parts, alpha_parts
from annotator.agreement.figure import NO_VARIATION, Floats, figure, undefined
from annotator.agreement.intervals import Estimator
from annotator.agreement.many_values import alpha_of_many
from annotator.agreement.rating_block import RatingBlock
from annotator.agreement.ratings import Ratings
from annotator.agreement.tallies import MISSING, category_counts, contingency
from annotator.agreement.two_coder_parts import kappa_of_parts, pi_of_parts, two_coder_parts
from annotator.agreement.weights import Level, identity_weights, squared_differences
from annotator.wording import later, say

_TWO_CODERS = later("Defined for two coders; see the rows of the pairs.")
_TWO_CATEGORIES = later("Defined for two categories; see the rows of the codes.")
_LARGEST = 20_000_000


def add_family(
    block: RatingBlock,
    measure: str,
    chance: fleiss_family.Chance,
    *,
    weights: Floats | None = None,
    scheme: str | None = None,
    low: float = -1.0,
) -> None:
    counts, times = block.counts, block.ratings.times
    found = block.checked(lambda: fleiss_family.coefficient(counts, chance=chance, weights=weights, times=times))
    parts = fleiss_family.units_of_gwet(counts, weights)
    block.add(
        measure,
        found,
        parts=parts,
        low=low,
        weights=scheme,
        estimator=lambda sums: fleiss_family.coefficient_of_units(sums, chance=chance, weights=weights),
    )


def add_alpha(block: RatingBlock, level: Level) -> None:
    codes, q = block.ratings.codes, len(block.ratings.categories)
    if level == "ordinal" and len(codes) * q * q > _LARGEST:
        places = np.repeat(np.where(codes == MISSING, np.nan, codes), block.ratings.weight.astype(int), axis=0)
        found = block.checked(lambda: alpha_of_many(places, level="ordinal"))
        block.add("krippendorff_alpha", found, level=level, note=say("No interval: too many units and values."))
        return
    parts, estimator = alpha_sums(block.ratings, level)
    n = block.ratings.pairable
    found = block.checked(lambda: figure(estimator(block.ratings.weight @ parts).item(), n=n))
    block.add("krippendorff_alpha", found, parts=parts, estimator=estimator, level=level)


def alpha_sums(ratings: Ratings, level: Level) -> tuple[Floats, Estimator]:
    """What each unit adds to alpha, and alpha of the sums."""
    q = len(ratings.categories)
    counts = category_counts(ratings.codes, q).astype(float)
    if level != "ordinal":
        scores = np.arange(q) if ratings.scores is None else ratings.scores
        delta = squared_differences(level, scores=scores)
        return alpha_parts(counts, delta), lambda sums: alpha_of_parts(sums, delta)
    m = counts.sum(axis=1)
    kept = np.where((m > 1)[:, None], counts, 0.0)
    share = kept / np.where(m > 1, m - 1, 1)[:, None]
    parts = share[:, :, None] * kept[:, None, :]
    parts[:, np.arange(q), np.arange(q)] -= share
    return (
        parts.reshape(len(counts), q * q),
        lambda sums: alpha_of_coincidences(sums.reshape(*sums.shape[:-1], q, q), level="ordinal"),
    )


def add_kappas(block: RatingBlock) -> None:
    ratings = block.ratings
    kinds: list[tuple[str, Floats, str | None, Callable[[Floats, Floats], Floats]]] = [
        ("cohen_kappa", identity_weights(len(ratings.categories)), None, kappa_of_parts),
    ]
    if ratings.with_kappa_weights and ratings.weights is not None:
        kinds.append(("weighted_kappa", ratings.weights, ratings.scheme, kappa_of_parts))
    kinds.append(("scott_pi", identity_weights(len(ratings.categories)), None, pi_of_parts))
    for measure, weights, scheme, formula in kinds:
        if len(ratings.coders) != 2:
            block.add(measure, undefined(say(_TWO_CODERS)), weights=scheme)
            continue
        parts = two_coder_parts(ratings.codes[:, 0], ratings.codes[:, 1], weights)
        n = ratings.pairable

        def estimator(
            sums: Floats, formula: Callable[[Floats, Floats], Floats] = formula, w: Floats = weights
        ) -> Floats:
            return formula(sums, w)

        value = estimator(ratings.weight @ parts).item()
        found = block.checked(lambda value=value, n=n: figure(value, n=n))  # type: ignore[misc]
        block.add(measure, found, parts=parts, estimator=estimator, weights=scheme)


def add_light(block: RatingBlock) -> None:
    codes, q, times = block.ratings.codes, len(block.ratings.categories), block.ratings.times
    pairs = list(combinations(range(codes.shape[1]), 2))
    width = 1 + 2 * q
    if len(codes) * len(pairs) * width > _LARGEST:
        pairs_parts = None
    else:
        pairs_parts = np.concatenate(
            [two_coder_parts(codes[:, a], codes[:, b], identity_weights(q)) for a, b in pairs], axis=1
        )
    found = block.checked(
        lambda: coefficients.light_kappa([contingency(codes[:, a], codes[:, b], q, times) for a, b in pairs])
    )
    n = block.ratings.pairable

    def estimator(sums: Floats) -> Floats:
        split = sums.reshape(*sums.shape[:-1], len(pairs), width)
        return np.asarray(kappa_of_parts(split, identity_weights(q)).mean(axis=-1))

    block.add("light_kappa", replace(found, n=n), parts=pairs_parts, estimator=estimator)


def add_two_by_two(block: RatingBlock) -> None:
    """PABAK, prevalence and bias (two coders) and positive and negative agreement (pairs pooled) of two categories."""
    ratings = block.ratings
    if len(ratings.categories) != 2:
        for measure in ("pabak", "prevalence_index", "bias_index", "positive_agreement", "negative_agreement"):
            block.add(measure, undefined(say(_TWO_CATEGORIES)))
        return
    yes = ratings.positive
    name = ratings.categories[yes]
    said = say("Positive is {name}.", name=name) if block.code is None else None
    pooled = np.zeros((len(ratings.codes), 4))
    for a, b in combinations(range(len(ratings.coders)), 2):
        first, second = ratings.codes[:, a], ratings.codes[:, b]
        both = (first != MISSING) & (second != MISSING)
        for place, (x, y) in enumerate(((yes, yes), (yes, 1 - yes), (1 - yes, yes), (1 - yes, 1 - yes))):
            pooled[:, place] += both & (first == x) & (second == y)
    n = ratings.pairable
    two = len(ratings.coders) == 2
    formulas: list[tuple[str, Callable[[Floats], Floats], float, bool, str]] = [
        ("pabak", lambda t: 2 * coefficients.percent_agreement_of(t) - 1, -1.0, two, say(NO_VARIATION)),
        ("prevalence_index", coefficients.prevalence_index_of, 0.0, two, say(NO_VARIATION)),
        ("bias_index", coefficients.bias_index_of, 0.0, two, say(NO_VARIATION)),
        ("positive_agreement", coefficients.positive_agreement_of, 0.0, True, say("No coder used {name}.", name=name)),
        (
            "negative_agreement",
            coefficients.negative_agreement_of,
            0.0,
            True,
            say("Every rating is {name}.", name=name),
        ),
    ]
    for measure, formula, low, defined, why in formulas:
        if not defined:
            if block.code is None:
                block.add(measure, undefined(say(_TWO_CODERS)))
            continue

        def estimator(sums: Floats, formula: Callable[[Floats], Floats] = formula) -> Floats:
            return formula(sums.reshape(*sums.shape[:-1], 2, 2))

        value = estimator(ratings.weight @ pooled).item()
        found = block.checked(lambda value=value, why=why: figure(value, n=n, reason=why))  # type: ignore[misc]
        block.add(measure, found, parts=pooled, estimator=estimator, low=low, note=said)
