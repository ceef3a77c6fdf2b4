"""What the form of a verb says about when something is: it occurred or it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest import clauses

if TYPE_CHECKING:
    from annotator.suggest.tree import Token

PERFECT = frozenset({"have", "has", "had", "'ve", "’ve", "'s", "’s"})
STATES = frozenset({"be", "have"})
WAS = frozenset({"was", "were"})
ORDER = frozenset({"before", "after", "since", "upon"})
"""Prepositions before a verbal noun that tell what came first: its time is that of the clause."""
DEPENDING = frozenset({"pcomp", "pobj", "acl", "relcl", "ccomp", "dobj"})
"""Links of a participle without a time of its own to what it depends on."""
LASTING = frozenset({"still", "long", "always", "constantly", "routinely", "habitually"})
SPELLS = frozenset({"year", "decade", "month", "week", "day", "generation", "century", "long", "time"})
FOR, ON = frozenset({"for"}), frozenset({"on", "in"})
SEVERAL = frozenset({"most", "many", "several"})
SINGLED_OUT = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "last", "only"})
"""Words that pick one of several deeds done ("the second base to be attacked"), as superlatives do."""


def tense(verb: Token, *, deed: bool = False) -> str:
    """ "occurred" or "ongoing". A `deed` is over once it is told as past; what is none goes on as long as it is not ended."""
    auxiliaries = {each.lower_ for each in verb.children if each.dep_ in ("aux", "auxpass")}
    if not auxiliaries and verb.tag_ in ("VBG", "VBN"):
        borrowed = _of_participle(verb, deed=deed)
        if borrowed:
            return borrowed
    progressive = verb.tag_ == "VBG"
    if not auxiliaries and not deed and verb.lemma_ in STATES and _reported(verb):
        return "ongoing"  # "said that the stocks were large"
    if auxiliaries == {"to"} and verb.dep_ == "xcomp" and verb.head.pos_ in clauses.VERBAL:
        return tense(verb.head)  # "persuaded them to flee"
    if auxiliaries & PERFECT and not progressive and verb.tag_ == "VBN":
        return "occurred"
    if progressive and auxiliaries & WAS and "been" not in auxiliaries and "being" not in auxiliaries:
        return "occurred" if deed else "ongoing"  # "the armies were shelling each other"
    if auxiliaries & {*WAS, "had", "did"}:
        return "occurred"
    if not auxiliaries and verb.tag_ in ("VBD", "VBN"):
        return "occurred"
    return "ongoing"


def _reported(verb: Token) -> bool:
    """Whether a clause tells what somebody said: its past tense is that of the saying."""
    at = verb
    while at.dep_ == "conj" and at.head != at:
        at = at.head
    return at.dep_ == "ccomp" and at.i > at.head.i and at.head.tag_ in ("VBD", "VBN")


def _of_participle(verb: Token, *, deed: bool) -> str:
    """The time of a participle without an auxiliary: that of the clause on which it depends; "" where it has its own."""
    above = verb.head
    if verb.dep_ == "conj" and above.pos_ in clauses.VERBAL:
        return tense(above, deed=deed) if above != verb else "ongoing"
    if verb.tag_ == "VBN":
        if verb.dep_ == "acomp":
            return tense(above)  # "is armed and paid by"
        return "ongoing" if verb.dep_ == "acl" and not deed else ""  # "men suspected of links"
    if verb.dep_ == "advcl" and above.pos_ in clauses.VERBAL:
        return tense(above)  # "struck the town, killing six"
    ordered = verb.dep_ == "pcomp" and above.lower_ in ORDER  # "after losing thirty men"
    if verb.dep_ not in DEPENDING or not (deed or ordered):
        return ""
    governor = clauses.clause_verb(above)
    return tense(governor) if governor.pos_ in clauses.VERBAL and governor != verb else ""


def perfect(verb: Token) -> bool:
    """Whether a verb stands in the present perfect ("has risen"), not in the past one ("had risen")."""
    return any(each.dep_ == "aux" and each.lower_ in PERFECT and each.lower_ != "had" for each in verb.lefts)


def lasts(verb: Token) -> bool:
    """Whether what a verb tells of went on for long or again and again ("has hunted them for two decades")."""
    if any(each.lower_ in LASTING for each in verb.lefts):
        return True
    if not perfect(verb):
        return False
    if any(noun.lemma_.lower() in SPELLS for noun in clauses.after_preposition(verb, FOR)):
        return True
    times = (noun for noun in clauses.after_preposition(verb, ON) if noun.lemma_.lower() in SPELLS)
    return any(each.lower_ in SEVERAL for noun in times for each in noun.lefts)


def singled_out(verb: Token) -> bool:
    """Whether an infinitive tells what was done to one of several ("the most senior figure to be killed")."""
    if verb.dep_ not in ("relcl", "acl") or not any(each.lower_ == "to" and each.dep_ == "aux" for each in verb.lefts):
        return False
    return any(
        each.lower_ in SINGLED_OUT or each.tag_ == "JJS" or any(part.tag_ == "RBS" for part in each.lefts)
        for each in (verb.head, *verb.head.lefts)
    )


def infinitive(verb: Token) -> bool:
    """Whether a verb tells what is to be done, not what was ("claimed to have killed")."""
    auxiliaries = {each.lower_ for each in verb.lefts if each.dep_ == "aux"}
    return "to" in auxiliaries and "have" not in auxiliaries
