"""How likely each word of a text carries a threat or a stance: the sum of what was learned of its traits.

Fitted by benchmarks/training on texts of our own (resources/learned/README.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy

from annotator.suggest.learned.grid import BASE, UNKNOWN, Grid, Traits, traits
from annotator.suggest.learned.weights import FACETS, HEADS, OF_CLASS, rows, word_classes

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc


@dataclass(frozen=True, slots=True)
class Lookup:
    """Weights of the traits of one kind: `numbers` in ascending order, `weights` of shape (traits, facets)."""

    numbers: Any
    weights: Any

    def of(self, found: Traits) -> tuple[Any, Any]:
        """The places of words with traits that were learned, and the weights of these."""
        at = numpy.minimum(numpy.searchsorted(self.numbers, found.numbers), len(self.numbers) - 1)
        learned = numpy.flatnonzero(self.numbers[at] == found.numbers)
        return found.places[learned], self.weights[at[learned]]


@dataclass(frozen=True, slots=True)
class HeadWeights:
    """The vocabulary, and for each kind of trait the weights of its numbers.

    A word's classes weigh through its *sort*: words with the same classes are of one sort, whose weights are added up
    once. `sorts`: number of a word -> its sort; `by_sort`: kind -> weights of shape (sorts, 1 or links, facets).
    """

    vocabulary: Mapping[str, int]
    base: Any
    lookups: Mapping[str, Lookup]
    sorts: Any
    by_sort: Mapping[str, Any]

    def scores(self, doc: Doc, standing: Mapping[int, str]) -> dict[str, list[float]]:
        """Facet -> log odds of each word that it carries a threat or stance. `standing`: of `stands_for`."""
        grid = Grid(doc, self.vocabulary, standing)
        total = numpy.tile(self.base, (len(doc), 1))
        for found in traits(grid):
            for places, weights in self._weights(found):
                for column in range(len(FACETS)):
                    total[:, column] += numpy.bincount(places, weights[:, column], len(doc))
        return {facet: total[:, column].tolist() for column, facet in enumerate(FACETS)}

    def _weights(self, found: Traits) -> Iterator[tuple[Any, Any]]:
        """Places of words and the weights of their traits, of the traits themselves and of the classes of their words."""
        if found.kind in self.lookups:
            yield self.lookups[found.kind].of(found)
        table = self.by_sort.get(found.kind)
        if table is not None:
            paired = table.shape[1] > 1
            words, links = numpy.divmod(found.numbers, BASE) if paired else (found.numbers, 0)
            yield found.places, table[self.sorts[words], numpy.where(links < table.shape[1], links, UNKNOWN)]


@lru_cache(maxsize=1)
def head_weights() -> HeadWeights:
    """What lies in the folder, read once."""
    return make(((row[0], row[1], row[2], [float(value) for value in row[3:]]) for row in rows(HEADS)), word_classes())


def make(table: Any, classes: Mapping[str, tuple[str, ...]]) -> HeadWeights:
    """`table`: (kind, first, second or "", weights for FACETS); the kind "base" has the log odds of a word without traits."""
    vocabulary: dict[str, int] = {"": UNKNOWN}
    by_kind: defaultdict[str, list[tuple[int, list[float]]]] = defaultdict(list)
    of_class: defaultdict[str, list[tuple[str, str, list[float]]]] = defaultdict(list)
    base = [0.0] * len(FACETS)

    def number(name: str) -> int:
        return vocabulary.setdefault(name, len(vocabulary))

    table = list(table)
    for kind, _, second, _ in table:
        if second and kind.startswith(OF_CLASS):
            number(second)  # few, and first: they number the columns of tables
    for word in classes:
        number(word)
    for kind, first, second, weights in table:
        if kind == "base":
            base = weights
        elif kind.startswith(OF_CLASS):
            of_class[kind.removeprefix(OF_CLASS)].append((first, second, weights))
        else:
            by_kind[kind].append((number(first) * BASE + number(second) if second else number(first), weights))
    sorts, members = _sorts(vocabulary, classes)
    return HeadWeights(
        vocabulary,
        numpy.array(base),
        {kind: _lookup(found) for kind, found in by_kind.items()},
        sorts,
        {kind: _by_sort(found, members, vocabulary) for kind, found in of_class.items()},
    )


def _lookup(found: list[tuple[int, list[float]]]) -> Lookup:
    found.sort(key=lambda each: each[0])
    return Lookup(numpy.array([each[0] for each in found], dtype="i8"), numpy.array([each[1] for each in found]))


def _sorts(vocabulary: Mapping[str, int], classes: Mapping[str, tuple[str, ...]]) -> tuple[Any, list[tuple[str, ...]]]:
    """The sort of each word (0: of no class), and the classes of each sort."""
    members: dict[tuple[str, ...], int] = {(): 0}
    sorts = numpy.zeros(len(vocabulary), dtype="i8")
    for word, own in classes.items():
        sorts[vocabulary[word]] = members.setdefault(own, len(members))
    return sorts, list(members)


def _by_sort(
    found: list[tuple[str, str, list[float]]], members: list[tuple[str, ...]], vocabulary: Mapping[str, int]
) -> Any:
    """Weights of shape (sorts, 1 or highest number of a link + 1, facets)."""
    links = max((vocabulary[second] for _, second, _ in found if second), default=0)
    sorts: defaultdict[str, list[int]] = defaultdict(list)
    for sort, names in enumerate(members):
        for name in names:
            sorts[name].append(sort)
    table = numpy.zeros((len(members), links + 1, len(FACETS)))
    for name, second, weights in found:
        table[sorts[name], vocabulary[second] if second else 0] += weights
    return table
