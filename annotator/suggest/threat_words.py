"""[default] of the threat cues: the words that speak of a threat or against one, by which every clause is weighed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.suggest.word_lists import words_in

STRONG, WEAK = "strong", "weak"


@dataclass(frozen=True, slots=True)
class ThreatWords:
    """`code`: what a clause is coded whose words tell none. `silent`: verbs that tell nothing of what is their object.

    `against`: words for acting against a threat. `strong`, `weak`: words that speak of one -> their code, "" for one that
    may speak of any.
    """

    code: str = "expansion"
    silent: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()
    strong: Mapping[str, str] = field(default_factory=dict)
    weak: Mapping[str, str] = field(default_factory=dict)


def read_words(cues: Mapping[str, object]) -> ThreatWords:
    table = cues.get("default")
    if not isinstance(table, Mapping):
        return ThreatWords()
    strong = _by_code(table.get(STRONG))
    weak = dict.fromkeys(words_in(table.get("plain")), "") | _by_code(table.get(WEAK))
    weak = {word: code for word, code in weak.items() if word not in strong}
    silent, against = (frozenset(words_in(table.get(name))) for name in ("silent", "against"))
    return ThreatWords(str(table.get("code", "expansion")), silent, against, strong, weak)


def _by_code(table: object) -> dict[str, str]:
    codes = table if isinstance(table, Mapping) else {}
    return {word: str(code) for code, words in codes.items() for word in words_in(words)}
