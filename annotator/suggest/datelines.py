"""Datelines of agencies ("KABUL/MOSCOW - The"): the cities in them say where a report was written, and do nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.records import Span

_LINE = re.compile(
    r"^[ \t]*([A-Z]{3}[A-Z .'’-]*(?:/[A-Z][A-Z .'’-]+)*)(?:,[^\n.!?]{0,30}|\([^\n]{0,30}\))? ?[-–—] ", re.MULTILINE
)


def datelines(text: str) -> Iterator[Span]:
    """The capitalised beginnings of datelines."""
    for match in _LINE.finditer(text):
        yield Span(*match.span(1))
