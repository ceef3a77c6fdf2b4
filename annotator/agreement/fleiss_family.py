"""Fleiss' kappa, Gwet's AC1 and AC2, Brennan-Prediger, Randolph: any number of coders, missing values, Gwet's way.

Observed agreement is averaged over units of at least two ratings, marginals over units of at least one. A unit is a row
of category counts, shape (units, categories). `categories` are the codebook's where there is one, else those
observed: their number changes AC1, AC2, Brennan-Prediger and Randolph.
Source: Gwet (2014), Handbook of inter-rater reliability, 4th ed.; Fleiss (1971); Brennan & Prediger (1981);
Randolph (2005). Values and errors were compared with those irrCAC prints.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from annotator.agreement.figure import NO_VARIATION, NOTHING_PAIRABLE, Figure, Floats, undefined
from annotator.wording import say

Chance: TypeAlias = Literal["none", "fleiss", "gwet", "uniform"]


def multi_coder_agreement(counts: ArrayLike) -> Figure:
    """Share of agreeing pairs of ratings, averaged over units of two or more. Range 0 to 1.

    >>> round(multi_coder_agreement([[3, 0], [2, 1], [2, 1], [3, 0]]).value, 4)
    0.6667
    """
    return coefficient(counts, chance="none")


def fleiss_kappa(counts: ArrayLike) -> Figure:
    """Agreement beyond what the pooled marginals give. Range: up to 1, 0 is chance. Source: Fleiss (1971).

    Undefined when only one category was used. Fleiss' own formula wants the same number of coders for each unit;
    with missing ratings this is Gwet's extension.

    >>> round(fleiss_kappa([[3, 0], [2, 1], [2, 1], [3, 0]]).value, 6)
    -0.2
    """
    return coefficient(counts, chance="fleiss")


def gwet_ac1(counts: ArrayLike) -> Figure:
    """Agreement beyond chance where chance is guessing on hard units only. Range: up to 1. Source: Gwet (2008).

    Undefined when only one category was used.

    >>> round(gwet_ac1([[2, 0]] * 80 + [[1, 1]] * 15 + [[0, 2]] * 5).value, 3)
    0.808
    """
    return coefficient(counts, chance="gwet")


def gwet_ac2(counts: ArrayLike, weights: ArrayLike) -> Figure:
    """AC1 with agreement weights (1 on the diagonal; see weights.py). Range: up to 1. Source: Gwet (2014).

    >>> from annotator.agreement.weights import agreement_weights
    >>> counts = [[2, 0, 0], [1, 1, 0], [0, 2, 0], [0, 1, 1], [0, 0, 2]]
    >>> round(gwet_ac2(counts, agreement_weights("quadratic", [0, 1, 2])).value, 4)
    0.7059
    """
    return coefficient(counts, chance="gwet", weights=weights)


def brennan_prediger(counts: ArrayLike, weights: ArrayLike | None = None) -> Figure:
    """Agreement beyond picking any of the q categories with probability 1/q. Range: up to 1.

    Source: Brennan & Prediger (1981), for more coders and weights Gwet (2014).

    >>> round(brennan_prediger([[2, 0]] * 20 + [[1, 1]] * 30 + [[0, 2]] * 50).value, 6)
    0.4
    """
    return coefficient(counts, chance="uniform", weights=weights)


def randolph_kappa(counts: ArrayLike) -> Figure:
    """Free-marginal kappa of several coders: with q categories, (po - 1/q) / (1 - 1/q). Source: Randolph (2005).

    >>> round(randolph_kappa([[3, 0], [2, 1], [2, 1], [3, 0]]).value, 3)
    0.333
    """
    return coefficient(counts, chance="uniform")


def coefficient(
    counts: ArrayLike, *, chance: Chance, weights: ArrayLike | None = None, times: ArrayLike | None = None
) -> Figure:
    """Any of the family by its idea of chance: "none" (percent agreement), "fleiss", "gwet", "uniform".

    `times`: how many equal units each row of counts stands for; None: one each.
    """
    n = np.asarray(counts, dtype=float)
    rated = n.sum(axis=1) > 0
    many = np.ones(len(n)) if times is None else np.asarray(times, dtype=float)
    n, many = n[rated], many[rated]
    categories = n.shape[1]
    w = np.eye(categories) if weights is None else np.asarray(weights, dtype=float)
    ratings = n.sum(axis=1)
    pairable = ratings > 1
    units, compared = many.sum(), many @ pairable
    if not compared:
        return undefined(say(NOTHING_PAIRABLE))
    if chance != "none" and (categories < 2 or (n.sum(axis=0) > 0).sum() < 2):
        return undefined(say(NO_VARIATION), n=round(compared))
    pairs = np.where(pairable, ratings * (ratings - 1), 1.0)
    agreement = (n * (n @ w - 1)).sum(axis=1) / pairs * pairable
    observed = many @ agreement / compared
    share = n / ratings[:, None]
    by_chance, of_unit = _chance(share, many, w, chance)
    if by_chance >= 1:
        return undefined(say(NO_VARIATION), n=round(compared))
    value = (observed - by_chance) / (1 - by_chance)
    spread = units / compared * (agreement - by_chance * pairable) - 2 * (1 - value) * (of_unit - by_chance)
    spread = spread / (1 - by_chance)
    error = np.sqrt(many @ (spread - value) ** 2 / (units * (units - 1))) if units > 1 else None
    return Figure(float(value), n=round(compared), error=None if error is None else float(error))


def _chance(share: Floats, times: Floats, weights: Floats, chance: Chance) -> tuple[float, Floats]:
    """Agreement expected by chance, and what each unit contributes to it (Gwet's linearisation)."""
    categories = share.shape[1]
    marginals = times @ share / times.sum()
    total = weights.sum()
    if chance == "fleiss":
        return float(marginals @ weights @ marginals), share @ ((weights + weights.T) / 2 @ marginals)
    if chance == "gwet":
        scale = total / (categories * (categories - 1))
        return float(scale * (marginals * (1 - marginals)).sum()), scale * (share @ (1 - marginals))
    by_chance = 0.0 if chance == "none" else float(total / categories**2)
    return by_chance, np.full(len(share), by_chance)


def units_of_gwet(counts: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    """What each unit adds to observed agreement and marginals, so that clusters can be added up and left out.

    Shape (units, 3 + categories): agreement, 1 if pairable, 1 if rated, then the shares of its ratings.
    """
    n = np.asarray(counts, dtype=float)
    w = np.eye(n.shape[1]) if weights is None else np.asarray(weights, dtype=float)
    ratings = n.sum(axis=1)
    pairable, rated = ratings > 1, ratings > 0
    agreement = (n * (n @ w - 1)).sum(axis=1) / np.where(pairable, ratings * (ratings - 1), 1.0) * pairable
    share = n / np.where(rated, ratings, 1.0)[:, None]
    return np.concatenate([np.stack([agreement, pairable, rated], axis=1).astype(float), share], axis=1)


def coefficient_of_units(parts: ArrayLike, *, chance: Chance, weights: ArrayLike | None = None) -> Floats:
    """The coefficient of summed `units_of_gwet`, on the last axis; NaN where undefined."""
    p = np.asarray(parts, dtype=float)
    agreement, compared, rated, shares = p[..., 0], p[..., 1], p[..., 2], p[..., 3:]
    categories = shares.shape[-1]
    w = np.eye(categories) if weights is None else np.asarray(weights, dtype=float)
    observed = agreement / np.where(compared > 0, compared, np.nan)
    if chance == "none":
        return np.asarray(observed)
    marginals = shares / np.where(rated > 0, rated, np.nan)[..., None]
    if chance == "fleiss":
        expected = ((marginals @ w) * marginals).sum(axis=-1)
    elif chance == "gwet":
        expected = w.sum() / max(categories * (categories - 1), 1) * (marginals * (1 - marginals)).sum(axis=-1)
    else:
        expected = np.full(observed.shape, w.sum() / categories**2)
    varies = (shares > 1e-9).sum(axis=-1) > 1
    expected = np.where(varies & (expected < 1), expected, np.nan)
    return np.asarray((observed - expected) / (1 - expected))
