"""Who takes the stance of a match: the parties in the slots of its entry, the author, or whoever speaks."""

from __future__ import annotations

from annotator.suggest import arguments, clauses
from annotator.suggest.holding import GENERAL, NEAR, SPEAKER, Held, held_by_speaker, way_of
from annotator.suggest.naming import PERSON
from annotator.suggest.reported import speaker
from annotator.suggest.stance_cues import AUTHOR, POLAR
from annotator.suggest.stance_match import StanceMatch
from annotator.suggest.stance_targets import about, beside

NOBODY = Held([])
LOST = frozenset({"DT", "WDT", "WP", "JJ", "VBG", "PRP"})
"""Tags of a subject that names nobody: a bare pronoun, or one that the parser lost."""


def holders(match: StanceMatch, /) -> Held:
    """Who takes the stance; without codes where nobody is named."""
    found = next((held for slot in match.cue.holder if (held := _in_slot(match, slot)).codes), NOBODY)
    if found.codes:
        return found
    if match.cue.valence == POLAR and clauses.subject(match.head)[1]:  # "is seen as a failure"
        return _voice(match)
    if match.cue.table == "verb":
        return _subject_before(match) or _somebody(match)
    return NOBODY


def _somebody(match: StanceMatch, /) -> Held:
    """A subject whom the actors do not know, if it is a person by name or noun."""
    who, passive = clauses.subject(match.head)
    if who is None or passive or match.cast.at(who) is not None:
        return NOBODY
    person = who.ent_type_ == "PERSON" or (
        who.pos_ == "NOUN" and bool(match.cast.parties.kinds(who.lemma_.lower()) & {"person", "people"})
    )
    return Held([PERSON], GENERAL) if person else NOBODY


def _voice(match: StanceMatch, /) -> Held:
    """The author, or the speaker whose words are reported."""
    return held_by_speaker(speaker(match.head, match.cast, match.readings.reporting))


def _in_slot(match: StanceMatch, slot: str, /) -> Held:
    if slot == AUTHOR:
        return _voice(match)
    if slot == "inside":
        return Held(_inside(match), NEAR)
    if slot in ("topic", "left", "right", "clause"):
        code = _topic(match) if slot == "topic" else beside(match, slot, "")
        return Held([code], NEAR) if code else NOBODY
    if slot == "subject" and match.doc[match.hit.head].dep_ == "auxpass":
        slot = "object"  # who is divided is the subject of a passive
    for noun in arguments.heads(slot, match.head, last=match.hit.last):
        codes = match.cast.codes(noun)
        if codes:
            return Held(codes, way_of(noun, match.cast))
    return NOBODY


def accuser(match: StanceMatch, /, holder: str, target: str, code: str) -> str | None:
    """Who says of another that he does harm, or helps an armed group or terror: his words accuse."""
    if match.cue.table != "verb":
        return None
    if "support" in code:
        if _rebel(match, holder) or not (_rebel(match, target) or about(match) == "harm"):
            return None  # what armed groups do for each other is told, no charge
    elif match.cue.mode != "action" or "oppose" not in code:
        return None
    said = speaker(match.head, match.cast, match.readings.reporting)
    return said if said and said != holder else None


def _rebel(match: StanceMatch, code: str, /) -> bool:
    """Whether a code is that of an armed group that does not govern."""
    return match.cast.armed(code) and code not in match.cast.governing


def _subject_before(match: StanceMatch, /) -> Held | None:
    """For an active verb of which the subject is a bare pronoun or lost in the parse: the last subject before it."""
    who, passive = clauses.subject(match.head)
    if not passive and match.head.dep_ == "conj" and clauses.child(match.head, *clauses.SUBJECTS) is None:
        said = speaker(match.head, match.cast, match.readings.reporting)
        if said:
            return Held([said], SPEAKER)  # "conceded that the loss was a setback but *voiced* confidence"
    if passive or (who is not None and who.tag_ not in LOST):
        return None
    sentence = match.head.sent
    near = list(match.cast.between(max(sentence.start, match.hit.first - 25), match.hit.first))[::-1]
    found = next((each for each in near if each.subject and not each.place), None)
    return Held([found.code], NEAR) if found else None


def _topic(match: StanceMatch, /) -> str | None:
    """Whose concern a noun is that stands alone in a predicate ("A further worry is ..."): the last state spoken of."""
    verb = match.head.head
    if (
        match.head.dep_ not in ("nsubj", "attr")
        or verb.lemma_.lower() != "be"
        or clauses.child(match.head, "acl", "ccomp")
    ):
        return None
    before = match.cast.before(match.head, words=60)
    return next(
        (each.code for each in reversed(before) if each.subject and match.cast.party(each.code) and not each.place),
        None,
    )


def _inside(match: StanceMatch, /) -> list[str]:
    """The parties named in the subject's phrase ("relations between A and B")."""
    subject, _ = clauses.subject(match.head)
    if subject is None:
        return []
    within = match.cast.between(subject.left_edge.i, min(subject.right_edge.i + 1, match.head.i))
    return list(dict.fromkeys(mention.code for mention in within))
