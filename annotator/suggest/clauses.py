"""Grammar over a dependency parse: who is the subject of a verb, what governs it, how far a phrase reaches.

All functions take spaCy tokens of one sentence and know nothing of actors, codes or lexicons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
LEFT_OF_NOUN = frozenset({"amod", "compound", "nummod", "nmod", "poss", "quantmod", "advmod", "punct", "case", "npadvmod"})
BREAKS = frozenset({".", ";", ":", "!", "?", "\n", "—", "–", "-", "(", ")", "[", "]", "|", "…"})
QUOTES = frozenset({"“", "”", '"', "‘", "''", "``"})
STEPS = 6


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where actors' names begin: all of them, and those that follow directly on another name's end."""

    names: frozenset[int] = frozenset()
    adjacent: frozenset[int] = frozenset()


NO_BOUNDS = Bounds()


def child(token: Token, *deps: str) -> Token | None:
    """The first child of `token` with one of the dependency names."""
    return next((each for each in token.children if each.dep_ in deps), None)


def subject(verb: Token) -> tuple[Token | None, bool]:
    """The head of the subject that `verb` has or inherits, and whether it is the one to whom the act is done."""
    at = verb
    for _ in range(STEPS):
        own = child(at, *SUBJECTS)
        if own is not None:
            return own, own.dep_ == "nsubjpass" and at == verb
        if child(at, "auxpass") is not None and at == verb and at.dep_ not in ("conj", "xcomp"):
            return _inherited(at)[0], True
        above, passive = _inherited(at)
        if above is None:
            return None, False
        if above.pos_ not in VERBAL or above.dep_ in OBJECTS or passive or at.dep_ in ("relcl", "acl"):
            return above, passive
        at = above
    return None, False


def _inherited(verb: Token) -> tuple[Token | None, bool]:
    """Where a verb without a subject of its own finds it: a noun (the subject itself) or a verb (ask there)."""
    head = verb.head
    if head == verb:
        return None, False
    if verb.dep_ in ("relcl", "acl"):
        return (head, verb.tag_ == "VBN") if head.pos_ in NOMINAL else (head, False)
    if verb.dep_ in ("xcomp", "ccomp"):
        controller = child(head, "dobj") if verb.dep_ == "xcomp" else None
        return (controller or head), False
    if verb.dep_ == "pcomp":
        governor = head.head
        return (child(governor, "dobj") or governor), False
    if verb.dep_ in ("conj", "advcl", "aux", "acomp", "dep", "prep"):
        return head, False
    return None, False


def agent(verb: Token) -> Token | None:
    """The noun after "by" of a passive verb or a verbal noun."""
    by = child(verb, "agent") or next((each for each in verb.children if each.dep_ == "prep" and each.lower_ == "by"), None)
    return child(by, "pobj", "pcomp") if by is not None else None


def after_preposition(token: Token, names: frozenset[str] | None = None) -> Iterator[Token]:
    """The nouns that prepositions of `token` govern; `names` limits the prepositions (lower case)."""
    for each in token.children:
        if each.dep_ in ("prep", "agent", "dative") and each.pos_ in ("ADP", "SCONJ", "VERB"):
            yield from _governed(each, names)
        elif each.dep_ == "prt" and names is not None and each.lower_ in names:
            yield from (right for right in each.children if right.dep_ == "pobj")


def _governed(preposition: Token, names: frozenset[str] | None) -> Iterator[Token]:
    if names is None or preposition.lower_ in names:
        for each in preposition.children:
            if each.dep_ in ("pobj", "pcomp"):
                yield each
    for each in preposition.children:
        if each.dep_ == "prep":
            yield from _governed(each, names)


def conjuncts(token: Token) -> list[Token]:
    """`token` and what is coordinated with it to the right, in order."""
    found = [token]
    for each in found:
        found.extend(right for right in each.rights if right.dep_ == "conj")
    return sorted(found, key=lambda each: each.i)


def clause_verb(token: Token) -> Token:
    """The verb whose clause `token` stands in (or the root of its sentence)."""
    at = token
    while at.pos_ not in VERBAL and at.head != at:
        at = at.head
    return at


def noun_left(noun: Token) -> int:
    """Index of the first word of the noun phrase left of its head, articles left out."""
    doc: Doc = noun.doc
    inside = {noun.i}
    first = noun.i
    for at in range(noun.i - 1, max(noun.sent.start - 1, noun.i - 9), -1):
        token = doc[at]
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
        if token.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
            last_noun = end + 1
        elif token.pos_ in ("DET", "ADJ", "PART") or token.text in ("-", "%") or token.dep_ in ("amod", "compound", "case"):
            pass
        elif token.pos_ == "ADV" and token.dep_ in ("advmod", "amod") and token.head.i > token.i and token.head.pos_ == "ADJ":
            pass
        elif last_noun == end and (token.text == "," or token.lower_ in ("and", "or")) and _goes_on(doc, end, limit=limit, bounds=bounds):
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
            return _subject_of_next(doc[right]) is False
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
