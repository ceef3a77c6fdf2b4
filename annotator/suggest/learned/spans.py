"""The spans that a word may carry: how far its clause or phrase reaches, cut in the ways in which coders cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.suggest import clause_extents, clauses, extents
from annotator.suggest.phrase_ends import end_of_phrase
from annotator.suggest.spans import trimmed

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

CLAUSE, SHORT_CLAUSE, PREDICATE, PHRASE = "clause", "short clause", "predicate", "phrase"
"""How a span is cut: with a long subject, with a short one, without one; a noun phrase or predicate noun or adjective."""
CLAUSE_WORDS, SHORT_WORDS, PREDICATE_WORDS = 10, 8, 7
PHRASE_WORDS = (3, 6, 10)
SHORTEST = 2
PREDICATIVE = frozenset({"acomp", "ROOT", "conj", "oprd"})


def spans_of(doc: Doc, head: Token) -> dict[tuple[int, int], str]:
    """Tokens [first, last) of each span that a word may carry, with how it is cut; none for words within names and verbs."""
    found: dict[tuple[int, int], str] = {}
    for first, last, cut in _cuts(doc, head):
        first, last = trimmed(doc, first, last)
        if last - first >= SHORTEST:
            found.setdefault((first, last), cut)
    return found


def _cuts(doc: Doc, head: Token) -> Iterator[tuple[int, int, str]]:
    at = head.i
    if head.pos_ in clauses.VERBAL:
        if head.dep_ not in ("aux", "auxpass"):
            yield *clause_extents.clause_span(doc, head, first=at, last=at, words=CLAUSE_WORDS), CLAUSE
            yield *extents.verb_span(doc, head, first=at, last=at, words=SHORT_WORDS), SHORT_CLAUSE
            yield at, end_of_phrase(doc, head, start=at, at=at + 1, words=PREDICATE_WORDS), PREDICATE
    elif head.pos_ in ("NOUN", "PROPN"):
        if head.dep_ not in ("compound", "nmod"):
            for words in PHRASE_WORDS:
                yield *extents.noun_span(doc, head, first=at, last=at, words=words), f"{PHRASE} {words}"
    elif head.pos_ == "ADJ" and head.dep_ in PREDICATIVE:
        yield *extents.predicate_span(doc, head, first=at, last=at, words=SHORT_WORDS), PHRASE
