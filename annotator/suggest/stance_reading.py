"""One match of a stance cue, read in its sentence: its holders, target, valence and span."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.suggest import arguments, clauses, extents, noun_phrases, spans
from annotator.suggest.holding import SPEAKER
from annotator.suggest.stance_cues import FACET, SILENT
from annotator.suggest.stance_draft import Draft, draft
from annotator.suggest.stance_match import StanceMatch
from annotator.suggest.stance_parties import NOBODY, accuser, holders
from annotator.suggest.stance_targets import about, pairs
from annotator.suggest.stance_valence import side

if TYPE_CHECKING:
    from annotator.suggest.tree import Token

DUTIES = frozenset({"must", "should", "ought"})
DEMANDS = frozenset({"demand", "require", "call"})
PREDICATES = frozenset({"attr", "appos", "oprd", "acomp", "ROOT"})
SHORTEST = 3
"""Words of the shortest span offered: coders hardly ever mark less."""


def read_stances(match: StanceMatch, /) -> Iterator[Draft]:
    """The stances of one match: none where a condition of its entry fails or nobody holds it, two for joint holders."""
    if _unfit(match):
        return
    code, sided = side(match)
    found = holders(match) if code != SILENT else NOBODY
    if not found.codes:
        return
    first, last = _span(match)
    if last - first < SHORTEST:
        first, last = _with_verb(match, first, last)
    if last - first < SHORTEST:
        return
    for holder, target, named in pairs(match, found.codes):
        said = accuser(match, holder, target, code)
        attributes = {"holder": said or holder, "mode": "accusation" if said else match.cue.mode}
        towards = holder if said else target
        if towards:
            attributes["target"] = towards
        stance = spans.found(
            match.doc, first, last, facet=FACET, code="oppose" if said else code, rule=f"stances:{match.cue.name}",
            score=match.cue.score, attributes=attributes,
        )  # fmt: skip
        named = named or bool(said)
        yield draft(
            stance, at=match.head.i, named=named, about="" if named else about(match), held=SPEAKER if said else found.by,
            sided=sided + ("noun",) * (match.cue.table == "noun"),
        )  # fmt: skip


def _unfit(match: StanceMatch, /) -> bool:
    """Whether the grammar or the entry's own conditions forbid a match."""
    head, cue = match.head, match.cue
    if cue.table in ("verb", "obligation") and clauses.modifier(head):
        return True
    if cue.table == "verb" and _bound(head):
        return True  # "Kabul must condemn it" is the author's demand
    if cue.table == "verb" and any(each.lower_ == "whether" and each.dep_ == "mark" for each in head.children):
        return True  # a question says nothing
    if cue.table == "obligation" and head.lemma_.lower() in DEMANDS:
        who, _ = clauses.subject(head)
        if who is not None and (who.pos_ == "PRON" or match.cast.at(who) is not None):
            return True  # an actor's own demand
    if cue.table == "noun" and match.cast.at(head) is not None:
        return True  # part of a name: "Organisation of Islamic Cooperation"
    if cue.table == "adjective" and head.tag_ != "JJ" and clauses.child(head, "dobj") is not None:
        return True  # "appalled them" does, it is no view
    if cue.predicative and head.dep_ not in PREDICATES:
        return True
    if cue.clause and clauses.child(head, "ccomp") is None:
        return True
    if cue.named and not _named(head):
        return True
    return bool(cue.needs) and not spans.met(cue.needs, match.hit, match.cast)


def _bound(verb: Token, /) -> bool:
    """Whether a verb tells a duty, its own or shared with the verb before ("should neither be praised nor *ignored*")."""
    at = verb
    while (
        at.dep_ == "conj" and clauses.child(at, "aux", "nsubj", "nsubjpass") is None and at.head.pos_ in clauses.VERBAL
    ):
        at = at.head
    return any(each.lower_ in DUTIES and each.dep_ == "aux" for each in at.children)


def _named(verb: Token, /) -> bool:
    """Whether a verb gives its object a name ("called the plan absurd", "declared the vote a farce")."""
    return any(each.dep_ == "oprd" or (each.dep_ == "ccomp" and each.pos_ in ("ADJ", "NOUN")) for each in verb.rights)


def _with_verb(match: StanceMatch, /, first: int, last: int) -> tuple[int, int]:
    """A short noun phrase with the verb before it that governs it ("is playing a double game")."""
    verb = arguments.governing_verb(match.doc[last - 1])
    if verb is None or not 0 < first - verb.i <= 4:
        return first, last
    return extents.verb_span(match.doc, verb, first=verb.i, last=last - 1, words=match.cue.words)


def _span(match: StanceMatch, /) -> tuple[int, int]:
    head, hit, words = match.head, match.hit, match.cue.words
    if head.pos_ == "ADV" and head.dep_ == "advmod" and head.head.pos_ in clauses.VERBAL:
        head = head.head  # "has *shamefully* neglected"
    if head.pos_ in clauses.VERBAL and not clauses.modifier(head):
        subject = extents.LONG_SUBJECT if "inside" in match.cue.holder else extents.SUBJECT
        return extents.verb_span(
            match.doc, head, first=min(hit.first, head.i), last=max(hit.last, head.i), words=words, subject_words=subject,
            bounds=match.cast.bounds,
        )  # fmt: skip
    if match.cue.table in ("adjective", "evaluation", "obligation") or head.dep_ in ("attr", "acomp"):
        return extents.predicate_span(
            match.doc, head, first=hit.first, last=hit.last, words=words, bounds=match.cast.bounds, long_subject=True
        )
    owned = any(each.dep_ == "poss" and each.pos_ != "PRON" for each in head.lefts)
    verb = arguments.governing_verb(head) if match.cue.table == "noun" and not owned else None
    if verb is not None and 0 < hit.first - verb.i <= 5 and verb.dep_ not in ("amod", "compound"):
        return extents.verb_span(match.doc, verb, first=verb.i, last=hit.last, words=words, bounds=match.cast.bounds)
    if match.cue.table == "noun" and head.dep_ in clauses.SUBJECTS and head.head.i - head.i <= 4 and hit.last == head.i:
        return extents.verb_span(
            match.doc, head.head, first=min(hit.first, noun_phrases.noun_left(head)), last=hit.last, words=words
        )
    return extents.noun_span(match.doc, head, first=hit.first, last=hit.last, words=words, bounds=match.cast.bounds)
