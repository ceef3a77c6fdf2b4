"""Actor or place: how a country or capital stands in its sentence.

Read from the words around it and the parse; both are needed, for the parse of headlines and lists is often wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from annotator.suggest.actor_lexicon import ActorLexicon

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Role = Literal["actor", "place"]

_AT = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "around",
        "across",
        "inside",
        "within",
        "throughout",
        "into",
        "onto",
        "via",
        "through",
        "beyond",
        "over",
    }
)
_TO = frozenset({"to", "for", "from", "on", "towards", "toward", "upon"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "agent", "dative"})


def role(span: Span, lexicon: ActorLexicon) -> Role:
    """Whether the name of a country or capital stands for its government (actor) or for the place."""
    token = _leading(span)
    preposition = _preposition(token, span)
    if preposition is not None:
        return _after_preposition(preposition, lexicon)
    behind = _behind(span)
    if behind is not None:
        return "place" if lexicon.has("places", behind.lower_, behind.lemma_.casefold()) else "actor"
    if token.dep_ in ("dobj", "nsubjpass"):
        return "place" if lexicon.has("taking", token.head.lemma_.casefold()) else "actor"
    if token.dep_ in ("compound", "nmod") and token.head.i >= span.end:
        return "place" if lexicon.has("places", token.head.lower_, token.head.lemma_.casefold()) else "actor"
    if token.dep_ == "appos" and lexicon.has("places", token.head.lower_, token.head.lemma_.casefold()):
        return "place"
    return "actor"


def _leading(span: Span) -> Token:
    """The head of the first of the coordinated names to which this one belongs."""
    token = span.root
    for _ in range(12):
        if (token.dep_ == "conj" and token.head.pos_ in ("PROPN", "NOUN") and token.head.i < token.i) or (
            token.dep_ == "appos"
            and token.head.pos_ == "PROPN"
            and token.head.i < token.i
            and token.head.ent_type_ in ("GPE", "LOC")
        ):
            token = token.head
        else:
            break
    return token


def _preposition(token: Token, span: Span) -> Token | None:
    """The preposition that governs the name, from the parse or as the word right before it."""
    if token.dep_ == "pobj":
        return token.head
    before = span.doc[span.start - 1] if span.start else None
    if before is not None and before.lower_ == "the" and span.start > 1:
        before = span.doc[span.start - 2]
    if before is not None and before.pos_ == "ADP" and token.dep_ not in _SUBJECT:
        return before
    return None


def _after_preposition(preposition: Token, lexicon: ActorLexicon) -> Role:
    form = preposition.lower_
    governor = preposition.head
    lemma = governor.lemma_.casefold()
    if form in _AT:
        return "place"
    if form == "of":
        return "place" if lexicon.has("places", governor.lower_, lemma) else "actor"
    if form in _TO:
        if form == "on" and lexicon.has("taking", lemma):
            return "place"
        return "place" if lexicon.has("motion", governor.lower_, lemma) else "actor"
    return "actor"


def _behind(span: Span) -> Token | None:
    """What the name possesses: "airport" in "Kabul's airport"."""
    token = span.root
    if token.dep_ == "poss" and token.head.i > token.i:
        return token.head
    return None
