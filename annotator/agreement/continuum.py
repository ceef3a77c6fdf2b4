"""The continuum that figures count on: a document's stored text without what has no length for them.

Left-out regions are cut away, and so are transparent ones together with the white space of their break, so that a
difference which consists of such characters only is none. Offsets in rows and disagreements stay stored ones; lengths,
boundaries and IoU are measured here. One rule for every task.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from annotator.records import Document, Region


@dataclass(frozen=True, slots=True)
class Projection:
    """Stored offset -> place on the continuum. An offset inside a cut stretch lies where the stretch was."""

    length: int
    _starts: list[int]
    _ends: list[int]
    _removed: list[int]

    def place(self, offset: int) -> int:
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return offset
        before = self._removed[at] - (self._ends[at] - self._starts[at])
        return offset - before - (min(offset, self._ends[at]) - self._starts[at])


def projection(document: Document) -> Projection:
    """The projection of a document with its effective regions."""
    cuts = _union(
        _stretch(document.text, region) for region in document.regions if region.left_out or region.transparent
    )
    ends = [end for _, end in cuts]
    starts = [start for start, _ in cuts]
    removed = list(accumulate(end - start for start, end in cuts))
    return Projection(len(document.text) - (removed[-1] if removed else 0), starts, ends, removed)


def left_out(document: Document) -> Projection:
    """The same with left-out regions only: tells whether a coding lies wholly, or partly, inside them."""
    cuts = _union((region.start, region.end) for region in document.regions if region.left_out)
    removed = list(accumulate(end - start for start, end in cuts))
    length = len(document.text) - (removed[-1] if removed else 0)
    return Projection(length, [start for start, _ in cuts], [end for _, end in cuts], removed)


def _stretch(text: str, region: Region) -> tuple[int, int]:
    """A region, a transparent one with the white space around it."""
    start, end = max(0, region.start), min(len(text), region.end)
    if region.transparent:
        while start > 0 and text[start - 1].isspace():
            start -= 1
        while end < len(text) and text[end].isspace():
            end += 1
    return start, end


def _union(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
