"""Whether a capital stands for its government: by what stands around it, and by its role in the sentence."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from annotator.suggest.actor_lexicon import ActorLexicon
from annotator.suggest.places import role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_OFFICES_THERE = frozenset(product(("chief", "governor", "mayor"), ("of",))) | frozenset(
    product(("ambassador", "ambassadors", "envoy", "envoys", "consul"), ("to",))
)
"""Offices held in a city, which is a place behind them: "governor of Kabul", "ambassador to Kabul"."""
_HARDLY_ANYONE = frozenset({("no", "one"), ("every", "one"), ("few", "people")})
_HYPHENS = frozenset({"-", "–", "—", "‐", "‑"})


def is_metonym(span: Span, lexicon: ActorLexicon) -> bool:
    """Whether a capital stands for its government: not in a date line, not before "Airport" or "-based"."""
    if stands_apart(span):
        return False
    doc = span.doc
    following = doc[span.end] if span.end < len(doc) else None
    before = doc[span.start - 1] if span.start else None
    if following is not None:
        if following.text in _HYPHENS and not doc[span.end - 1].whitespace_:
            return _before_hyphen(span, lexicon)
        if lexicon.has("relations", following.lower_) and before is not None and before.text in _HYPHENS:
            return True
        if is_actor_by_verb(span, lexicon) or _is_given(span, lexicon):
            return True
        if following.lemma_ == "fall" and span.root.dep_ == "nsubj":
            return False  # "Kabul fell"
        if (
            span.root.dep_ in ("compound", "nmod")
            and span.root.head.i >= span.end
            and following.pos_ in ("NOUN", "PROPN")
        ):
            return False
    if before is not None and lexicon.has("places", before.lower_):
        return False
    if span.start > 1 and (doc[span.start - 2].lower_, doc[span.start - 1].lower_) in _OFFICES_THERE:
        return False
    told = _by_preposition(span, before, lexicon) if before is not None else None
    return role(span, lexicon) == "actor" if told is None else told


def stands_apart(span: Span) -> bool:
    """Whether a city only tells where something is: in a date line, alone in brackets, behind a name ("the Interior Ministry in
    Tehran")."""
    doc = span.doc
    following = doc[span.end] if span.end < len(doc) else None
    before = doc[span.start - 1] if span.start else None
    return _in_dateline(span, before, following) or _in_brackets(before, following) or _sits_there(span)


def _sits_there(span: Span) -> bool:
    """Whether "in" and a name stand before a city."""
    if span.start < 2 or span.doc[span.start - 1].lower_ != "in":
        return False
    named = span.doc[span.start - 2]
    return bool(named.pos_ == "PROPN" and named.is_title and named.i > named.sent.start)


def _by_preposition(span: Span, before: Token, lexicon: ActorLexicon) -> bool | None:
    """Whether a capital behind "in", "through" or "from" stands for its government; None where that does not tell."""
    if before.lower_ == "in" and _is_in_mind(span, before, lexicon):
        return True
    if before.lower_ == "through":
        return not lexicon.has("motion", before.head.lemma_.casefold())  # "assurances sought through Moscow"
    if before.lower_ == "from" and not _speaks_from_there(span, before, lexicon):
        return False
    return None


def _is_given(span: Span, lexicon: ActorLexicon) -> bool:
    """Whether something is given to a capital, and named behind it: "offered *Kabul* training", "sell *Tehran* wheat"."""
    before = span.doc[span.start - 1] if span.start else None
    return before is not None and before.pos_ == "VERB" and lexicon.has("giving", before.lemma_.casefold())


def _is_in_mind(span: Span, preposition: Token, lexicon: ActorLexicon) -> bool:
    """Whether "in Moscow" speaks of those who rule there."""
    if span.start > 1 and (
        _is_mood(span.doc[span.start - 2], lexicon) or _is_government(span.doc[span.start - 2], lexicon)
    ):
        return True
    return _is_where_officials_are(span, lexicon) or _is_felt_there(preposition, lexicon)


def _in_brackets(before: Token | None, following: Token | None) -> bool:
    """Whether a city alone in brackets tells where somebody is: "Jane Doe, historian (Tehran)"."""
    return before is not None and following is not None and before.text == "(" and following.text[0] == ")"


def is_actor_by_verb(span: Span, lexicon: ActorLexicon) -> bool:
    """Whether what governments do follows a capital: "Moscow agreed", but not "visitors from Moscow agreed"."""
    doc = span.doc
    at = span.end
    while at + 1 < len(doc) and doc[at].pos_ == "AUX":
        at += 1  # "are negotiating"
    if at >= len(doc) or not any(lexicon.has(kind, doc[at].lemma_.casefold()) for kind in ("acts", "speech")):
        return False
    before = doc[span.start - 1] if span.start else None
    if before is not None and lexicon.has("directions", before.lower_):
        return False  # "the poor of western Kabul know"
    return before is None or before.pos_ not in ("ADP", "DET")  # "the Doha talks"


def _is_mood(token: Token, lexicon: ActorLexicon) -> bool:
    """Whether a noun before "in" makes the capital its government: "growing apprehension in Bishkek".

    "Taliban officials in Doha" are people of somebody else.
    """
    before = token.nbor(-1) if token.i and lexicon.has("officials", token.lower_) else None
    owned = before is not None and before.text[:1].isupper() and before.pos_ in ("PROPN", "ADJ")
    nobody = token.i > 0 and (token.nbor(-1).lower_, token.lower_) in _HARDLY_ANYONE
    return nobody or (lexicon.has("moods", token.lower_) and not owned)


def _is_wished_for(government: Token, before: Token, lexicon: ActorLexicon) -> bool:
    """Whether a government is somebody's, or one that there is not: they want "a friendly *government* in Kabul"; but "a weak
    *government* in Kabul" that does something is there."""
    if before.pos_ == "ADJ" and before.text[0].islower():
        return lexicon.has("wished", before.lower_) or government.dep_ not in ("nsubj", "nsubjpass")
    return before.tag_ == "POS" or before.pos_ in ("PROPN", "ADJ", "NOUN")


def _is_government(token: Token, lexicon: ActorLexicon) -> bool:
    """Whether a noun before "in" is whoever governs there: "the authorities in Bishkek", "the defence ministry in Kabul said".

    "The Taliban government in Kabul" is named already.
    """
    if lexicon.has("seated", token.lower_) and token.dep_ in ("nsubj", "nsubjpass"):
        return not any(each.text[0].isupper() and each.text != "The" for each in token.lefts)
    before = token.nbor(-1) if token.i else None
    return lexicon.has("people_in_seat", token.lower_) and not (
        before is not None and _is_wished_for(token, before, lexicon)
    )


def _speaks_from_there(span: Span, preposition: Token, lexicon: ActorLexicon) -> bool:
    """Whether what comes from a capital comes from its government: "money from Moscow", "from Moscow's point of view"."""
    if span.end < len(span.doc) and span.doc[span.end].tag_ == "POS":
        return True
    before = [preposition.head, *preposition.doc[max(0, preposition.i - 1) : preposition.i]]
    kinds = ("gifts", "messages", "officials", "moods", "hearing")
    return any(lexicon.has(kind, token.lower_, token.lemma_.casefold()) for token in before for kind in kinds)


def _is_felt_there(preposition: Token, lexicon: ActorLexicon) -> bool:
    """Whether what happens in a capital happens in the minds of its rulers: "it was noticed in Tehran"; "In Islamabad,
    officials worry"."""
    verb = preposition.head
    if verb.tag_ == "VBN" and lexicon.has("felt", verb.lower_):
        return True
    opens = preposition.text == "In" and verb.i > preposition.i
    subjects = (token for token in verb.lefts if token.dep_ in ("nsubj", "nsubjpass")) if opens else ()
    return any(lexicon.has(kind, token.lower_) for token in subjects for kind in ("moods", "people_in_seat"))


def _is_where_officials_are(span: Span, lexicon: ActorLexicon) -> bool:
    """Whether a relative clause says what officials do there: "colder words in Tashkent, where a spokeswoman ..."."""
    behind = span.doc[span.end : span.end + 7]
    if [token.lower_ for token in behind[:2]] != [",", "where"]:
        return False
    subjects = (token for token in behind[2:] if token.dep_ in ("nsubj", "nsubjpass"))
    return any(lexicon.has(kind, token.lower_) for token in subjects for kind in ("officials", "people_in_seat"))


def _in_dateline(span: Span, before: Token | None, following: Token | None) -> bool:
    """Whether the name opens a paragraph as the place of writing: "KABUL (Agencies) -", "MOSCOW/ISTANBUL:"."""
    doc = span.doc
    start = span.start
    while start and doc[start - 1].text in ("(", "/", "[") and span.start - start < 8:
        start -= 2 if doc[start - 1].text == "/" else 1
    opens = start <= 0 or "\n" in doc[start - 1].text or (before is not None and before.text == "/")
    if following is not None and following.text == "/":
        return True
    if not opens or following is None:
        return False
    if following.text == ",":
        return _is_dated(doc, span.end + 1, subject=span.root.dep_ in ("nsubj", "nsubjpass"))
    return (
        following.text in (":", "/", "(", "–", "—", "--", "|", ".")
        or "\n" in following.text
        or (start < span.start and following.text in (")", "and"))
    )


def _is_dated(doc: Doc, start: int, *, subject: bool) -> bool:
    """Whether a date or country stands behind the place of writing: "MOSCOW, March 3 -", not "Moscow, meanwhile, has".

    "Moscow, Beijing and Tehran" are subjects, and so may be what a date stands behind.
    """
    behind = doc[start] if start < len(doc) else None
    if behind is None or (start + 1 < len(doc) and doc[start + 1].lower_ == "and"):
        return False  # "Tehran, Moscow and the drugs" heads a chapter
    return bool(behind.ent_type_ == "DATE" or behind.like_num or (behind.text[:1].isupper() and not subject))


def _before_hyphen(span: Span, lexicon: ActorLexicon) -> bool:
    """Whether a capital before a hyphen acts: "Islamabad-New Delhi ties", "Moscow-backed", but not "Kabul-based"."""
    doc = span.doc
    beyond = doc[span.end + 1] if span.end + 1 < len(doc) else None
    if beyond is None:
        return False
    if beyond.lower_ in ("backed", "led", "brokered", "sponsored", "supported", "funded", "mediated"):
        return True
    return beyond.text[:1].isupper() and any(
        lexicon.has("relations", doc[i].lower_) for i in range(span.end + 2, min(span.end + 6, len(doc)))
    )
