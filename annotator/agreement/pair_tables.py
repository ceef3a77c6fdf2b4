"""Gwet's AC1 of two coders' tables, in stacks."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from annotator.agreement.figure import Floats, ratio


def ac1_of(tables: ArrayLike) -> Floats:
    """AC1 of tables (..., q, q), with q categories whether used or not; NaN where only one was used.

    Source: Gwet (2008). One pair of ratings a unit, so pooled tables of several pairs of coders may be added.

    >>> ac1_of([[80, 10], [5, 5]]).round(3).item()
    0.808
    """
    t = np.asarray(tables, dtype=float)
    q = t.shape[-1]
    n = t.sum(axis=(-2, -1))
    pooled = ratio((t.sum(axis=-1) + t.sum(axis=-2)) / 2, n[..., None])
    observed = ratio(np.trace(t, axis1=-2, axis2=-1), n)
    expected = (pooled * (1 - pooled)).sum(axis=-1) / max(q - 1, 1)
    varies = (pooled > 0).sum(axis=-1) > 1
    return np.where(varies, (observed - expected) / np.where(varies, 1 - expected, 1.0), np.nan)


def binary_ac1_of(tables: ArrayLike) -> Floats:
    """AC1 of a code against the rest, tables (..., 2, 2)."""
    return ac1_of(tables)
