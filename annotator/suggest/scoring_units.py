"""What coders marked, gathered into units, and which suggestion meets which unit.

Two criteria. "exact": a unit is a span, a suggestion meets it with the same span. "iou50": spans that say the same thing
at slightly different places are one unit, and a suggestion meets it at IoU >= 0.5 with one of its spans.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from annotator.agreement.matching import candidates

Criterion: TypeAlias = Literal["exact", "iou50"]
INSIDE = 0.8
"""A span of which so much lies inside another belongs to the same unit."""


class Item(NamedTuple):
    """A coding or a suggestion. [start, end) lies on the continuum, [first, last) in the stored text.

    `who` is the coder, or the source of a suggestion.
    """

    start: int
    end: int
    code: str
    attributes: Mapping[str, str]
    who: str
    first: int
    last: int
    score: float = 1.0


Value: TypeAlias = Callable[[Item], str | int | None]
"""What an item says in one respect: its code, its side, an attribute (None: not given)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The codings of one or more coders that mark the same thing."""

    items: tuple[Item, ...]

    @property
    def coders(self) -> frozenset[str]:
        return frozenset(item.who for item in self.items)

    def share(self, value: Value, wanted: str | int | None) -> float:
        """Share of the unit's coders of whom a coding says `wanted`; 0 to 1."""
        return len({item.who for item in self.items if value(item) == wanted}) / len(self.coders)

    def usual(self, value: Value) -> set[str | int | None]:
        """What most of the coders say; several values where equally many do."""
        votes = Counter(said for _, said in {(item.who, value(item)) for item in self.items})
        return {said for said, count in votes.items() if count == max(votes.values())}

    def common(self, value: Value) -> str | int | None:
        """What all codings say, None where they differ or say nothing."""
        said = {value(item) for item in self.items}
        return said.pop() if len(said) == 1 else None


def gather(codings: Sequence[Item], *, criterion: Criterion) -> list[Unit]:
    """Codings of one facet and document as units, by place.

    With "iou50" the longest come first; each joins the unit with which its IoU is highest if it has IoU >= 0.5 with one
    of its spans, or one of the two lies inside the other by 80 %.
    """
    items = sorted(
        codings, key=lambda item: (item.start, item.end, item.who, item.code, sorted(item.attributes.items()))
    )
    if criterion == "exact":
        at: defaultdict[tuple[int, int], list[Item]] = defaultdict(list)
        for item in items:
            at[item.start, item.end].append(item)
        return [Unit(tuple(at[place])) for place in sorted(at)]
    touching: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for one, other, iou in _touching(items, items):
        touching[one].append((other, iou))
    unit_of: dict[int, int] = {}
    members: list[list[int]] = []
    for number in sorted(
        range(len(items)), key=lambda n: (items[n].start - items[n].end, items[n].start, items[n].who)
    ):
        near: defaultdict[int, float] = defaultdict(float)
        for other, iou in touching[number]:
            if other in unit_of:
                near[unit_of[other]] = max(near[unit_of[other]], iou)
        best = min(near, key=lambda unit: (-near[unit], unit), default=None)
        if best is None or not any(_together(items[number], items[other]) for other in members[best]):
            best = len(members)
            members.append([])
        unit_of[number] = best
        members[best].append(number)
    units = [Unit(tuple(items[number] for number in sorted(unit))) for unit in members]
    return sorted(units, key=lambda unit: (unit.items[0].start, unit.items[0].end))


def meetings(suggestions: Sequence[Item], units: Sequence[Unit], *, criterion: Criterion) -> dict[int, int]:
    """Which suggestion (by position) meets which unit, one to one, best IoU first; of equals the later one.

    With "exact", of several suggestions on one span the one with the highest score meets the unit, the first of equals.
    """
    if criterion == "exact":
        at = {(unit.items[0].start, unit.items[0].end): number for number, unit in enumerate(units)}
        best: dict[int, int] = {}
        for number, item in enumerate(suggestions):
            unit = at.get((item.start, item.end))
            if unit is not None and (unit not in best or item.score > suggestions[best[unit]].score):
                best[unit] = number
        return {number: unit for unit, number in best.items()}
    return {one: other for one, other, _ in pairs(suggestions, units, least=0.5)}


def pairs(suggestions: Sequence[Item], units: Sequence[Unit], *, least: float) -> list[tuple[int, int, float]]:
    """One-to-one pairs (suggestion, unit, IoU) that overlap with an IoU of `least` or more, best first."""
    spans = sorted((item.start, item.end, number) for number, unit in enumerate(units) for item in unit.items)
    best: defaultdict[tuple[int, int], float] = defaultdict(float)
    for one, place, iou in _touching(suggestions, spans):
        key = one, spans[place][2]
        best[key] = max(best[key], iou)
    used: set[int] = set()
    met: set[int] = set()
    found = []
    for iou, one, other in sorted(((iou, *key) for key, iou in best.items() if iou >= least), reverse=True):
        if one not in used and other not in met:
            used.add(one)
            met.add(other)
            found.append((one, other, iou))
    return found


def _touching(
    first: Sequence[Item], second: Sequence[Item] | Sequence[tuple[int, int, int]]
) -> list[tuple[int, int, float]]:
    """All intersecting pairs by position with their IoU; `second` is sorted by start."""
    i, j, iou = candidates([item[:2] for item in first], [item[:2] for item in second])
    return list(zip(i.tolist(), j.tolist(), iou.tolist(), strict=True))


def _together(one: Item, other: Item) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    if shared <= 0:
        return False
    lengths = one.end - one.start, other.end - other.start
    return shared >= 0.5 * (sum(lengths) - shared) or shared >= INSIDE * min(lengths)
