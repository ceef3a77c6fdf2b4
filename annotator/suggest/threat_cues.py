"""Entries of the threat cues: what a word may report, of whom, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.suggest import arguments
from annotator.suggest.cue_entries import choice, number, strings
from annotator.suggest.cue_patterns import CueFault
from annotator.suggest.status_words import STATUSES
from annotator.wording import say

TABLES = ("verb", "noun", "adjective", "phrase")
CONDITIONS = ("subject", "object", "near", "any", "without", "apart")


@dataclass(frozen=True, slots=True)
class ThreatCue:
    """One entry. `needs` maps a place (subject, object, near, any) to the kinds of which one must stand there."""

    name: str
    table: str
    code: str
    needs: Mapping[str, frozenset[str]]
    perpetrator: tuple[str, ...]
    target: tuple[str, ...]
    status: str
    score: float
    words: int


DEFAULT_SLOTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "verb": (("agent", "subject"), ("object", "prep:on|against|at|in|into|to|from", "right")),
    "noun": (
        ("poss", "modifier", "prep:of|by|from", "governor", "left"),
        ("prep:on|against|in|at|to|into|for|across|over|within", "right"),
    ),
    "adjective": (("subject",), ("prep:to|for|in|by", "right")),
    "phrase": (("subject", "left"), ("right",)),
}
WORDS: Mapping[str, int] = {"verb": 10, "noun": 11, "adjective": 9, "phrase": 9}


def read_cue(table: str, entry: Mapping[str, object], name: str, *, codes: Sequence[str]) -> ThreatCue:
    """A [[verb]], [[noun]], [[adjective]] or [[phrase]] table of the threat cues. Raises CueFault."""
    code = entry.get("code")
    if not isinstance(code, str) or not code:
        raise CueFault(say("it has no “code”"))
    if codes and code not in codes:
        raise CueFault(say("the codebook has no threat code “{code}”", code=code))
    slots = {}
    for place, default in zip(("perpetrator", "target"), DEFAULT_SLOTS[table], strict=True):
        slots[place] = strings(entry, place, default)
        wrong = [slot for slot in slots[place] if not arguments.is_slot(slot)]
        if wrong:
            raise CueFault(say("“{place}” names the unknown slot “{wrong}”", place=place, wrong=wrong[0]))
    needs = {place: frozenset(strings(entry, place)) for place in CONDITIONS if place in entry}
    fixed = choice(entry, "status", (*STATUSES, "event", "tense"), "")
    return ThreatCue(
        name,
        table,
        code,
        needs,
        slots["perpetrator"],
        slots["target"],
        fixed,
        number(entry, "score", 0.8),
        int(number(entry, "words", WORDS[table])),
    )
