"""How sure the reading of a stance is, from what its holder and its side rest on; what is hardly surer than a guess is left out.

A coder loses more by a stance with the wrong holder or side than by one that he has to mark himself. [confidence] in the
cue file says what each way of reading weighs, and from how sure on a stance is offered.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from annotator.suggest.stance_draft import Draft

USUAL = 0.8
"""The entry's score that weighs nothing."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """[confidence], in log odds. `least`: from how sure on, 0 to 1; `score`: what 0.1 more than the usual score of an entry weighs.

    `holder`, `side`: what each way of reading weighs (see `Draft`), `code`: what each valence does.
    """

    least: float = 0.0
    base: float = 0.0
    score: float = 0.0
    holder: Mapping[str, float] = field(default_factory=dict)
    side: Mapping[str, float] = field(default_factory=dict)
    code: Mapping[str, float] = field(default_factory=dict)

    def of(self, draft: Draft) -> float:
        """How likely a coder would mark the stance and agree on holder and side, 0 to 1."""
        weight = self.base + self.score * (draft.score - USUAL) * 10
        weight += self.holder.get(draft.held, 0.0) + self.code.get(draft.code, 0.0)
        weight += sum(self.side.get(way, 0.0) for way in draft.sided)
        return 1 / (1 + math.exp(-weight))


def read_confidence(cues: Mapping[str, object]) -> Confidence | None:
    """[confidence] of the stance cues; None without it: every stance is offered with its entry's score."""
    table = cues.get("confidence")
    if not isinstance(table, Mapping):
        return None
    holder, side, code = (_numbers(table.get(name)) for name in ("holder", "side", "code"))
    least, base, score = (_number(table.get(name)) for name in ("least", "base", "score"))
    return Confidence(least, base, score, holder, side, code)


def sure_enough(drafts: Iterable[Draft], confidence: Confidence | None) -> list[Draft]:
    """The drafts that are sure enough, in their order, each with how sure it is as its score."""
    if confidence is None:
        return list(drafts)
    weighed = ((draft, confidence.of(draft)) for draft in drafts)
    return [replace(draft, score=round(sure, 2)) for draft, sure in weighed if sure >= confidence.least]


def _numbers(value: object) -> dict[str, float]:
    return {str(name): _number(weight) for name, weight in value.items()} if isinstance(value, Mapping) else {}


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
