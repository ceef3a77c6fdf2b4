"""Whom the grammar names beside a stance: its objects, what its prepositions bring, and the clauses it governs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from annotator.suggest import clauses
from annotator.suggest.holders import Cast

if TYPE_CHECKING:
    from annotator.suggest.tree import Token

OBJECTS = frozenset({"dobj", "attr", "oprd", "dative"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl"})


def slots_of(cast: Cast, head: Token, verb: Token) -> Mapping[str, set[str]]:
    """Whom the grammar names around a word and its verb: by slot ("object", "with", "object of", "clause's subject")."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for carrier in (head,) if head == verb else (head, verb):
        for each in carrier.children:
            for name, code in _of_child(cast, each):
                if code:
                    found[name].add(code)
    return found


def _of_child(cast: Cast, child: Token) -> Iterator[tuple[str, str | None]]:
    if child.dep_ in OBJECTS:
        yield "object", cast.code(child)
        yield "object's owner", cast.owner(child)
        yield from _complements(cast, child, "object")
    elif child.dep_ in ("prep", "agent"):
        for noun in child.children:
            if noun.dep_ in ("pobj", "pcomp"):
                yield child.lower_, cast.code(noun)
                yield "prep owner", cast.owner(noun)
                yield from _complements(cast, noun, "prep")
    elif child.dep_ in CLAUSES:
        who, _ = clauses.subject(child)
        yield "clause's subject", cast.code(who)
        yield "clause's object", cast.code(clauses.child(child, "dobj"))


def _complements(cast: Cast, noun: Token, slot: str) -> Iterator[tuple[str, str | None]]:
    for preposition in noun.children:
        if preposition.dep_ == "prep":
            for inner in preposition.children:
                yield f"{slot} {preposition.lower_}", cast.code(inner)
