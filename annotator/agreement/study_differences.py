"""Each difference between two coders, by kind, with its text: what adjudicators and readers of a report look at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from annotator.agreement.matching import match_spans
from annotator.agreement.rows import Disagreement
from annotator.agreement.study_view import Unit, View

MOST = 10_000
"""So many are kept of a facet at most; a warning says when there are more."""
_LONGEST = 300


def differences(view: View, facet: str, *, stance: bool) -> Iterator[Disagreement]:
    """The differences of every pair of coders who finished the document, in order of place."""
    for one, other in combinations(view.coders, 2):
        if view.sets[one] != view.sets[other]:
            yield from _of_sets(view, facet, (one, other))
        first, second = view.units[one], view.units[other]
        pairs = _aligned(first, second)
        found = [
            _difference(view, facet, kind, (one, other), first[i], second[j])
            for i, j in pairs
            for kind in _kinds(first[i], second[j], stance=stance)
        ]
        left, right = {i for i, _ in pairs}, {j for _, j in pairs}
        found += [
            _difference(view, facet, "missed", (one, other), unit, None)
            for i, unit in enumerate(first)
            if i not in left
        ]
        found += [
            _difference(view, facet, "missed", (one, other), None, unit)
            for j, unit in enumerate(second)
            if j not in right
        ]
        yield from sorted(found, key=lambda d: (d.start, d.end, d.kind))


def _aligned(first: list[Unit], second: list[Unit]) -> list[tuple[int, int]]:
    """Overlapping spans one to one; several codings on one span are paired in the order of their codes."""
    own = [(unit.start, unit.end) for unit in first]
    others = [(unit.start, unit.end) for unit in second]
    places, targets = sorted(set(own)), sorted(set(others))
    aligned: list[tuple[int, int]] = []
    for a, b in match_spans(places, targets, criterion="overlap"):
        left = [i for i, place in enumerate(own) if place == places[a]]
        right = [j for j, place in enumerate(others) if place == targets[b]]
        same = [(i, j) for i in left for j in right if first[i].code == second[j].code]
        for i, j in same:
            if i in left and j in right:
                aligned.append((i, j))
                left.remove(i)
                right.remove(j)
        aligned += zip(left, right, strict=False)
    return sorted(aligned)


def _kinds(one: Unit, other: Unit, *, stance: bool) -> list[str]:
    kinds = []
    if (one.start, one.end) != (other.start, other.end):
        kinds.append("boundary")
    if one.code != other.code:
        kinds.append("valence" if stance else "code")
    mine, theirs = dict(one.attributes), dict(other.attributes)
    if stance:
        parties = (mine.pop("holder", None), mine.pop("target", None))
        turned = (theirs.pop("target", None), theirs.pop("holder", None))
        if parties == turned and parties[0] != parties[1]:
            kinds.append("direction")
        elif parties != (turned[1], turned[0]):
            kinds.append("attribute")
    if mine != theirs and "attribute" not in kinds:
        kinds.append("attribute")
    return kinds


def _difference(
    view: View, facet: str, kind: str, coders: tuple[str, str], one: Unit | None, other: Unit | None
) -> Disagreement:
    there = [unit for unit in (one, other) if unit is not None]
    start, end = min(unit.first for unit in there), max(unit.last for unit in there)
    text = view.document.text[start : min(end, start + _LONGEST)]
    return Disagreement(
        facet=facet,
        kind=kind,
        document=view.document.name,
        coders=coders,
        start=start,
        end=end,
        text=text + "…" if end - start > _LONGEST else text,
        first=_side(one),
        second=_side(other),
    )


def _side(unit: Unit | None) -> tuple[int, int, str, dict[str, str]] | None:
    return None if unit is None else (unit.first, unit.last, unit.code, dict(unit.attributes))


def _of_sets(view: View, facet: str, coders: tuple[str, str]) -> Iterator[Disagreement]:
    one, other = (view.sets[coder] for coder in coders)
    for code in sorted(one ^ other):
        given = (0, 0, code, dict[str, str]())
        yield Disagreement(
            facet=facet,
            kind="missed",
            document=view.document.name,
            coders=coders,
            start=0,
            end=0,
            text="",
            first=given if code in one else None,
            second=given if code in other else None,
        )
