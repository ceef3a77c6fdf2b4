"""Numbers as the report prints them: three decimals, no leading zero, a true minus; and the twelve digits of files."""

from __future__ import annotations

import math

from annotator.wording import say

FILE_DIGITS = 12
"""Floats in files are rounded to so many decimal digits, so that the same project and seed give the same bytes."""


def rounded(value: float | None) -> float | None:
    """A float as files hold it: 12 digits, no minus zero; what is not finite is undefined (None)."""
    if value is None or not math.isfinite(value):
        return None
    return round(float(value), FILE_DIGITS) + 0.0


def decimal(value: float) -> str:
    """“.842”, “−.031”, “1.000”; “> .999” for what would look like 1 but is not."""
    if not math.isfinite(value):
        return say("undefined")
    if 0.9995 <= value < 1:
        return ">\u00a0.999"
    text = f"{abs(value):.3f}"
    sign = "−" if value < 0 and float(text) else ""
    return sign + (text[1:] if text.startswith("0.") else text)


def interval(low: float | None, high: float | None) -> str:
    """“[.790, .884]”, or nothing where there is no interval."""
    return "" if low is None or high is None else f"[{decimal(low)}, {decimal(high)}]"


def percent(share: float) -> str:
    """A share of 0 to 1 as “81 %” (with a no-break space); less than one but not nothing is “< 1 %”."""
    if 0 < share < 0.005:
        return "<\u00a01\u00a0%"
    if 0.995 < share < 1:
        return ">\u00a099\u00a0%"
    return f"{share * 100:.0f}\u00a0%"


def count(number: int) -> str:
    """“12,400”."""
    return f"{number:,}"


def listed(items: list[str] | tuple[str, ...]) -> str:
    """“A, B and C”."""
    if len(items) < 2:
        return "".join(items)
    return say("{others} and {last}", others=", ".join(items[:-1]), last=items[-1])


def cell(value: float | int | str | None) -> str:
    """A cell of a table of counts or figures."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if float(value).is_integer():
        return count(int(value))
    return decimal(value) if math.isfinite(value) else say("undefined")
