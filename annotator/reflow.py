"""Reading hard-wrapped text as if unbroken: a flowed text and the way back to offsets of the stored one.

Suggesters, search and the text view read the flowed text; what is stored always counts in the stored one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.records import Region, Span

PARAGRAPH_BREAK = "\n\n"
"""What stands in the flowed text for a region that is left out: no sentence runs across it, nothing is found in it."""

_HYPHENS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}"
_SUSPENDED = ("and ", "or ", "to ", "but ")  # "short-\nand long-term": this hyphen ends its word


@dataclass(frozen=True, slots=True)
class Flow:
    """A text with its breaks shown reflowed. Made by `reflow`.

    Between the breaks flowed and stored text are the same, character by character; a lookup costs a bisection over
    the breaks, whatever the length of the text. Offsets are code points; spans are half-open.
    """

    text: str
    # Break i covers _stored[i] of the document and _flowed[i] of `text`; neither kind of span overlaps its neighbour.
    _stored: tuple[Span, ...] = ()
    _flowed: tuple[Span, ...] = ()
    _left_out: frozenset[int] = frozenset()
    _stored_starts: list[int] = field(default_factory=list, repr=False)
    _flowed_starts: list[int] = field(default_factory=list, repr=False)

    def to_flowed(self, offset: int) -> int:
        """The place in `text` of an offset of the stored text.

        An offset inside a break, or at its beginning, is the place where the break is shown. Offsets outside the
        stored text are moved to its nearest end.
        """
        i = bisect_right(self._stored_starts, offset) - 1
        if i < 0:
            return max(0, offset)
        if offset < self._stored[i].end:
            return self._flowed[i].start
        return min(len(self.text), self._flowed[i].end + offset - self._stored[i].end)

    def to_stored(self, start: int, end: int) -> Span:
        """The stored span that shows as `text[start:end]`: without breaks at its edges that show as nothing.

        A span never reaches into a region that was left out: one that runs across such a region is cut to its longest
        part outside (the first of equals); one that lies in the break alone, and an empty one, give an empty span.
        """
        start, end = max(0, start), min(len(self.text), end)
        if start >= end:
            place = self._start(min(start, len(self.text)))
            return Span(place, place)
        if self._left_out:
            start, end = self._outside(start, end)
            if start >= end:
                place = self._end(start) if start else self._start(start)
                return Span(place, place)
        return Span(self._start(start), self._end(end))

    def _start(self, offset: int) -> int:
        """Where the character that begins at a flowed offset begins; a break that shows as nothing lies before it."""
        i = bisect_right(self._flowed_starts, offset) - 1
        if i < 0:
            return offset
        if offset < self._flowed[i].end:
            return self._stored[i].end if i in self._left_out else self._stored[i].start
        return self._stored[i].end + offset - self._flowed[i].end

    def _end(self, offset: int) -> int:
        """Where the character that ends at a flowed offset ends; a break that shows as nothing lies behind it."""
        i = bisect_left(self._flowed_starts, offset) - 1
        if i < 0:
            return offset
        if offset <= self._flowed[i].end and self._flowed[i].length:
            return self._stored[i].start if i in self._left_out else self._stored[i].end
        return self._stored[i].end + offset - self._flowed[i].end

    def _outside(self, start: int, end: int) -> tuple[int, int]:
        """The longest part of a flowed span that touches no region left out."""
        first = max(0, bisect_right(self._flowed_starts, start) - 1)
        last = bisect_left(self._flowed_starts, end)
        cuts = [self._flowed[i] for i in range(first, last) if i in self._left_out and self._flowed[i].end > start]
        edges = [start, *(edge for cut in cuts for edge in cut), end]
        parts = zip(edges[::2], edges[1::2], strict=True)
        return max(parts, key=lambda part: part[1] - part[0])


def reflow(text: str, regions: Sequence[Region], *, leave_out: bool = False) -> Flow:
    """Show a document's text with its transparent regions reflowed.

    A `soft-break` shows as one space, or as nothing behind a hyphen or dash that belongs to the word ("IS-" + "K");
    a `hyphen` shows as nothing. With `leave_out` each stretch of left-out regions shows as a paragraph break. Regions
    that a coder ignored have no effect. Regions may come in any order, overlap, and reach beyond the text: what is
    left out wins, then the region that begins first, then the longer one.
    """
    dropped = _union([r for r in regions if r.left_out], len(text)) if leave_out else []
    breaks = [(span, PARAGRAPH_BREAK, True) for span in dropped]
    breaks += [(span, _shown(text, span, kind), False) for span, kind in _breaks(regions, len(text), dropped)]
    breaks.sort()
    return _flow(text, breaks)


def _flow(text: str, breaks: Sequence[tuple[Span, str, bool]]) -> Flow:
    pieces: list[str] = []
    flowed: list[Span] = []
    left_out: set[int] = set()
    done = length = 0
    for i, (span, shown, is_left_out) in enumerate(breaks):
        pieces += (text[done : span.start], shown)
        length += span.start - done
        flowed.append(Span(length, length + len(shown)))
        length += len(shown)
        done = span.end
        if is_left_out:
            left_out.add(i)
    pieces.append(text[done:])
    stored = tuple(span for span, _, _ in breaks)
    return Flow(
        "".join(pieces),
        stored,
        tuple(flowed),
        frozenset(left_out),
        [span.start for span in stored],
        [span.start for span in flowed],
    )


def _breaks(regions: Sequence[Region], length: int, dropped: Sequence[Span]) -> list[tuple[Span, str]]:
    """The transparent regions inside the text, in order, without overlaps with each other or with what is dropped."""
    found: list[tuple[Span, str]] = []
    starts = [span.start for span in dropped]
    for region in sorted((r for r in regions if r.transparent), key=lambda r: (r.start, -r.end)):
        span = Span(max(0, region.start), min(length, region.end))
        if span.start >= span.end or (found and span.start < found[-1][0].end):
            continue
        i = bisect_left(starts, span.end) - 1  # the last dropped span that begins before this one ends
        if i < 0 or dropped[i].end <= span.start:
            found.append((span, region.kind))
    return found


def _union(regions: Sequence[Region], length: int) -> list[Span]:
    """The stretches that the regions cover, touching ones joined."""
    spans = sorted(Span(max(0, r.start), min(length, r.end)) for r in regions)
    joined: list[Span] = []
    for span in spans:
        if span.start >= span.end:
            continue
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _shown(text: str, span: Span, kind: str) -> str:
    """What a transparent region shows as."""
    if kind == "hyphen":
        return ""
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 4]
    in_word = len(before) == 2 and before[1] in _HYPHENS and not before[0].isspace()
    if in_word and after and not after[0].isspace() and not after.startswith(_SUSPENDED):
        return ""
    return " "
