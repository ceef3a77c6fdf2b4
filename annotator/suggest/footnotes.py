"""Marks of footnotes that stand in the running text ("left Kabul.3 The", "Herat,[4] where"): no word is read with them.

Extracted from print, a raised figure becomes a plain one and hides the end of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.records import Region

_PLAIN = re.compile(r"""([.!?,;:])["'”’)]?(\d{1,3})(?=\s|\Z)""")
_MARKED = re.compile(r"\[\d{1,3}\]|[⁰¹²³⁴-⁹]+")
_WORD = re.compile(r"""([^\W\d_]{3,})[)\]"'”’]?\Z""")
_SENTENCE = re.compile(r"""\s+["'“‘(]?[A-Z]|\s*\Z""")
_CLAUSE = re.compile(r"\s+[^\W\d_]")
_NUMBERED = frozenset({"vol", "art", "fig", "sec", "para", "res", "doc", "nos", "chap", "ibid", "see"})
"""Words whose full stop or comma goes before a number that belongs to them; so do words of two letters ("No.3")."""


def footnote_marks(text: str) -> Iterator[Region]:
    """The marks as regions that show as nothing; they are not stored, and a text without any gives none."""
    for match in _PLAIN.finditer(text):
        word = _WORD.search(text, max(0, match.start() - 12), match.start())
        goes_on = _CLAUSE if match[1] in ",;:" else _SENTENCE
        if word is not None and word[1].casefold() not in _NUMBERED and goes_on.match(text, match.end()):
            yield Region(*match.span(2), "hyphen", "mark of a footnote")
    for match in _MARKED.finditer(text):
        if match.start() and not text[match.start() - 1].isspace():
            yield Region(*match.span(), "hyphen", "mark of a footnote")
