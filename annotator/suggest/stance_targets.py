"""Towards whom the holders of a match take their stance: its slots, each other, or whom the text speaks of most just before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.suggest import arguments, clauses
from annotator.suggest.stance_cues import POLAR
from annotator.suggest.stance_match import StanceMatch

if TYPE_CHECKING:
    from annotator.suggest.tree import Token


TOOLS = frozenset(
    {"proxy", "puppet", "tool", "pawn", "agent", "instrument", "stooge", "client", "creature", "proof", "work"}
)
"""Nouns that call somebody the means or the work of another."""
TOWARDS = frozenset({"to", "of", "for", "at", "on", "against", "about", "over", "with", "from", "by"})


class Towards(NamedTuple):
    """A holder and his target; `named`: whether the grammar names it plainly."""

    holder: str
    target: str
    named: bool = True


def pairs(match: StanceMatch, /, found: list[str]) -> list[Towards]:
    """Holders with their targets: two holders both, of more the first; partners and rivals face each other."""
    kept = found if len(found) == 2 else found[:1]
    if match.cue.reciprocal and len(found) == 2:
        return [Towards(found[0], found[1]), Towards(found[1], found[0])]
    if match.cue.reciprocal and len(found) > 2:
        return [Towards(found[0], found[1])]
    pairs = []
    for holder in kept:
        target, named = _named_target(match, holder, near=len(found) == 1)
        if target in ("", *found) and len(found) > 1 and match.cue.mode == "cooperation":
            target, named = next(other for other in found if other != holder), True
        target = target or _likely_target(match, holder)
        if target in found and match.cue.mode != "cooperation" and _coordinated(match):
            target = ""  # those who take one stance together do not take it towards each other
        pairs.append(Towards(holder, target, named))
    return pairs


def beside(match: StanceMatch, /, slot: str, but: str) -> str:
    """The actor nearest to the left or right of a match in its sentence; of a clause the armed ones first."""
    sentence = match.head.sent
    if slot == "left":
        near = list(match.cast.between(max(sentence.start, match.hit.first - 15), match.hit.first))[::-1]
    else:
        near = list(match.cast.between(match.hit.last + 1, min(match.hit.last + 18, sentence.end)))
    if slot == "clause":
        near = [m for m in near if match.cast.armed(m.code)] + near
    return next((mention.code for mention in near if mention.code != but), "")


def _coordinated(match: StanceMatch, /) -> bool:
    """Whether the subject names its parties side by side ("Iran and Russia"), other than "both"."""
    who, passive = clauses.subject(match.head)
    who = clauses.agent(match.head) if passive else who
    return who is not None and clauses.child(who, "conj") is not None


def _named_target(match: StanceMatch, /, holder: str, *, near: bool = True) -> tuple[str, bool]:
    """The code in the first slot that has one, and whether it is plain: a name, or the object itself."""
    behind = _behind(match, holder) if match.cue.valence == POLAR else ""
    if behind:
        return behind, True
    for slot in match.cue.target:
        if not near and slot in ("right", "left"):
            continue
        if slot in ("left", "right", "clause"):
            doer = _doer_of_clause(match, holder) if slot == "clause" and match.cue.clause else ""
            if doer:
                return doer, True
            code = beside(match, slot, holder)
            if code:
                return code, slot == "clause" and match.cue.table == "obligation" and match.cast.armed(code)
            continue
        for noun in arguments.heads(slot, match.head, last=match.hit.last):
            code = _named(match, noun, holder)
            if code:
                plain = match.cast.at(noun) is not None or (slot == "object" and noun.pos_ == "NOUN")
                return code, plain
    return "", False


def _doer_of_clause(match: StanceMatch, /, holder: str) -> str:
    """Who does what a clause claims: "alleges that *Delhi* moved the rebels", "contends that they are paid by *Delhi*"."""
    claimed = clauses.child(match.head, "ccomp")
    if claimed is None:
        return ""
    who, passive = clauses.subject(claimed)
    doer = clauses.agent(claimed) if passive else who
    mention = match.cast.at(doer) if doer is not None else None
    return mention.code if mention is not None and mention.code != holder else ""


def _behind(match: StanceMatch, /, holder: str) -> str:
    """Whose tool or work somebody is called: he is meant ("described the rebels as an *Indian* proxy")."""
    for noun in arguments.heads("prep:as", match.head, last=match.hit.last):
        if noun.lemma_.lower() in TOOLS:
            return _named(match, noun, holder)
    return ""


def about(match: StanceMatch, /) -> str:
    """What kind of unnamed thing a match is about: "speech", "harm", or "" (see `Draft`)."""
    objects = list(arguments.heads("object", match.head, last=match.hit.last))
    for carrier in (match.head, *objects):
        objects += clauses.after_preposition(carrier, TOWARDS)
    for noun in objects:
        kinds = match.cast.kinds(_meant(noun))
        if "speech" in kinds:
            return "speech"
        if kinds & {"threat", "rebel"} and match.cast.at(noun) is None:
            return "harm"
    relative = match.head.head if match.head.dep_ == "relcl" else None
    return "speech" if relative is not None and "speech" in match.cast.kinds(relative) else ""


def _meant(noun: Token, /) -> Token:
    """The noun for which a relative pronoun stands ("a claim *that* Delhi waved away"), else the noun."""
    return noun.head.head if noun.tag_ in ("WDT", "WP") and noun.head.dep_ == "relcl" else noun


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
