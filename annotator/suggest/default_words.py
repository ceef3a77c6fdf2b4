"""[default] of the stance cues: the words that clauses without an entry are weighed by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.suggest.polar_words import PolarWords
from annotator.suggest.word_lists import word_sets


@dataclass(frozen=True, slots=True)
class DefaultWords:
    """[default] of the stance cues. A score of 0 switches these suggestions off."""

    score: float = 0.0
    mode: str = "action"
    alone: bool = False
    silent: frozenset[str] = frozenset()
    not_holders: frozenset[str] = frozenset()
    enforced: frozenset[str] = frozenset()
    polar: PolarWords = field(default_factory=PolarWords)


def read_default(cues: Mapping[str, object]) -> DefaultWords:
    table = cues.get("default")
    if not isinstance(table, Mapping):
        return DefaultWords()
    score = table.get("score", 0.0)
    return DefaultWords(
        score=float(score) if isinstance(score, int | float) else 0.0,
        mode=str(table.get("mode", "action")),
        alone=table.get("alone") is True,
        polar=PolarWords(**word_sets(table, PolarWords.__dataclass_fields__)),
        **word_sets(table, ("silent", "not_holders", "enforced")),
    )
