"""How far the clause reaches that reports a threat: with the one who does it, or to whom it is done, up to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest import clauses, noun_phrases
from annotator.suggest.extents import AUXILIARIES, CLAUSE_WORDS
from annotator.suggest.phrase_ends import end_of_phrase

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

LONG_SUBJECT = 12
"""How many words a subject may have that belongs to the span of a whole clause."""
NEAR_VERB = 4
"""How many words back the verb may stand whose subject a verb shares."""
PERSONAL = frozenset({"it", "they", "he", "she", "we", "i", "you", "who", "which", "that", "there", "this", "these"})
"""Pronouns that coders leave outside a span."""
JOINED = frozenset({"conj", "ROOT", "parataxis", "dep"})
"""Links of a verb whose clause stands beside another, not within it."""


def clause_span(doc: Doc, head: Token, *, first: int, last: int, words: int) -> tuple[int, int]:
    """Tokens [first, last): the subject, the verb `head` with its auxiliaries and about `words` words from there on.

    The subject may be long, shared with the verb before, or the noun that a participle follows; pronouns stay outside.
    `first` and `last` are the ends of what was matched.
    """
    start = _start(doc, head, first)
    if clauses.child(head, "ccomp") is not None:
        words += CLAUSE_WORDS
    words += min(head.i, max(first, start)) - start
    end = end_of_phrase(doc, head, start=start, at=max(last, head.i) + 1, words=words)
    return start, _clause_end(doc, max(last, head.i) + 1, end)


def _start(doc: Doc, head: Token, first: int) -> int:
    """Where a clause begins with its subject, be it its own, shared with the verb before, or the noun it follows."""
    start: int = min(
        [first, head.i, *(each.i for each in head.lefts if each.dep_ in AUXILIARIES and head.i - each.i <= 5)]
    )
    above = head.head
    own = clauses.child(head, *clauses.SUBJECTS)
    if own is not None and own.i <= start:
        if own.tag_ in ("WP", "WDT") and head.dep_ == "relcl" and own.i == above.i + 1:
            return _noun_before(doc, above, start, words=3)
        return _noun_before(doc, own, start, words=LONG_SUBJECT)
    shares = head.dep_ == "xcomp" or (head.dep_ == "conj" and clauses.child(above, "dobj", "ccomp") is None)
    if own is None and shares and above.pos_ in clauses.VERBAL and 0 <= start - above.i <= NEAR_VERB:
        return _start(doc, above, above.i)
    if (
        own is None
        and head.dep_ == "acl"
        and head.tag_ in ("VBG", "VBN")
        and above.pos_ in clauses.NOMINAL
        and 0 < start - above.i <= 3
    ):
        return _noun_before(doc, above, start, words=5)
    return start


def _noun_before(doc: Doc, noun: Token, start: int, *, words: int) -> int:
    """The first word, without article, of the noun phrase of `noun`, or `start` where it is long, far or a pronoun."""
    left: int = noun_phrases.noun_left(noun) if noun.right_edge.i - noun.left_edge.i >= words else noun.left_edge.i
    between = range(noun.i + 1, start)
    if noun.pos_ == "PRON" and noun.lower_ in PERSONAL:
        return start
    described = clauses.child(noun, "relcl")
    if described is not None and noun.i < described.i < start:
        return start
    if start - left > words + 3 or any(doc[at].text in clauses.BREAKS - {"-"} for at in between):
        return start
    if left < noun.i and doc[left].dep_ == "det" and doc[left].lower_ in ("the", "a", "an"):
        left += 1
    return left


def _clause_end(doc: Doc, at: int, end: int) -> int:
    """`end`, or before it where a clause with a subject of its own is joined on."""
    for right in range(at + 1, end):
        token = doc[right]
        if token.dep_ == "cc" or token.text == ",":
            if _new_clause(doc, right + 1, end) or (token.dep_ == "cc" and _new_act(doc, right + 1, end)):
                return right
        elif token.dep_ in clauses.SUBJECTS and token.head.dep_ in JOINED and token.head.i > right:
            left = noun_phrases.noun_left(token)
            left -= left > at and doc[left - 1].dep_ == "det"
            return left if left > at else end
    return end


def _new_clause(doc: Doc, at: int, end: int) -> bool:
    """Whether a noun phrase with a finite verb behind it begins at `at`, however the parser has linked them."""
    for right in range(at, min(end, at + 6)):
        token = doc[right]
        if token.tag_ == "MD" or (token.tag_ in clauses.FINITE and token.pos_ in clauses.VERBAL):
            return right > at and doc[right - 1].pos_ in clauses.NOMINAL
        if token.pos_ not in (*clauses.NOMINAL, "DET", "ADJ", "PART", "ADV"):
            return False
    return False


def _new_act(doc: Doc, at: int, end: int) -> bool:
    """Whether the same one does something else from `at` on: a finite verb, or a preposition with a verbal noun."""
    if at + 1 >= end:
        return False
    first, second = doc[at], doc[at + 1]
    finite = first.tag_ in clauses.FINITE and first.pos_ in clauses.VERBAL
    return finite or (first.pos_ in ("ADP", "SCONJ") and second.tag_ == "VBG")
