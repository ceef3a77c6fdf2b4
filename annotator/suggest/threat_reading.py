"""What a threat candidate says: which code, whether it occurred, who does it to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest import clauses, modality, noun_status, spans, status
from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.status_words import StatusWords
from annotator.suggest.threat_parties import parties_of
from annotator.suggest.threat_spans import is_clause
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.threat_candidates import Candidate

FACET = "threat"
OPEN = ("occurred", "ongoing")
"""What a noun's status is where nothing says that it may come or is denied; its verb knows better."""


def read(candidate: Candidate, cast: Cast, words: StatusWords, *, code: str, score: float) -> Found:
    """What a candidate suggests: its status, who does it to whom, and the code, which may be another before it happens."""
    doc, hit = cast.doc, candidate.hit
    first, last = candidate.first, candidate.last
    attributes = {"status": _status(candidate, words, code)}
    perpetrator, target = parties_of(candidate, cast)
    if perpetrator:
        attributes["perpetrator"] = perpetrator
    if target:
        attributes["target"] = target
    code = more_specific(code, candidate, cast)
    if attributes["status"] == "potential":
        code = words.recode.get(code, code)
    rule = f"threats:{hit.cue.name}" if hit is not None else "threats:default"
    return spans.found(doc, first, last, facet=FACET, code=code, rule=rule, score=score, attributes=attributes)


def _status(candidate: Candidate, words: StatusWords, code: str) -> str:
    found = _told(candidate, words, code)
    return found if found == "denied" else words.implied.get(code, found)


def _told(candidate: Candidate, words: StatusWords, code: str) -> str:
    """The status by grammar and entry."""
    hit, head, deed = candidate.hit, candidate.head, code in words.counted
    if hit is None:
        if deed and head.lemma_.lower() in words.pending and not modality.negated(head):
            return "potential"  # "were preparing a raid"
        return status.of_verb(status.accusation(head, words) or head, words, deed=deed)
    if not is_clause(hit, head):
        default = "event" if deed and noun_status.counted(head) else hit.cue.status
        found = noun_status.of_noun(head, words, default=default or "ongoing")
        return _of_clause(candidate, words, code) if found in OPEN and _with_verb(candidate) else found
    if hit.cue.status == "denied":
        return "denied"
    fixed = "" if hit.cue.status in ("event", "tense") else hit.cue.status
    head = status.accusation(head, words) or head
    found = status.of_verb(head, words, default=fixed, within=hit.places, deed=deed)
    if found == "ongoing" and deed and modality.counted(head):
        return "occurred"
    return status.lasting(code, found, head, words)


def _with_verb(candidate: Candidate) -> bool:
    """Whether the span of a noun holds the verb that tells what it does or suffers ("swore allegiance")."""
    noun, verb = candidate.head, candidate.head.head
    told = noun.dep_ in ("dobj", "nsubj", "nsubjpass") and verb.pos_ in clauses.VERBAL
    return told and candidate.first <= verb.i < candidate.last


def _of_clause(candidate: Candidate, words: StatusWords, code: str) -> str:
    verb = candidate.head.head
    return status.lasting(code, status.of_verb(verb, words, deed=code in words.counted), verb, words)


def more_specific(code: str, candidate: Candidate, cast: Cast) -> str:
    """The code that [specific] gives instead of `code` where a noun of its kind stands in the span, else `code`.

    A group that acts does not count: a "Sunni group" may kill anybody.
    """
    first, head = candidate.first, candidate.head
    if head.pos_ in clauses.VERBAL:
        who, passive = clauses.subject(head)
        if who is not None and who.tag_ in ("WDT", "WP") and head.dep_ == "relcl":
            who = head.head
        if who is not None and not passive and first <= who.i < head.i and "group" in cast.kinds(who):
            first = head.i
    keys = words_of(cast.doc).keys[first : candidate.last]
    for other, kind in cast.parties.specific.get(code, {}).items():
        nouns = cast.parties.nouns.get(kind, frozenset())
        if any(key in nouns for key in keys):
            return other
    return code
