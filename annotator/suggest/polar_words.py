"""The words for and against something, and the sum of those in a stretch of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.suggest.denial import BARELY
from annotator.suggest.modality import NEGATIVE
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc

TURNING = NEGATIVE | BARELY | {"little", "few", "less", "least"}
"""Words that turn the sense of the next one that is for or against something."""
ENDS = frozenset({";", ":", "(", ")", "—"})
ADVERBS = frozenset({"together", "alas", "well", "badly", "ill"})
OPPOSITE = frozenset({"anti"})
"""Prefixes that, with a hyphen, turn the word behind them ("an anti-terrorist centre")."""
PARTICIPLE = 7
"""Letters of the shortest participle that is looked up by its verb."""


@dataclass(frozen=True, slots=True)
class PolarWords:
    """Lemmas for (`positive`) and against (`negative`) something.

    `ending`: verbs and nouns that turn the sense of their object, against it where that has none ("suspend", "lack");
    `easing`: such words that are for it where that has none ("lift", "release"). `carrying`: verbs that have the sense of
    their object ("launch talks", "launch a raid") and are for it where that has none; `light`: such verbs without one.
    """

    negative: frozenset[str] = frozenset()
    positive: frozenset[str] = frozenset()
    ending: frozenset[str] = frozenset()
    easing: frozenset[str] = frozenset()
    carrying: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()

    def of(self, lemma: str) -> int:
        """+1, -1 or 0; of an adjective in -ed or -ing that is not listed, by its verb ("engaged", "threatening")."""
        value = self._listed(lemma)
        if value or len(lemma) < PARTICIPLE or not lemma.endswith(("ed", "ing")):
            return value
        stem = lemma.removesuffix("ing").removesuffix("ed")
        return self._listed(stem) or self._listed(stem + "e")

    def _listed(self, lemma: str) -> int:
        return (lemma in self.positive) - (lemma in self.negative)

    def of_adverb(self, lemma: str) -> int:
        """+1, -1 or 0 for an adverb in -ly, by its adjective ("bitterly"), or a listed one; "back" and "just" say nothing."""
        if not lemma.endswith("ly"):
            return self.of(lemma) if lemma in ADVERBS else 0
        stem = lemma.removesuffix("ly")
        return self.of(lemma) or self.of(stem) or self.of(stem.removesuffix("i") + "y") or self.of(stem + "le")


def of_words(doc: Doc, first: int, last: int, words: PolarWords) -> int:
    """The sum over tokens [first, last): words for +1, against -1; a word that turns turns the next one that counts."""
    read = words_of(doc)
    keys, parts = read.keys, read.parts
    weight, turn = 0, 1
    for at in range(first, last):
        key = keys[at]
        if key in ENDS:
            break
        if (key in TURNING and not _only(keys, at)) or (key in OPPOSITE and keys[at + 1 : at + 2] == ["-"]):
            turn = -1
        elif (key in words.ending or key in words.easing) and parts[at] != "ADJ":  # "close ties"
            inner = of_words(doc, at + 1, last, words)
            return weight + turn * (-inner or (1 if key in words.easing else -1))
        else:
            value = words.of(key) if parts[at] != "ADV" else words.of_adverb(key)
            if value:
                weight += turn * value
                turn = 1
    return weight


def _only(keys: list[str], at: int) -> bool:
    return at + 1 < len(keys) and keys[at + 1] in ("only", "just", "merely", "to")
