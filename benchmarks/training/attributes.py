"""Fits the code of threats, and holder, target, side and mode of stances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.suggest.compared_values import attribute_value, code_of
from annotator.suggest.learned.choice import Choice
from annotator.suggest.learned.parties import together
from annotator.suggest.learned.sides import SIDES, side_traits
from annotator.suggest.learned.situation import Situation
from annotator.suggest.learned.statuses import STATUS, SURE, status_traits
from annotator.suggest.learned.towards import targets
from annotator.suggest.learned.weights import Weighed
from annotator.suggest.learned.whose import holders
from annotator.suggest.scoring_units import Unit
from benchmarks.training.material import polar_words, usual
from benchmarks.training.spans import Span, best_of_units
from benchmarks.training.tables import Fit, number, write

FEW, MANY = 8, 10
OF_CHOICES, OF_SIDES, OF_PARTIES = 0.1, 0.05, 0.3
"""How loosely weights may follow the texts (C of the regression): codes, statuses and modes; sides; holders and targets."""
LEAST, LEAST_PARTY = 0.02, 0.01
PLAIN = {-1: "oppose", 0: "neutral", 1: "support"}


@dataclass(frozen=True)
class Said:
    """What is said of a span: code or side, and how sure; status of a threat; holder and target of a stance."""

    code: str
    sure: float
    status: str = ""
    holder: str | None = None
    held: float = 1.0
    target: str | None = None


class ThreatFit:
    """The codes and the statuses of threats."""

    def __init__(self, spans: Sequence[Span]) -> None:
        found = best_of_units(spans)
        self._codes = Fit(
            [_code_traits(span) for span, _ in found], [usual(unit, code_of) for _, unit in found],
            strength=OF_CHOICES, rare=FEW, yes_no=False,
        )  # fmt: skip

        told = [(span, _usual(unit, STATUS)) for span, unit in found]
        self._statuses = Fit(
            [_status_traits(span)[1] for span, status in told if status], [status for _, status in told if status],
            strength=OF_CHOICES, rare=FEW, yes_no=False,
        )  # fmt: skip

    def say(self, span: Span) -> Said:
        shares = self._codes.shares([_code_traits(span)])[0]
        at = int(shares.argmax())
        status, traits = _status_traits(span)
        sure = self._statuses.shares([traits])[0]
        if sure.max() >= SURE:
            status = self._statuses.answers[int(sure.argmax())]
        return Said(self._codes.answers[at], float(shares[at]), status=status)

    def write(self) -> None:
        _write_chooser("threat-codes", self._codes, self._codes.answers)
        _write_chooser("threat-statuses", self._statuses, self._statuses.answers)


def _code_traits(span: Span) -> Weighed:
    vote, read = span.text.threats.read(span.candidate)
    return span.text.codes.traits(span.candidate, _wording(span), vote=vote, read=read)


def _status_traits(span: Span) -> tuple[str, Weighed]:
    """The status that the rules read, and what speaks for each."""
    vote, said = span.text.threats.read(span.candidate)
    read = (span.candidate.rule or said).attributes.get(STATUS, "")
    return read, status_traits(span.text.doc, span.candidate, _wording(span), code=vote, read=read)


def _wording(span: Span) -> Weighed:
    candidate = span.candidate
    return span.text.codes.wording.whole(candidate.head, candidate.first, candidate.last)


class StanceFit:
    """Holder, target, side and mode of stances."""

    def __init__(self, spans: Sequence[Span]) -> None:
        found = [(_situation(span), unit) for span, unit in best_of_units(spans)]
        sides = [side_traits(stance, polar_words()) for stance, _ in found]
        self._holders = _parties((holders(stance), _usual(unit, "holder")) for stance, unit in found)
        self._targets = _parties(
            (targets(stance, _usual(unit, "holder"), SIDES[usual(unit, code_of)]), _usual(unit, "target"))
            for stance, unit in found
        )
        self._sides = Fit(
            sides, [SIDES[usual(unit, code_of)] for _, unit in found], strength=OF_SIDES, rare=FEW, yes_no=False
        )
        self._modes = Fit(
            sides,
            [_usual(unit, "mode") or "assertion" for _, unit in found],
            strength=OF_CHOICES,
            rare=FEW,
            yes_no=False,
        )

    def say(self, span: Span) -> Said:
        stance = _situation(span)
        shares = self._sides.shares([side_traits(stance, polar_words())])[0]
        at = int(shares.argmax())
        side = self._sides.answers[at]
        holder, held, target = together(stance, side, holder_sums=self._holders.sums, target_sums=self._targets.sums)
        return Said(PLAIN[side], float(shares[at]), holder=holder, held=held, target=target)

    def write(self) -> None:
        for name, fit in (("holders", self._holders), ("targets", self._targets)):
            rows = ([trait, number(weight)] for trait, (weight,) in fit.rows(LEAST_PARTY))
            base = ["base", number(fit.base[0])]
            write(f"stance-{name}.tsv", "What speaks for somebody to be meant, and its weight", [base, *rows])
        _write_chooser("stance-sides", self._sides, [PLAIN[side] for side in self._sides.answers])
        _write_chooser("stance-modes", self._modes, self._modes.answers)


def _situation(span: Span) -> Situation:
    return span.text.learned.situation(Choice(span.candidate, 1.0))[0]


def _usual(unit: Unit, what: str) -> Any:
    return usual(unit, attribute_value(what))


def _parties(found: Iterable[tuple[Iterable[tuple[str, Mapping[str, float]]], Any]]) -> Fit:
    examples, answers = [], []
    for options, meant in found:
        for code, traits in options:
            examples.append(traits)
            answers.append(code == meant)
    return Fit(examples, answers, strength=OF_PARTIES, rare=MANY, yes_no=True)


def _write_chooser(what: str, fit: Fit, answers: Sequence[str]) -> None:
    base = ["base", *map(number, fit.base)]
    rows = ([trait, *map(number, weights)] for trait, weights in fit.rows(LEAST))
    about = "What speaks for each of the names in the first row, and its weights"
    write(f"{what}.tsv", about, [["trait", *answers], base, *rows])
