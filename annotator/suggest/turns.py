"""Whose turn it is in an interview or a round of experts: lines that begin with a person's name and end in a colon."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from annotator.suggest.naming import PERSON

if TYPE_CHECKING:
    from annotator.suggest.holders import Cast
    from annotator.suggest.tree import Token

LONGEST = 16
"""Words of the longest line that names a speaker ("Ali Reza, former envoy to Kabul (Tehran):")."""
FEWEST = 2
"""A text with fewer such lines is no interview."""
NAME = "NNP"


class Turns:
    """The turns of one text."""

    def __init__(self, cast: Cast, /) -> None:
        self._cast = cast

    def speaker(self, token: Token) -> str | None:
        """The code of the party whose turn `token` stands in; None for the author's own words."""
        at = bisect_right(self._starts, token.i) - 1
        return self._turns[at][1] if at >= 0 else None

    @cached_property
    def _turns(self) -> list[tuple[int, str]]:
        """Where each turn begins and whose it is."""
        found = list(self._labels())
        return found if len(found) >= FEWEST else []

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._turns]

    def _labels(self) -> Iterator[tuple[int, str]]:
        doc = self._cast.doc
        first = 0
        for token in doc:
            if not token.is_space:
                continue
            if 2 < token.i - first <= LONGEST and doc[token.i - 1].text.endswith(":"):
                code = self._person(doc[first], doc[first + 1])
                if code:
                    yield token.i, code
            first = token.i + 1

    def _person(self, first: Token, second: Token) -> str | None:
        """Whose words follow a line that begins with these two, if they are a person's name."""
        if first.tag_ != NAME or second.tag_ != NAME:
            return None
        mention = self._cast.at(first)
        if mention is None:
            return PERSON
        root = self._cast.doc[mention.root]
        return self._cast.code(root) if mention.code == PERSON or root.ent_type_ == "PERSON" else None
