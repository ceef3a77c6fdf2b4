"""The slots that a lexicon entry may name for its parties, and where the grammar finds them.

subject     who acts (inherited through coordination, infinitives, participles; not of a passive)
object      to whom it is done (also the subject of a passive)
agent       after "by"
poss        possessor or possessive pronoun            modifier    an actor before the noun ("Russian interest")
governor    subject of the verb that governs a noun ("expressed concern")
prep:a|b    after one of these prepositions             clause      the first actor in the clause that depends on it
right       the first actor to the right in the phrase  left        the last actor to the left in the sentence
inside      the actors within the subject's phrase ("relations between A and B")
topic       the state spoken of, for a noun that stands alone in a predicate ("A further worry is ...")
author      the author, or the speaker whose words are reported
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.suggest import clauses

if TYPE_CHECKING:
    from annotator.suggest.tree import Token

PLAIN = frozenset(
    {
        "topic",
        "inside",
        "subject",
        "object",
        "agent",
        "poss",
        "modifier",
        "governor",
        "clause",
        "right",
        "left",
        "author",
    }
)
NEAR = 7


def is_slot(name: str) -> bool:
    return name in PLAIN or (name.startswith("prep:") and len(name) > len("prep:"))


def heads(name: str, head: Token, *, last: int) -> Iterator[Token]:
    """The heads of the noun phrases that stand in slot `name` of `head`; `last` is the match's last token."""
    if name.startswith("prep:"):
        yield from _prepositional(head, frozenset(name[5:].split("|")), last)
    elif name == "subject":
        verb = _predicate(head)
        found, passive = clauses.subject(verb)
        found = found or clauses.nearest_left(verb)
        if found is not None and (not passive or head.pos_ == "ADJ"):
            yield found
    elif name == "object":
        yield from _object(head)
    elif name == "agent":
        by = clauses.agent(head)
        if by is not None:
            yield by
    elif name in ("poss", "modifier"):
        deps = {"poss"} if name == "poss" else {"amod", "compound", "nmod", "poss"}
        noun = head.head if head.dep_ == "amod" else head
        yield from (each for each in noun.lefts if each.dep_ in deps and each != head)
    elif name == "governor":
        governor = governing_verb(head) if head.dep_ != "attr" else None
        if governor is not None:
            found, _ = clauses.subject(governor)
            if found is not None and found.i != head.i:
                yield found


def _predicate(head: Token) -> Token:
    """The verb that carries a predicative adjective or noun; a verb carries itself."""
    if head.pos_ not in clauses.VERBAL or head.dep_ in ("acomp", "attr", "oprd"):
        at = head
        while at.dep_ in ("acomp", "attr", "oprd", "conj", "pobj", "prep") and at.head != at:
            at = at.head
            if at.pos_ in clauses.VERBAL:
                return at
    return head


def governing_verb(noun: Token) -> Token | None:
    """The verb of which `noun` is the object or complement, also through prepositions and coordination."""
    at = noun
    for _ in range(clauses.STEPS):
        if at.dep_ not in ("dobj", "attr", "pobj", "prep", "conj", "appos", "oprd", "nsubjpass", "agent"):
            return None
        at = at.head
        if at.pos_ in clauses.VERBAL:
            return at
    return None


def _object(head: Token) -> Iterator[Token]:
    own = clauses.child(head, "dobj", "dative")
    if own is not None:
        yield own
        return
    found, passive = clauses.subject(head)
    if passive and found is not None:
        yield found
    if head.dep_ == "conj" and head.head.pos_ in clauses.VERBAL:
        shared = clauses.child(head.head, "dobj")
        if shared is not None and shared.i > head.i:
            yield shared
    right = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else None
    if right is not None and right.dep_ in ("nsubj", "det", "compound", "poss", "amod") and not passive:
        noun = right if right.dep_ == "nsubj" else right.head
        if noun.i > head.i and noun.dep_ == "nsubj" and noun.head.dep_ in ("ccomp", "xcomp"):
            yield noun


def _prepositional(head: Token, names: frozenset[str], last: int) -> Iterator[Token]:
    seen = False
    carriers = [head]
    carriers += [each for each in head.children if each.dep_ in ("dobj", "attr", "acomp", "prt", "oprd")]
    if last != head.i:
        carriers.append(head.doc[last])
    for carrier in carriers:
        for noun in clauses.after_preposition(carrier, names):
            seen = True
            yield noun
    if not seen:
        yield from _after(head, names, last)


def _after(head: Token, names: frozenset[str], last: int) -> Iterator[Token]:
    """Linear fall-back: one of the prepositions soon after the match, wherever the parser hung it."""
    doc = head.doc
    end = head.sent.end
    if doc[last].lower_ in names:
        yield from (each for each in doc[last].children if each.dep_ == "pobj")
    for at in range(last + 1, min(last + NEAR, end)):
        token = doc[at]
        if token.text in clauses.BREAKS or token.text == "," or (token.pos_ == "SCONJ" and token.lower_ not in names):
            return
        if token.lower_ in names and token.pos_ in ("ADP", "SCONJ", "PART"):
            yield from (each for each in token.children if each.dep_ in ("pobj", "pcomp"))
            return
