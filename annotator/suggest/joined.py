"""Names joined to others: capitals that stand for governments together, adjectives that share the head of a phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.suggest.found import Found
from annotator.suggest.learned.seats import seat_share
from annotator.suggest.listed import LOWEST_PHRASE, offered
from annotator.suggest.metonyms import is_actor_by_verb, is_metonym, stands_apart
from annotator.suggest.names import Match
from annotator.suggest.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Span

_JOINED = re.compile(r"(?: (?:and|or)|,) \Z")
_OF = re.compile(r" of (?:the )?\Z")
_SHARED = re.compile(r",? (?:and|or) |, |/")


def acting_capitals(located: Sequence[tuple[Span, Match]], reading: Reading) -> frozenset[int]:
    """Where the capitals begin that stand for their governments: by the rules, or by what was learned, which asks them."""
    by_rules, least = metonyms_of(located, reading), reading.lexicon.least_seat
    if least is None:
        return by_rules
    return frozenset(
        match.start
        for span, match in located
        if any(name.kind == "capital" for name in match.names)
        and not stands_apart(span)
        and seat_share(span, by_rules=match.start in by_rules) >= least
    )


def metonyms_of(located: Sequence[tuple[Span, Match]], reading: Reading) -> frozenset[int]:
    """Where the capitals begin that stand for their governments. One joined to another by "and" stands as that does."""
    ends: dict[int, bool] = {}
    begins: list[tuple[int, int]] = []
    starts: set[int] = set()
    cities: set[int] = set()
    for span, match in located:
        kind = match.kind if match.kind == "city" else "capital"
        if not any(name.kind == kind for name in match.names):
            continue
        joined = _JOINED.search(reading.text, max(0, match.start - 5), match.start)
        beside = match.start - len(joined[0]) if joined else -1
        if kind == "city":  # "Kandahar and Helmand": a place among places
            cities.add(match.end)
            starts.difference_update(start for start, end in begins if end == beside)
            continue
        if beside in cities:
            cities.add(match.end)
            ends[match.end] = False
            continue
        before = ends.get(beside)
        acts = is_actor_by_verb(span, reading.lexicon)
        if joined and joined[0] == ", " and not before:
            before = None  # "In Kabul, Moscow is ..." joins nothing
        ends[match.end] = acts or (is_metonym(span, reading.lexicon) if before is None else before)
        if ends[match.end]:
            starts.add(match.start)
        if acts and joined and before is False:
            starts.update(start for start, end in begins if end == match.start - len(joined[0]))
        begins.append((match.start, match.end))
    return frozenset(starts)


def joined_adjectives(
    located: Sequence[tuple[Span, Match]], found: Sequence[Found], reading: Reading
) -> Iterator[Found]:
    """Adjectives that share the head of a phrase: "Turkish" in "Turkish, Iraqi and Qatari officials".

    Those of one code, and of neighbours that a list names together, are one phrase: "German and Italian soldiers".
    """
    neighbours = frozenset(reading.lexicon.phrases.get("neighbour_codes", ()))
    phrases = {each.start: each for each in found if each.rule.startswith("phrase:")}
    heads = set(phrases)
    heads.update(
        span.start_char for span, match in located if match.kind == "name" and _is_before_people(span, reading)
    )
    following: Match | None = None
    for _, match in reversed(located):
        between = reading.text[match.end : following.start] if following else ""
        if match.kind == "demonym" and following and following.start in heads and _SHARED.fullmatch(between):
            name = reading.choose(match)
            if name is not None:
                heads.add(match.start)
                shared = phrases.get(following.start)
                alike = shared is not None and (shared.code == name.code or {shared.code, name.code} <= neighbours)
                end = shared.end if shared is not None and alike else match.end
                joined = offered(match.start, end, name, "joined", score=LOWEST_PHRASE)
                if end != match.end:
                    phrases[match.start] = joined
                yield joined
        following = match


def named_bodies(located: Sequence[tuple[Span, Match]], found: Sequence[Found], reading: Reading) -> Iterator[Found]:
    """Listed bodies of several words with their state: "Chinese Ministry of State Security", "Drug Squad of Pakistan"."""
    bodies = [each for each in found if each.rule.startswith("name:") and " " in reading.text[each.start : each.end]]
    begins, ends = {each.start: each for each in bodies}, {each.end: each for each in bodies}
    for _, match in located:
        body = None
        if match.kind == "demonym":
            body = begins.get(match.end + 1)
        elif match.kind == "country" and (of := _OF.search(reading.text, max(0, match.start - 8), match.start)):
            body = ends.get(of.start())
        name = reading.choose(match) if body is not None else None
        if body is not None and name is not None and name.code == body.code:
            start, end = min(match.start, body.start), max(match.end, body.end)
            yield offered(start, end, name, "phrase", score=LOWEST_PHRASE)


def _is_before_people(span: Span, reading: Reading) -> bool:
    """Whether people who act for it are named behind an organisation: "NATO commanders"."""
    behind = span.doc[span.end] if span.end < len(span.doc) else None
    kinds = ("institutions", "officials", "people_of_state")
    return behind is not None and any(reading.lexicon.has(kind, behind.lower_) for kind in kinds)
