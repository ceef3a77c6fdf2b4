"""What coders did with suggestions: how many they accepted, edited, rejected and ignored, and how long that took."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles

from annotator.records import Decision, Suggestion
from annotator.suggest.evaluation import By, rule_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Decisions on the suggestions of a facet (by "all"), of a kind of rule, or of a rule.

    `timed` of them carry a time; `seconds` are its quartiles (lower, median, upper) by linear interpolation, None where
    none is timed.
    """

    facet: str
    by: By
    name: str
    accepted: int
    edited: int
    rejected: int
    ignored: int
    timed: int
    seconds: tuple[float, float, float] | None

    @property
    def decided(self) -> int:
        return self.accepted + self.edited + self.rejected + self.ignored

    def rate(self, number: int) -> float | None:
        """The share of `number` in all decisions, ignored ones included; None where there are none."""
        return number / self.decided if self.decided else None


class Uses:
    """Gathers decisions document by document."""

    def __init__(self) -> None:
        self._verdicts: defaultdict[tuple[str, By, str], Counter[str]] = defaultdict(Counter)
        self._seconds: defaultdict[tuple[str, By, str], list[float]] = defaultdict(list)

    def add(self, suggestions: Iterable[Suggestion], decisions: Iterable[Decision]) -> None:
        """The decisions on these suggestions, one for each coder and suggestion; others are passed over."""
        by_id = {suggestion.id: suggestion for suggestion in suggestions}
        for decision in decisions:
            suggestion = by_id.get(decision.suggestion)
            if suggestion is None:
                continue
            facet, source = suggestion.facet, suggestion.source
            keys: list[tuple[str, By, str]] = [
                (facet, "all", ""), (facet, "kind", rule_kind(source)), (facet, "rule", source)
            ]  # fmt: skip
            for key in keys:
                self._verdicts[key][decision.verdict] += 1
                if decision.seconds is not None:
                    self._seconds[key].append(decision.seconds)

    def rows(self, facets: Sequence[str]) -> list[Use]:
        """The facets in the order given; in each all, then kinds of rule and rules by name."""
        ways: tuple[By, ...] = ("all", "kind", "rule")
        keys = sorted(
            (key for key in self._verdicts if key[0] in facets),
            key=lambda key: (facets.index(key[0]), ways.index(key[1]), key[2]),
        )
        return [self._row(*key) for key in keys]

    def _row(self, facet: str, by: By, name: str) -> Use:
        count, seconds = self._verdicts[facet, by, name], self._seconds[facet, by, name]
        return Use(
            facet=facet,
            by=by,
            name=name,
            accepted=count["accepted"],
            edited=count["edited"],
            rejected=count["rejected"],
            ignored=count["ignored"],
            timed=len(seconds),
            seconds=_quartiles(seconds),
        )


def _quartiles(values: Sequence[float]) -> tuple[float, float, float] | None:
    if len(values) < 2:
        return (values[0], values[0], values[0]) if values else None
    lower, median, upper = quantiles(values, n=4, method="inclusive")
    return lower, median, upper
