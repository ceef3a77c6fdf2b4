"""Entries of the stance cues: what a table of the codebook's stance lexicon says, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.suggest import arguments
from annotator.suggest.cue_entries import choice, number, strings
from annotator.suggest.cue_patterns import CueFault
from annotator.wording import say

FACET = "stance"
AUTHOR = "author"
AUTO = "auto"
"""Valence of a demand: oppose when what is demanded is done against something ("must eliminate"), else support."""
SILENT = "none"
"""Valence of an entry that says nothing: it keeps shorter patterns of the same head from speaking."""
POLAR = "polar"
"""Valence of a judgement or claim: support when the words for outweigh those against in it, else oppose."""
WISH = "wish"
"""Valence of a wish or backing: oppose when what is wished is against something ("wants the army gone"), else support."""
DEMAND = "demand"
"""Valence of a demand on somebody: support when what is asked is for something ("urged talks"), else oppose."""
VALENCES = ("strong_oppose", "oppose", "neutral", "support", "strong_support")
MODES = ("assertion", "action", "concern", "accusation", "cooperation")
TABLES = ("verb", "noun", "adjective", "phrase", "obligation", "evaluation")
NEGATED: Mapping[str, str] = {
    "strong_support": "oppose", "support": "oppose", "neutral": "neutral", "oppose": "neutral", "strong_oppose": "neutral"
}  # fmt: skip
DEFAULT_SLOTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "verb": (("subject", "agent"), ("object", "prep:with|against|to|at|on|for|towards|toward|over|about|in|from", "clause", "right")),
    "noun": (
        ("poss", "modifier", "prep:from|by|of|between|among", "governor"),
        ("prep:about|over|at|with|against|towards|toward|to|for|on|regarding|concerning|in", "right"),
    ),
    "adjective": (("subject", "object"), ("prep:about|of|to|with|by|over|at|in|for|on|towards|toward", "clause", "right")),
    "phrase": (("subject", "left"), ("right",)),
    "obligation": ((AUTHOR,), ("clause", "object", "right", "subject")),
    "evaluation": ((AUTHOR,), ("subject", "modifier", "prep:of|by|in", "right", "left")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StanceCue:
    """One entry. `negated` is the valence under negation, "none" for silence.

    `clause`: only with a clause for its complement; `named`: only with a name for its object ("called it absurd");
    `predicative`: only in a predicate. `needs`: the kinds of party of which one must stand at a place.
    """

    name: str
    table: str
    valence: str
    mode: str
    negated: str
    holder: tuple[str, ...]
    target: tuple[str, ...]
    score: float
    words: int
    reciprocal: bool
    clause: bool
    named: bool
    predicative: bool
    needs: Mapping[str, frozenset[str]]


def read_cue(table: str, entry: Mapping[str, object], name: str) -> StanceCue:
    """A table of the stance cues. Raises CueFault."""
    valence = choice(entry, "valence", (*VALENCES, AUTO, POLAR, WISH, DEMAND, SILENT))
    if not valence:
        raise CueFault(say("it has no “valence”"))
    slots = {}
    for place, default in zip(("holder", "target"), DEFAULT_SLOTS[table], strict=True):
        slots[place] = strings(entry, place, default)
        wrong = [slot for slot in slots[place] if not arguments.is_slot(slot)]
        if wrong:
            raise CueFault(say("“{place}” names the unknown slot “{wrong}”", place=place, wrong=wrong[0]))
    return StanceCue(
        name=name,
        table=table,
        valence=valence,
        mode=choice(entry, "mode", MODES, "assertion"),
        negated=choice(entry, "negated", (*VALENCES, "none"), NEGATED.get(valence, "oppose")),
        holder=slots["holder"],
        target=slots["target"],
        score=number(entry, "score", 0.8),
        words=int(number(entry, "words", 9)),
        reciprocal=entry.get("reciprocal") is True,
        clause=entry.get("clause") is True,
        named=entry.get("named") is True,
        predicative=entry.get("predicative") is True,
        needs={
            place: frozenset(strings(entry, place))
            for place in ("subject", "object", "any", "without")
            if place in entry
        },
    )
