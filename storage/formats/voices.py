"""Whose codings count: one coder's, everybody's, those that a majority made alike, or the adjudicated ones."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from annotator.errors import FormatError
from annotator.records import Coding, Span
from annotator.wording import say
from storage.formats.dataset import Dataset

ALL, MAJORITY, GOLD = "all", "majority", "gold"
WORDS = "a coder's name, all, majority or gold"


def voice(dataset: Dataset, who: str) -> list[Coding]:
    """The codings of `who`: a coder's name, or "all", "majority", "gold"; in the data set's order.

    Majority: span, facet and code are the same for more than half of the coders who worked on the facet in the
    document (have it done, or have a coding of it); one coding stands for them, with the attribute values that most of
    these gave (the smallest of equals). Gold: codings whose origin is adjudication. FormatError for an unknown name.
    """
    if who == ALL:
        return list(dataset.codings)
    if who == GOLD:
        return [coding for coding in dataset.codings if coding.origin == "adjudicated"]
    if who == MAJORITY:
        return _majority(dataset)
    if who not in dataset.coders():
        raise FormatError(
            say(
                "There is no coder {who!r} in this export: give {words}; it has {coders}.",
                who=who,
                words=WORDS,
                coders=", ".join(dataset.coders()),
            )
        )
    return [coding for coding in dataset.codings if coding.coder == who]


def default_voice(dataset: Dataset) -> str:
    """Gold where something was adjudicated, else the only coder, else the majority."""
    if any(coding.origin == "adjudicated" for coding in dataset.codings):
        return GOLD
    coders = dataset.coders()
    return coders[0] if len(coders) == 1 else MAJORITY


def _majority(dataset: Dataset) -> list[Coding]:
    at_work: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for mark in dataset.completions:
        if mark.done:
            at_work[mark.document, mark.facet].add(mark.coder)
    alike: defaultdict[tuple[object, ...], list[Coding]] = defaultdict(list)
    for coding in dataset.codings:
        at_work[coding.document, coding.facet].add(coding.coder)
        alike[coding.document, coding.start, coding.end, coding.facet, coding.code].append(coding)
    chosen = []
    for group in alike.values():
        voters = {coding.coder for coding in group}
        if 2 * len(voters) > len(at_work[group[0].document, group[0].facet]):
            chosen.append(group[0]._replace(coder=MAJORITY, attributes=_usual(group), memo="", certainty=None))
    return chosen


def _usual(group: list[Coding]) -> dict[str, str]:
    votes: defaultdict[str, list[str]] = defaultdict(list)
    for coding in group:
        for name, value in coding.attributes.items():
            votes[name].append(value)
    usual = {name: min(set(values), key=lambda v: (-values.count(v), v)) for name, values in votes.items()}
    return {name: value for name, value in sorted(usual.items()) if 2 * votes[name].count(value) > len(group)}


def without_overlap(codings: Iterable[Coding]) -> tuple[list[Coding], list[Coding]]:
    """(kept, dropped): of spans that overlap the longest stays, of equal ones the first; document codes are dropped."""
    listed = list(codings)
    kept: list[Coding] = []
    dropped: list[Coding] = []
    taken: defaultdict[str, list[Span]] = defaultdict(list)  # sorted, without overlap
    for coding in sorted(listed, key=lambda c: -(c.span.length if c.span else 0)):
        span = coding.span
        there = taken[coding.document]
        place = bisect_left(there, span) if span else 0
        if span is None or any(span.overlap(other) for other in there[max(0, place - 1) : place + 1]):
            dropped.append(coding)
        else:
            there.insert(place, span)
            kept.append(coding)
    order = {id(coding): number for number, coding in enumerate(listed)}
    return sorted(kept, key=lambda c: order[id(c)]), sorted(dropped, key=lambda c: order[id(c)])
