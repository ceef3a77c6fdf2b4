"""Directed stances: who takes which position towards whom.

The unit is coder x document x ordered pair (holder, target). Three questions, each with its own figure: did both find
the pair (pair_f1), do they see it in the same direction (direction_agreement), and is the valence the same (alpha,
AC2, polarity_flip_rate)? No published coefficient treats a directed stance as a whole; the division is this project's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from annotator.codebook import Attribute, Codebook

Pair: TypeAlias = tuple[str, str]


class Party(NamedTuple):
    """A holder or target: a code's name, or normalised text that no code answers to."""

    name: str
    resolved: bool


class Position(NamedTuple):
    """A coder's position on one ordered pair. `valence` is None where the pair is mixed (both sides were coded)."""

    valence: int | None
    resolved: bool


@dataclass(frozen=True, slots=True)
class Resolver:
    """Turns the value of a `code` attribute into a code: by its name, title or an alias, else by normalised text."""

    names: Set[str] = frozenset()
    spellings: Mapping[str, str] = field(default_factory=dict)
    exact: Mapping[str, str] = field(default_factory=dict)

    def party(self, value: str) -> Party:
        if value in self.names:
            return Party(value, True)
        text = normalise(value)
        code = self.exact.get(value.strip()) or self.spellings.get(text)
        return Party(code, True) if code else Party(text, False)


def resolver(attribute: Attribute, codebook: Codebook) -> Resolver:
    """The resolver of an attribute that refers to a facet's codes. An alias whose capitals decide matches only so."""
    facet = codebook.facet(attribute.facet)
    codes = facet.codes if facet else ()
    names = {code.name for code in codes} | set(attribute.also)
    spellings = {normalise(name): name for name in sorted(names)}
    exact: dict[str, str] = {}
    for code in codes:
        if code.title:
            spellings.setdefault(normalise(code.title), code.name)
        for alias in code.aliases:
            if alias.case:
                exact.setdefault(alias.text, code.name)
            else:
                spellings.setdefault(normalise(alias.text), code.name)
    return Resolver(frozenset(names), spellings, exact)


def normalise(text: str) -> str:
    """Small letters, single spaces, no article in front, no possessive or punctuation at the ends.

    >>> normalise(" The  Northern League's ")
    'northern league'
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("_", " ")
    plain = re.sub(r"\s+", " ", plain).strip(" .,;:!?\"'()[]“”")
    return re.sub(r"'s?$", "", re.sub(r"^(the|a|an) ", "", plain))


def side(valence: int, *, steps: int) -> int:
    """-1, 0 or 1: against, neutral or in favour, on a scale of `steps` valences from most against to most in favour.

    >>> [side(valence, steps=5) for valence in range(5)]
    [-1, -1, 0, 1, 1]
    """
    return (2 * valence > steps - 1) - (2 * valence < steps - 1)


def median_valence(valences: Iterable[int], *, steps: int) -> int:
    """The median on the order; of an even count the more neutral of the two in the middle.

    >>> median_valence([0, 1], steps=5), median_valence([3, 4, 4], steps=5)
    (1, 4)
    """
    ranked = sorted(valences)
    low, high = ranked[(len(ranked) - 1) // 2], ranked[len(ranked) // 2]
    return min(low, high, key=lambda valence: abs(2 * valence - (steps - 1)))


def position(valences: Sequence[int], *, steps: int, resolved: bool) -> Position:
    """One coder's codings of one ordered pair as one position; mixed if they lie on both sides."""
    sides = {side(valence, steps=steps) for valence in valences}
    return Position(None if {-1, 1} <= sides else median_valence(valences, steps=steps), resolved)


def pair_counts(first: Set[Pair], second: Set[Pair]) -> tuple[int, int, int]:
    """(pairs that both found, pairs of the first, pairs of the second); pair_f1 is 2 x both / the sum of the others.

    >>> pair_counts({("a", "b"), ("b", "a")}, {("a", "b")})
    (1, 2, 1)
    """
    return len(first & second), len(first), len(second)


def directions(pairs: Set[Pair]) -> dict[frozenset[str], set[Pair]]:
    """Unordered pair -> the ordered ones found."""
    found: dict[frozenset[str], set[Pair]] = {}
    for pair in pairs:
        found.setdefault(frozenset(pair), set()).add(pair)
    return found


def direction_counts(first: Set[Pair], second: Set[Pair]) -> tuple[int, int]:
    """(unordered pairs whose sets of directions are equal, unordered pairs that both found).

    >>> direction_counts({("a", "b"), ("c", "d")}, {("b", "a"), ("c", "d"), ("e", "f")})
    (1, 2)
    """
    one, other = directions(first), directions(second)
    both = one.keys() & other.keys()
    return sum(one[pair] == other[pair] for pair in both), len(both)


def flip_counts(valences: Iterable[tuple[int, int]], *, steps: int) -> tuple[int, int]:
    """(pairs on opposite sides, pairs where neither coder is neutral); polarity_flip_rate is their quotient.

    >>> flip_counts([(0, 4), (1, 0), (2, 4)], steps=5)
    (1, 2)
    """
    sides = [(side(one, steps=steps), side(other, steps=steps)) for one, other in valences]
    taken = [(one, other) for one, other in sides if one and other]
    return sum(one != other for one, other in taken), len(taken)
