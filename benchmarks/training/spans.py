"""Fits which spans are marked (threat-spans.tsv, stance-spans.tsv), by their forms and the odds of their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.suggest.learned.choice import Choice, candidates, without_overlaps
from annotator.suggest.learned.forms import Candidate, Forms
from annotator.suggest.scoring_units import Unit
from benchmarks.training.material import OTHER, SAME, Text, most_alike
from benchmarks.training.tables import Fit, number, write

STRENGTH, RARE, LEAST = 0.1, 12, 0.005


@dataclass
class Span:
    """A candidate with its forms, the unit that it shares most with, and how likely it is to be marked."""

    text: Text
    candidate: Candidate
    start: int
    end: int
    forms: dict[str, float]
    unit: Unit | None
    shared: float
    share: float = 0.0

    @property
    def marked(self) -> bool | None:
        """Whether enough coders mark it; None where it cannot be told."""
        if self.unit is None or self.shared <= OTHER:
            return False
        return True if self.shared >= SAME and len(self.unit.coders) >= self.text.need else None


def spans_of(text: Text, facet: str) -> list[Span]:
    """All candidates of a text, with the odds that it was given."""
    rules = text.rules(facet)
    forms = Forms(text.doc, rules.cast, text.odds[facet], rules.entries)
    found = []
    for candidate in candidates(text.doc, text.odds[facet], rules.found):
        start, end = text.doc.words.starts[candidate.first], text.doc.words.ends[candidate.last - 1]
        shared, unit = most_alike(text.units[facet], start, end)
        named: Counter[str] = Counter()
        for name, value in forms.of(candidate):
            named[name] += value  # type: ignore[assignment]  # a Counter adds numbers of any kind
        found.append(Span(text, candidate, start, end, dict(named), unit, shared))
    return found


class SpanFit:
    """The weights of the forms of a facet."""

    def __init__(self, facet: str, spans: Sequence[Span]) -> None:
        self._facet = facet
        told = [span for span in spans if span.marked is not None]
        self._fit = Fit(
            [span.forms for span in told], [span.marked for span in told], strength=STRENGTH, rare=RARE, yes_no=True,
            importance=[(span.shared if span.marked else 1.0) * span.text.counted for span in told],
        )  # fmt: skip

    def score(self, spans: Sequence[Span]) -> None:
        """Give spans their shares."""
        if spans:
            for span, share in zip(spans, self._fit.shares([span.forms for span in spans])[:, 1], strict=True):
                span.share = float(share)

    def write(self) -> None:
        rows = [["base", number(self._fit.base[0])], *([name, number(w)] for name, (w,) in self._fit.rows(LEAST))]
        write(f"{self._facet}-spans.tsv", "What speaks for a span (forms.py), and its weight", rows)


def best_of_units(spans: Sequence[Span]) -> list[tuple[Span, Unit]]:
    """For each unit the span that says most the same: what attributes are learned of."""
    best: dict[int, tuple[Span, Unit]] = {}
    for span in spans:
        if span.unit is not None and span.shared >= SAME:
            old = best.get(id(span.unit))
            if old is None or (span.shared, span.share) > (old[0].shared, old[0].share):
                best[id(span.unit)] = span, span.unit
    return list(best.values())


def apart(spans: Sequence[Span]) -> list[Span]:
    """The likeliest of spans of one text that overlap, as the suggester chooses them."""
    of = {id(span.candidate): span for span in spans}
    choices = [Choice(span.candidate, span.share) for span in spans]
    return [of[id(choice.candidate)] for choice in without_overlaps(spans[0].text.doc, choices)] if spans else []
