"""Whether a capital stands for its government: what the rules say of it, and what was learned of the words around it."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp
from typing import TYPE_CHECKING

from annotator.suggest.learned.weights import Weighed, ranker, word_classes
from annotator.suggest.words import key

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

TABLE = "seats"
JOINED = frozenset({"conj", "appos"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
TOLD = frozenset({"dobj", "attr", "acomp", "xcomp", "ccomp", "aux", "prep"})
"""Links of what a verb says of its subject."""
BESIDE = frozenset({"nsubj", "nsubjpass", "dobj"})
"""Links of what is done or suffered in, from or to a capital."""
BREAK = "¶"
"""How white space that is a word of the parse is called: a table's rows are lines."""
FAR = 8
"""How many names joined to one another are gone through."""


def seat_share(span: Span, *, by_rules: bool) -> float:
    """How likely a capital stands for its government, 0 to 1. `by_rules`: whether the rules say so."""
    weights = ranker(TABLE)
    total = weights.get("base", 0.0) + sum(weights.get(name, 0.0) for name in seat_traits(span, by_rules=by_rules))
    return 1 / (1 + exp(-total))


def seat_traits(span: Span, *, by_rules: bool) -> Weighed:
    """Traits by name, each once."""
    lead = _lead(span.root)
    found = [f"rules say {by_rules}", f"name {span.text}", *_around(span), *_place(span.root, lead), *_carried(lead)]
    return dict.fromkeys(found, 1.0)


def _around(span: Span) -> Iterator[str]:
    doc, first, last = span.doc, span.start, span.end
    before = doc[first - 1] if first else None
    behind = doc[last] if last < len(doc) else None
    words = [_form(token) if token is not None else "" for token in (before, behind)]
    yield f"before {words[0]}"
    yield f"before {_form(doc[first - 2]) if first > 1 else ''} {words[0]}"
    yield f"behind {words[1]}"
    yield f"between {words[0]} and {words[1]}"
    if before is not None:
        yield f"before {before.pos_}"
    if behind is not None:
        yield f"behind {behind.tag_}"
        yield f"behind lemma {_lemma(behind)}"


def _place(root: Token, lead: Token) -> Iterator[str]:
    """Where the name stands in its sentence; `lead`: the first of the names joined to it."""
    yield f"link {root.dep_}"
    yield f"led by {lead.dep_}"
    yield f"name of {root.ent_type_}"
    if lead is not root:
        yield "joined"
    for child in root.children:
        if child.dep_ in JOINED:
            yield f"has {child.dep_}"
        if child.i < root.i:
            yield f"with {child.dep_} {_form(child)}"
    if root.i == root.sent.start:
        yield "opens sentence"


def _carried(lead: Token) -> Iterator[str]:
    """What carries the name, and what that carries besides."""
    above = lead.head
    yield f"carried by {above.pos_}"
    yield from _said(lead.dep_, above)
    if lead.dep_ == "pobj":
        governor, form = above.head, _form(above)
        yield f"governor {_lemma(governor)}"
        yield f"{form} on {governor.pos_} {governor.dep_}"
        yield from _said(form, governor)
        for child in governor.children:
            if child.dep_ in BESIDE:
                yield from _said(f"{form} beside {child.dep_}", child)
    elif lead.dep_ in SUBJECTS:
        for child in above.children:
            if child.dep_ in TOLD:
                yield f"tells {child.dep_} {_lemma(child)}"


def _said(role: str, word: Token) -> Iterator[str]:
    name = _lemma(word)
    yield f"{role} {name}"
    for each in word_classes().get(name, ()):
        yield f"{role} class {each}"


def _lead(root: Token) -> Token:
    for _ in range(FAR):
        if root.dep_ not in JOINED or root.head.i > root.i:
            break
        root = root.head
    return root


def _form(token: Token) -> str:
    return BREAK if token.is_space else token.lower_


def _lemma(token: Token) -> str:
    return BREAK if token.is_space else key(token.lemma_)
