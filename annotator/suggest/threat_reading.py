"""What one match of a threat cue says in its sentence: how far it reaches, who does it to whom, whether it occurred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.suggest import arguments, clause_extents, clauses, extents, spans, status
from annotator.suggest.cue_lexicon import Hit
from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.threat_cues import ThreatCue

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FACET = "threat"
POINTING = frozenset({"the", "this", "that", "these", "those", "such", "both"})


def read_hit(doc: Doc, hit: Hit[ThreatCue], cast: Cast, words: status.StatusWords) -> Iterator[Found]:
    cue = hit.cue
    head = doc[hit.head]
    if cue.table == "verb" and clauses.modifier(head):
        return
    if cue.needs and not spans.met(cue.needs, hit, cast):
        return
    if cue.table == "verb" or (cue.table in ("phrase", "adjective") and head.pos_ in ("VERB", "AUX")):
        first, last = clause_extents.clause_span(doc, head, first=hit.first, last=hit.last, words=cue.words)
        found_status = status.of_verb(head, words, default=_fixed(cue.status))
    elif cue.table == "adjective":
        first, last = extents.predicate_span(
            doc, head, first=hit.first, last=hit.last, words=cue.words, bounds=cast.bounds
        )
        found_status = status.of_noun(head, words, default=cue.status or "ongoing")
    else:
        first, last = extents.noun_span(doc, head, first=hit.first, last=hit.last, words=cue.words, bounds=cast.bounds)
        found_status = status.of_noun(head, words, default=cue.status or "ongoing")
    if last - first < 2 or (last - first == 2 and doc[first].tag_ == "PRP$"):
        return
    if cue.table == "noun" and last - first <= 2 and last == head.i + 1 and _known(head):
        return
    attributes = {"status": found_status}
    perpetrator = _party(cue.perpetrator, hit, cast, doc, armed_first=True)
    if perpetrator:
        attributes["perpetrator"] = perpetrator
    target = _party(cue.target, hit, cast, doc, but=perpetrator)
    if target:
        attributes["target"] = target
    code = words.recode.get(cue.code, cue.code) if found_status == "potential" else cue.code
    yield spans.found(
        doc, first, last, facet=FACET, code=code, rule=f"threats:{cue.name}", score=cue.score, attributes=attributes
    )


def _known(noun: Token) -> bool:
    """Whether a noun only points back to what was told before ("the attack")."""
    return any(each.dep_ == "det" and each.lower_ in POINTING for each in noun.lefts)


def _fixed(value: str) -> str:
    return "" if value in ("event", "tense") else value


def _party(
    slots: Sequence[str],
    hit: Hit[ThreatCue],
    cast: Cast,
    doc: Doc,
    *,
    but: str | None = None,
    armed_first: bool = False,
) -> str | None:
    head = doc[hit.head]
    for slot in slots:
        if slot in ("right", "left"):
            code = _beside(slot, hit, cast, doc, but, armed_first)
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


def _beside(slot: str, hit: Hit[ThreatCue], cast: Cast, doc: Doc, but: str | None, armed_first: bool) -> str | None:
    sentence = doc[hit.head].sent
    if slot == "right":
        near = list(cast.between(hit.last + 1, min(hit.last + 10, sentence.end)))
    else:
        near = list(cast.between(max(sentence.start, hit.first - 15), hit.first))[::-1]
    for mention in near:
        if mention.code != but and (not armed_first or mention.armed):
            return mention.code
    return None
