"""Whom a person speaks for: the state or group whose office stands beside the name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from annotator.suggest.found import Found
from annotator.suggest.names import Match
from annotator.suggest.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

PRIVATE = "other_person"
FORMER = frozenset({"former", "ex", "ex-", "retired", "erstwhile"})


def office(doc: Doc, span: Span, by_end: Mapping[int, Found], reading: Reading) -> str:
    """The code of the state or group whose office stands before the name or, between commas, behind it."""
    at, titles, others = span.start - 1, 0, 0
    if at > 0 and doc[at].tag_ == "POS" and (owner := by_end.get(doc[at - 1].idx + len(doc[at - 1]))):
        return owner.code  # "Germany's Annalena Berg"
    if at > 0 and reading.lexicon.has("private_titles", doc[at].lower_):
        return PRIVATE  # "the Afghan analyst Jane Doe" does not act for a state
    if at > 0 and (owner := by_end.get(doc[at].idx + len(doc[at]))) and _is_headed(doc, at, owner, reading):
        return owner.code  # "the director of the CIA William Burns"
    if doc[at].text == "," and span.end < len(doc) and doc[span.end].text == ",":
        at -= 1  # "Kabul's new ambassador, Gul Hassan, said"
    while at > 0 and titles < 7:
        word = doc[at].lower_.rstrip(".")
        if reading.lexicon.has("titles", word):
            titles += 1
        elif titles and others < 2 and (doc[at].pos_ in ("NOUN", "ADJ") or reading.lexicon.has("institutions", word)):
            others += 1  # "the Taliban's drug czar", "Iran's Deputy Police Chief"
        elif not (_joins(doc[at]) or (titles and doc[at].text == "," and _is_closed(span))):
            break
        before = doc[at - 1]
        owner = by_end.get(before.idx + len(before))
        code = owner.code if owner else _adjective(doc, at - 1, reading)
        if code and titles:
            return code
        at -= 1
    if span.end + 2 < len(doc) and doc[span.end].text == ",":
        return _office_behind(doc, span.end + 1, by_end, reading)
    return ""


def _is_closed(span: Span) -> bool:
    """Whether a comma closes what stands between commas: "its army chief, General Gul Khan, ..."."""
    return bool(span.end < len(span.doc) and span.doc[span.end].text == ",")


def _is_headed(doc: Doc, at: int, owner: Found, reading: Reading) -> bool:
    """Whether the body that ends with the token at `at` is named with an office: "Commander of the Quds Force"."""
    while at > 1 and (doc[at].idx > owner.start or doc[at].lower_ == "the"):
        at -= 1
    at -= doc[at].idx == owner.start
    at -= doc[at].lower_ == "the"
    return at > 0 and doc[at].lower_ in ("of", "for") and reading.lexicon.has("titles", doc[at - 1].lower_)


def title_place(doc: Doc, span: Span) -> int:
    """The token at which a title may stand before a name, or before the comma of a name between two commas."""
    closed = span.start > 1 and doc[span.start - 1].text == "," and doc[min(span.end, len(doc) - 1)].text == ","
    return int(span.start) - (2 if closed else 1)


def serves_state(doc: Doc, at: int, reading: Reading) -> bool:
    """Whether the words up to token `at` are an office of a state: "Deputy Prime Minister" whose state is not told.

    A former ambassador speaks for nobody who is not told.
    """
    words = []
    while at >= 0 and reading.lexicon.has("titles", doc[at].lower_):
        words.append(doc[at].lower_)
        at -= 1
    return FORMER.isdisjoint(words) and any(reading.lexicon.has("state_offices", word) for word in words)


def _joins(token: Token) -> bool:
    """Whether a token may stand between the owner of an office, the office and its holder."""
    return token.tag_ == "POS" or token.text in ("-", "for", "of", "and")


def _office_behind(doc: Doc, at: int, by_end: Mapping[int, Found], reading: Reading) -> str:
    """The code in ", a spokesman for the Taliban," or ", the Taliban spokesman,"."""
    end = at
    while end < min(at + 12, len(doc)) and doc[end].text not in (",", ".", ";", "\n"):
        end += 1
    phrase = doc[at:end]
    if any(token.lower_ in FORMER for token in phrase):
        return ""
    if not any(reading.lexicon.has("officials", token.lower_) for token in phrase):
        return _head_of(phrase, by_end, reading)
    if any(token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ") for token in phrase):
        return ""
    for token in phrase:
        owner = by_end.get(token.idx + len(token))
        if owner:
            return owner.code
        owned = _adjective(doc, token.i, reading, kinds=("demonym", "capital"))
        if owned:
            return owned
    return ""


def _head_of(phrase: Span, by_end: Mapping[int, Found], reading: Reading) -> str:
    """The code of the body that a person heads: ", then head of Russia's drug control service,", ", director of the FSB,"."""
    for token in phrase[:-2]:
        if token.lower_ not in ("head", "director", "chairman", "chairwoman", "boss") or token.nbor().lower_ != "of":
            continue
        for place in range(token.i + 2, phrase.end):
            named = phrase.doc[place]
            owner = by_end.get(named.idx + len(named))
            if owner is not None:
                owns = place + 1 < phrase.end and phrase.doc[place + 1].tag_ == "POS"
                return owner.code if owns or place + 1 == phrase.end else ""
    return ""


def _adjective(doc: Doc, at: int, reading: Reading, *, kinds: tuple[str, ...] = ("demonym",)) -> str:
    """The code of a demonym (or, where that is enough, of a capital: "a spokesman for the ministry in Kabul")."""
    token = doc[at]
    if not token.text[:1].isupper():
        return ""
    matches = reading.lexicon.names.find(token.text)
    if len(matches) == 1 and matches[0].kind in kinds and matches[0].end == len(token):
        whole = Match(token.idx, token.idx + len(token), matches[0].names)
        name = reading.choose(whole)
        return name.code if name else ""
    return ""
