"""One document as one facet's figures see it: who finished it, which spans count, which are only counted apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.agreement.continuum import Projection, left_out, projection
from annotator.codebook import Facet
from annotator.records import Coding, Completion, Document, Suggestion

COUNTED = ("documents", "codings", "overlapping", "merged", "several codes", "cut", "left out", "not done", "changed")
"""What is counted per coder; the columns of the table of counts."""


class Unit(NamedTuple):
    """A span on the continuum [start, end), with its stored offsets [first, last)."""

    start: int
    end: int
    first: int
    last: int
    code: str
    attributes: Mapping[str, str]


class Offer(NamedTuple):
    """A suggestion's place on the continuum and the coders who saw it."""

    start: int
    end: int
    seen: frozenset[str]


@dataclass(slots=True)
class View:
    """A document for one facet. `coders` have finished it, sorted; only they are in `units` and `sets`."""

    index: int
    document: Document
    length: int
    coders: tuple[str, ...]
    units: dict[str, list[Unit]]
    sets: dict[str, frozenset[str]]
    offers: list[Offer]
    assisted: Mapping[str, bool]
    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def offered(self, one: str, other: str, start: int, end: int) -> bool:
        """Whether a suggestion that overlaps [start, end) was shown to both coders, whatever they did with it."""
        return any(o.start < end and start < o.end and one in o.seen and other in o.seen for o in self.offers)

    def assistance(self, one: str, other: str) -> int:
        """1: both coders were assisted here; 0: neither; -1: one of them, or not known."""
        told = (self.assisted.get(one), self.assisted.get(other))
        return {(True, True): 1, (False, False): 0}.get(told, -1)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Page:
    """What a document's facets share, computed once."""

    index: int
    document: Document
    projection: Projection
    outside: Projection
    finished: Mapping[str, frozenset[str]]
    assisted: Mapping[str, bool]


def page(
    index: int, document: Document, completions: Iterable[Completion], assisted: Mapping[str, bool], *, round_: str
) -> Page:
    """A document with, per facet, the coders who finished it in the round."""
    finished: defaultdict[str, set[str]] = defaultdict(set)
    for mark in completions:
        if mark.done and mark.round == round_:
            finished[mark.facet].add(mark.coder)
    done = {facet: frozenset(coders) for facet, coders in finished.items()}
    return Page(index, document, projection(document), left_out(document), done, assisted)


def view(
    sheet: Page,
    facet: Facet,
    codings: Iterable[Coding],
    suggestions: Iterable[Suggestion],
    shown: Mapping[str, frozenset[str]],
    *,
    coders: Collection[str] | None,
    changed: Collection[str],
) -> View:
    """The facet's view of a document. `codings` and `suggestions` are the facet's; `changed` codes do not count."""
    done = sorted(c for c in sheet.finished.get(facet.name, ()) if coders is None or c in coders)
    units: dict[str, list[Unit]] = {coder: [] for coder in done}
    sets: dict[str, set[str]] = {coder: set() for coder in done}
    counts: dict[str, Counter[str]] = {coder: Counter(documents=1) for coder in done}
    for coding in codings:
        if coders is not None and coding.coder not in coders:
            continue
        count = counts.setdefault(coding.coder, Counter())
        if coding.coder not in units:
            count["not done"] += 1
        elif coding.code in changed:
            count["changed"] += 1
        elif facet.unit == "document":
            if coding.span is None:
                count["codings"] += 1
                sets[coding.coder].add(coding.code)
        elif coding.span is not None:
            unit = _unit(coding, sheet, count)
            if unit is not None:
                count["codings"] += 1
                units[coding.coder].append(unit)
    for coder, own in units.items():
        units[coder] = _tidy(own, counts[coder])
    return View(
        index=sheet.index,
        document=sheet.document,
        length=sheet.projection.length,
        coders=tuple(done),
        units=units,
        sets={coder: frozenset(own) for coder, own in sets.items()},
        offers=_offers(suggestions, shown, sheet.projection) if facet.unit == "span" else [],
        assisted=sheet.assisted,
        counts=counts,
    )


def _unit(coding: Coding, sheet: Page, count: Counter[str]) -> Unit | None:
    """A coding's place on the continuum; None where all of it lies in left-out regions."""
    assert coding.start is not None
    assert coding.end is not None
    size = len(sheet.document.text)
    first, last = max(0, coding.start), min(size, coding.end)
    kept = sheet.outside.place(last) - sheet.outside.place(first)
    start, end = sheet.projection.place(first), sheet.projection.place(last)
    if kept <= 0 or end <= start:
        count["left out"] += 1
        return None
    if kept < last - first:
        count["cut"] += 1
    return Unit(start, end, first, last, coding.code, coding.attributes)


def _tidy(units: list[Unit], count: Counter[str]) -> list[Unit]:
    """Sorted by place. Counts spans that overlap an earlier one, that repeat one, or that carry several codes."""
    units = sorted(units, key=lambda unit: (unit.start, unit.end, unit.code, sorted(unit.attributes.items())))
    reach = -1
    codes: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for unit in units:
        place = (unit.start, unit.end)
        if place in codes:
            count["merged"] += unit.code in codes[place]
        elif unit.start < reach:
            count["overlapping"] += 1
        codes[place].add(unit.code)
        reach = max(reach, unit.end)
    count["several codes"] += sum(len(own) > 1 for own in codes.values())
    return units


def _offers(suggestions: Iterable[Suggestion], shown: Mapping[str, frozenset[str]], place: Projection) -> list[Offer]:
    found: Sequence[Offer] = [
        Offer(
            place.place(one.start),
            place.place(one.end),
            frozenset(coder for coder, ids in shown.items() if one.id in ids),
        )
        for one in suggestions
    ]
    return sorted((o for o in found if o.seen and o.end > o.start), key=lambda o: (o.start, o.end))
