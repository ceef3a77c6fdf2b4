"""Cue lexicons: the patterns of a cue file by the word that opens them, found in a parse by hash lookup.

Only the head of a pattern must have its table's part of speech.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from annotator.suggest.cue_patterns import LONGEST_GAP, Pattern, match
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc

_PLACE = itemgetter(0, 1, 2)
_KEPT = "intercoder hits"

T = TypeVar("T")


class Hit(NamedTuple, Generic[T]):
    """A pattern found: token indices [first, last], the head's index and the entry.

    `places`: the token index of each word of the pattern; what stands in a gap is not among them.
    """

    first: int
    last: int
    head: int
    size: int
    cue: T
    places: tuple[int, ...]


class EntryFault(NamedTuple):
    """An entry, or one of its patterns, that cannot be used. `number`: which [[table]] of the file, from 1; 0 for all."""

    table: str
    number: int
    problem: str


class Entry(NamedTuple, Generic[T]):
    """A pattern of the lexicon, numbered in the file's order. `parts`: the tags that its head may have; any if empty."""

    number: int
    pattern: Pattern
    parts: frozenset[str]
    cue: T


@dataclass(slots=True)
class Opening(Generic[T]):
    """The entries that one word opens: those of no other word, and the rest by the word that follows next, or near."""

    alone: list[Entry[T]] = field(default_factory=list)
    next: dict[str, list[Entry[T]]] = field(default_factory=dict)
    near: dict[str, list[Entry[T]]] = field(default_factory=dict)

    def add(self, entry: Entry[T]) -> None:
        words = entry.pattern.words
        if len(words) == 1:
            self.alone.append(entry)
        elif words[1] is not None:
            for word in words[1]:
                self.next.setdefault(word, []).append(entry)
        else:
            for word in next(filter(None, words[1:]), ()):
                self.near.setdefault(word, []).append(entry)

    def possible(self, following: Sequence[str]) -> Iterable[Entry[T]]:
        """The entries that may stand here, each once, given the words that follow."""
        entries = self.alone
        if following and following[0] in self.next:
            entries = [*entries, *self.next[following[0]]]
        if self.near and (near := self.near.keys() & following):
            wider = [*entries, *(entry for word in near for entry in self.near[word])]
            return {entry.number: entry for entry in wider}.values()
        return entries


@dataclass(slots=True, eq=False)
class Lexicon(Generic[T]):
    """The entries of one facet by the word that opens them. `faults`: those left out and why."""

    index: dict[str, Opening[T]] = field(default_factory=dict)
    faults: list[EntryFault] = field(default_factory=list)
    _added: int = 0

    def add(self, pattern: Pattern, parts: frozenset[str], cue: T) -> None:
        self._added += 1
        for word in pattern.words[0] or ():
            self.index.setdefault(word, Opening()).add(Entry(self._added, pattern, parts, cue))

    def find(self, doc: Doc, /) -> list[list[Hit[T]]]:
        """The patterns found, gathered by head, in order of heads; for each the longest first, then the file's order.

        They are kept with the parse: a suggester asks for them when it tells what its answer rests on, and again to answer.
        """
        key = _KEPT, self
        if key not in doc.user_data:
            doc.user_data[key] = self._found(doc)
        found: list[list[Hit[T]]] = doc.user_data[key]
        return found

    def _found(self, doc: Doc) -> list[list[Hit[T]]]:
        words = words_of(doc)
        keys, tags = words.keys, words.parts
        found: dict[int, list[tuple[int, int, int, Hit[T]]]] = {}
        index = self.index
        for first in [at for at, word in enumerate(keys) if word in index]:
            following = keys[first + 1 : first + 2 + LONGEST_GAP]
            for number, pattern, parts, cue in index[keys[first]].possible(following):
                places = match(pattern, keys=keys, first=first)
                if places is None:
                    continue
                head = places[pattern.head]
                if not parts or tags[head] in parts:
                    hit = Hit(first, places[-1], head, pattern.size, cue, tuple(places))
                    found.setdefault(head, []).append((-pattern.size, first, number, hit))
        return [[hit for *_, hit in sorted(found[head], key=_PLACE)] for head in sorted(found)]
