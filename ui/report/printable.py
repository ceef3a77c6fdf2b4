"""Text of any origin as a page can hold it."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")


def printable(text: str) -> str:
    """Control signs and lone surrogates, which neither XML nor PDF can hold, become U+FFFD."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def visible(text: str) -> str:
    """`printable`, and without joiners and direction marks, for which a drawing has no glyph."""
    return _INVISIBLE.sub("", printable(text))
