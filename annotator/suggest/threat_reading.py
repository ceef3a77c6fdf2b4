"""What one match of a threat cue says in its sentence: how far it reaches, who does it to whom, whether it occurred."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from annotator.suggest import arguments, clause_extents, clauses, extents, noun_phrases, spans, status
from annotator.suggest.cue_lexicon import Hit
from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.threat_cues import ThreatCue
from annotator.suggest.threat_words import ThreatWords
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.threat_candidates import Candidate
    from annotator.suggest.tree import Doc, Token

FACET = "threat"
SHORT_NOUN = (3, 2)
"""Up to how many words a noun phrase may have to be taken together with its verb: as its subject, as its object."""
TOPIC = 0.012
"""From which share of all words on the nouns of a kind are what a text is about."""
CLAUSE = 8
"""About how many words such a clause may hold."""
POINTERS = frozenset({"it", "which", "who", "that", "they"})
"""Pronouns that may point back to an armed group."""
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


def read(candidate: Candidate, cast: Cast, words: status.StatusWords, *, code: str, score: float) -> Found:
    """What a candidate suggests: its status, who does it to whom, and the code, which may be another before it happens."""
    doc, hit = cast.doc, candidate.hit
    first, last = candidate.first, candidate.last
    attributes = {"status": _status(candidate, words, code)}
    perpetrator, target = _parties_of_clause(candidate, cast) if hit is None else _parties_of_entry(hit, cast)
    if perpetrator:
        attributes["perpetrator"] = perpetrator
    if target:
        attributes["target"] = target
    code = more_specific(code, candidate, cast)
    if attributes["status"] == "potential":
        code = words.recode.get(code, code)
    rule = f"threats:{hit.cue.name}" if hit is not None else "threats:default"
    return spans.found(doc, first, last, facet=FACET, code=code, rule=rule, score=score, attributes=attributes)


def _status(candidate: Candidate, words: status.StatusWords, code: str) -> str:
    hit, head = candidate.hit, candidate.head
    if hit is None:
        return status.of_verb(head, words)
    cue = hit.cue
    if not is_clause(hit, head):
        return status.of_noun(head, words, default=cue.status or "ongoing")
    fixed = "" if cue.status in ("event", "tense") else cue.status
    found = status.of_verb(head, words, default=fixed, within=range(hit.first, hit.last + 1))
    return status.of_code(code, found, head, words)


def _parties_of_entry(hit: Hit[ThreatCue], cast: Cast) -> tuple[str | None, str | None]:
    perpetrator = _party(hit.cue.perpetrator, hit, cast, cast.doc, armed_first=True)
    return perpetrator, _party(hit.cue.target, hit, cast, cast.doc, but=perpetrator)


def _parties_of_clause(candidate: Candidate, cast: Cast) -> tuple[str | None, str | None]:
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


def _nominal_span(doc: Doc, hit: Hit[ThreatCue], cast: Cast, words: ThreatWords) -> tuple[int, int]:
    """Tokens [first, last) of a danger named by a noun or an adjective; none where it is only named in passing."""
    cue, head = hit.cue, doc[hit.head]
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


def _told_of(noun: Token, silent: Collection[str]) -> Token | None:
    """The verb that tells what a danger named by one short noun does or suffers, and so belongs to the span."""
    verb = noun.head
    if noun.dep_ not in ("nsubj", "nsubjpass", "dobj") or verb.pos_ not in clauses.VERBAL or clauses.modifier(verb):
        return None
    if verb.lemma_.lower() in silent or clauses.child(verb, "ccomp") is not None:
        return None
    return verb


def more_specific(code: str, candidate: Candidate, cast: Cast) -> str:
    """The code that [specific] gives instead of `code` where a noun of its kind stands in the span, or where such nouns
    make up a good part of the whole text; else `code`.

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
        if cast.share_of(kind) >= TOPIC or any(key in nouns for key in keys):
            return other
    return code


def _known(noun: Token) -> bool:
    """Whether a noun only points back to what was told before ("the attack")."""
    return any(each.dep_ == "det" and each.lower_ in POINTING for each in noun.lefts)


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
