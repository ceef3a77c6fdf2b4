"""Which spans are offered: those that are sure enough, of overlapping ones the surest."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.learned.forms import RULE, Candidate, Forms
from annotator.suggest.learned.spans import spans_of
from annotator.suggest.learned.weights import form_weights

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

HOPEFUL = -1.0
"""Log odds from which on a word may carry a span."""
CARRYING = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ"})
SAME = 0.5
"""How much of both spans a rule's suggestion must share to say the same."""
SHARE = 0.5
"""How much of the shorter of two spans may lie in the other."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A span that is offered, and how sure it is, 0 to 1."""

    candidate: Candidate
    score: float


def placed(doc: Doc, candidate: Candidate) -> tuple[int, int]:
    """Where a span begins and ends in the text."""
    return doc.words.starts[candidate.first], doc.words.ends[candidate.last - 1]


def chosen(
    doc: Doc,
    cast: Cast,
    facet: str,
    rules: Sequence[Found],
    hits: Mapping[int, tuple[str, float]],
    *,
    odds: Sequence[float],
    least: float,
) -> list[Choice]:
    """The spans of a facet that are at least so sure, in order. `rules`: what the rules suggest; `odds`: of each word."""
    base, weights = form_weights(facet)
    forms = Forms(doc, cast, odds, hits)
    of_heads: dict[int, float] = {}
    scored = []
    for candidate in candidates(doc, odds, rules):
        at = candidate.head.i
        if at not in of_heads:
            of_heads[at] = base + _sum(weights, forms.of_head(candidate.head))
        score = 1 / (1 + exp(-of_heads[at] - _sum(weights, forms.of_span(candidate))))
        if score >= least:
            scored.append(Choice(candidate, round(score, 3)))
    return without_overlaps(doc, scored)


def _sum(weights: Mapping[str, float], forms: Iterable[tuple[str, float]]) -> float:
    return sum([weights[name] * value for name, value in forms if name in weights])


def candidates(doc: Doc, odds: Sequence[float], rules: Sequence[Found]) -> list[Candidate]:
    """The spans of hopeful words and of the rules, each once, with the word of best odds that carries it."""
    pool: dict[tuple[int, int], tuple[Token, str]] = {}
    for at, (value, part) in enumerate(zip(odds, doc.words.parts, strict=True)):
        if value >= HOPEFUL and part in CARRYING:
            for span, cut in spans_of(doc, doc[at]).items():
                if span not in pool or value > odds[pool[span][0].i]:
                    pool[span] = doc[at], cut
    said = _Said(doc, rules)
    for first, last, _ in said.spans:
        if (first, last) not in pool:
            pool[first, last] = doc.span(first, last).root, RULE
    return [Candidate(first, last, head, cut, *said.best(first, last)) for (first, last), (head, cut) in pool.items()]


class _Said:
    """What the rules suggest, by its tokens."""

    def __init__(self, doc: Doc, rules: Sequence[Found]) -> None:
        starts = doc.words.starts
        self._starts, self._ends = starts, doc.words.ends
        spans = [(bisect_left(starts, rule.start), bisect_left(starts, rule.end), rule) for rule in rules]
        self.spans = sorted(spans, key=lambda each: (each[0], -each[1]))
        self._firsts = [first for first, _, _ in self.spans]
        self._longest = max((last - first for first, last, _ in self.spans), default=0)

    def best(self, first: int, last: int) -> tuple[Found | None, float]:
        """The suggestion that shares most with a span, if it says the same, and how much of both they share."""
        start, end = self._starts[first], self._ends[last - 1]
        found, most = None, 0.0
        near = slice(bisect_left(self._firsts, first - self._longest), bisect_left(self._firsts, last))
        for _, until, rule in self.spans[near]:
            if until > first:
                both = min(end, rule.end) - max(start, rule.start)
                shared = both / (end - start + rule.end - rule.start - both)
                if shared > most:
                    found, most = rule, shared
        return (found, most) if most >= SAME else (None, most)


def without_overlaps(doc: Doc, choices: Sequence[Choice]) -> list[Choice]:
    """Of choices that share more than SHARE of the shorter one, the surest, then the longest, then the first."""
    starts, ends = doc.words.starts, doc.words.ends
    kept: list[Choice] = []
    taken: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for choice in sorted(
        choices, key=lambda one: (-one.score, one.candidate.first - one.candidate.last, one.candidate.first)
    ):
        one = choice.candidate
        start, end = starts[one.first], ends[one.last - 1]
        sentence = one.head.sent.start
        if all(
            min(end, until) - max(start, since) < SHARE * min(end - start, until - since)
            for since, until in taken[sentence]
        ):
            taken[sentence].append((start, end))
            kept.append(choice)
    return sorted(kept, key=lambda one: (one.candidate.first, one.candidate.last))
