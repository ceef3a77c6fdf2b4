"""What may be a person: what the model takes for one, and capitalised words beside a title or a verb of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.suggest.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_CAPITAL, _SMALL = "[A-ZÀ-ÖØ-ÞŞŠŽČĆĞİŁŚŹŻ]", "[a-zß-öø-ÿ\u0101-\u017f]"
_WORD = f"{_CAPITAL}{_SMALL}+"
_PART = rf"(?: |-|(?: |-)(?:al|ul|ur|ud|uz|us|e|i|bin|ibn)(?: |-)){_WORD}"
_BEHIND_TITLE = re.compile(rf"[A-Za-z,] (?=(?P<name>{_WORD}(?:{_PART}){{1,3}})\b)")
_ALONE_BEHIND_TITLE = re.compile(rf"[a-z] (?P<name>{_CAPITAL}{_SMALL}{{3,}})(?![\w-])(?! [A-Z])")
_NAME = rf"(?P<name>{_WORD}(?: (?:al-|ul-)?{_WORD}){{1,3}})"
_OFFICE = r"(?:(?:the|a|an) )?(?:[\w-]+ ){0,3}?(?P<title>[A-Za-z-]+)(?: (?:of|for|at|in|on|to|from|based|under|until|since|during|who|whose)\b|,|:| \()"
_BEFORE_PART = re.compile(rf"(?<![\w-])(?<![A-Z][a-z] ){_NAME}(?:, {_OFFICE}| (?P<verb>[a-z]+)\b)")
_BEHIND_WORDS = re.compile(
    "(?:ccording to|pinion of|view of|words of|estimate of|alias|aka"
    rf"|[\"”’] (?:says?|said|argues|argued|notes|noted|adds|added|warns|warned)) {_NAME}\b"
)
_BETWEEN_COMMAS = re.compile(rf", {_NAME}, (?P<verb>[a-z]+)\b")
_BEHIND_BODY = re.compile(
    rf"\b(?:Department|Ministry|Directorate|Service|Committee|Agency|Council|Threats) {_NAME} (?P<verb>[a-z]+)\b"
)
_BEHIND_SEAT = re.compile(rf"\b(?P<title>[A-Za-z]+) of (?P<run>(?:(?:of |and )?{_WORD} ){{2,6}}{_WORD})\b")
_SEATS = ("city", "capital", "country")
SAID = frozenset(
    {
        "said",
        "says",
        "told",
        "warned",
        "argued",
        "argues",
        "wrote",
        "writes",
        "added",
        "tweeted",
        "noted",
        "alias",
        "described",
        "put",
        "summarised",
        "explained",
    }
)
"""Words right behind a person's name, besides the verbs of [words] speech."""
_PLACES = frozenset({"GPE", "NORP", "LOC"})
_OTHERS = _PLACES | {"DATE", "TIME", "EVENT", "LAW", "LANGUAGE"}
"""Labels of the model that say more against a person than the words around a name say for one."""
_NO_NAMES = ("titles", "officials", "institutions", "organisations", "no_organisations", "media")
HOLDERS = ("officials", "members", "private_titles", "name_titles")
"""Word lists of those whom an office makes a person, whatever the model takes the name for."""


def candidates(doc: Doc, reading: Reading) -> Iterator[Span]:
    """What the model takes for persons, and capitalised words beside a title or before a verb of speech.

    "The ambassador, Gul Hassan Hassan, ...", "Mohsin Dawar, leader of ...", "Fu Cong said", "according to Gul Hassan".
    """
    spans: list[Span] = []
    known = bytearray(len(reading.text) + 1)

    def add(span: Span | None) -> None:
        if span is not None and not any(known[span.start_char : span.end_char]):
            known[span.start_char : span.end_char] = b"\1" * (span.end_char - span.start_char)
            spans.append(span)

    for start, end in _behind_seats(reading):
        add(doc.char_span(start, end))
    for span in doc.ents:
        if span.label_ == "PERSON":
            add(span)
    for found, others in _by_words(reading):
        start, end = found.span("name")
        first, *words = found["name"].casefold().split()
        if not reading.lexicon.has("name_titles", first):
            words.insert(0, first)
        if any(known[start:end]) or any(reading.lexicon.has(kind, *words) for kind in _NO_NAMES):
            continue
        span = doc.char_span(start, end)
        if span is not None and all(token.pos_ == "PROPN" and token.ent_type_ not in others for token in span):
            add(span)
    return iter(sorted(spans, key=lambda span: span.start))


def _behind_seats(reading: Reading) -> Iterator[tuple[int, int]]:
    """Names behind an office and its seat: "Governor of Herat Amin Noori", "Minister of Trade of Iran Reza Amini"."""
    for found in _BEHIND_SEAT.finditer(reading.text):
        if not reading.lexicon.has("titles", found["title"].casefold()):
            continue
        seats = [each for each in reading.lexicon.names.find(found["run"]) if each.kind in _SEATS]
        name = found["run"][seats[-1].end + 1 :] if seats else ""
        if 2 <= len(name.split()) <= 4:
            yield found.end() - len(name), found.end()


def _by_words(reading: Reading) -> Iterator[tuple[re.Match[str], frozenset[str]]]:
    """Names that the words around make persons, each with the labels of the model that speak against it."""
    text, has = reading.text, reading.lexicon.has
    for found in _BEHIND_TITLE.finditer(text):
        comma = text[found.start()] == ","
        title = _word_until(text, found.start() + (not comma)).casefold()
        closed = not comma or text[found.end("name") : found.end("name") + 1] in (",", ".")
        if closed and has("titles", title):
            held = any(has(kind, title) for kind in HOLDERS)
            yield found, frozenset() if held else frozenset({"GPE"})
    for found in _ALONE_BEHIND_TITLE.finditer(text):
        title = _word_until(text, found.start() + 1).casefold()
        if has("officials", title) and has("titles", title):
            yield found, frozenset()
    for found in _BEFORE_PART.finditer(text):
        if found["title"]:
            title = found["title"].casefold()
            held = any(has(kind, title) for kind in HOLDERS)
            if held or has("titles", title):
                yield found, frozenset() if held else _OTHERS
        elif has("speech", found["verb"]) or found["verb"] in SAID:
            yield found, _OTHERS
    yield from _who_speak(reading)
    for found in _BEHIND_WORDS.finditer(text):
        yield found, _OTHERS | {"ORG"}


def _who_speak(reading: Reading) -> Iterator[tuple[re.Match[str], frozenset[str]]]:
    """Names between commas or behind a body before what they say: "a nurse, Jane Doe, said", "of the Second Department
    Amin Noori told"."""
    for pattern, others in ((_BETWEEN_COMMAS, _OTHERS | {"ORG"}), (_BEHIND_BODY, _OTHERS)):
        for found in pattern.finditer(reading.text):
            if found["verb"] in SAID or reading.lexicon.has("speech", found["verb"]):
                yield found, others


def _word_until(text: str, end: int) -> str:
    """The letters before a position."""
    start = end
    while start and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


def with_other_names(span: Span, taken: bytearray, reading: Reading) -> Span:
    """The span with names that the model left out: "Mahmood" before "Khan Achakzai", "Langove" behind "Mir Asad"."""
    doc, start, end = span.doc, span.start, span.end
    if end < len(doc) and _is_name_alone(doc[end], taken, reading) and doc[end - 1].dep_ == "compound":
        end += 1
    while start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_:
        start -= 2
    while start and span.start - start < 2:
        before = doc[start - 1]
        if before.dep_ != "compound" or not _is_name_alone(before, taken, reading):
            break
        if start > 1 and doc[start - 2].lower_ == "and":
            break  # "the Department of Grain and Bread Amin Noori"
        start -= 1
    return doc[start:end]


def with_name_titles(span: Span, reading: Reading) -> Span:
    """The span with the titles that are said as a part of the name: "*Qari* Zia"."""
    doc, start = span.doc, span.start
    while start and doc[start - 1].is_title and reading.lexicon.has("name_titles", doc[start - 1].lower_):
        start -= 1
    return doc[start : span.end]


def _is_name_alone(token: Token, taken: bytearray, reading: Reading) -> bool:
    """Whether a capitalised word belongs to no other name and is no title."""
    name = token.pos_ == "PROPN" and token.is_title and token.is_alpha and not token.ent_type_
    return name and not taken[token.idx] and not any(reading.lexicon.has(kind, token.lower_) for kind in _NO_NAMES)
