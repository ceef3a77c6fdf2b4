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
    if span.start and lexicon.has("directions", span.doc[span.start - 1].lower_):
        return "place"
    behind = _behind(span)
    if behind is not None:
        place = _is_district(behind, span.end, lexicon) or lexicon.has(
            "places", behind.lower_, behind.lemma_.casefold()
        )
        return "place" if place else "actor"
    preposition = _preposition(token, span)
    if preposition is not None:
        return _after_preposition(preposition, lexicon)
    if token.dep_ in ("dobj", "nsubjpass"):
        return "place" if lexicon.has("taking", token.head.lemma_.casefold()) else "actor"
    if token.dep_ in ("compound", "nmod") and token.head.i >= span.end:
        return "place" if lexicon.has("places", token.head.lower_, token.head.lemma_.casefold()) else "actor"
    if token.dep_ == "appos" and lexicon.has("places", token.head.lower_, token.head.lemma_.casefold()):
        return "place"
    return "actor"


def acts(span: Span, lexicon: ActorLexicon) -> bool:
    """Whether the name is the subject (or one of the subjects) of what governments do, as "Pakistan and India agree".

    Or whether it is told to do something: "a text that obliges Afghanistan to act", "it urged Pakistan to hold back".
    """
    token = _leading(span)
    verb = token.head
    if token.dep_ == "nsubj":
        told = verb.dep_ == "ccomp" and lexicon.has("acts", verb.head.lemma_.casefold())
        return lexicon.has("acts", verb.lemma_.casefold()) or (told and any(each.lower_ == "to" for each in verb.lefts))
    return token.dep_ == "dobj" and any(each.dep_ == "xcomp" and each.i > token.i for each in verb.rights)


def _is_district(behind: Token, after: int, lexicon: ActorLexicon) -> bool:
    """Whether a possession named with a capital is a part of the country ("Kabul's Shahr-e-Naw"), no body or person."""
    if behind.pos_ != "PROPN" or behind.ent_type_ in ("PERSON", "ORG"):
        return False
    words = [token.lower_ for token in behind.doc[after : behind.i + 1]]
    return not any(lexicon.has(kind, *words) for kind in ("titles", "officials", "institutions", "organisations"))


def _leading(span: Span) -> Token:
    """The head of the first of the coordinated names to which this one belongs."""
    token = span.root
    for _ in range(12):
        head = token.head
        joined = token.dep_ == "conj" and head.pos_ in ("PROPN", "NOUN")
        renamed = token.dep_ == "appos" and head.pos_ == "PROPN" and head.ent_type_ in ("GPE", "LOC")
        if head.i >= token.i or not (joined or renamed):
            break
        token = head
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
    if form == "at" and lexicon.has("aims", lemma):
        return "actor"
    if form in _AT:
        return "place"
    if form == "with":
        before = preposition.nbor(-1).lower_ if preposition.i else ""
        return "place" if lexicon.has("borders", lemma, before) else "actor"
    if form == "of":
        return "place" if lexicon.has("places", governor.lower_, lemma) else "actor"
    if form in _TO:
        if form == "on" and lexicon.has("taking", lemma):
            return "place"
        if form == "to" and _brings_message(governor, lexicon):
            return "actor"
        if form == "from" and preposition.i and _is_of_governments(preposition.nbor(-1), lexicon):
            return "actor"
        return "place" if lexicon.has("motion", governor.lower_, lemma) else "actor"
    return "actor"


def _is_of_governments(token: Token, lexicon: ActorLexicon) -> bool:
    """Whether what comes from a capital comes from its government: "brings money from Moscow"."""
    return any(lexicon.has(kind, token.lemma_.casefold()) for kind in ("gifts", "messages"))


def _brings_message(verb: Token, lexicon: ActorLexicon) -> bool:
    """Whether what a verb moves is a message, for which a capital is its government: "sent a note to Astana"."""
    moved = [child for child in verb.children if child.dep_ in ("dobj", "nsubj", "nsubjpass")]
    if verb.dep_ == "acl":
        moved.append(verb.head)
        if verb.head.dep_ == "pobj":
            moved.append(verb.head.head.head)  # "a letter of thanks sent to ..."
    return any(lexicon.has("messages", each.lemma_.casefold()) for each in moved)


def _behind(span: Span) -> Token | None:
    """What the name possesses: "airport" in "Kabul's airport"."""
    token = span.root
    if token.dep_ == "poss" and token.head.i > token.i:
        return token.head
    return None
