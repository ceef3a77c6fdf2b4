"""Lines of a text as it is stored, and the blocks of a reflowed one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from annotator.records import Span
from annotator.reflow import Flow

TERMINAL = frozenset(".!?…。؟।")
_CLOSING = "\"'”’»)]}*†‡"
_MARKER = re.compile(r"(?:[-–—•·▪●○◦*►➤»>]|\(?[0-9]{1,3}[.)]|\(?[a-zA-Z][.)]|\([ivxIVX]{1,5}\))\s")
_SMALL_WORDS = (
    "about after against amid among before behind below beneath beside between beyond despite during from inside into like "
    "near onto over since than that through toward towards under until upon versus what when where which with within "
    "without"
)
_SMALL = frozenset(_SMALL_WORDS.split())
"""Words that stay small in a heading."""
_WORD = re.compile(r"\w+")


class Line(NamedTuple):
    """A line with something on it: offsets without the spaces around it, spaces before it, blank lines before it."""

    start: int
    end: int
    text: str
    indent: int
    gap: int


def lines_of(text: str) -> list[Line]:
    """The lines of a stored text that are not blank."""
    found: list[Line] = []
    place = gap = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            start = place + indent
            found.append(Line(start, start + len(stripped), stripped, indent, gap))
            gap = 0
        else:
            gap += 1
        place += len(raw) + 1
    return found


def ends_sentence(text: str) -> bool:
    """Whether the text ends with a full stop or its like, closing quotes, brackets and footnote marks apart."""
    bare = text[-12:].rstrip(_CLOSING + "0123456789¹²³⁴⁵⁶⁷⁸⁹⁰®°")
    return bool(bare) and bare[-1] in TERMINAL


def starts_small(text: str) -> bool:
    """Whether the text begins like the middle of a sentence: with a letter that is no capital."""
    first = text.lstrip("\"'“‘«([")[:1]
    return first.isalpha() and not first.isupper() and not first.istitle()


def is_listed(text: str) -> bool:
    """Whether the text begins with a bullet, a number or a letter of a list."""
    return _MARKER.match(text) is not None


def is_title(text: str) -> bool:
    """Whether the text is written like a heading: in capitals, or with every longer word but small ones capitalised."""
    longer = [word for word in _WORD.findall(text[:400]) if len(word) > 3 and word[0].isalpha()]
    return bool(longer) and all(word[0].isupper() or word in _SMALL for word in longer)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item: a line of the flowed text. `span` counts in the stored text."""

    index: int
    text: str
    flowed: Span
    span: Span

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def prose(self) -> bool:
        """Whether it reads like a sentence of an article: long enough, ended, and not all capitals."""
        return self.words >= 8 and ends_sentence(self.text) and not is_title(self.text)


def blocks_of(flow: Flow) -> list[Block]:
    """The lines of a flowed text that are not blank, with their places in both texts."""
    return [
        Block(i, flow.text[span.start : span.end], span, flow.to_stored(span.start, span.end))
        for i, span in enumerate(_spans(flow.text))
    ]


def _spans(text: str) -> Iterator[Span]:
    for line in lines_of(text):
        yield Span(line.start, line.end)
