"""Whose words stand between quotation marks: whom the words beside them name, across the sentences of one quotation; in an
interview, whose turn it is."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from annotator.suggest import clauses
from annotator.suggest.antecedents import KINDS, PERSON
from annotator.suggest.reported import Reporting, nameless
from annotator.suggest.turns import Turns

if TYPE_CHECKING:
    from annotator.suggest.holders import Cast
    from annotator.suggest.tree import Token

OPENING, CLOSING, STRAIGHT = frozenset({"“", "``"}), frozenset({"”", "''"}), '"'
SHORTEST = 4
"""Words of the shortest quotation; fewer are a name or a turn of phrase."""
BESIDE = 15
"""How many words from a quotation its speaker is looked for."""


class Quotations:
    """The quotations of one text."""

    def __init__(self, cast: Cast, reporting: Reporting, /) -> None:
        self._cast, self._words = cast, reporting
        self._kept: dict[int, str | None] = {}
        self._turns = Turns(cast)

    def speaker(self, token: Token) -> str | None:
        """The code of the party whose quoted words or turn `token` is among; None for the author's own."""
        at = bisect_right(self._places, (token.i, len(self._cast.doc))) - 1
        if at < 0 or not self._places[at][0] < token.i < self._places[at][1]:
            return self._turns.speaker(token)
        if at not in self._kept:
            self._kept[at] = None  # a pronoun among the words may ask again
            self._kept[at] = self._found(*self._places[at])
        return self._kept[at]

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        """The opening and closing mark of each quotation; one that a paragraph leaves open ends there."""
        found: list[tuple[int, int]] = []
        first: int | None = None
        for token in self._cast.doc:
            text = token.text
            ends = token.is_space and "\n\n" in text
            if first is not None and (text in CLOSING or text == STRAIGHT or ends):
                if token.i - first > SHORTEST:
                    found.append((first, token.i))
                first = None
            elif text in OPENING or text == STRAIGHT:
                first = token.i
        return found

    def _found(self, first: int, last: int) -> str | None:
        return self._said(self._after(last)) or self._said(self._before(first)) or self._person(first)

    def _after(self, last: int) -> list[Token]:
        """The words of the sentence behind a quotation, up to the next one ("…, Moscow said")."""
        doc = self._cast.doc
        words = doc[last + 1 : min(doc.sentence(last).end, last + BESIDE)]
        if not words and last + 1 < len(doc) and not doc[last + 1].is_space:
            words = doc[last + 1 : min(doc.sentence(last + 1).end, last + BESIDE)]
            words = words if words[0].lower_ == words[0].text else []
        stop = next((at for at, word in enumerate(words) if word.text in OPENING or word.text == STRAIGHT), len(words))
        return words[:stop]

    def _before(self, first: int) -> list[Token]:
        """The words of the sentence before a quotation, the nearest first ("he said. “…”", "Moscow added: “…”")."""
        doc = self._cast.doc
        if first == 0 or doc[first - 1].is_space:
            return []
        return doc[max(doc.sentence(first - 1).start, first - BESIDE) : first][::-1]

    def _said(self, words: list[Token]) -> str | None:
        """Who is the subject of the first verb of speech among the words."""
        for verb in words:
            if verb.pos_ in clauses.VERBAL and verb.lemma_.lower() in self._words.verbs:
                who, passive = clauses.subject(verb)
                if who is not None and not passive:
                    return self._cast.code(who) or nameless(who, self._cast)
        return None

    def _person(self, first: int) -> str | None:
        """The person of whom the sentence before a quotation tells ("The envoy shrugged. “…”")."""
        doc = self._cast.doc
        if first == 0 or doc[first - 1].is_space:
            return None
        who, passive = clauses.subject(doc.sentence(first - 1).root)
        if who is None or passive:
            return None
        person = who.ent_type_ == "PERSON" or KINDS.get(who.lower_) == PERSON
        return self._cast.code(who) if person or "person" in self._cast.kinds(who) else None
