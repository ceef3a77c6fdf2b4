"""Towards whom a stance may be, and what speaks for each: traits by name, each with how far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.suggest.learned.situation import Situation
from annotator.suggest.learned.weights import Weighed
from annotator.suggest.learned.whose import UNNAMED
from annotator.suggest.mentions import Mention
from annotator.suggest.stance_cues import AUTHOR

TOPICS = 4
"""How many of the actors named most in the text are thought of wherever they are named."""
SIDE_WORDS = {-1: "against", 0: "neutral to", 1: "for"}


def targets(stance: Situation, holder: str | None, side: int) -> Iterator[tuple[str, Weighed]]:
    """The codes that may be meant by a stance of `holder`, each with what speaks for it. `side`: -1 against, 0, 1 for."""
    slots, order = stance.slots, _in_order(stance, holder)
    topics = [code for code, _ in stance.cast.counted.most_common(TOPICS)]
    codes = dict.fromkeys(each.code for each in stance.near)
    codes |= dict.fromkeys(code for named in slots.values() for code in named)
    if stance.read.target:
        codes[stance.read.target] = None
    codes |= dict.fromkeys(topics)
    for code in codes:
        if code not in (holder, AUTHOR):
            found: Weighed = {"share": stance.cast.share(code) * 3, **_by_number(stance, code)}
            for name in (
                *_by_grammar(stance, code, slots),
                *_by_names(stance, code, holder, order),
                *_by_kind(stance, code),
                *_by_pair(holder, side, code),
            ):
                found[name] = 1.0
            if topics and topics[0] == code:
                found["topic"] = 1.0
            yield code, found


def _by_grammar(stance: Situation, code: str, slots: Mapping[str, set[str]]) -> Iterator[str]:
    if stance.read.target == code:
        yield "read"
        yield f"read {stance.read.how}"
    for name, named in slots.items():
        if code in named:
            yield f"in {name}"
    if code in stance.subjects:
        yield "subject"
    if code == stance.speaker:
        yield "speaker"
    if stance.above and stance.above[0] == code:
        yield "above"


def _by_names(stance: Situation, code: str, holder: str | None, order: Mapping[str, str]) -> Iterator[str]:
    mine = stance.mine.get(code, ())
    if mine:
        yield from _where(stance, mine, holder)
    elif any(each.code == code for each in stance.near):
        yield "in sentences before"
    yield from (name for name, first in order.items() if first == code)
    if not stance.named:
        yield "nobody in sentence"
    if holder == AUTHOR:
        if code in stance.subjects:
            yield "author on subject"
        if mine:
            yield "author on named"
        if stance.named and stance.named[0].code == code:
            yield "author on first"


def _where(stance: Situation, mine: Sequence[Mention], holder: str | None) -> Iterator[str]:
    """Where in the sentence somebody is named."""
    yield "in"
    if mine[-1].first > stance.head.i:
        yield "after"
    if mine[0].first < stance.head.i:
        yield "before"
    if any(each.subject for each in mine):
        yield "names subject"
    place = all(each.place for each in mine)
    if place:
        yield "place"
    if any(map(stance.inside, mine)):
        yield "inside"
        if place:
            yield "place inside"
        if sum(other != holder for other in stance.codes_inside) == 1:
            yield "alone inside"


def _in_order(stance: Situation, holder: str | None) -> dict[str, str]:
    """Who, other than the holder, is the first named after the word, the first in the span, the last in the sentences before."""
    found: dict[str, str] = {}
    for each in stance.near:
        if each.code != holder:
            if each.first < stance.start:
                found["last before"] = each.code
            if each.first > stance.head.i:
                found.setdefault("first after", each.code)
    found.update(("first inside", code) for code in reversed(stance.codes_inside) if code != holder)
    return found


def _by_kind(stance: Situation, code: str) -> Iterator[str]:
    if stance.cast.armed(code):
        yield "armed"
        if "oppose" in (stance.read.code or ""):
            yield "armed opposed"
    if code in stance.cast.governing:
        yield "governs"
    if code in UNNAMED:
        yield "unnamed"


def _by_number(stance: Situation, code: str) -> Weighed:
    """How often somebody is named near, and in the paragraph, against all that are."""
    near, paragraph = stance.around, stance.paragraph
    return {
        "share near": 2 * near[code] / (near.total() or 1),
        "share in paragraph": 2 * paragraph[code] / (paragraph.total() or 1),
    }


def _by_pair(holder: str | None, side: int, code: str) -> Iterator[str]:
    """Who has something to say of whom, and on which side: what is known of the region."""
    for words in ("to", SIDE_WORDS[side]):
        yield f"{words} {code}"
        yield f"{holder} {words} {code}"
