"""Names of actors as they are listed, the places in a text where they stand, and the folding of spellings.

Dashes, quotes, no-break spaces and diacritics are folded, one character for one, so that offsets stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, TypeAlias

FACET = "actor"
Kind: TypeAlias = Literal["name", "country", "capital", "city", "demonym", "people", "person", "ignore"]
KINDS: tuple[Kind, ...] = ("name", "country", "capital", "city", "demonym", "people", "person", "ignore")

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_QUOTES = dict.fromkeys(map(ord, "’‘‛ʼʿʾ`´"), "'") | dict.fromkeys(map(ord, "“”„‟"), '"')
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2009\t"), " ")
_PLAIN = _DASHES | _QUOTES | _SPACES
_FOREIGN = re.compile(r"[^\x00-\x7f]+|[\t`]")


@dataclass(frozen=True, slots=True)
class Name:
    """A listed name. `case`: capitals must be as in `text`. `when` names the rule that decides between codes.

    `after`: one of these words must stand before it ("the" West).
    """

    text: str
    code: str
    kind: Kind = "name"
    case: bool = False
    score: float = 1.0
    when: str = ""
    after: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of text that is a listed name; `names` are all readings, best first (of one kind or several)."""

    start: int
    end: int
    names: tuple[Name, ...]

    @property
    def name(self) -> Name:
        return self.names[0]

    @property
    def kind(self) -> Kind:
        return self.names[0].kind


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> str:
    if ord(character) in _PLAIN:
        return _PLAIN[ord(character)]
    if character.isascii():
        return character
    base = unicodedata.normalize("NFKD", character)[:1]
    return base if base.isalpha() else character


def fold(text: str) -> str:
    """The text with dashes, quotes, spaces and letters with diacritics made plain; of the same length."""
    return _FOREIGN.sub(_plain, text) if not text.isascii() else text.replace("\t", " ").replace("`", "'")


def _plain(found: re.Match[str]) -> str:
    return "".join(map(_folded_character, found[0]))
