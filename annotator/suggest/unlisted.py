"""Actors that no list names: organisations, persons, other spellings, and names that may be a new actor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.suggest.bodies import bodies, by_place, seats_of
from annotator.suggest.found import Found
from annotator.suggest.names import Match
from annotator.suggest.organisations import new_groups, organisations
from annotator.suggest.persons import persons
from annotator.suggest.reading import Reading
from annotator.suggest.spellings import spellings

if TYPE_CHECKING:
    from spacy.tokens import Doc


def unlisted(doc: Doc, matches: Sequence[Match], found: Sequence[Found], reading: Reading) -> list[Found]:
    """Further actors. They overlap no listed name, but for organisations that contain one of a state.

    A code that the codebook does not have gives a "new actor?" (an empty code).
    """
    taken = bytearray(len(reading.text) + 1)
    of_states = reading.lexicon.phrases.get("bodies", ())  # of which some hold another's name
    listed = [
        match for match in matches if reading.text[match.start : match.end] not in of_states or match.kind != "ignore"
    ]
    _take(taken, [*found, *(match for match in listed if match.kind != "person")])
    seats = seats_of(matches, found, reading)
    more = list(bodies(by_place(found), seats, taken, reading))
    known = {(each.start, each.end) for each in more}
    more += [each for each in organisations(reading) if (each.start, each.end) not in known]
    _take(taken, more)
    people = persons(doc, taken, by_place(found, more), seats, reading)
    for part in (spellings(doc, taken, reading), new_groups(reading, taken), people):
        fresh = list(part)
        _take(taken, fresh)
        more += fresh
    return [each if each.code in reading.lexicon.codes else replace(each, code="") for each in more]


def _take(taken: bytearray, spans: Iterable[Found | Match]) -> None:
    for span in spans:
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
