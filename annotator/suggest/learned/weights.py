"""What was learned, as it lies in resources/learned: classes of words and weights, in tables that a person can read.

Nothing is ever loaded from elsewhere; a project cannot name another place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Any, TypeAlias

import numpy

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "learned"
CLASSES, HEADS = "word-classes.tsv", "heads.tsv"
FACETS = ("threat", "stance")
Weighed: TypeAlias = dict[str, float]
"""Traits by name, each with how far."""
OF_CLASS = "class "
"""How the kinds of traits are called that a word has through its classes."""


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table in the folder; lines that begin with "#" are for people."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        for line in lines:
            if not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


@lru_cache(maxsize=1)
def word_classes() -> Mapping[str, tuple[str, ...]]:
    """Dictionary form -> the classes that it belongs to in texts of this kind ("condemn" -> criticism)."""
    return {word: tuple(classes.split(" ")) for word, classes in rows(CLASSES)}


@lru_cache(maxsize=2)
def form_weights(facet: str) -> tuple[float, Mapping[str, float]]:
    """The base and the weights of the forms of a facet's spans (see forms.py)."""
    found = {name: float(weight) for name, weight in rows(f"{facet}-spans.tsv")}
    return found.pop("base", 0.0), found


@dataclass(frozen=True, slots=True)
class Chooser:
    """Which of some names (codes, sides) traits speak for: `base` has a number for each of `names`, `weights` is of shape
    (traits, names), and `rows` says in which row a trait stands."""

    names: tuple[str, ...]
    base: Any
    rows: Mapping[str, int]
    weights: Any

    @classmethod
    def of(cls, names: Sequence[str], base: Sequence[float], weights: Mapping[str, Sequence[float]]) -> Chooser:
        """`weights`: trait -> a number for each name."""
        table = numpy.array(list(weights.values())).reshape(-1, len(names))
        return cls(tuple(names), numpy.array(base), {trait: row for row, trait in enumerate(weights)}, table)

    def shares(self, traits: Mapping[str, float]) -> dict[str, float]:
        """How likely each name is; together 1."""
        known = [(row, value) for trait, value in traits.items() if (row := self.rows.get(trait)) is not None]
        sums = self.base
        if known:
            rows, values = zip(*known, strict=True)
            # no product of matrices: its sums differ in their last digits from one processor to another
            sums = sums + (numpy.array(values)[:, None] * self.weights[list(rows)]).sum(axis=0)
        return dict(zip(self.names, softmax(sums.tolist()), strict=True))


def softmax(sums: Sequence[float]) -> list[float]:
    """Shares in proportion to the exponentials of some sums."""
    most = max(sums)
    powers = [exp(value - most) for value in sums]
    whole = sum(powers)
    return [power / whole for power in powers]


@lru_cache(maxsize=8)
def chooser(what: str) -> Chooser:
    """The chooser of "threat-codes", "threat-statuses", "stance-sides" or "stance-modes": the first row names what it chooses
    from."""
    table = rows(f"{what}.tsv")
    names = tuple(next(table)[1:])
    weights = {row[0]: list(map(float, row[1:])) for row in table}
    return Chooser.of(names, weights.pop("base"), weights)


@lru_cache(maxsize=4)
def ranker(what: str) -> Mapping[str, float]:
    """Trait -> its weight for somebody to be meant ("stance-holders", "stance-targets", "seats"); "base" is there always."""
    return {trait: float(weight) for trait, weight in rows(f"{what}.tsv")}
