"""The parties of a match: its holders, and whom each of them takes the stance towards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest import arguments, clauses
from annotator.suggest.reported import speaker
from annotator.suggest.stance_cues import AUTHOR, POLAR
from annotator.suggest.stance_match import StanceMatch

if TYPE_CHECKING:
    from annotator.suggest.tree import Token

LOST = frozenset({"DT", "WDT", "WP", "JJ", "VBG", "PRP"})
"""Tags of a subject that names nobody: a bare pronoun, or one that the parser lost."""


def holders(match: StanceMatch, /) -> list[str]:
    """The codes of who takes the stance, joint holders in order; empty where nobody is named."""
    found = next(filter(None, (_in_slot(match, slot) for slot in match.cue.holder)), [])
    if not found and match.cue.valence == POLAR and clauses.subject(match.head)[1]:  # "is seen as a failure"
        return _voice(match)
    return found or (_subject_before(match) if match.cue.table == "verb" else [])


def _voice(match: StanceMatch, /) -> list[str]:
    """The author, or the speaker whose words are reported."""
    return [speaker(match.head, match.cast, match.readings.reporting) or AUTHOR]


def _in_slot(match: StanceMatch, slot: str, /) -> list[str]:
    if slot == AUTHOR:
        return _voice(match)
    if slot == "inside":
        return _inside(match)
    if slot in ("topic", "left", "right", "clause"):
        code = _topic(match) if slot == "topic" else _beside(match, slot, "")
        return [code] if code else []
    if slot == "subject" and match.doc[match.hit.head].dep_ == "auxpass":
        slot = "object"  # who is divided is the subject of a passive
    nouns = arguments.heads(slot, match.head, last=match.hit.last)
    return next(filter(None, map(match.cast.codes, nouns)), [])


def pairs(match: StanceMatch, /, found: list[str]) -> list[tuple[str, str]]:
    """Holders with their targets: two holders both, of more the first; partners and rivals face each other."""
    kept = found if len(found) == 2 else found[:1]
    if match.cue.reciprocal and len(found) == 2:
        return [(found[0], found[1]), (found[1], found[0])]
    if match.cue.reciprocal and len(found) > 2:
        return [(found[0], found[1])]
    pairs = []
    for holder in kept:
        target = _named_target(match, holder, near=len(found) == 1)
        if target in ("", *found) and len(found) > 1 and match.cue.mode == "cooperation":
            target = next(other for other in found if other != holder)
        target = target or _likely_target(match, holder)
        if target in found and match.cue.mode != "cooperation" and _coordinated(match):
            target = ""  # those who take one stance together do not take it towards each other
        pairs.append((holder, target))
    return pairs


def accuser(match: StanceMatch, /, holder: str, target: str, code: str) -> str | None:
    """Who says of another that he does harm or helps an armed group: his words accuse."""
    harm = "oppose" in code and match.cue.mode == "action"
    rebel = match.cast.armed(target) and target not in match.cast.governing
    if match.cue.table != "verb" or not (harm or ("support" in code and rebel)):
        return None
    said = speaker(match.head, match.cast, match.readings.reporting)
    return said if said and said != holder else None


def _coordinated(match: StanceMatch, /) -> bool:
    """Whether the subject names its parties side by side ("Iran and Russia"), other than "both"."""
    who, passive = clauses.subject(match.head)
    who = clauses.agent(match.head) if passive else who
    return who is not None and clauses.child(who, "conj") is not None


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


def _named_target(match: StanceMatch, /, holder: str, *, near: bool = True) -> str:
    for slot in match.cue.target:
        if not near and slot in ("right", "left"):
            continue
        if slot in ("left", "right", "clause"):
            code = _beside(match, slot, holder)
            if code:
                return code
            continue
        for noun in arguments.heads(slot, match.head, last=match.hit.last):
            code = _named(match, noun, holder)
            if code:
                return code
    return ""


def _likely_target(match: StanceMatch, /, holder: str) -> str:
    armed = match.cue.valence in ("oppose", "strong_oppose") and match.cue.mode == "concern"
    return match.cast.counterpart(match.head, but=holder, armed=armed) or ""


def _named(match: StanceMatch, /, noun: Token, holder: str) -> str:
    """The actor that a noun phrase names: armed groups within it before states."""
    own = match.cast.code(noun, but=holder)
    if own and own != holder and (match.cast.at(noun) is not None or noun.pos_ == "PRON"):
        return own
    owner = clauses.child(noun, "poss")
    if owner is not None and owner.i < noun.i and owner.pos_ != "PRON":
        code = match.cast.code(owner)
        if code and code != holder:
            return code  # "rejected Islamabad's demand for the rebels"
    left, right = noun.left_edge.i, min(noun.right_edge.i + 1, noun.i + 12)
    inside = [mention.code for mention in match.cast.between(left, right) if mention.code != holder]
    if own and own != holder:
        inside.insert(0, own)
    armed = [code for code in inside if match.cast.armed(code)]
    return next(iter(armed + inside), "")


def _beside(match: StanceMatch, /, slot: str, but: str) -> str:
    sentence = match.head.sent
    if slot == "left":
        near = list(match.cast.between(max(sentence.start, match.hit.first - 15), match.hit.first))[::-1]
    else:
        near = list(match.cast.between(match.hit.last + 1, min(match.hit.last + 18, sentence.end)))
    if slot == "clause":
        near = [m for m in near if match.cast.armed(m.code)] + near
    return next((mention.code for mention in near if mention.code != but), "")
