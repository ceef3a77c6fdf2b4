"""Threats by what was learned: the surest spans, each with the code that most speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.learned.choice import Choice, chosen, placed
from annotator.suggest.learned.codes import Codes
from annotator.suggest.learned.forms import Candidate
from annotator.suggest.learned.settings import Learned
from annotator.suggest.learned.statuses import STATUS, status_of
from annotator.suggest.learned.weights import chooser

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc

FACET = "threat"
NAME = "learned"
"""The source of what no rule says, followed by the word that carries it."""


def learned_threats(
    doc: Doc,
    cast: Cast,
    rules: Sequence[Found],
    *,
    hits: Mapping[int, tuple[str, float]],
    called: Mapping[int, str],
    read: Callable[[Candidate], tuple[str, Found]],
    codes: Collection[str],
    odds: Sequence[float],
    settings: Learned,
) -> list[Found]:
    """What is offered, in order.

    `hits`, `called`: place of a word -> table and score, and the code, of the first entry that calls it; `read`: the code
    voted for and what the rules read of a candidate; `codes`: those of the codebook.
    """
    traits = Codes(doc, cast, called)
    choices = chosen(doc, cast, FACET, rules, hits, odds=odds, least=settings.least_span)
    found = (_read(doc, choice, traits, read, codes, settings) for choice in choices)
    return [one for one in found if one is not None]


def _read(
    doc: Doc,
    choice: Choice,
    traits: Codes,
    read: Callable[[Candidate], tuple[str, Found]],
    codes: Collection[str],
    settings: Learned,
) -> Found | None:
    """What is offered of a span; None where it is not sure enough."""
    candidate = choice.candidate
    vote, said = read(candidate)
    wording = traits.wording.whole(candidate.head, candidate.first, candidate.last)
    shares = chooser("threat-codes").shares(traits.traits(candidate, wording, vote=vote, read=said))
    known = {code: share for code, share in shares.items() if code in codes}
    rule = candidate.rule or replace(said, rule=f"{NAME}:{candidate.head.lemma_}")
    code = max(known, key=known.__getitem__, default=rule.code)
    sure = round(settings.sureness(span=choice.score, code=known.get(code, 1.0)), 3)
    if sure < settings.least:
        return None
    start, end = placed(doc, candidate)
    told = status_of(doc, candidate, wording, code=vote, read=rule.attributes.get(STATUS, ""))
    attributes = {**rule.attributes, STATUS: told}
    return replace(rule, start=start, end=end, code=code, score=sure, attributes=attributes)
