"""The words of a parse as plain lists: dictionary forms for comparing, parts of speech, links."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc

NUMBER = "#"
_MOST_KEPT = 200_000

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(dict[K, V]):
    """What `make` gives for each key, worked out once; begun anew where there are very many."""

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        if len(self) >= _MOST_KEPT:
            self.clear()
        value = self[key] = self._make(key)
        return value


@dataclass(frozen=True, slots=True)
class Words:
    """One entry per token. `keys`: lemmas as `key` gives them, "#" for a number. `parts`: part-of-speech tags."""

    keys: list[str]
    parts: list[str]
    links: list[str]
    starts: list[int]
    ends: list[int]


def key(lemma: str) -> str:
    """The form under which lemmas are compared: lower case, straight apostrophes, one kind of hyphen."""
    return lemma.lower().replace("’", "'").replace("‐", "-").replace("‑", "-")


_KEYS = Kept(key)


def keys_of(lemmas: Sequence[str], parts: Sequence[str]) -> list[str]:
    """The keys of words with these lemmas and parts of speech."""
    keys = list(map(_KEYS.__getitem__, lemmas))
    for at in [at for at, part in enumerate(parts) if part == "NUM"]:
        keys[at] = NUMBER
    return keys


def words_of(doc: Doc) -> Words:
    """The words of `doc`."""
    return doc.words
