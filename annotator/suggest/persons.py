"""Persons that no list names: coded by the state or group they speak for, else as another person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.suggest.actor_lexicon import FACET
from annotator.suggest.bodies import state_near, states_of
from annotator.suggest.found import Found
from annotator.suggest.introduced import listed_texts
from annotator.suggest.offices import office, serves_state, title_place
from annotator.suggest.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

OTHER, OTHER_GROUP = "other_person", "other_org"
SCORE = 0.6
SHORTEST_SURNAME = 5
_WORD_BEFORE = re.compile(r"(?<![.!?:]\s)\b([A-Z][\w’'-]+\.?)\s\Z")
_PART = r"(?: |-|(?: |-)(?:al|ul|ur|ud|uz|us|e|i|bin|ibn)(?: |-))[A-Z][a-z]+"
_BEHIND_TITLE = re.compile(rf"\b(?P<title>[A-Za-z]+)(?P<comma>,?) (?=(?P<name>[A-Z][a-z]+(?:{_PART}){{1,3}})\b)")

_NAME = r"(?P<name>[A-Z][a-z]+(?: (?:al-|ul-)?[A-Z][a-z]+){1,3})"
_BEFORE_PART = re.compile(
    rf"(?<![\w-])(?<![A-Z][a-z] ){_NAME}(?:, (?:(?:the|a|an) )?(?:[a-z]+ )?(?P<title>[a-z]+) (?:of|for|at|in) | (?P<verb>[a-z]+)\b)"
)
_SAID = frozenset(
    {"said", "says", "told", "warned", "argued", "argues", "wrote", "writes", "added", "tweeted", "noted"}
)
_OTHERS = frozenset({"GPE", "NORP", "LOC", "DATE", "TIME", "EVENT", "LAW", "LANGUAGE"})
"""Labels of the model that say more against a person than the words around a name say for one."""
_NO_NAMES = ("titles", "officials", "institutions", "organisations", "no_organisations", "media")
_BY_LINE = re.compile(
    r"^\W*(?:by|reported by|written by|photo|photograph|image|translated by|edited by)\b", re.IGNORECASE
)
_OF_PLACES = (
    "canal|dam|river|valley|pass|district|province|port|airport|airfield|air base|base|bridge|crossing|mine|field|reservoir"
    "|desert|lake|island|junction|refinery|power station|border"
)
_BIOGRAPHY = re.compile(
    r"\b(?:is|was) an? [^.]{0,80}\b(?:journalist|writer|author|analyst|fellow|researcher|scholar|professor|editor"
    r"|columnist|correspondent|lecturer)"
)


def persons(doc: Doc, taken: bytearray, found: Sequence[Found], reading: Reading) -> Iterator[Found]:
    """Persons that the model finds, with their surnames later on. `taken` marks the characters of other names."""
    by_end = {each.end: each for each in found}
    states = states_of(found, reading.lexicon)
    codes: dict[str, str] = {}
    full: dict[str, int] = {}
    for span in _candidates(doc, reading):
        if any(taken[span.start_char : span.end_char]):
            continue
        place = _name_of(_with_first_name(span, taken, reading))
        if place is None or (span.end - span.start > 1 and _is_byline(reading.text, place[0])):
            continue
        name = reading.text[slice(*place)]
        surname = name.rsplit(" ", 1)[-1]
        if any(reading.lexicon.has(kind, surname.casefold()) for kind in ("organisations", "no_organisations")):
            continue  # "the Bukhari Battalion"
        if " " not in name and reading.lexicon.has("titles", name.casefold()):
            continue  # "its first Amir"
        if " " in name and _is_place(name, reading.text):
            continue
        code = office(doc, span, by_end, reading) or codes.get(surname, "")
        before = title_place(doc, span)
        if not code and serves_state(doc, before, reading):
            code = state_near(*place, states, reading)
        if code == OTHER_GROUP:
            code = OTHER  # whoever leads a group without a code is coded as a person
        titled = before >= 0 and reading.lexicon.has("titles", doc[before].lower_)
        named = span.label_ != "PERSON" or _plays_a_part(doc, span)  # the others were found by the part they play
        if not code and not titled and (" " not in name or not named):
            continue
        code = codes.setdefault(surname, code or OTHER)
        rule = "person:by name" if code == OTHER else "person:by office"
        taken[slice(*place)] = b"\1" * (place[1] - place[0])
        if " " in name:
            full.setdefault(surname, place[1])
        yield Found(*place, FACET, code, rule, SCORE, {"role": "actor"})
    for surname, after in full.items():
        yield from _later(surname, after, codes[surname], taken, reading)


def _is_place(name: str, text: str) -> bool:
    """Whether the text elsewhere calls what the model takes for a person a place: "the Band Amir dam", "near Band Amir"."""
    whole = re.escape(name)
    return (
        re.search(rf"\b(?:near|outside|around) {whole}\b(?!['’])|\b{whole} (?:{_OF_PLACES})\b", text, re.IGNORECASE)
        is not None
    )


def _later(surname: str, after: int, code: str, taken: bytearray, reading: Reading) -> Iterator[Found]:
    """The surname of a person named in full where it stands alone further on, and the model has not seen it."""
    lexicon = reading.lexicon
    if (
        len(surname) < SHORTEST_SURNAME
        or surname in listed_texts(lexicon)
        or lexicon.has("peoples", surname.casefold())
    ):
        return
    pattern = re.compile(rf"(?<![\w’'-]){re.escape(surname)}(?![\w-])")
    for match in pattern.finditer(reading.text, after):
        start, end = match.span()
        first = _WORD_BEFORE.search(reading.text, max(0, start - 30), start)
        named = first is not None and not reading.lexicon.has("titles", first[1].casefold().rstrip("."))
        if not named and 1 not in taken[start:end]:
            yield Found(start, end, FACET, code, "person:by surname", SCORE, {"role": "actor"})


def _candidates(doc: Doc, reading: Reading) -> Iterator[Span]:
    """What the model takes for persons, and capitalised words beside a title or before a verb of speech.

    "The ambassador, Gul Hassan Hassan, ...", "Mohsin Dawar, leader of ...", "Fu Cong said".
    """
    spans = [span for span in doc.ents if span.label_ == "PERSON"]
    known = bytearray(len(reading.text) + 1)
    for span in spans:
        known[span.start_char : span.end_char] = b"\1" * (span.end_char - span.start_char)
    for found in _BEHIND_TITLE.finditer(reading.text):
        start, end = found.span("name")
        closed = not found["comma"] or reading.text[end : end + 1] in (",", ".")
        words = found["name"].casefold().split()
        if not closed or any(known[start:end]) or not reading.lexicon.has("titles", found["title"].casefold()):
            continue
        span = None if reading.lexicon.has("titles", *words) else doc.char_span(start, end)
        if span is not None and all(token.pos_ == "PROPN" and token.ent_type_ != "GPE" for token in span):
            spans.append(span)
    for found in _BEFORE_PART.finditer(reading.text):
        start, end = found.span("name")
        kind = "titles" if found["title"] else "speech"
        word = (found["title"] or found["verb"]).casefold()
        if any(known[start:end]) or not (reading.lexicon.has(kind, word) or word in _SAID):
            continue
        words = found["name"].casefold().split()
        span = None if any(reading.lexicon.has(kind, *words) for kind in _NO_NAMES) else doc.char_span(start, end)
        if span is not None and all(token.pos_ == "PROPN" and token.ent_type_ not in _OTHERS for token in span):
            spans.append(span)
    return iter(sorted(spans, key=lambda span: span.start))


def _with_first_name(span: Span, taken: bytearray, reading: Reading) -> Span:
    """The span with first names that the model left out: "Mahmood" before "Khan Achakzai", "Aziz ur-" before "Rahman"."""
    doc, start = span.doc, span.start
    while start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_:
        start -= 2
    while start and span.start - start < 2:
        before = doc[start - 1]
        first = before.pos_ == "PROPN" and before.dep_ == "compound" and before.is_title and before.is_alpha
        if not first or before.ent_type_ or taken[before.idx] or reading.lexicon.has("titles", before.lower_):
            break
        start -= 1
    return doc[start : span.end]


def whole_name(span: Span, reading: Reading, starts: frozenset[int]) -> tuple[int, int] | None:
    """Where the whole name lies of which a listed one is a part ("Gul Zaman" in "Gul Zaman Orakzai"); None if alone.

    `starts` are the tokens at which other listed names begin.
    """
    around = next((token.ent_type_ for token in span if token.ent_type_), "")
    if around != "PERSON":
        return None
    doc, start, end = span.doc, span.start, span.end
    while end < len(doc) and end - span.end < 3 and end not in starts and _goes_on(doc[end]):
        end += 1
    while span.start - start < 3 and start - 1 not in starts and _goes_on(doc[start]):
        start -= 1
    while start < span.start and reading.lexicon.has("titles", doc[start].lower_):
        start += 1
    if (start, end) == (span.start, span.end) or not all(
        token.text[0].isupper() or token.text == "-" for token in doc[start:end]
    ):
        return None
    return _name_of(doc[start:end])


def _goes_on(token: Token) -> bool:
    """Whether the model takes a token for the continuation of a person's name."""
    return bool(token.ent_type_ == "PERSON" and token.ent_iob_ == "I")


def _name_of(span: Span) -> tuple[int, int] | None:
    """The name without titles, brackets and the possessive; None where it is no name of capitalised words."""
    tokens = [token for token in span if not token.is_space]
    while tokens and (tokens[-1].tag_ == "POS" or not tokens[-1].text[0].isalpha()):
        tokens.pop()
    while tokens and not tokens[0].text[0].isupper():
        tokens.pop(0)
    if not tokens or len(tokens) > 6 or any("\n" in token.text for token in span):
        return None
    small = sum(token.text[0].islower() for token in tokens)
    if (
        small > 2
        or any(token.text.isupper() and len(token.text) > 3 for token in tokens)
        or tokens[-1].text[0].islower()
    ):
        return None
    if any(not (token.text[0].isalpha() or token.text in "-'’.") for token in tokens):
        return None
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def _is_byline(text: str, start: int) -> bool:
    """Whether a name is that of the text's own author or of a photograph, in a line made for it."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    if _BY_LINE.match(line) or len(line.split()) < 6:
        return True
    before = line[: start - line_start].casefold()
    if len(line.split()) < 20 and before.endswith("by "):
        return True
    return start - line_start < 25 and _BIOGRAPHY.search(line, start - line_start) is not None


def _plays_a_part(doc: Doc, span: Span) -> bool:
    """Whether the person does or says something, or is explained: subject of a verb, or followed by an apposition."""
    root = span.root
    if root.dep_ == "conj" and root.head.ent_type_ == "PERSON":
        root = root.head
    if root.dep_ in ("nsubj", "nsubjpass", "agent") or (root.dep_ == "pobj" and root.head.dep_ == "agent"):
        return True
    if (
        root.dep_ in ("appos", "conj", "poss", "dobj", "pobj")
        and span.start
        and doc[span.start - 1].pos_ not in ("ADP", "CCONJ", "PUNCT")
    ):
        return True
    return (
        span.end + 1 < len(doc) and doc[span.end].text == "," and doc[span.end + 1].lower_ in ("a", "an", "the", "who")
    )
