"""Which coders, documents and subset a figure is about; the same for every task."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.study_view import View
from annotator.agreement.where import Where

Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Group:
    """One scope and subset. `coders`: those compared. `offered`: None for all units, else only (not) offered ones.

    `assisted`: None for all documents, else those where both coders were assisted (1) or neither was (0).
    """

    where: Where
    coders: tuple[str, ...]
    offered: bool | None = None
    assisted: int | None = None
    document: int | None = None
    per_code: bool = True

    def takes(self, one: str, other: str, assistance: int) -> bool:
        """Whether the group compares these two coders in a document with this assistance."""
        return one in self.coders and other in self.coders and self.assisted in (None, assistance)


@dataclass(slots=True)
class Register:
    """Who finished which document of a facet together; filled as documents come."""

    names: list[str] = field(default_factory=list)
    coders: dict[str, None] = field(default_factory=dict)
    finished: dict[str, int] = field(default_factory=dict)
    together: list[tuple[int, str, str, int]] = field(default_factory=list)
    any_offer: bool = False
    assistances: set[int] = field(default_factory=set)
    pages: list[int] = field(default_factory=list)
    tick: Callable[[int], None] = field(default=lambda _: None)
    """Told of each group that a task is through with, and how much work it was."""

    def note(self, view: View) -> None:
        self.pages.append(view.index)
        self.names.append(view.document.name)
        for coder in view.coders:
            self.finished[coder] = self.finished.get(coder, 0) + 1
        for coder in view.counts:
            self.coders[coder] = None
        for one, other in combinations(view.coders, 2):
            told = view.assistance(one, other)
            self.together.append((view.index, one, other, told))
            self.assistances.add(told)
        self.any_offer |= bool(view.offers)

    def documents(self, group: Group) -> NDArray[np.int64]:
        """The documents that the group compares, in order."""
        if group.document is not None:
            return np.array([group.document], dtype=np.int64)
        found = {index for index, one, other, told in self.together if group.takes(one, other, told)}
        return np.array(sorted(found), dtype=np.int64)

    def through(self, group: Group) -> None:
        """A task has made this group's rows."""
        self.tick(_work(group))

    def work(self, *, spans: bool) -> int:
        """How much work all groups of a task are."""
        return sum(_work(group) for group in self.groups(spans=spans))

    def groups(self, *, spans: bool) -> Iterator[Group]:
        """Subset `all` first: all coders, each pair, each document; then the subsets, then each coder left out."""
        coders = tuple(sorted(self.coders))
        pairs = list(combinations(coders, 2))
        yield Group(Where(coders=coders), coders)
        for pair in pairs:
            yield Group(Where(scope=f"pair:{','.join(pair)}", coders=pair), pair)
        shared = {index for index, *_ in self.together}
        there: dict[int, set[str]] = {index: set() for index in shared}
        for index, one, other, _ in self.together:
            there[index] |= {one, other}
        for index, name in zip(self.pages, self.names, strict=True):
            if index in shared:
                found = tuple(sorted(there[index]))
                where = Where(scope=f"document:{name}", coders=found, sure=False, replicated=False)
                yield Group(where, found, document=index, per_code=False)
        for subset, offered, assisted in self._subsets(spans):
            everyone = Where(subset=subset, coders=coders, replicated=False)
            yield Group(everyone, coders, offered=offered, assisted=assisted)
            for pair in pairs:
                scope = Where(scope=f"pair:{','.join(pair)}", subset=subset, coders=pair, replicated=False)
                yield Group(scope, pair, offered=offered, assisted=assisted, per_code=False)
        if len(coders) > 2:
            for coder in coders:
                rest = tuple(c for c in coders if c != coder)
                where = Where(subset=f"without:{coder}", coders=rest, replicated=False)
                yield Group(where, rest, per_code=False)

    def _subsets(self, spans: bool) -> list[tuple[str, bool | None, int | None]]:
        found: list[tuple[str, bool | None, int | None]] = []
        if spans and self.any_offer:
            found += [("offered", True, None), ("not-offered", False, None)]
        if self.assistances & {0, 1}:
            found += [("assisted", None, 1), ("unassisted", None, 0)]
        return found


def _work(group: Group) -> int:
    """One document is little; a group of documents has leave-outs and replicates."""
    return 1 if group.document is not None else 10


def one_row_per(documents: NDArray[np.int64], index: NDArray[np.int64]) -> tuple[Mask, NDArray[np.int64]]:
    """Which events lie in the (sorted) documents, and the row of each that does."""
    place = np.searchsorted(documents, index)
    inside = place < len(documents)
    inside[inside] = documents[place[inside]] == index[inside]
    return inside, place[inside]


def codes_of(names: Sequence[str], seen: Sequence[str]) -> tuple[str, ...]:
    """The codebook's codes in its order, then those in use that it no longer has, sorted."""
    return (*names, *sorted(set(seen) - set(names)))
