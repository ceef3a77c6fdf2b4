"""What stands at the top and bottom of printed pages: lines that come back from page to page, but for their numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotator.records import Region

_LINES = 2
"""Lines at each end of a page that may be furniture."""
_SHARE = 0.3
"""The share of the pages on which it comes back: heads may differ on left and right pages, and from part to part."""
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_BETWEEN = "\n\n"


def joined_pages(pages: Sequence[str]) -> tuple[str, tuple[Region, ...]]:
    """The text of the pages, one after the other, and the regions of their running heads, feet and numbers."""
    lines = [page.split("\n") for page in pages]
    known = [_keys(page) for page in lines]
    counts = Counter(key for keys in known for key in set(keys.values()))
    least = max(2, _SHARE * len(pages))
    regions, start = [], 0
    for page, keys in zip(lines, known, strict=True):
        place = start
        common = {number for number, key in keys.items() if counts[key] >= least}
        for number, line in enumerate(page):
            if number in common and (keys[number].outermost or _beside(number, keys) in common):
                regions.append(Region(place, place + len(line), "boilerplate", "header or footer of the pages"))
            place += len(line) + 1
        start = place - 1 + len(_BETWEEN)
    return _BETWEEN.join(pages), tuple(regions)


class _Key(NamedTuple):
    """What makes two lines at the same end of two pages alike."""

    end: str
    outermost: bool
    words: str


def _keys(page: Sequence[str]) -> dict[int, _Key]:
    """Line number -> key, for the lines that may be furniture. Pages of few lines have none, nor have rows of numbers."""
    written = [number for number, line in enumerate(page) if line.strip()]
    if len(written) <= 2 * _LINES:
        return {}
    found = {}
    for end, numbers in (("top", written[:_LINES]), ("bottom", written[: -_LINES - 1 : -1])):
        for place, number in enumerate(numbers):
            words = _NUMBER.sub("#", page[number].casefold()).strip()
            if any(character.isalpha() for character in words) or words.count("#") == 1:
                found[number] = _Key(end, place == 0, words)
    return found


def _beside(number: int, keys: Mapping[int, _Key]) -> int:
    """The outermost line at the same end of the page."""
    return next((n for n, key in keys.items() if key.outermost and key.end == keys[number].end), -1)
