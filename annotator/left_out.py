"""Which places of a text lie in regions that are left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from annotator.records import Region


class LeftOut:
    """To be asked whether a place lies in a region that is left out."""

    def __init__(self, regions: Iterable[Region]) -> None:
        spans = sorted((region.start, region.end) for region in regions if region.left_out)
        self._starts = [start for start, _ in spans]
        self._reach = list(accumulate((end for _, end in spans), max))

    def __contains__(self, place: int) -> bool:
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._reach[at]

    def __len__(self) -> int:
        return len(self._starts)
