"""Lanes under a line, so that marks that overlap lie beside each other: a colouring of an interval graph."""

from __future__ import annotations

from collections.abc import Sequence

from ui.desktop.text.marks import Mark
from ui.desktop.text.span_index import SpanIndex, order

LONGEST = 1500
"""Marks of more code points get no underline but a stripe at the margin: nobody follows a line over a page."""
REACH = 8 * LONGEST
"""How far a chain of overlaps is followed."""


def assign(marks: Sequence[Mark]) -> dict[str, int]:
    """Mark id -> lane, 0 the nearest to the text: no two that overlap share one, and no more lanes than the depth.

    Marks in any order. Greedy by start, which is optimal for intervals.
    """
    ends: list[int] = []  # where each lane is free again
    lanes: dict[str, int] = {}
    for mark in sorted(marks, key=order):
        lane = next((i for i, end in enumerate(ends) if end <= mark.start), len(ends))
        if lane == len(ends):
            ends.append(mark.end)
        else:
            ends[lane] = mark.end
        lanes[mark.id] = lane
    return lanes


def cluster(index: SpanIndex, start: int, end: int, *, among: Sequence[Mark] | None = None) -> list[Mark]:
    """The marks with lanes that overlap [start, end), and all that share a chain of overlaps with them.

    Lanes of a whole chain do not depend on what part of it is in sight. Chains are followed over a few pages at most.
    `among` is what the index has between start and end, where that is known already.
    """
    first, last = start, end
    found = index.overlapping(first, last) if among is None else among
    while True:
        marks = [mark for mark in found if has_lane(mark)]
        lowest = min((mark.start for mark in marks), default=first)
        highest = max((mark.end for mark in marks), default=last)
        if (lowest >= first and highest <= last) or start - first > REACH or last - end > REACH:
            return marks
        first, last = min(first, lowest), max(last, highest)
        found = index.overlapping(first, last)


def has_lane(mark: Mark) -> bool:
    """Whether a mark is underlined at all, and not shown at the margin for its length."""
    return mark.end - mark.start <= LONGEST
