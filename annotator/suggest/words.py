"""The words of a parse as plain lists: dictionary forms for comparing, parts of speech, links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc

NUMBER = "#"


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


def keys_of(lemmas: Sequence[str], parts: Sequence[str]) -> list[str]:
    """The keys of words with these lemmas and parts of speech."""
    keys = {lemma: key(lemma) for lemma in set(lemmas)}
    return [NUMBER if part == "NUM" else keys[lemma] for lemma, part in zip(lemmas, parts, strict=True)]


def words_of(doc: Doc) -> Words:
    """The words of `doc`."""
    return doc.words
