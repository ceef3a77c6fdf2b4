"""Finding words in a text: plain functions and the list of hits with a current one."""

from __future__ import annotations

import re
from bisect import bisect_left

from annotator.records import Span


def find_all(text: str, wanted: str, *, case: bool = False) -> list[Span]:
    """All places of `wanted`, from first to last, without overlaps; none for white space alone.

    Any white space in it stands for any stretch of white space, so that "New Delhi" is found across a no-break space
    or the end of a line.
    """
    parts = [re.escape(part) for part in wanted.split()]
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(parts), 0 if case else re.IGNORECASE)
    return [Span(*match.span()) for match in pattern.finditer(text)]


class Hits:
    """The places found, and which of them is the current one."""

    def __init__(self, spans: list[Span] | None = None) -> None:
        self.spans = spans or []
        self.at: int | None = None

    def __len__(self) -> int:
        return len(self.spans)

    @property
    def current(self) -> Span | None:
        return None if self.at is None else self.spans[self.at]

    def go_from(self, offset: int) -> None:
        """Make the first hit at or after a place the current one; the first of all where none follows."""
        if self.spans:
            self.at = bisect_left(self.spans, Span(offset, offset)) % len(self.spans)

    def step(self, by: int) -> None:
        """Go on by some hits, round the ends."""
        if self.spans:
            self.at = (by - (by > 0) if self.at is None else self.at + by) % len(self.spans)

    def between(self, start: int, end: int) -> list[Span]:
        """The hits that touch [start, end)."""
        first = max(0, bisect_left(self.spans, Span(start, start)) - 1)
        return [s for s in self.spans[first : bisect_left(self.spans, Span(end, end))] if s.end > start]
