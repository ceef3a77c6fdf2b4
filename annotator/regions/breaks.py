"""Line breaks that the sentence does not know of: of hard-wrapped columns, hyphenated words and turned pages.

columns.py says which breaks these are; hyphens.py whether the hyphen at a break belongs to the word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from annotator.records import Region
from annotator.regions.columns import FURTHEST, Columns, is_broken
from annotator.regions.hyphens import Vocabulary
from annotator.regions.lines import Line, ends_sentence, lines_of

_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—|\[]?\s*\d{1,4}\s*[-–—|\]]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def find_breaks(text: str) -> list[Region]:
    """The transparent regions of a text: `soft-break` and `hyphen`, in order, with the spaces around each break.

    A break across a turned page covers the blank lines, the page's number and the running head between its halves.
    """
    lines = lines_of(text)
    columns = Columns(lines)
    furniture = _furniture(lines)
    words = Vocabulary(text)
    found: list[Region] = []
    i = 0
    while i + 1 < len(lines):
        following = next((k for k in range(i + 1, min(len(lines), i + 2 + FURTHEST)) if k not in furniture), i + 1)
        if i in furniture:
            following = i + 1
        elif columns.joins(i, following, turned=following > i + 1):
            found.append(_region(lines[i], lines[following], words, turned=following > i + 1))
        i = following
    return found


def _region(line: Line, following: Line, words: Vocabulary, *, turned: bool) -> Region:
    reason = "turned page" if turned or following.gap else "line of a column"
    if not is_broken(line, following) or words.keeps_hyphen(line.text, following.text):
        return Region(line.end, following.start, "soft-break", reason)
    return Region(line.end - 1, following.start, "hyphen", "word broken at the line's end")


def _furniture(lines: Sequence[Line]) -> frozenset[int]:
    """Lines that belong to the page: its number, and short lines that stand on three or more pages."""
    short = {i: _DIGITS.sub("", line.text).strip() for i, line in enumerate(lines) if len(line.text) <= 80}
    often = {text for text, n in Counter(short.values()).items() if n >= 3 and text and not ends_sentence(text)}
    return frozenset(i for i, text in short.items() if text in often or _PAGE_NUMBER.fullmatch(lines[i].text))
