"""Matched spans of every pair of coders, gathered document by document as flat numbers, so that large studies stay small."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.figure import rounded
from annotator.agreement.matching import CRITERIA, match_spans
from annotator.agreement.rows import Table
from annotator.agreement.study_groups import Group, codes_of, one_row_per
from annotator.agreement.study_view import Unit, View
from annotator.wording import say


@dataclass(slots=True)
class SpanMatches:
    """`codes`: the codebook's. What a list holds for each entry stands above it."""

    codes: Sequence[str]
    _pairs: dict[tuple[str, str], int] = field(default_factory=dict)
    _codes: dict[str, int] = field(default_factory=dict)
    # document, pair, assistance, offered, criterion, matches, spans
    _found: array[int] = field(default_factory=lambda: array("q"))
    # document, pair, assistance, offered, code of the first, code of the second
    _matched: array[int] = field(default_factory=lambda: array("q"))
    # document, pair, matched, same ends, |difference of starts|, |difference of ends|
    _ends: array[int] = field(default_factory=lambda: array("q"))
    # document, pair, assistance, offered, 1: matched but with several codes on one span
    _several: array[int] = field(default_factory=lambda: array("q"))

    def __post_init__(self) -> None:
        for name in self.codes:
            self._code(name)

    def _code(self, name: str) -> int:
        return self._codes.setdefault(name, len(self._codes))

    def add(self, view: View) -> None:
        """Match the spans of every pair of coders who finished the document."""
        own = {coder: _by_place(view.units[coder]) for coder in view.coders}
        places = {coder: sorted(own[coder]) for coder in view.coders}
        for one, other in combinations(view.coders, 2):
            pair = self._pairs.setdefault((one, other), len(self._pairs))
            head = (view.index, pair, view.assistance(one, other))
            for at, criterion in enumerate(CRITERIA):
                pairs = match_spans(places[one], places[other], criterion=criterion)
                self._count(view, (one, other), (places[one], places[other]), pairs, (*head, at))
                if criterion == "iou50":
                    self._compare(view, (one, other), (own[one], own[other]), pairs, head)
                if criterion == "overlap":
                    self._measure(places[one], places[other], pairs, (view.index, pair))

    def _count(
        self,
        view: View,
        coders: tuple[str, str],
        places: tuple[list[tuple[int, int]], list[tuple[int, int]]],
        pairs: list[tuple[int, int]],
        head: tuple[int, int, int, int],
    ) -> None:
        """Matches and spans, apart for units that a suggestion shown to both overlaps. A match is one unit."""
        index, pair, told, criterion = head
        totals = [[0, 0], [0, 0]]
        first, second = set(range(len(places[0]))), set(range(len(places[1])))
        for i, j in pairs:
            first.discard(i)
            second.discard(j)
            seen = self._seen(view, coders, places[0][i], places[1][j])
            totals[seen][0] += 1
            totals[seen][1] += 2
        for place in (*(places[0][i] for i in first), *(places[1][j] for j in second)):
            totals[self._seen(view, coders, place)][1] += 1
        for seen in (0, 1):
            if totals[seen][1]:
                self._found.extend((index, pair, told, seen, criterion, *totals[seen]))

    @staticmethod
    def _seen(view: View, coders: tuple[str, str], *places: tuple[int, int]) -> int:
        return int(bool(view.offers) and any(view.offered(*coders, start, end) for start, end in places))

    def _compare(
        self,
        view: View,
        coders: tuple[str, str],
        own: tuple[dict[tuple[int, int], set[str]], dict[tuple[int, int], set[str]]],
        pairs: list[tuple[int, int]],
        head: tuple[int, int, int],
    ) -> None:
        first, second = sorted(own[0]), sorted(own[1])
        for i, j in pairs:
            a, b = own[0][first[i]], own[1][second[j]]
            seen = self._seen(view, coders, first[i], second[j])
            if len(a) > 1 or len(b) > 1:
                self._several.extend((*head, seen, 1))
            else:
                self._matched.extend((*head, seen, self._code(next(iter(a))), self._code(next(iter(b)))))

    def _measure(
        self,
        first: list[tuple[int, int]],
        second: list[tuple[int, int]],
        pairs: list[tuple[int, int]],
        head: tuple[int, int],
    ) -> None:
        if pairs:
            starts = [abs(first[i][0] - second[j][0]) for i, j in pairs]
            ends = [abs(first[i][1] - second[j][1]) for i, j in pairs]
            same = sum(not a and not b for a, b in zip(starts, ends, strict=True))
            self._ends.extend((*head, len(pairs), same, sum(starts), sum(ends)))

    def events(self) -> tuple[Events, tuple[str, ...]]:
        """All that was gathered, and the codes that its numbers stand for."""
        events = Events(_table(self._found, 7), _table(self._matched, 6), _table(self._several, 5), list(self._pairs))
        order = codes_of(self.codes, list(self._codes))
        renumber = np.array([order.index(code) for code in self._codes], dtype=np.int64)
        if len(events.matched):
            events.matched[:, 4:] = renumber[events.matched[:, 4:]]
        return events, order

    def boundaries(self, facet: str) -> list[Table]:
        """How far apart the ends of spans are that overlap, in characters of the continuum."""
        ends = _table(self._ends, 6)
        if not len(ends):
            return []
        rows, cells = [], []
        for (one, other), at in sorted(self._pairs.items()):
            matched, same, starts, stops = ends[ends[:, 1] == at][:, 2:].sum(axis=0).tolist()
            if matched:
                rows.append(f"{one}, {other}")
                means = (starts / matched, stops / matched, (starts + stops) / (2 * matched))
                cells.append((matched, same, *(rounded(mean) for mean in means)))
        columns = ("matched spans", "same ends", "mean difference of starts", "of ends", "of both")
        return [
            Table(
                kind="boundaries",
                title=say("Boundary differences of overlapping spans, in characters"),
                facet=facet,
                rows=tuple(rows),
                columns=columns,
                cells=tuple(cells),
                notes=(say("Spans matched one to one at any overlap."),),
            )
        ]


@dataclass(slots=True)
class Events:
    """What was gathered, as arrays whose columns `SpanMatches` names."""

    found: NDArray[np.int64]
    matched: NDArray[np.int64]
    several: NDArray[np.int64]
    pairs: list[tuple[str, str]]

    def of(
        self, events: NDArray[np.int64], group: Group, documents: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The group's events and the row of each one's document. Events come in the order of documents."""
        if group.document is not None:
            first, last = np.searchsorted(events[:, 0], [group.document, group.document + 1])
            return events[first:last], np.zeros(last - first, dtype=np.int64)
        wanted = np.array([one in group.coders and other in group.coders for one, other in self.pairs], dtype=bool)
        chosen = wanted[events[:, 1]] if len(events) else np.zeros(0, dtype=bool)
        if group.assisted is not None:
            chosen &= events[:, 2] == group.assisted
        if group.offered is not None:
            chosen &= events[:, 3] == int(group.offered)
        events = events[chosen]
        inside, row = one_row_per(documents, events[:, 0])
        return events[inside], row


def _by_place(units: Sequence[Unit]) -> dict[tuple[int, int], set[str]]:
    """The codes on each distinct span: identical spans count once."""
    found: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for unit in units:
        found[unit.start, unit.end].add(unit.code)
    return dict(found)


def _table(numbers: array[int], width: int) -> NDArray[np.int64]:
    return np.array(numbers, dtype=np.int64).reshape(-1, width)
