"""Which of many spans lie within others: spans are pairs [first, last), each found by one pass over their order."""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]


def within(spans: Sequence[Span], others: Sequence[Span]) -> set[Span]:
    """The spans that lie in a longer one of the others."""
    found: set[Span] = set()
    furthest = -1
    around = set(others)
    for first, minus in sorted({(a, -b) for a, b in (*spans, *others)}):
        if furthest >= -minus:
            found.add((first, -minus))
        if (first, -minus) in around:
            furthest = max(furthest, -minus)
    return found


def holding(spans: Sequence[Span]) -> set[Span]:
    """The spans in which a shorter one lies."""
    found: set[Span] = set()
    open_: list[Span] = []
    for first, minus in sorted({(a, -b) for a, b in spans}):
        last = -minus
        open_ = [each for each in open_ if each[1] > first]
        found.update(each for each in open_ if each[1] >= last)
        open_.append((first, last))
    return found
