"""What is offered: the undecided suggestions that the filter lets through, in the order of the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from annotator.records import Suggestion
from ui.desktop.items import Key, place_of


@dataclass(frozen=True, slots=True)
class Filter:
    """Which suggestions are offered. `facets` empty: all; `sources` empty: all."""

    facets: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    score: float = 0.0

    @property
    def open(self) -> bool:
        """Whether everything passes."""
        return not (self.facets or self.sources or self.score > 0)

    def passes(self, suggestion: Suggestion) -> bool:
        return (
            suggestion.score >= self.score
            and (not self.facets or suggestion.facet in self.facets)
            and (not self.sources or suggestion.source.split("/")[0] in self.sources)
        )


class Offered:
    """The order of what a filter lets through."""

    def __init__(self, suggestions: Iterable[Suggestion], passing: Filter) -> None:
        self._filter = passing
        found = suggestions if passing.open else filter(passing.passes, suggestions)
        self._keys: list[Key] = sorted((s.start, -s.end, s.facet, s.id) for s in found)

    def __len__(self) -> int:
        return len(self._keys)

    def ids(self) -> list[str]:
        return [key[3] for key in self._keys]

    def after(self, place: tuple[Any, ...]) -> str | None:
        """The first whose key is greater than `place` (a key or the beginning of one)."""
        at = bisect_right(self._keys, place)
        return self._keys[at][3] if at < len(self._keys) else None

    def before(self, place: tuple[Any, ...]) -> str | None:
        at = bisect_left(self._keys, place) - 1
        return self._keys[at][3] if at >= 0 else None

    def put(self, suggestion: Suggestion) -> None:
        if self._filter.passes(suggestion):
            insort(self._keys, place_of(suggestion))

    def drop(self, suggestion: Suggestion) -> None:
        at = bisect_left(self._keys, place_of(suggestion))
        if at < len(self._keys) and self._keys[at][3] == suggestion.id:
            del self._keys[at]
