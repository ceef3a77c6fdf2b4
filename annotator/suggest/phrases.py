"""Noun phrases with a state's adjective, name or seat that name an actor.

Most open with it: "Iranian diplomats", "US government". Such a phrase ends with its last head that names an institution
or people who act for the state; "Afghan soil" has none. Others end with it: "Government of Pakistan", "rulers in Kabul".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.actor_lexicon import ActorLexicon
from annotator.suggest.names import Name

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

HEADS = {
    "country": ("state_heads", "people_of_state"),
    "demonym": ("institutions", "officials", "people_of_state"),
}
WESTERN = "Western"
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent", "conj"})
GOVERNMENTS = ("governments",)
_LONGEST = 6
_BESIDE_HOUSE = frozenset({"against", "before", "by", "on", "of", "outside", "near"})
_AFFAIRES = ("d'affaires", "d’affaires")
_MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN"})


def opened(span: Span, name: Name, lexicon: ActorLexicon, starts: frozenset[int]) -> int | None:
    """The token behind the phrase that a name opens, if it opens one that names an actor."""
    doc, at = span.doc, span.end
    heads = HEADS.get(name.kind, GOVERNMENTS if name.kind in ("capital", "person") else ())
    if name.kind == "person" and at < len(doc) and doc[at].tag_ == "POS":
        at += 1
    if not heads or at >= len(doc) or doc[at].text == "-":
        return None
    opens = any(lexicon.has(kind, doc[at].lower_) for kind in heads) or _is_modifier(name, doc[at], lexicon)
    if name.kind != "demonym" and not opens:
        return None
    if (
        span.start
        and doc[span.start - 1].text == "-"
        and not doc[span.start - 1].whitespace_
        and name.kind == "country"
    ):
        return None  # "anti-China forces"
    end = _phrase_end(doc, at, lexicon=lexicon, heads=heads, stop=starts)
    if end is None or _is_nobodys(span, name, doc[end - 1], lexicon):
        return None
    return _with_second_head(doc, end, lexicon, starts)


def _is_nobodys(span: Span, name: Name, head: Token, lexicon: ActorLexicon) -> bool:
    """Whether the phrase that `span` opens and `head` ends names no actor, though its words are those of one."""
    if lexicon.has("houses", head.lower_) and not _is_acting_house(head, lexicon):
        return True  # "over the Afghan embassy" speaks of the building
    if head.tag_ == "NNS" and lexicon.has("minorities", span.text.casefold()):
        return lexicon.has("armed_people", head.lower_)  # "Uzbek commanders" are Afghans
    if name.text == WESTERN and head.tag_ == "NN":
        return True  # "a Western diplomat" is of no known state
    return head.lower_ == "side" and _follows("on", span)  # "on the Iranian side"


def _with_second_head(doc: Doc, end: int, lexicon: ActorLexicon, stop: frozenset[int]) -> int:
    """The token behind a phrase with those who share its state: "Afghan soldiers *and police*"."""
    second = end + 1
    if second >= len(doc) or doc[end].lower_ not in ("and", "or") or second in stop:
        return end
    if not all(lexicon.has("under_arms", doc[at].lower_) for at in (end - 1, second)):
        return end
    goes_on = second + 1 < len(doc) and doc[second + 1].pos_ in ("NOUN", "PROPN")
    return end if goes_on else second + 1


def _is_acting_house(house: Token, lexicon: ActorLexicon) -> bool:
    """Whether an embassy stands for its state: "the embassy said", "a blast outside the embassy", "bombed the embassy"; but
    not "handed over the embassy", "a flag flew over the embassy", "passed the embassy"."""
    head = house.head
    if house.dep_ == "dobj":
        return lexicon.has("taking", head.lemma_.casefold()) or lexicon.has("keeping", head.lemma_.casefold())
    if house.dep_ == "pobj":
        return head.lower_ in _BESIDE_HOUSE  # "its gates", "killed two of its staff"
    return house.dep_ in SUBJECTS


def _follows(preposition: str, span: Span) -> bool:
    """Whether a preposition stands before the span, an article between them or not."""
    before = [token.lower_ for token in span.doc[max(0, span.start - 2) : span.start]]
    return before[-1:] == [preposition] or before == [preposition, "the"]


def _is_modifier(name: Name, token: Token, lexicon: ActorLexicon) -> bool:
    """Whether a word may stand between a state's name and the head of its phrase ("US special forces")."""
    return name.kind == "country" and lexicon.has("state_modifiers", token.lower_)


def _phrase_end(
    doc: Doc, start: int, *, lexicon: ActorLexicon, heads: tuple[str, ...], stop: frozenset[int]
) -> int | None:
    """The token behind the phrase whose modifiers begin at token `start`; None where no head of the lists follows.

    `heads` names the word lists to look in. `stop` holds tokens at which other names begin: no phrase runs into them.
    An office that follows an institution is not taken in ("Afghan government spokesman" names the government).
    """
    end = None
    at = start
    while at < len(doc) and at - start < _LONGEST and at not in stop:
        token = doc[at]
        if lexicon.has("sects", token.lower_):
            return None  # "the Afghan Shia force" is nobody's army
        is_head = _word_of_list(token, lexicon, heads) and not (at + 1 < len(doc) and _inner_hyphen(doc, at + 1))
        if token.pos_ not in _MODIFIERS and not is_head:
            if not _inner_hyphen(doc, at):
                break
            at += 1
            continue
        if is_head:
            office = lexicon.has("officials", token.lower_) and token.tag_ not in ("NNS", "NNPS")
            if not (end is not None and office and not _heads_on(doc, end - 1, lexicon)) or (
                end == at and _serves(token, lexicon)
            ):
                end = at + 1
        elif end is not None and token.pos_ == "ADJ":
            break
        at += 1
    if end is None:
        return _office_of_words(doc, start, lexicon)
    if end < len(doc) and doc[end].pos_ == "NOUN" and lexicon.has("things", doc[end].lower_):
        return None  # "a Russian military base"
    if end - start > 1 and lexicon.has("private_bodies", doc[end - 2].lower_):
        return None  # "a Western news agency"
    if end < len(doc) and doc[end].lower_ in _AFFAIRES:
        return end + 1
    return _ministry_end(doc, end) or _without_title(doc, start, end, lexicon)


def _ministry_end(doc: Doc, end: int) -> int:
    """The token behind "Ministry of Foreign Affairs" where its first word is the last before `end`; 0 elsewhere."""
    if (
        doc[end - 1].text not in ("Ministry", "Department")
        or end + 1 >= len(doc)
        or doc[end].lower_ not in ("of", "for")
    ):
        return 0
    at = end + 1
    while at < len(doc) and doc[at].is_title:
        joined = at + 2 < len(doc) and doc[at + 1].lower_ == "and" and doc[at + 2].is_title
        at += 2 if joined else 1
    return at if at > end + 1 else 0


def body_of(span: Span, name: Name, lexicon: ActorLexicon) -> int | None:
    """Where "Government of Pakistan" begins (in characters), if `span` is the name of the state in such a phrase, or of
    the person who leads the government."""
    doc, at = span.doc, span.start - 1
    bodies = {"country": "bodies_of_state", "person": "governments"}.get(name.kind)
    if bodies is None:
        return None
    if at > 0 and doc[at].lower_ == "the":
        at -= 1
    if at > 0 and doc[at].lower_ == "of" and lexicon.has(bodies, doc[at - 1].lower_):
        return int(doc[at - 1].idx)
    return None


def people_in(span: Span, lexicon: ActorLexicon) -> int | None:
    """Where "interim government in Kabul" begins (in characters), if `span` is the seat of a government for a time.

    Any other government is named by its seat alone: "the authorities in *Kabul*".
    """
    doc, at = span.doc, span.start - 3
    if at < 0 or doc[at + 2].lower_ != "in" or not lexicon.has("governments", doc[at + 1].lower_):
        return None
    return int(doc[at].idx) if lexicon.has("for_a_time", doc[at].lower_) else None


def _office_of_words(doc: Doc, start: int, lexicon: ActorLexicon) -> int | None:
    """The token behind an office of several words that begins at `start` or one word on: "(acting) head of mission"."""
    for first in (start, start + 1):
        if first + 2 >= len(doc) or doc[first + 1].lower_ not in ("of", *_AFFAIRES):
            continue
        for office in lexicon.phrases.get("offices", ()):
            words = office.split()
            if [token.lower_ for token in doc[first : first + len(words)]] == words:
                return first + len(words)
    return None


def _without_title(doc: Doc, start: int, end: int, lexicon: ActorLexicon) -> int | None:
    """The phrase without an office that is the title of a person named next: "Pakistani army chief Asim Munir"."""
    following = doc[end] if end < len(doc) else None
    office = lexicon.has("officials", doc[end - 1].lower_) and doc[end - 1].tag_ not in ("NNS", "NNPS")
    named = following is not None and (
        following.ent_type_ == "PERSON" or (following.pos_ == "PROPN" and following.is_title)
    )
    if not (office and named):
        return end
    institutions = [at for at in range(start, end) if lexicon.has("institutions", doc[at].lower_)]
    return institutions[-1] + 1 if institutions else None


def _word_of_list(token: Token, lexicon: ActorLexicon, heads: tuple[str, ...]) -> bool:
    return any(lexicon.has(kind, token.lower_) for kind in heads)


def _heads_on(doc: Doc, at: int, lexicon: ActorLexicon) -> bool:
    """Whether the word at `at` is itself an office, so that the phrase goes on ("special envoy representative")."""
    return lexicon.has("officials", doc[at].lower_) and not lexicon.has("institutions", doc[at].lower_)


def _serves(office: Token, lexicon: ActorLexicon) -> bool:
    """Whether whoever holds an office is named with the body served: "a Turkish customs *official*"; one who speaks for
    it is not."""
    return lexicon.has("servants", office.lower_)


def _inner_hyphen(doc: Doc, at: int) -> bool:
    return doc[at].text in ("-", "–") and at > 0 and not doc[at - 1].whitespace_ and not doc[at].whitespace_
