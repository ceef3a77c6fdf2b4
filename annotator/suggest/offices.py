"""Whom a person speaks for: the state or group whose office stands beside the name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from annotator.suggest.found import Found
from annotator.suggest.offices_behind import FORMER, ITS, SUBJECTS, adjective, behind, is_field, office_behind, whose
from annotator.suggest.person_names import HONORIFICS
from annotator.suggest.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

PRIVATE = "other_person"
_IN_NAMES = frozenset({"for", "of", "on", "and", "the", "'s", "’s"})
"""Small words within the name of a department."""
_RETIRED = frozenset({"retd", "ret", "retired", "rtd", "r"})
_POINTERS = ITS | {"through", "via"}
"""Words before an office that tell whose it is by pointing at somebody named before."""


def office(doc: Doc, span: Span, by_end: Mapping[int, Found], reading: Reading) -> str:
    """The code of the state or group whose office stands before the name or, between commas, behind it.

    `by_end`: the actors so far, and the places that stand for their state, by the character at which they end.
    """
    at = span.start - 1
    beside = _beside(doc, at, by_end, reading) if at > 0 else ""
    beside = beside or _before(doc, span, by_end, reading) or _in_department(doc, at, by_end)
    return beside or office_behind(doc, span, by_end, reading)


def _beside(doc: Doc, at: int, by_end: Mapping[int, Found], reading: Reading) -> str:
    """The code that the token right before a name tells."""
    if doc[at].tag_ == "POS" and (owner := by_end.get(doc[at - 1].idx + len(doc[at - 1]))):
        return owner.code  # "Germany's Annalena Berg"
    if reading.lexicon.has("private_titles", doc[at].lower_):
        return PRIVATE  # "the Afghan analyst Jane Doe" does not act for a state
    return _headed(doc, at, by_end, reading)  # "the director of the CIA William Burns"


def _in_department(doc: Doc, at: int, by_end: Mapping[int, Found]) -> str:
    """The code of the body whose department ends at token `at`: "head of the Foreign Ministry's Third Department Amin Noori"."""
    first = at
    while at > 0 and first - at < 10 and (doc[at].text[0].isupper() or doc[at].lower_ in _IN_NAMES):
        if doc[at].tag_ == "POS" and first > at:
            owner = by_end.get(doc[at - 1].idx + len(doc[at - 1]))
            return owner.code if owner is not None else ""
        at -= 1
    return ""


def _before(doc: Doc, span: Span, by_end: Mapping[int, Found], reading: Reading) -> str:
    """The code of whoever has the office that stands before a name."""
    at, titles, others, official = span.start - 1, 0, 0, False
    closed = bool(span.end < len(doc) and doc[span.end].text == ",")  # "its army chief, General Gul Khan, ..."
    if closed and doc[at].text == ",":
        at -= 1  # "Kabul's new ambassador, Gul Hassan, said"
        if code := _headed(doc, at, by_end, reading):
            return code
    at = _without_field(doc, at, by_end, reading)
    while at > 0 and titles < 7:
        word = doc[at].lower_.rstrip(".")
        if reading.lexicon.has("titles", word):
            titles += word not in HONORIFICS
            official |= not reading.lexicon.has("members", word) or reading.lexicon.has("officials", word)
        elif titles and word in _POINTERS:
            return _pointed_at(doc, at, by_end)
        elif titles and others < 2 and (doc[at].pos_ in ("NOUN", "ADJ") or reading.lexicon.has("institutions", word)):
            others += 1  # "the Taliban's drug czar", "Iran's Deputy Police Chief"
        elif not (_joins(doc[at]) or (titles and closed and doc[at].text == ",")):
            break
        before = doc[at - 1]
        owner = by_end.get(before.idx + len(before))
        told = adjective(doc, at - 1, reading) if official else ""  # a Tajik militant does not act for his state
        code = owner.code if owner else told
        if code and titles:
            return code
        at -= 1
    return ""


def _headed(doc: Doc, at: int, by_end: Mapping[int, Found], reading: Reading) -> str:
    """The code of the body that ends at a token and is named with its office: "Commander of the Quds Force"."""
    owner = by_end.get(doc[at].idx + len(doc[at]))
    if owner is None:
        return ""
    while at > 1 and (doc[at].idx > owner.start or doc[at].lower_ == "the"):
        at -= 1
    at -= doc[at].idx == owner.start
    at -= doc[at].lower_ == "the"
    if at <= 0 or not reading.lexicon.has("titles", doc[at - 1].lower_):
        return ""
    speaks = doc[at].lower_ == "for" and doc[at - 1].lower_.startswith("spokes")
    governs = doc[at].lower_ == "in" and owner.rule.startswith("seat:")  # "the police chief in Herat"
    return owner.code if speaks or governs or doc[at].lower_ == "of" else ""


def _without_field(doc: Doc, at: int, by_end: Mapping[int, Found], reading: Reading) -> int:
    """The token before "to Iran" or "for Afghanistan" where that ends at token `at` and tells an envoy's field."""
    owner = by_end.get(doc[at].idx + len(doc[at])) if at > 0 else None
    if owner is None:
        return at
    first = at
    while first > 0 and doc[first].idx > owner.start:
        first -= 1
    return first - 2 if is_field(doc, first, reading) else at


def _pointed_at(doc: Doc, at: int, by_end: Mapping[int, Found]) -> str:
    """Whom "its" or "through" at token `at` means: the last subject before an office, or the subject of the clause."""
    if doc[at].lower_ in ITS:
        return whose(doc, at, by_end)
    subject = next((child for child in doc[at].head.children if child.dep_ in SUBJECTS), None)
    owner = by_end.get(subject.idx + len(subject)) if subject is not None else None
    return owner.code if owner is not None else ""  # "Iran warned Kabul through Ambassador Rezaei"


def title_place(doc: Doc, span: Span) -> int:
    """The token at which a title may stand before a name, or before the comma of a name between two commas."""
    at = int(span.start) - 1
    if at > 2 and doc[at].text == ")" and doc[at - 1].lower_.rstrip(".") in _RETIRED:
        return at - 3  # "Brigadier (retd) Jane Doe"
    closed = at > 0 and doc[at].text == "," and doc[min(span.end, len(doc) - 1)].text == ","
    return at - closed


def serves_state(doc: Doc, span: Span, reading: Reading) -> bool:
    """Whether a person has an office of a state that is not told: "Deputy Prime Minister Gul", "Gul, a spokesman for the
    interior ministry,", "Gul, minister for trade,".

    A former ambassador speaks for nobody who is not told.
    """
    has = reading.lexicon.has
    words = []
    at = title_place(doc, span)
    while at >= 0 and has("titles", doc[at].lower_.rstrip(".")):
        words.append(doc[at].lower_.rstrip("."))
        at -= 1
    if not FORMER.isdisjoint(words):
        return False
    if has("state_offices", *words):
        return True
    told = [token.lower_ for token in behind(doc, span)]
    serves = has("officials", *told) and (has("state_services", *told) or has("state_offices", *told))
    return FORMER.isdisjoint(told) and serves


def _joins(token: Token) -> bool:
    """Whether a token may stand between the owner of an office, the office and its holder."""
    return token.tag_ == "POS" or token.text in ("-", "for", "of", "and", ")")
