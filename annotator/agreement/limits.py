"""A row with its interval, or with the sentence that says why there is none: one rule for projects and for tables."""

from __future__ import annotations

from dataclasses import replace

from annotator.agreement.figure import Floats, rounded
from annotator.agreement.intervals import FEWEST_CLUSTERS, Interval, percentile_interval
from annotator.agreement.rows import ResultRow
from annotator.plurals import plural
from annotator.wording import later, say, say_count

FEW = {
    "document": later("No interval: fewer than {least} documents."),
    "unit": later("No interval: fewer than {least} units."),
}
_ALL_IN_ONE = {
    "document": later("No interval: without one document the figure is undefined, without any other the same."),
    "unit": later("No interval: without one unit the figure is undefined, without any other the same."),
}
_NO_WIDTH = {
    "document": later("No width: the figure is the same whichever document is left out."),
    "unit": later("No width: the figure is the same whichever unit is left out."),
}


def few(word: str) -> str:
    """Why there is no interval where there are too few `word`s ("document", "unit")."""
    return say(FEW[word], least=FEWEST_CLUSTERS)


def _undefined(left: int, of: str) -> str:
    return say_count(left, "{number} of {all} was undefined.", "{number} of {all} were undefined.", all=of)


def noted(row: ResultRow, *sentences: str | None) -> ResultRow:
    """The row with more to know of it."""
    return replace(row, note=" ".join(filter(None, (row.note, *sentences))) or None)


def with_interval(row: ResultRow, limits: Interval | None, method: str, *, word: str, of: int) -> ResultRow:
    """The row with its limits. `of`: how many leave-outs there were of a jackknife; None as limits: too few defined."""
    if limits is None:
        return noted(row, say("No interval: fewer than two leave-outs are defined."))
    if limits.error == 0 and limits.left:  # all rests on what one of them holds
        return noted(row, say(_ALL_IN_ONE[word]))
    left = _undefined(limits.left, plural(of, "leave-out")) if limits.left else None
    flat = say(_NO_WIDTH[word]) if limits.error == 0 else None
    row = replace(row, low=rounded(limits.low), high=rounded(limits.high), interval=method)
    return noted(row, left, flat)


def with_bootstrap(row: ResultRow, values: Floats) -> ResultRow | None:
    """The second row of a figure, from its values in the replicates; None where too few of them are defined."""
    limits = percentile_interval(values)
    if limits is None:
        return None
    left = _undefined(limits.left, plural(len(values), "replicate")) if limits.left else None
    return replace(row, low=rounded(limits.low), high=rounded(limits.high), interval="bootstrap", note=left)
