"""How far what one match of a threat cue reports reaches in its sentence, if it reports anything there."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from annotator.suggest import clause_extents, clauses, extents, noun_phrases, spans
from annotator.suggest.cue_lexicon import Hit
from annotator.suggest.holders import Cast
from annotator.suggest.threat_cues import ThreatCue
from annotator.suggest.threat_words import ThreatWords

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

SHORT_NOUN = (3, 2)
"""Up to how many words a noun phrase may have to be taken together with its verb: as its subject, as its object."""
CLAUSE = 8
"""About how many words such a clause may hold."""
POINTING = frozenset({"the", "this", "that", "these", "those", "such", "both"})


def reach(doc: Doc, hit: Hit[ThreatCue], cast: Cast, words: ThreatWords) -> tuple[int, int] | None:
    """Tokens [first, last) of what a match reports; None where its conditions fail or it is only named in passing."""
    cue, head = hit.cue, doc[hit.head]
    if cue.table == "verb" and (clauses.modifier(head) or _told_with_noun(head, cast)):
        return None
    if cue.needs and not spans.met(cue.needs, hit, cast):
        return None
    if is_clause(hit, head):
        first, last = clause_extents.clause_span(doc, head, first=hit.first, last=hit.last, words=cue.words)
    else:
        first, last = _nominal_span(doc, hit, cast, words)
    if last - first < 2 or (last - first == 2 and doc[first].tag_ == "PRP$"):
        return None
    return first, last


def is_clause(hit: Hit[ThreatCue], head: Token) -> bool:
    """Whether a match is read as a clause, not as a noun phrase."""
    return hit.cue.table == "verb" or (hit.cue.table in ("phrase", "adjective") and head.pos_ in clauses.VERBAL)


def _nominal_span(doc: Doc, hit: Hit[ThreatCue], cast: Cast, words: ThreatWords) -> tuple[int, int]:
    """Tokens [first, last) of a danger named by a noun or an adjective; none where it is only named in passing."""
    cue, head = hit.cue, doc[hit.head]
    if hit.size == 1 and head.dep_ == "compound" and head.head.lemma_.lower() not in words.strong:
        return head.i, head.i  # "drug policy"
    reach = extents.predicate_span if cue.table == "adjective" else extents.noun_span
    begin = _of_many(hit, cast)
    first, last = reach(doc, head, first=begin, last=hit.last, words=cue.words + hit.first - begin, bounds=cast.bounds)
    if cue.table == "adjective" or last - first > SHORT_NOUN[0]:
        return first, last
    bare = last == head.i + 1
    if _countered(head, words.against) or (bare and last - first <= 2 and _known(head)):
        return first, first
    verb = _told_of(head, words.silent) if bare and last - first <= SHORT_NOUN[head.dep_ == "dobj"] else None
    if verb is None:
        return first, last
    start, end = clause_extents.clause_span(doc, verb, first=verb.i, last=verb.i, words=CLAUSE)
    return (start, end) if start <= first and last <= end else (first, last)


def _of_many(hit: Hit[ThreatCue], cast: Cast) -> int:
    """Where a match begins with the noun of amount before it ("a series of attacks")."""
    head = cast.doc[hit.head]
    amount = head.head.head
    if head.dep_ != "pobj" or head.head.lower_ != "of" or "quantity" not in cast.parties.kinds(amount.lemma_.lower()):
        return hit.first
    return min(hit.first, noun_phrases.noun_left(amount))


def _told_with_noun(verb: Token, cast: Cast) -> bool:
    """Whether a relative clause only tells more of a deed that its noun names ("a bombing which killed six")."""
    at = verb.head if verb.dep_ == "conj" else verb
    if at.dep_ != "relcl" or at.head.pos_ not in clauses.NOMINAL:
        return False
    own = clauses.child(at, *clauses.SUBJECTS)
    return own is not None and own.tag_ in ("WDT", "WP") and "violent" in cast.kinds(at.head)


def _countered(noun: Token, against: Collection[str]) -> bool:
    """Whether a danger named in passing is what somebody acts against ("to combat terrorism")."""
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ in ("against", "on"):
        above = above.head
    elif noun.dep_ != "dobj":
        return False
    return above.lemma_.lower() in against


def _known(noun: Token) -> bool:
    """Whether a noun only points back to what was told before ("the attack")."""
    return any(each.dep_ == "det" and each.lower_ in POINTING for each in noun.lefts)


def _told_of(noun: Token, silent: Collection[str]) -> Token | None:
    """The verb that tells what a danger named by one short noun does or suffers, and so belongs to the span."""
    verb = noun.head
    if noun.dep_ not in ("nsubj", "nsubjpass", "dobj") or verb.pos_ not in clauses.VERBAL or clauses.modifier(verb):
        return None
    if verb.lemma_.lower() in silent or clauses.child(verb, "ccomp") is not None:
        return None
    return verb
