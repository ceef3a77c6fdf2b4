"""[ranking] of the threat cues: how sure it is that coders would mark a candidate, as a weighted sum of its forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import exp

from annotator.suggest.threat_forms import FORMS


@dataclass(frozen=True, slots=True)
class Ranking:
    """`weights`: form -> weight; empty where the cues have no [ranking]. `base`: the sum of a candidate without forms.

    `least`: from which share on a candidate is offered, 0 to 1.
    """

    base: float = 0.0
    least: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)

    def sureness(self, forms: float) -> float:
        """The share of such candidates that coders mark, 0 to 1, by a logistic function of the sum of its forms' weights."""
        return 1 / (1 + exp(-self.base - forms))


def read_ranking(cues: Mapping[str, object]) -> Ranking:
    """[ranking] with its [ranking.weights]; what is no number, or no form, is passed over."""
    table = cues.get("ranking")
    if not isinstance(table, Mapping):
        return Ranking()
    weights = table.get("weights")
    forms = weights if isinstance(weights, Mapping) else {}
    return Ranking(weights=_numbers(forms, FORMS), **_numbers(table, ("base", "least")))


def _numbers(table: Mapping[str, object], names: Iterable[str]) -> dict[str, float]:
    """The numbers that stand under these names."""
    return {
        name: float(value)
        for name in names
        if isinstance(value := table.get(name), int | float) and not isinstance(value, bool)
    }
