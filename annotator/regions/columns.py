"""Whether a line stands in a column, how wide that is, and which of its breaks the sentence does not know of.

A column is recognised by two things together: the next line's first word would not have fitted on the line, and
most lines begin in the middle of a sentence. Verse, lists, headings and paragraphs of one line fail one of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from annotator.regions.lines import Line, ends_sentence, is_listed, is_title, starts_small

WIDEST, NARROWEST = 160, 18
"""A longer line is a paragraph, not a line of a column; a narrower column is a list."""
FURTHEST = 3
"""The most blank lines, or lines of a page's furniture, between the halves of a sentence."""
_FULL = 0.8
"""A line is full when it and the next line's first word would have reached this share of the column's width."""
_AROUND = 12
"""The lines before and after a line that tell the width of its column."""
_FEW, _NARROWEST_OF_FEW = 8, 40
"""So few line breaks make a column only if it is this wide and all its lines are full."""
_MOSTLY = 0.65
_EVEN = 0.95
"""The share of lines that must have had no room for the next word in a text that a machine wrapped."""
_LONG = 60
"""A line this long that stops in mid-sentence was cut, whatever the width of the column."""

_HYPHEN_END = re.compile(r"[^\W_][-\u2010\u2011\u00ad\u0002\u00ac]$")
_OPEN = ":;"
_DASHES = ("– ", "— ")
_ADDRESS = re.compile(r"https?:|www\.|\S+@\S+|\S+\.(?:com|org|net|edu|gov)\b")


def is_broken(line: Line, after: Line) -> bool:
    """Whether a word may go on from one line to the next: a hyphen at the end, a letter at the beginning."""
    return _HYPHEN_END.search(line.text[-2:]) is not None and after.text[0].isalpha()


class Columns:
    """The width of the column that each line stands in, 0 where it stands in none, and what follows from it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._lengths = [line.indent + len(line.text) for line in lines]
        pairs = list(pairwise(lines))
        self._runs_on = [is_broken(a, b) or (starts_small(b.text) and not ends_sentence(a.text)) for a, b in pairs]
        self._reach = [WIDEST if is_broken(a, b) else self._reaches(i, i + 1) for i, (a, b) in enumerate(pairs)]
        self._edges = [0] * len(lines)
        self._widths = self._filled(self._measure())
        self._even = self._is_even()
        self._spaced = self._is_spaced()

    def _reaches(self, i: int, following: int) -> int:
        """How far a line would have gone with the first word of another."""
        return self._lengths[i] + 1 + len(self._lines[following].text.split(maxsplit=1)[0])

    def _measure(self) -> list[int]:
        if not self._lines:
            return []
        grouped = [line.gap == 0 for line in self._lines[1:]]
        in_group = [a or b for a, b in zip([False, *grouped], [*grouped, False], strict=True)]
        lengths = [length if inside else 0 for length, inside in zip(self._lengths, in_group, strict=True)]
        plain = [joined and not is_listed(line.text) for joined, line in zip(grouped, self._lines[1:], strict=True)]
        return [self._width(i, lengths, plain) if lengths[i] else 0 for i in range(len(lengths))]

    def _width(self, i: int, lengths: Sequence[int], plain: Sequence[bool]) -> int:
        """The column's width around a line: nearly its longest lines, if those lines run on as a column's do."""
        first, last = max(0, i - _AROUND), min(len(lengths), i + _AROUND + 1)
        around = sorted(n for n in lengths[first:last] if n)
        width = around[int(0.9 * (len(around) - 1))]
        if not NARROWEST <= width <= WIDEST:
            return 0
        self._edges[i] = around[bisect_right(around, 1.12 * width) - 1]
        pairs = [k for k in range(first, last - 1) if plain[k]]
        running = sum(self._runs_on[k] for k in pairs)
        full = sum(self._reach[k] >= _FULL * width for k in pairs)
        if len(pairs) < _FEW and (width < _NARROWEST_OF_FEW or full < len(pairs)):
            return 0
        return width if pairs and running >= 0.4 * len(pairs) and full >= _MOSTLY * len(pairs) else 0

    def _is_spaced(self) -> bool:
        """Whether most lines are parted by blank ones although their sentences run on."""
        gaps = [i for i, line in enumerate(self._lines[1:]) if line.gap]
        return len(gaps) >= 4 and sum(self._runs_on[i] for i in gaps) >= 0.5 * len(gaps) >= 0.3 * len(self._lines)

    def _filled(self, widths: list[int]) -> list[int]:
        """Widths for the groups in which names begin most lines, from the columns around them, if their lines are full."""
        grouped = [i for i, line in enumerate(self._lines) if line.gap == 0 and i]
        if sum(widths[i] > 0 for i in grouped) < _MOSTLY * len(grouped):
            return widths
        filled = list(widths)
        first = 0
        for last in range(len(self._lines)):
            if last + 1 < len(self._lines) and not self._lines[last + 1].gap:
                continue
            known = [width for width in widths[max(0, first - _AROUND) : last + 1 + _AROUND] if width]
            pairs = range(first, last)
            if known and sum(self._reach[k] >= _FULL * known[0] for k in pairs) >= _MOSTLY * len(pairs):
                filled[first : last + 1] = [width or known[0] for width in filled[first : last + 1]]
            first = last + 1
        return filled

    def _is_even(self) -> bool:
        """Whether nearly every line that runs on had no room for the next word, as when a machine wrapped the text."""
        running = [
            i
            for i, runs_on in enumerate(self._runs_on)
            if runs_on and self._widths[i] and self._widths[i + 1] and not self._lines[i + 1].gap
        ]
        return len(running) >= _FEW and sum(self._reach[i] > self._edges[i] for i in running) >= _EVEN * len(running)

    def _is_full(self, i: int, following: int, width: int) -> bool:
        reach = self._reach[i] if following == i + 1 else self._reaches(i, following)
        return reach >= _FULL * width

    def joins(self, i: int, following: int, *, turned: bool) -> bool:
        """Whether the break between two lines is a soft one; `turned` when furniture of a page stands between them."""
        line, after = self._lines[i], self._lines[following]
        broken = is_broken(line, after)
        listed = is_listed(after.text) and not broken and not self._is_dash(i, following)
        if listed or _ADDRESS.match(after.text[:WIDEST]):
            return False
        if after.gap or turned:
            return self._continues(i, following, turned=turned, broken=broken)
        width = self._widths[i]
        if not width or not self._widths[following]:
            return self._is_cut(i, following)
        if broken:
            return True
        full = self._is_full(i, following, width)
        if full and self._even and not starts_small(after.text):
            full = self._reach[i] >= self._edges[i]
        if not full:
            return starts_small(after.text) and not ends_sentence(line.text) and line.text[-1] not in _OPEN
        return not self._parts(i, following)

    def _continues(self, i: int, following: int, *, turned: bool, broken: bool) -> bool:
        """Whether a sentence goes on behind blank lines."""
        line, after = self._lines[i], self._lines[following]
        if ends_sentence(line.text) or line.text[-1] in _OPEN or after.gap > FURTHEST:
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

    def _is_dash(self, i: int, following: int) -> bool:
        """Whether a dash at the beginning of a line stands in a sentence, not before a point of a list."""
        line, after = self._lines[i], self._lines[following]
        if not after.text.startswith(_DASHES) or after.gap or is_listed(line.text):
            return False
        return not ends_sentence(line.text) and line.text[-1] not in _OPEN

    def _is_indented(self, i: int) -> bool:
        """Whether a line stands further in than the lines around it that go on a sentence, as a paragraph begins."""
        first, last = max(0, i - _AROUND), min(len(self._lines), i + _AROUND + 1)
        others = sorted(self._lines[k + 1].indent for k in range(first, last - 1) if self._runs_on[k])
        return bool(others) and self._lines[i].indent >= others[len(others) // 2] + 2

    def _parts(self, i: int, following: int) -> bool:
        """Whether a full line ends a paragraph or is a heading, or the next one is."""
        line, after = self._lines[i], self._lines[following]
        ended = ends_sentence(line.text)
        if after.indent >= 2 and (ended or not starts_small(after.text)) and (ended or line.indent >= after.indent):
            return self._is_indented(following)
        if self._is_heading(i) and not is_title(after.text):
            # no heading ends with "the" or a comma, nor does a paragraph begin with a bracket
            return line.text.split()[-1][:1].isupper() and line.text[-1] not in ",–—" and after.text[0] not in "(["
        return ended and is_title(after.text) and self._is_heading(following)

    def _is_heading(self, i: int) -> bool:
        """Whether a line in title case stands where a heading can: after the end of a sentence or another heading."""
        line = self._lines[i]
        alone = i + 1 == len(self._lines) or bool(self._lines[i + 1].gap)
        if ends_sentence(line.text) or not is_title(line.text) or (len(line.text.split()) < 2 and not alone):
            return False
        first = i
        while first and not self._lines[first].gap and is_title(self._lines[first - 1].text) and i - first < FURTHEST:
            first -= 1
        stands = first == 0 or bool(self._lines[first].gap) or ends_sentence(self._lines[first - 1].text)
        return stands and (alone or not starts_small(self._lines[i + 1].text))
