"""The result of one measure: a value, or none and the reason."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.wording import later, say

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NOTHING_PAIRABLE = later("No unit has values of two coders, so there is nothing to compare.")
NO_VARIATION = later("All values are the same, so chance agreement cannot be told from agreement.")
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is None where the measure is undefined, and `reason` then says why in one sentence.

    `n`: units that the value rests on. `error`: Gwet's linearised standard error, where the measure has one.
    """

    value: float | None
    n: int = 0
    reason: str | None = None
    error: float | None = None


def undefined(reason: str, *, n: int = 0) -> Figure:
    """A figure without a value."""
    return Figure(None, n=n, reason=reason)


def figure(value: float | np.floating, *, n: float, error: float | None = None, reason: str = "") -> Figure:
    """A figure from a number in which NaN stands for undefined; `reason` is used in that case only."""
    if n <= 0:
        return undefined(say(NOTHING_PAIRABLE))
    if not np.isfinite(value):
        return undefined(reason or say(NO_VARIATION), n=round(n))
    return Figure(float(value), n=round(n), error=error)


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Element-wise quotient, NaN where the denominator is zero."""
    top, bottom = np.broadcast_arrays(np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float))
    return np.asarray(np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom != 0))


def rounded(value: float | None) -> float | None:
    """12 digits, so that the same data give the same bytes whatever the order of summing."""
    return None if value is None or not np.isfinite(value) else float(np.round(value, _DIGITS)) + 0.0
