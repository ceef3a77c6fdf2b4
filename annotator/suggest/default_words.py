"""[default] of the stance cues: the words that clauses without an entry are weighed by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.suggest.polar_words import PolarWords


@dataclass(frozen=True, slots=True)
class DefaultWords:
    """[default] of the stance cues. A score of 0 switches these suggestions off."""

    score: float = 0.0
    mode: str = "action"
    alone: bool = False
    silent: frozenset[str] = frozenset()
    not_holders: frozenset[str] = frozenset()
    polar: PolarWords = field(default_factory=PolarWords)


def read_default(cues: Mapping[str, object]) -> DefaultWords:
    table = cues.get("default")
    if not isinstance(table, Mapping):
        return DefaultWords()

    def listed(name: str) -> frozenset[str]:
        value = table.get(name)
        return frozenset(str(word) for word in value) if isinstance(value, list) else frozenset()

    score = table.get("score", 0.0)
    return DefaultWords(
        score=float(score) if isinstance(score, int | float) else 0.0,
        mode=str(table.get("mode", "action")),
        alone=table.get("alone") is True,
        silent=listed("silent"),
        not_holders=listed("not_holders"),
        polar=PolarWords(
            **{name: listed(name) for name in ("negative", "positive", "ending", "easing", "carrying", "light")}
        ),
    )
