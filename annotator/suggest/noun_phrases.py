"""Where a noun phrase begins and ends: by the parse to the left of its head, word by word to the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.suggest.clauses import BREAKS, NOMINAL, SUBJECTS

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

LEFT_OF_NOUN = frozenset(
    {"amod", "compound", "nummod", "nmod", "poss", "quantmod", "advmod", "punct", "case", "npadvmod"}
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where actors' names begin: all of them, and those that follow directly on another name's end."""

    names: frozenset[int] = frozenset()
    adjacent: frozenset[int] = frozenset()


NO_BOUNDS = Bounds()


def noun_left(noun: Token) -> int:
    """Index of the first word of the noun phrase left of its head, articles left out."""
    doc: Doc = noun.doc
    inside = {noun.i}
    first: int = noun.i
    for at in range(noun.i - 1, max(noun.sent.start - 1, noun.i - 9), -1):
        token = doc[at]
        if token.dep_ == "case" and token.head.head.i in inside:
            inside.update((at, token.head.i))
            continue
        if token.head.i not in inside or token.dep_ not in LEFT_OF_NOUN or token.text in BREAKS - {"-"}:
            if token.dep_ == "det" and token.head.i in inside and first < noun.i and _inner(token, first):
                inside.add(at)
                continue
            break
        inside.add(at)
        if token.dep_ != "punct" or token.text == "-":
            first = at
    return first


def _inner(determiner: Token, first: int) -> bool:
    """An article within the phrase ("of the group's attack": the article of a possessor, not of the noun)."""
    return bool(determiner.head.dep_ == "poss" and determiner.i + 1 == first)


def noun_end(doc: Doc, at: int, *, limit: int, bounds: Bounds = NO_BOUNDS) -> int:
    """Index after the base noun phrase that begins at `at`: determiners, modifiers, nouns, their coordination."""
    end = at
    last_noun = at
    while end < limit:
        token = doc[end]
        if end in bounds.adjacent and end > at:
            break
        if token.text == "(" and end == last_noun:
            after = _bracketed(doc, end)
            if after == end:
                break
            end = last_noun = after
            continue
        if token.pos_ == "PRON" and end > at:
            break
        if token.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
            last_noun = end + 1
        elif (
            (
                token.pos_ in ("DET", "ADJ", "PART")
                or token.text in ("-", "%")
                or token.dep_ in ("amod", "compound", "case")
            )
            or (
                token.pos_ == "ADV"
                and token.dep_ in ("advmod", "amod")
                and token.head.i > token.i
                and token.head.pos_ == "ADJ"
            )
            or (
                last_noun == end
                and (token.text == "," or token.lower_ in ("and", "or"))
                and _goes_on(doc, end, limit=limit, bounds=bounds)
            )
        ):
            pass
        else:
            break
        end += 1
    return last_noun


def _goes_on(doc: Doc, at: int, *, limit: int, bounds: Bounds) -> bool:
    """Whether the comma or conjunction at `at` joins two parts of one noun phrase."""
    for right in range(at + 1, min(at + 6, limit)):
        token = doc[right]
        if right in bounds.names and right <= at + 2:
            return not _possessor(doc, right, limit) and not _subject_of_next(doc[right])
        if token.pos_ in NOMINAL:
            head = token
            while head.dep_ in ("compound", "poss", "nmod", "amod") and head.head.i > head.i:
                head = head.head
            return bool(head.dep_ in ("conj", "appos") and head.head.i < at)
        if token.pos_ not in ("DET", "ADJ", "ADV", "CCONJ", "PUNCT", "VERB") or token.text in BREAKS:
            return False
    return False


def _bracketed(doc: Doc, at: int) -> int:
    """Index after a short bracket such as "(TTP)" that opens at `at`; `at` itself for a longer one."""
    for right in range(at + 1, min(at + 5, len(doc))):
        if doc[right].text == ")":
            return right + 1
    return at


def _subject_of_next(name: Token) -> bool:
    """Whether a name is the subject of a clause of its own, not one more member of the list before it."""
    at = name
    while at.dep_ in ("compound", "nmod", "amod") and at.head.i > at.i:
        at = at.head
    return bool(at.dep_ in SUBJECTS and at.head.i > at.i)


def _possessor(doc: Doc, at: int, limit: int) -> bool:
    """Whether the name that begins at `at` is a possessor ("and Pakistan's army")."""
    for right in range(at + 1, min(at + 4, limit)):
        if doc[right].dep_ == "case" or doc[right].lower_ in ("'s", "’s", "'", "’"):
            return True
        if doc[right].pos_ not in ("PROPN", "PUNCT"):
            return False
    return False
