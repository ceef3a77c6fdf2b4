"""Carrying spans from a text to its corrected form, by aligning the words of the two; what is doubtful is said."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from annotator.records import Span
from annotator.wording import say

_TOKEN = re.compile(r"\w+|[^\w\s]")
_ANCHOR = 3
"""Words in a row that occur once in both texts and so are the same place."""
_LONGEST_GAP = 3000
"""Tokens between two anchors up to which they are compared one by one; a longer gap counts as rewritten."""
_STEP = 20
"""Tokens between the anchors that are used: more of them would only cost time."""
_ALIKE = 0.6
"""Similarity below which two stretches are different texts."""
_LARGEST_GROWTH = 1.5


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a span lies in the corrected text: None if it is gone. `reason` says why it is doubtful, if it is."""

    span: Span | None
    doubtful: bool = False
    reason: str = ""


class _Same(NamedTuple):
    """A stretch that is the same in both texts."""

    old: int
    new: int
    length: int


def carry(old: str, new: str, *, spans: Sequence[Span]) -> list[Carried]:
    """Each span of the old text in the new one, in the order given.

    A span is carried without doubt when the words at both its ends stand in the new text and what lies between is
    much the same; line breaks and spaces may differ. It is doubtful when an end was rewritten or much was put in or
    taken out, and None when nothing of it is left, as of an empty one. White space at its ends is not carried.
    """
    texts = _Texts(old, new)
    return [texts.carried(_trimmed(old, span)) for span in spans]


def _trimmed(text: str, span: Span) -> Span:
    """The span without the white space at its ends, which has no place of its own in another text."""
    quote = text[slice(*span)]
    start = span.start + len(quote) - len(quote.lstrip())
    return Span(start, max(start, span.end - len(quote) + len(quote.rstrip())))


class _Texts:
    """The two texts, aligned."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._same = _alignment(old, new)
        self._starts = [stretch.old for stretch in self._same]
        self._ends = [stretch.old + stretch.length for stretch in self._same]

    def carried(self, span: Span) -> Carried:
        first = bisect_right(self._ends, span.start)  # the first stretch that goes on behind the span's beginning
        last = bisect_left(self._starts, span.end) - 1  # the last that begins before its end
        if first > last:
            return Carried(None, True, say("this passage is not in the corrected text"))
        start, sure_start = self._edge_start(first, span.start)
        end, sure_end = self._edge_end(last, span.end)
        if start >= end:
            return Carried(None, True, say("this passage is not in the corrected text"))
        found = Span(start, end)
        alike = _similarity(self._old[span.start : span.end], self._new[start:end])
        if alike < _ALIKE:
            return Carried(found, True, say("this passage was rewritten"))
        if not (sure_start and sure_end):
            return Carried(found, True, say("an end of this passage was changed"))
        if found.length > _LARGEST_GROWTH * span.length + 10:
            return Carried(found, True, say("something was put into this passage"))
        return Carried(found)

    def _edge_start(self, first: int, offset: int) -> tuple[int, bool]:
        """Where a span begins: at its first character, or behind what stood before it if that character was changed."""
        stretch = self._same[first]
        if stretch.old <= offset:
            return stretch.new + offset - stretch.old, True
        place = self._same[first - 1].new + self._same[first - 1].length if first else 0
        while place < stretch.new and self._new[place].isspace():
            place += 1
        return place, False

    def _edge_end(self, last: int, offset: int) -> tuple[int, bool]:
        stretch = self._same[last]
        if offset <= stretch.old + stretch.length:
            return stretch.new + offset - stretch.old, True
        end = stretch.new + stretch.length
        place = self._same[last + 1].new if last + 1 < len(self._same) else len(self._new)
        while place > end and self._new[place - 1].isspace():
            place -= 1
        return place, False


def _similarity(a: str, b: str) -> float:
    """Share of characters that two texts have in common, white space apart; 0 to 1."""
    from rapidfuzz.distance import Indel

    plain_a, plain_b = "".join(a.split()).casefold(), "".join(b.split()).casefold()
    return 1.0 if plain_a == plain_b else float(Indel.normalized_similarity(plain_a, plain_b))


def _alignment(old: str, new: str) -> list[_Same]:
    """The stretches that both texts have, in order in both."""
    a, b = _tokens(old), _tokens(new)
    words_a, words_b = [old[s.start : s.end] for s in a], [new[s.start : s.end] for s in b]
    same: list[_Same] = []
    for i, j, i_end, j_end in _gaps(words_a, words_b):
        blocks = _blocks(words_a[i:i_end], words_b[j:j_end])
        at_a, at_b = i, j
        for block_a, block_b, size in [*blocks, (i_end - i, j_end - j, 0)]:
            same += _characters(old, new, a[at_a : i + block_a], b[at_b : j + block_b])
            same += [
                _Same(a[i + block_a + k].start, b[j + block_b + k].start, a[i + block_a + k].length)
                for k in range(size)
            ]
            at_a, at_b = i + block_a + size, j + block_b + size
    return same


def _tokens(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _TOKEN.finditer(text)]


def _blocks(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    if max(len(a), len(b)) > _LONGEST_GAP:
        return []
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size]


def _characters(old: str, new: str, a: Sequence[Span], b: Sequence[Span]) -> Iterator[_Same]:
    """The characters that two stretches of different words share, if they are spellings of the same."""
    if not a or not b or max(len(a), len(b)) > 50:
        return
    first, second = Span(a[0].start, a[-1].end), Span(b[0].start, b[-1].end)
    matcher = SequenceMatcher(None, old[slice(*first)], new[slice(*second)], autojunk=False)
    if matcher.ratio() >= _ALIKE:
        for block in matcher.get_matching_blocks():
            if block.size:
                yield _Same(first.start + block.a, second.start + block.b, block.size)


def _gaps(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches between anchors, each with the anchor before it: pairs of ranges that cover both texts."""
    i = j = 0
    for at_a, at_b in _rising(_unique_pairs(a, b)):
        if min(at_a - i, at_b - j) >= _STEP:
            yield i, j, at_a, at_b
            i, j = at_a, at_b
    yield i, j, len(a), len(b)


def _unique_pairs(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The places of runs of words that occur once in each text."""
    places_a, places_b = _once(a), _once(b)
    return [(place, places_b[run]) for run, place in places_a.items() if run in places_b]


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    often: set[tuple[str, ...]] = set()
    for i in range(len(words) - _ANCHOR + 1):
        run = tuple(words[i : i + _ANCHOR])
        if run in places:
            often.add(run)
        places[run] = i
    return {run: place for run, place in places.items() if run not in often}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series of pairs that rises in both texts: anchors that were moved drop out."""
    tails: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, (_, at_b) in enumerate(pairs):
        place = bisect_left(tails, at_b)
        before.append(tops[place - 1] if place else -1)
        if place == len(tails):
            tails.append(at_b)
            tops.append(index)
        else:
            tails[place], tops[place] = at_b, index
    series: list[tuple[int, int]] = []
    index = tops[-1] if tops else -1
    while index >= 0:
        series.append(pairs[index])
        index = before[index]
    return series[::-1]
