"""Marks of footnotes that stand in the running text ("left Kabul.3 The", "Herat,[4] where"): no word is read with them.

Extracted from print, a raised figure becomes a plain one and hides the end of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.records import Region

_AFTER_STOP = re.compile(
    r"""(?P<word>[^\W\d_]{3,})[)\]"'”’]?     # a word; "No.3" and "p.3" are too short for one
        (?:[.!?]["'”’)]?(?P<end>\d{1,3})(?=\s+["'“‘(]?[A-Z]|\s*\Z)
          |[,;:]["'”’]?(?P<inner>\d{1,3})(?=\s+[^\W\d_]))""",
    re.VERBOSE,
)
_BRACKETED = re.compile(r"(?<=[^\W\d_.,;:!?)\"'”’])\[\d{1,3}\]|(?<=[.,;:!?)\"'”’])\[\d{1,3}\]|(?<=\S)[⁰¹²³⁴-⁹]+")
_NUMBERED = frozenset({"vol", "art", "fig", "sec", "para", "res", "doc", "nos", "chap", "ibid", "see"})
"""Words whose full stop or comma goes before a number that belongs to them."""


def footnote_marks(text: str) -> Iterator[Region]:
    """The marks as regions that show as nothing; they are not stored, and a text without any gives none."""
    for match in _AFTER_STOP.finditer(text):
        if match["word"].casefold() not in _NUMBERED:
            yield Region(*match.span("end" if match["end"] else "inner"), "hyphen", "mark of a footnote")
    for match in _BRACKETED.finditer(text):
        yield Region(*match.span(), "hyphen", "mark of a footnote")
