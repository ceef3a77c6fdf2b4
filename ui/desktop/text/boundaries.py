"""Growing and shrinking a span by words: plain functions on a text, in code points.

A word is what spans begin and end with: letters, digits and what joins them ("IS-K", "don't", "3.5"), never the
white space or punctuation around it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from annotator.records import Span

_JOIN = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}'\N{RIGHT SINGLE QUOTATION MARK}.,/&@_"
_NEAR = 400
"""How far around a place words are looked for; a longer one is cut there."""


def words(text: str, start: int, end: int) -> Iterator[Span]:
    """The words that lie in [start, end) in whole."""
    for match in _word().finditer(text, start, end):
        yield Span(*match.span())


def word_at(text: str, offset: int) -> Span | None:
    """The word at a place or ending there, None where there is none."""
    low, high = _around(text, offset)
    touching = (word for word in words(text, low, high) if word.start <= offset <= word.end)
    return max(touching, key=lambda word: word.start, default=None)


def move_start(text: str, span: Span, steps: int) -> Span:
    """Move the beginning to the next word's beginning, `steps` times; negative steps grow the span.

    The span keeps its last word: what would leave none of it stays as it was.
    """
    start = span.start
    for _ in range(abs(steps)):
        start = _start_before(text, start) if steps < 0 else _start_after(text, start, span.end)
    return Span(start, span.end)


def move_end(text: str, span: Span, steps: int) -> Span:
    """Move the end to the next word's end, `steps` times; negative steps shrink the span, which keeps its first word."""
    end = span.end
    for _ in range(abs(steps)):
        end = _end_before(text, end, span.start) if steps < 0 else _end_after(text, end)
    return Span(span.start, end)


def drag_start(text: str, span: Span, offset: int) -> Span:
    """Move the beginning to that of the word that begins nearest to an offset; the span keeps its last word."""
    low, high = _around(text, min(offset, span.end))
    starts = [word.start for word in words(text, low, high) if word.start < span.end]
    return Span(min(starts, key=lambda start: abs(start - offset), default=span.start), span.end)


def drag_end(text: str, span: Span, offset: int) -> Span:
    """Move the end to that of the word that ends nearest to an offset; the span keeps its first word."""
    low, high = _around(text, max(offset, span.start))
    ends = [word.end for word in words(text, low, high) if word.end > span.start]
    return Span(span.start, min(ends, key=lambda end: abs(end - offset), default=span.end))


def _start_before(text: str, start: int) -> int:
    low, high = _around(text, start)
    return max((word.start for word in words(text, low, high) if word.start < start), default=start)


def _start_after(text: str, start: int, end: int) -> int:
    return next((word.start for word in words(text, _safe(text, start), end) if word.start > start), start)


def _end_after(text: str, end: int) -> int:
    high = min(len(text), end + 2 * _NEAR)
    return next((word.end for word in words(text, _safe(text, end), high) if word.end > end), end)


def _end_before(text: str, end: int, start: int) -> int:
    low = max(start, end - 2 * _NEAR)
    return max((word.end for word in words(text, low, end) if start < word.end < end), default=end)


def _around(text: str, offset: int) -> tuple[int, int]:
    return _safe(text, max(0, offset - _NEAR)), min(len(text), offset + _NEAR)


def _safe(text: str, offset: int) -> int:
    """A place at or before an offset where no word is cut: after white space, or as far back as words are followed."""
    low = max(0, offset - _NEAR)
    while offset > low and not text[offset - 1].isspace():
        offset -= 1
    return offset


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    """A word: Python's own class of letters lacks the marks that combine with them (vowel signs, accents)."""
    combining = "".join(chr(c) for c in range(0x300, 0x10000) if unicodedata.category(chr(c)).startswith("M"))
    inside = rf"\w\u200c\u200d{re.escape(combining)}"
    return re.compile(rf"\w(?:[{re.escape(_JOIN)}]?[{inside}])*")
