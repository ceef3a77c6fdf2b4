"""Stances by what was learned: the surest spans, each with its likeliest holder, side, mode and target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.learned.choice import Choice, chosen, placed
from annotator.suggest.learned.parties import parties
from annotator.suggest.learned.settings import Learned
from annotator.suggest.learned.sides import SIDES, side_traits
from annotator.suggest.learned.situation import Read, Situation
from annotator.suggest.learned.weights import chooser
from annotator.suggest.learned.wording import Wording
from annotator.suggest.stance_match import Readings

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

FACET = "stance"
NAME = "learned"
"""The source of what no rule says, followed by the word that carries it."""


class LearnedStances:
    """The stances of one text. `rules`: what the rules suggest; `read`: what they read of a word, or None."""

    def __init__(
        self, doc: Doc, cast: Cast, rules: Sequence[Found], read: Callable[[Token], Found | None], readings: Readings
    ) -> None:
        self._doc, self._cast, self._rules, self._read, self._readings = doc, cast, rules, read, readings
        self._wording = Wording(doc, cast)
        self._twins: defaultdict[tuple[int, int], list[Found]] = defaultdict(list)
        for each in rules:
            self._twins[each.start, each.end].append(each)

    def found(
        self,
        hits: Mapping[int, tuple[str, float]],
        *,
        odds: Sequence[float],
        codes: Collection[str],
        modes: Collection[str],
        settings: Learned,
    ) -> list[Found]:
        """What is offered, in order. `hits`, `odds`: as of `chosen`; `codes`, `modes`: those of the codebook."""
        choices = chosen(self._doc, self._cast, FACET, self._rules, hits, odds=odds, least=settings.least_span)
        return [each for choice in choices for each in self._of(choice, codes, modes, settings)]

    def situation(self, choice: Choice) -> tuple[Situation, Found | None]:
        """Where a span stands, and what the rules suggest or read there."""
        candidate = choice.candidate
        said = candidate.rule or self._read(candidate.head)
        how = "none" if said is None else "rule" if candidate.rule is not None else "read"
        attributes = said.attributes if said is not None else {}
        read = Read(
            attributes.get("holder"),
            attributes.get("target"),
            said.code if said is not None else None,
            attributes.get("mode"),
            how,
        )
        reporting, wording = self._readings.reporting, self._wording
        return Situation(self._doc, self._cast, candidate, read, reporting=reporting, wording=wording), said

    def _of(self, choice: Choice, codes: Collection[str], modes: Collection[str], settings: Learned) -> Iterator[Found]:
        stance, said = self.situation(choice)
        traits = side_traits(stance, self._readings.default.polar)
        sides = {code: share for code, share in chooser("stance-sides").shares(traits).items() if code in codes}
        code = max(sides, key=sides.__getitem__, default="")
        if not code or settings.sureness(span=choice.score, code=sides[code]) < settings.least:
            return
        holder, held, target = parties(stance, SIDES[code])
        sure = round(settings.sureness(span=choice.score, code=sides[code], holder=held), 3)
        if holder is None or sure < settings.least:
            return
        mode = ""
        if said is not None and SIDES.get(said.code) == SIDES[code]:
            code, mode = said.code, stance.read.mode or ""  # the rules know how strongly, and how
        start, end = placed(self._doc, choice.candidate)
        rule = choice.candidate.rule
        joint = self._joint(rule, holder)
        for twin in joint:
            yield replace(twin, start=start, end=end, code=code, score=sure)
        if not joint:
            name = rule.rule if rule is not None else f"{NAME}:{choice.candidate.head.lemma_}"
            given = {"holder": holder, "mode": mode or _mode(traits, modes), "target": target}
            attributes = {attribute: value for attribute, value in given.items() if value}
            yield Found(start, end, FACET, code, name, sure, attributes)

    def _joint(self, rule: Found | None, holder: str) -> list[Found]:
        """The rules' suggestions of a stance that two hold, where the likeliest holder is one of them."""
        twins = self._twins[rule.start, rule.end] if rule is not None else []
        return twins if len(twins) > 1 and holder in {each.attributes.get("holder") for each in twins} else []


def _mode(traits: Mapping[str, float], modes: Collection[str]) -> str:
    """The likeliest of the codebook's modes; empty where it has none of those that were learned."""
    shares = {mode: share for mode, share in chooser("stance-modes").shares(traits).items() if mode in modes}
    return max(shares, key=shares.__getitem__, default="")
