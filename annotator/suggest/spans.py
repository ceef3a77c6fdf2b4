"""What threats and stances share: making a Found over tokens, conditions on the parties around a match, overlaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from annotator.suggest import arguments
from annotator.suggest.cue_lexicon import Hit
from annotator.suggest.found import Found
from annotator.suggest.holders import Cast

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

AnyFound = TypeVar("AnyFound", bound=Found)

STRETCH = 256
"""Characters of a stretch of text in which spans are compared, so that long documents cost no more per word."""
LONG_ENOUGH = 50
PER_CHARACTER = 0.002
OPENERS = frozenset({"that", "which", "who", "and", "but"})
CLOSERS = frozenset({")", "%"})
NEAR = "prep:of|by|from|with|among|between|for|to|within|in|on|against"
PLACES: Mapping[str, tuple[str, ...]] = {
    "subject": ("agent", "subject"),
    "object": ("object",),
    "near": ("poss", "modifier", NEAR, "object"),
    "any": ("agent", "subject", "object", "poss", "modifier", NEAR + "|into", "governor"),
}
BARRED = {"without": "any", "apart": "near"}
"""Conditions that forbid kinds of party -> the place where none of them may stand."""


def found(
    doc: Doc, first: int, last: int, *, facet: str, code: str, rule: str, score: float, attributes: Mapping[str, str]
) -> Found:
    """A Found over tokens [first, last), without quotation marks or spaces at its ends."""
    first, last = trimmed(doc, first, last)
    end = doc[last - 1]
    return Found(doc[first].idx, end.idx + len(end), facet, code, rule, score, dict(attributes))


def trimmed(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """Tokens [first, last) without marks, spaces and openers at the ends."""
    while last - first > 1 and (doc[first].is_punct or doc[first].is_space or doc[first].lower_ in OPENERS):
        first += 1
    while last - first > 1 and (doc[last - 1].is_punct or doc[last - 1].is_space) and doc[last - 1].text not in CLOSERS:
        last -= 1
    return first, last


def met(needs: Mapping[str, frozenset[str]], hit: Hit[Any], cast: Cast) -> bool:
    """Whether an entry's conditions on its surroundings hold: one of the kinds at each place, none where they are barred."""
    head = cast.doc[hit.head]
    for place, kinds in needs.items():
        there = bool(kinds_at(BARRED.get(place, place), head, hit, cast) & kinds)
        if there == (place in BARRED):
            return False
    return True


def kinds_at(place: str, head: Token, hit: Hit[Any], cast: Cast) -> set[str]:
    """The kinds of party at a place, with what is coordinated with them or modifies them."""
    key = (place, head.i, hit.last)
    if key in cast.kinds_kept:
        return cast.kinds_kept[key]
    kinds = cast.kinds_kept[key] = set[str]()
    for slot in PLACES[place]:
        for noun in arguments.heads(slot, head, last=hit.last):
            kinds |= cast.kinds(noun)
            for other in noun.children:
                if other.dep_ in ("conj", "appos", "amod", "compound", "poss", "nmod"):
                    kinds |= cast.kinds(other)
                elif other.dep_ == "prep" and other.lower_ == "of":
                    for inner in other.children:
                        kinds |= cast.kinds(inner)
    return kinds


def without_overlaps(found: Sequence[AnyFound], *, share: float = 0.5) -> list[AnyFound]:
    """Of spans that share more than `share` of the shorter one, the surest is kept, then the longest, then the first.

    Findings of one rule on the same span (a stance held by two) stay together.
    """
    kept: list[AnyFound] = []
    near: dict[int, list[AnyFound]] = {}
    for each in sorted(found, key=lambda one: (-rank(one), one.start, one.rule)):
        stretches = range(each.start // STRETCH, each.end // STRETCH + 1)
        if all(_apart(each, other, share) for stretch in stretches for other in near.get(stretch, ())):
            kept.append(each)
            for stretch in stretches:
                near.setdefault(stretch, []).append(each)
    return sorted(kept, key=lambda one: (one.start, one.end))


def rank(one: Found) -> float:
    """Its score and a little for length, so that a clause is preferred to a phrase within it."""
    return one.score + min(one.end - one.start, LONG_ENOUGH) * PER_CHARACTER


def _apart(one: Found, other: Found, share: float) -> bool:
    if (one.start, one.end, one.rule) == (other.start, other.end, other.rule):
        return one.attributes != other.attributes
    overlap = min(one.end, other.end) - max(one.start, other.start)
    return overlap < share * min(one.end - one.start, other.end - other.start)
