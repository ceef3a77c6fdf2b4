"""Who takes the stance of a match: the parties in the slots of its entry, the author, or whoever speaks."""

from __future__ import annotations

from annotator.suggest import arguments, clauses
from annotator.suggest.naming import PERSON
from annotator.suggest.reported import speaker
from annotator.suggest.stance_cues import AUTHOR, POLAR
from annotator.suggest.stance_match import StanceMatch
from annotator.suggest.stance_targets import about, beside

LOST = frozenset({"DT", "WDT", "WP", "JJ", "VBG", "PRP"})
"""Tags of a subject that names nobody: a bare pronoun, or one that the parser lost."""


def holders(match: StanceMatch, /) -> list[str]:
    """The codes of who takes the stance, joint holders in order; empty where nobody is named."""
    found = next(filter(None, (_in_slot(match, slot) for slot in match.cue.holder)), [])
    if not found and match.cue.valence == POLAR and clauses.subject(match.head)[1]:  # "is seen as a failure"
        return _voice(match)
    return found or (_subject_before(match) or _somebody(match) if match.cue.table == "verb" else [])


def _somebody(match: StanceMatch, /) -> list[str]:
    """A subject whom the actors do not know, if it is a person by name or noun."""
    who, passive = clauses.subject(match.head)
    if who is None or passive or match.cast.at(who) is not None:
        return []
    person = who.ent_type_ == "PERSON" or (
        who.pos_ == "NOUN" and bool(match.cast.parties.kinds(who.lemma_.lower()) & {"person", "people"})
    )
    return [PERSON] if person else []


def _voice(match: StanceMatch, /) -> list[str]:
    """The author, or the speaker whose words are reported."""
    return [speaker(match.head, match.cast, match.readings.reporting) or AUTHOR]


def _in_slot(match: StanceMatch, slot: str, /) -> list[str]:
    if slot == AUTHOR:
        return _voice(match)
    if slot == "inside":
        return _inside(match)
    if slot in ("topic", "left", "right", "clause"):
        code = _topic(match) if slot == "topic" else beside(match, slot, "")
        return [code] if code else []
    if slot == "subject" and match.doc[match.hit.head].dep_ == "auxpass":
        slot = "object"  # who is divided is the subject of a passive
    nouns = arguments.heads(slot, match.head, last=match.hit.last)
    return next(filter(None, map(match.cast.codes, nouns)), [])


def accuser(match: StanceMatch, /, holder: str, target: str, code: str) -> str | None:
    """Who says of another that he does harm, or helps an armed group or terror: his words accuse."""
    if match.cue.table != "verb":
        return None
    if "support" in code:
        rebel = match.cast.armed(target) and target not in match.cast.governing
        if not rebel and about(match) != "harm":
            return None
    elif match.cue.mode != "action" or "oppose" not in code:
        return None
    said = speaker(match.head, match.cast, match.readings.reporting)
    return said if said and said != holder else None


def _subject_before(match: StanceMatch, /) -> list[str]:
    """For an active verb of which the subject is a bare pronoun or lost in the parse: the last subject before it."""
    who, passive = clauses.subject(match.head)
    if not passive and match.head.dep_ == "conj" and clauses.child(match.head, *clauses.SUBJECTS) is None:
        said = speaker(match.head, match.cast, match.readings.reporting)
        if said:
            return [said]  # "conceded that the loss was a setback but *voiced* confidence"
    if passive or (who is not None and who.tag_ not in LOST):
        return []
    sentence = match.head.sent
    near = list(match.cast.between(max(sentence.start, match.hit.first - 25), match.hit.first))[::-1]
    found = next((each for each in near if each.subject and not each.place), None)
    return [found.code] if found else []


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
