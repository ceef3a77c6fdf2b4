"""Line breaks that the sentence does not know of: of hard-wrapped columns, hyphenated words and turned pages.

A column is recognised by two things together: the next line's first word would not have fitted on the line, and
most lines begin in the middle of a sentence. Verse, lists, headings and paragraphs of one line fail one of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from annotator.records import Region
from annotator.regions.hyphens import Vocabulary
from annotator.regions.lines import Line, ends_sentence, is_listed, is_title, lines_of, starts_small

WIDEST = 160
"""A longer line is a paragraph, not a line of a column."""
NARROWEST = 18
_FULL = 0.8
"""A line is full when it and the next line's first word would have reached this share of the column's width."""
_AROUND = 12
"""The lines before and after a line that tell the width of its column."""
_FEW, _NARROWEST_OF_FEW = 8, 40
"""So few line breaks make a column only if it is this wide and all its lines are full."""
_LONG = 60
"""A line this long that stops in mid-sentence was cut, whatever the width of the column."""
_FURTHEST = 3
"""The most lines of a page's furniture (number, running head) between the halves of a sentence."""

_HYPHEN_END = re.compile(r"[^\W_][-\u2010\u2011\u00ad\u0002\u00ac]$")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—|\[]?\s*\d{1,4}\s*[-–—|\]]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_OPEN = ":;"
_DIGITS = re.compile(r"\d+")
_ADDRESS = re.compile(r"https?:|www\.|\S+@\S+|\S+\.(?:com|org|net|edu|gov)\b")


def find_breaks(text: str) -> list[Region]:
    """The transparent regions of a text: `soft-break` and `hyphen`, in order, with the spaces around each break.

    A break across a turned page covers the blank lines, the page's number and the running head between its halves.
    """
    lines = lines_of(text)
    columns = _Columns(lines)
    furniture = _furniture(lines)
    words = Vocabulary(text)
    found: list[Region] = []
    i = 0
    while i + 1 < len(lines):
        following = next((k for k in range(i + 1, min(len(lines), i + 2 + _FURTHEST)) if k not in furniture), i + 1)
        if i in furniture:
            following = i + 1
        elif columns.joins(i, following, turned=following > i + 1):
            found.append(_region(lines[i], lines[following], words, turned=following > i + 1))
        i = following
    return found


def _region(line: Line, following: Line, words: Vocabulary, *, turned: bool) -> Region:
    reason = "turned page" if turned or following.gap else "line of a column"
    if not _HYPHEN_END.search(line.text[-2:]) or not following.text[0].isalnum():
        return Region(line.end, following.start, "soft-break", reason)
    if words.keeps_hyphen(line.text, following.text):
        return Region(line.end, following.start, "soft-break", reason)
    return Region(line.end - 1, following.start, "hyphen", "word broken at the line's end")


def _furniture(lines: Sequence[Line]) -> frozenset[int]:
    """Lines that belong to the page: its number, and short lines that stand on three or more pages."""
    short = {i: _DIGITS.sub("", line.text).strip() for i, line in enumerate(lines) if len(line.text) <= 80}
    often = {text for text, n in Counter(short.values()).items() if n >= 3 and text and not ends_sentence(text)}
    return frozenset(i for i, text in short.items() if text in often or _PAGE_NUMBER.fullmatch(lines[i].text))


def _is_broken(line: Line, after: Line) -> bool:
    """Whether a word may go on from one line to the next: a hyphen at the end, a letter at the beginning."""
    return _HYPHEN_END.search(line.text[-2:]) is not None and after.text[0].isalpha()


class _Columns:
    """The width of the column that each line stands in, 0 where it stands in none, and what follows from it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        pairs = list(pairwise(lines))
        self._runs_on = [_is_broken(a, b) or (starts_small(b.text) and not ends_sentence(a.text)) for a, b in pairs]
        self._reach = [
            WIDEST if _is_broken(a, b) else len(a.text) + 1 + len(b.text.split(maxsplit=1)[0]) for a, b in pairs
        ]
        self._widths = self._measure()
        self._spaced = self._is_spaced()

    def _measure(self) -> list[int]:
        if not self._lines:
            return []
        grouped = [line.gap == 0 for line in self._lines[1:]]
        in_group = [a or b for a, b in zip([False, *grouped], [*grouped, False], strict=True)]
        lengths = [len(line.text) if inside else 0 for line, inside in zip(self._lines, in_group, strict=True)]
        plain = [joined and not is_listed(line.text) for joined, line in zip(grouped, self._lines[1:], strict=True)]
        return [self._width(i, lengths, plain) if lengths[i] else 0 for i in range(len(lengths))]

    def _width(self, i: int, lengths: Sequence[int], plain: Sequence[bool]) -> int:
        """The column's width around a line: nearly its longest lines, if those lines run on as a column's do."""
        first, last = max(0, i - _AROUND), min(len(lengths), i + _AROUND + 1)
        around = sorted(n for n in lengths[first:last] if n)
        width = around[int(0.9 * (len(around) - 1))]
        if not NARROWEST <= width <= WIDEST:
            return 0
        pairs = [k for k in range(first, last - 1) if plain[k]]
        running = sum(self._runs_on[k] for k in pairs)
        full = sum(self._reach[k] >= _FULL * width for k in pairs)
        if len(pairs) < _FEW and (width < _NARROWEST_OF_FEW or full < len(pairs)):
            return 0
        return width if pairs and running >= 0.4 * len(pairs) and full >= 0.65 * len(pairs) else 0

    def _is_spaced(self) -> bool:
        """Whether most lines are parted by blank ones although their sentences run on."""
        gaps = [i for i, line in enumerate(self._lines[1:]) if line.gap]
        return len(gaps) >= 4 and sum(self._runs_on[i] for i in gaps) >= 0.5 * len(gaps) >= 0.3 * len(self._lines)

    def _is_full(self, i: int, following: int, width: int) -> bool:
        if following == i + 1:
            return self._reach[i] >= _FULL * width
        word = self._lines[following].text.split(maxsplit=1)[0]
        return len(self._lines[i].text) + 1 + len(word) >= _FULL * width

    def joins(self, i: int, following: int, *, turned: bool) -> bool:
        """Whether the break between two lines is a soft one; `turned` when furniture of a page stands between them."""
        line, after = self._lines[i], self._lines[following]
        if is_listed(after.text) or _ADDRESS.match(after.text[:WIDEST]):
            return False
        broken = _is_broken(line, after)
        if after.gap or turned:
            return self._continues(i, following, turned=turned, broken=broken)
        width = self._widths[i]
        if not width or not self._widths[following]:
            return self._is_cut(i, following)
        if broken:
            return True
        if not self._is_full(i, following, width):
            return starts_small(after.text) and not ends_sentence(line.text) and line.text[-1] not in _OPEN
        return not self._parts(i, following)

    def _continues(self, i: int, following: int, *, turned: bool, broken: bool) -> bool:
        """Whether a sentence goes on behind blank lines."""
        line, after = self._lines[i], self._lines[following]
        if ends_sentence(line.text) or line.text[-1] in _OPEN or after.gap > _FURTHEST:
            return False
        width = self._widths[i] or (self._usual_width() if self._spaced else 0)
        full = bool(width) and self._is_full(i, following, width)
        if self._spaced and full and not is_title(line.text):
            return True
        if not starts_small(after.text):
            return False
        likely = (broken or (turned and bool(width))) and len(line.text) >= NARROWEST
        return likely or full or self._is_cut(i, following)

    def _is_cut(self, i: int, following: int) -> bool:
        """Whether a long line stops in mid-sentence and the next one takes it up."""
        line, after = self._lines[i].text, self._lines[following].text
        long = len(line) >= _LONG and len(after) >= _LONG // 2
        return long and starts_small(after) and not ends_sentence(line) and line[-1].isalnum() | (line[-1] in ",-–—")

    def _usual_width(self) -> int:
        lengths = sorted(len(line.text) for line in self._lines)
        width = lengths[int(0.9 * (len(lengths) - 1))]
        return width if width <= WIDEST else 0

    def _parts(self, i: int, following: int) -> bool:
        """Whether a full line ends a paragraph or is a heading, or the next one is."""
        line, after = self._lines[i], self._lines[following]
        ended = ends_sentence(line.text)
        if ended and after.indent >= line.indent + 2:
            return True
        if self._is_heading(i) and not is_title(after.text):
            return True
        return ended and is_title(after.text) and self._is_heading(following)

    def _is_heading(self, i: int) -> bool:
        """Whether a line in title case stands where a heading can: after the end of a sentence or another heading."""
        line = self._lines[i]
        alone = i + 1 == len(self._lines) or bool(self._lines[i + 1].gap)
        if ends_sentence(line.text) or not is_title(line.text) or (len(line.text.split()) < 2 and not alone):
            return False
        first = i
        while first and not self._lines[first].gap and is_title(self._lines[first - 1].text) and i - first < _FURTHEST:
            first -= 1
        stands = first == 0 or bool(self._lines[first].gap) or ends_sentence(self._lines[first - 1].text)
        return stands and (alone or not starts_small(self._lines[i + 1].text))
