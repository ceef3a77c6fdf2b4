"""Coefficients of two coders, from their table of counts: shape (categories, categories), rows the first coder.

The functions named `…_of` take stacks of tables, shape (..., categories, categories), and give NaN where undefined;
those named after a measure take one table and give a Figure. Units that either coder left out are not in the table.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from annotator.agreement.figure import Figure, Floats, figure, ratio, undefined
from annotator.wording import say


def percent_agreement(table: ArrayLike) -> Figure:
    """Share of units that both coders gave the same category. Range 0 to 1; chance is not taken out.

    >>> percent_agreement([[20, 10], [20, 50]]).value
    0.7
    """
    t = np.asarray(table, dtype=float)
    return figure(percent_agreement_of(t).item(), n=t.sum())


def percent_agreement_of(tables: ArrayLike) -> Floats:
    t = np.asarray(tables, dtype=float)
    return ratio(np.trace(t, axis1=-2, axis2=-1), t.sum(axis=(-2, -1)))


def cohen_kappa(table: ArrayLike) -> Figure:
    """Agreement beyond what each coder's own marginals give. Range -1 to 1; 0 is chance.

    Undefined when both coders used one and the same category only. Source: Cohen (1960).

    >>> round(cohen_kappa([[88, 14, 18], [10, 40, 10], [2, 6, 12]]).value, 3)
    0.492
    """
    return weighted_kappa(table, np.eye(len(np.asarray(table))))


def weighted_kappa(table: ArrayLike, weights: ArrayLike) -> Figure:
    """Cohen's kappa with agreement weights (1 on the diagonal; see weights.py). Source: Cohen (1968).

    >>> from annotator.agreement.weights import weights_of_disagreement
    >>> table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    >>> round(weighted_kappa(table, weights_of_disagreement([[0, 1, 3], [1, 0, 6], [3, 6, 0]])).value, 3)
    0.348
    """
    t = np.asarray(table, dtype=float)
    return figure(weighted_kappa_of(t, weights).item(), n=t.sum())


def weighted_kappa_of(tables: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    """Kappa of a stack of tables; `weights` None: Cohen's unweighted kappa."""
    t = np.asarray(tables, dtype=float)
    apart = 1 - (np.eye(t.shape[-1]) if weights is None else np.asarray(weights, dtype=float))
    rows, columns = t.sum(axis=-1), t.sum(axis=-2)
    observed = (t * apart).sum(axis=(-2, -1))
    expected = ((rows @ apart) * columns).sum(axis=-1)
    return 1 - ratio(rows.sum(axis=-1) * observed, expected)


def scott_pi(table: ArrayLike) -> Figure:
    """Agreement beyond what the pooled marginals of both give. Range -1 to 1. Source: Scott (1955).

    Undefined when only one category was used.

    >>> round(scott_pi([[20, 10], [20, 50]]).value, 3)
    0.341
    """
    t = np.asarray(table, dtype=float)
    return figure(scott_pi_of(t).item(), n=t.sum())


def scott_pi_of(tables: ArrayLike) -> Floats:
    t = np.asarray(tables, dtype=float)
    pooled = (t.sum(axis=-1) + t.sum(axis=-2)) / 2
    n = pooled.sum(axis=-1)
    observed = n - np.trace(t, axis1=-2, axis2=-1)
    apart = 1 - np.eye(t.shape[-1])
    return 1 - ratio(n * observed, ((pooled @ apart) * pooled).sum(axis=-1))


def light_kappa(tables: Sequence[ArrayLike]) -> Figure:
    """The mean of Cohen's kappa over all pairs of coders. Range -1 to 1. Source: Light (1971); Hallgren (2012).

    Undefined as soon as one pair's kappa is.

    >>> round(light_kappa([[[20, 10], [20, 50]], [[20, 10], [20, 50]]]).value, 3)
    0.348
    """
    kappas = [cohen_kappa(table) for table in tables]
    if not kappas:
        return undefined(say("Light's kappa needs two coders."))
    missing = next((kappa for kappa in kappas if kappa.value is None), None)
    if missing is not None:
        return undefined(say("Cohen's kappa of one pair of coders is undefined: {reason}", reason=missing.reason))
    return Figure(float(np.mean([kappa.value for kappa in kappas if kappa.value is not None])), kappas[0].n)


def pabak(table: ArrayLike) -> Figure:
    """Prevalence- and bias-adjusted kappa of a 2 x 2 table: 2 po - 1. Range -1 to 1. Source: Byrt et al. (1993).

    >>> round(pabak([[80, 10], [5, 5]]).value, 2)
    0.7
    """
    t = _two_by_two(table)
    return figure(2 * percent_agreement_of(t).item() - 1, n=t.sum())


def prevalence_index(table: ArrayLike) -> Figure:
    """|a - d| / n of a 2 x 2 table: how unevenly the two categories are used. Range 0 to 1.

    >>> prevalence_index([[80, 10], [5, 5]]).value
    0.75
    """
    t = _two_by_two(table)
    return figure(prevalence_index_of(t).item(), n=t.sum())


def bias_index(table: ArrayLike) -> Figure:
    """|b - c| / n of a 2 x 2 table: how differently the two coders use the first category. Range 0 to 1.

    >>> bias_index([[80, 10], [5, 5]]).value
    0.05
    """
    t = _two_by_two(table)
    return figure(bias_index_of(t).item(), n=t.sum())


def positive_agreement(table: ArrayLike) -> Figure:
    """2a / (2a + b + c) of a 2 x 2 table whose first category is the positive one: the F1 of the two coders.

    Range 0 to 1; undefined when neither coder used it. Source: Cicchetti & Feinstein (1990).

    >>> round(positive_agreement([[80, 10], [5, 5]]).value, 4)
    0.9143
    """
    t = _two_by_two(table)
    return figure(positive_agreement_of(t).item(), n=t.sum(), reason=say("Neither coder used the category."))


def negative_agreement(table: ArrayLike) -> Figure:
    """2d / (2d + b + c): agreement on the absence of the first category. Range 0 to 1.

    >>> negative_agreement([[80, 10], [5, 5]]).value
    0.4
    """
    t = _two_by_two(table)
    return figure(negative_agreement_of(t).item(), n=t.sum(), reason=say("Both coders used the category everywhere."))


def prevalence_index_of(tables: ArrayLike) -> Floats:
    t = np.asarray(tables, dtype=float)
    return ratio(np.abs(t[..., 0, 0] - t[..., 1, 1]), t.sum(axis=(-2, -1)))


def bias_index_of(tables: ArrayLike) -> Floats:
    t = np.asarray(tables, dtype=float)
    return ratio(np.abs(t[..., 0, 1] - t[..., 1, 0]), t.sum(axis=(-2, -1)))


def positive_agreement_of(tables: ArrayLike) -> Floats:
    t = np.asarray(tables, dtype=float)
    return ratio(2 * t[..., 0, 0], 2 * t[..., 0, 0] + t[..., 0, 1] + t[..., 1, 0])


def negative_agreement_of(tables: ArrayLike) -> Floats:
    t = np.asarray(tables, dtype=float)
    return ratio(2 * t[..., 1, 1], 2 * t[..., 1, 1] + t[..., 0, 1] + t[..., 1, 0])


def _two_by_two(table: ArrayLike) -> Floats:
    t = np.asarray(table, dtype=float)
    if t.shape != (2, 2):
        raise ValueError(say("this measure is defined for two categories only"))
    return t
