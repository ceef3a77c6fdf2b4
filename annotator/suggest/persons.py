"""Persons that no list names: coded by the state or group they speak for, else as another person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.suggest.bodies import by_place, state_near, states_of
from annotator.suggest.found import Found
from annotator.suggest.introduced import listed_texts
from annotator.suggest.names import FACET
from annotator.suggest.offices import office, serves_state, title_place
from annotator.suggest.offices_behind import is_field
from annotator.suggest.person_candidates import HOLDERS, SAID, candidates, with_name_titles, with_other_names
from annotator.suggest.person_names import byname, is_byline, is_place, name_of, names_place
from annotator.suggest.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

OTHER = "other_person"
SCORE = 0.6
SHORTEST_SURNAME = 5
_WITH_PERSONS = frozenset({"of", "as", "with", "between", "by", "against", "like", "including", "than", "per", "alias"})
"""Words before persons, and seldom before a place."""
_BORROWED = ("the name of ", "under the name ", "named him as ")
"""Words before a name that is nobody's."""
_AT = ("for", "in")
"""Words between an office and the place of it: "the governor for Qaisar"; "an adviser to Gul" serves a person."""
_AGE = re.compile(r", (?:aged )?[1-9]\d, ")
"""The age behind the name of somebody who only saw something."""
_WORD_BEFORE = re.compile(r"(?<![.!?:]\s)\b([A-Z][\w’'-]+\.?)\s\Z")


def persons(
    doc: Doc, taken: bytearray, found: Sequence[Found], seats: Sequence[Found], reading: Reading
) -> Iterator[Found]:
    """Persons that the model finds, with their surnames later on. `taken` marks the characters of other names.

    `seats`: cities and provinces that stand for a state.
    """
    by_end = {each.end: each for each in (*seats, *reversed(found))}  # of a body of a state, the body
    states = by_place(states_of(found, reading.lexicon), seats)
    codes: dict[str, str] = {}
    full: dict[str, int] = {}
    for span in candidates(doc, reading):
        span = _without_place(span, taken)
        if any(taken[span.start_char : span.end_char]):
            continue
        called = span.label_ != "PERSON"  # found by the words around it
        span = with_name_titles(with_other_names(span, taken, reading), reading)
        place = name_of(span)
        if place is None or (span.end - span.start > 1 and is_byline(reading.text, *place)):
            continue
        name = reading.text[slice(*place)]
        if reading.text.endswith(_BORROWED, 0, place[0]) or _AGE.match(reading.text, place[1]):
            continue  # "a passport in the name of ...", "Jane Doe, 46, a baker"
        surname = name.rsplit(" ", 1)[-1]
        if any(reading.lexicon.has(kind, surname.casefold()) for kind in ("organisations", "no_organisations")):
            continue  # "the Bukhari Battalion"
        if " " not in name and reading.lexicon.has("titles", name.casefold()):
            continue  # "its first Amir"
        elsewhere = is_place(name, reading.text) if " " in name else is_field(doc, span.start, reading, links=_AT)
        if elsewhere or names_place(reading.text, place[1]):
            continue
        code = office(doc, span, by_end, reading) or codes.get(surname, "")
        if not code and serves_state(doc, span, reading):
            code = state_near(*place, states, reading)
        before = title_place(doc, span)
        titled = before >= 0 and any(reading.lexicon.has(kind, doc[before].lower_) for kind in ("titles", "kin"))
        titled |= reading.lexicon.has("name_titles", span[0].lower_)  # "his rival, Mullah Gul Rasool, ..."
        named = called or _plays_a_part(doc, span, reading)
        if not code and not titled and (" " not in name or not named):
            continue
        code = codes.setdefault(surname, code or OTHER)
        rule = "person:by name" if code == OTHER else "person:by office"
        if " " in name:
            full.setdefault(surname, place[1])
        yield from _with_byname(Found(*place, FACET, code, rule, SCORE, {"role": "actor"}), taken, reading)
    for surname, after in full.items():
        yield from _later(surname, after, codes[surname], taken, reading)


def _with_byname(person: Found, taken: bytearray, reading: Reading) -> Iterator[Found]:
    """A person, and the other name that is told right behind; their characters are taken."""
    taken[person.start : person.end] = b"\1" * (person.end - person.start)
    yield person
    other = byname(reading.text, person.end)
    if other is not None and not any(taken[slice(*other)]):
        yield from _with_byname(replace(person, start=other[0], end=other[1]), taken, reading)


def _without_place(span: Span, taken: bytearray) -> Span:
    """A person without the place of the office: "Amin Noori" in what the model takes for one, "Herat Amin Noori"."""
    first = span.start
    while first < span.end and taken[span.doc[first].idx]:
        first += 1
    return span.doc[first : span.end] if span.start < first < span.end - 1 else span


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
        named = first is not None and not (
            reading.lexicon.has("titles", first[1].casefold().rstrip(".")) or _ends_sentence(first[1])
        )
        if not named and 1 not in taken[start:end]:
            yield Found(start, end, FACET, code, "person:by surname", SCORE, {"role": "actor"})


def _ends_sentence(word: str) -> bool:
    """Whether a word before a surname is the last of another sentence, no first name and no initial ("for NATO. Gul")."""
    return word.endswith(".") and len(word) > len("A.")


def _speaks(doc: Doc, span: Span, reading: Reading) -> bool:
    """Whether a verb of speech stands right behind a person, or behind the comma of one named in apposition: "a nurse at
    the clinic, Jane Doe, said"."""
    apart = span.start > 0 and span.end < len(doc) and doc[span.start - 1].text == doc[span.end].text == ","
    if apart and span.root.dep_ != "appos":
        return False
    at = span.end + apart
    return at < len(doc) and (doc[at].lower_ in SAID or reading.lexicon.has("speech", doc[at].lemma_))


def _explains_noun(root: Token, first: int) -> bool:
    """Whether a name that begins at token `first` tells behind a comma who somebody is: "a former tank driver, *Jane Doe*,"."""
    before = root.doc[first - 1] if first else None
    return before is not None and before.text == "," and root.dep_ == "appos" and root.head.tag_ == "NN"


def _plays_a_part(doc: Doc, span: Span, reading: Reading) -> bool:
    """Whether the person does or says something, or is explained: subject of a verb, or followed by an apposition."""
    root = span.root
    first = span.start
    if root.dep_ == "conj" and root.head.ent_type_ == "PERSON":
        root = root.head
        first = root.left_edge.i
    if first and doc[first - 1].lower_ in _WITH_PERSONS:
        return True
    if _explains_noun(root, first):
        return True
    if _speaks(doc, span, reading):
        return True
    if root.dep_ in ("nsubj", "nsubjpass", "agent") or (root.dep_ == "pobj" and root.head.dep_ == "agent"):
        return True
    if (
        root.dep_ in ("appos", "conj", "poss", "dobj", "pobj")
        and span.start
        and doc[span.start - 1].pos_ not in ("ADP", "CCONJ", "PUNCT")
    ):
        return True
    if span.end + 1 < len(doc) and doc[span.end].lower_ in ("alias", "aka"):
        return True
    if span.end + 1 >= len(doc) or doc[span.end].text != ",":
        return False
    explains = doc[span.end + 1 : span.end + 4]
    return explains[0].lower_ in ("a", "an", "the", "who") or any(
        reading.lexicon.has(kind, token.lower_) for token in explains for kind in HOLDERS
    )
