"""Who does to whom what a threat candidate reports: from the slots of the entry that calls it, or from the clause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.suggest import arguments, clauses
from annotator.suggest.cue_lexicon import Hit
from annotator.suggest.holders import Cast
from annotator.suggest.threat_cues import ThreatCue

if TYPE_CHECKING:
    from annotator.suggest.threat_candidates import Candidate
    from annotator.suggest.tree import Token

POINTERS = frozenset({"it", "which", "who", "that", "they"})
"""Pronouns that may point back to an armed group."""
BEFORE, BEHIND = 15, 10
"""How many words to the left and right a party is looked for that stands in no slot of the grammar."""


def parties_of(candidate: Candidate, cast: Cast) -> tuple[str | None, str | None]:
    """The codes of the perpetrator and of the target, None for one who is not named."""
    if candidate.hit is None:
        return _of_clause(candidate, cast)
    cue = candidate.hit.cue
    perpetrator = _party(cue.perpetrator, candidate.hit, cast, armed_first=True)
    return perpetrator, _party(cue.target, candidate.hit, cast, but=perpetrator)


def _of_clause(candidate: Candidate, cast: Cast) -> tuple[str | None, str | None]:
    """Only an armed group is a perpetrator here; the target is the first other actor behind the verb."""
    verb = candidate.head
    who, passive = clauses.subject(verb)
    doer = clauses.agent(verb) if passive else who
    perpetrator = cast.code(doer) if doer is not None and is_group(doer, cast) else None
    behind = cast.between(verb.i + 1, candidate.last + 3)
    return perpetrator, next((each.code for each in behind if each.code != perpetrator), None)


def is_group(doer: Token, cast: Cast) -> bool:
    """Whether the doer of a clause is an armed group that does not govern, or what stands for one."""
    if doer.pos_ == "PRON" and doer.lower_ not in POINTERS:
        return False
    mention = cast.at(doer)
    code = mention.code if mention is not None else cast.code(doer)
    if cast.armed(code) or (mention is not None and mention.armed):
        return code not in cast.governing
    return code is None and "group" in cast.kinds(doer)


def _party(
    slots: Sequence[str],
    hit: Hit[ThreatCue],
    cast: Cast,
    *,
    but: str | None = None,
    armed_first: bool = False,
) -> str | None:
    head = cast.doc[hit.head]
    for slot in slots:
        if slot in ("right", "left"):
            code = _beside(slot, hit, cast, but, armed_first)
            if code:
                return code
            continue
        for noun in arguments.heads(slot, head, last=hit.last):
            code = cast.code(noun)
            if (
                code
                and code != but
                and (not armed_first or slot not in ("modifier", "governor", "poss") or cast.armed(code))
            ):
                return code
    return None


def _beside(slot: str, hit: Hit[ThreatCue], cast: Cast, but: str | None, armed_first: bool) -> str | None:
    sentence = cast.doc[hit.head].sent
    if slot == "right":
        near = list(cast.between(hit.last + 1, min(hit.last + BEHIND, sentence.end)))
    else:
        near = list(cast.between(max(sentence.start, hit.first - BEFORE), hit.first))[::-1]
    for mention in near:
        if mention.code != but and (not armed_first or mention.armed):
            return mention.code
    return None
