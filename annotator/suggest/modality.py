"""Negation, modals, conditions, purposes and counts that a word itself carries."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from annotator.suggest import clauses

if TYPE_CHECKING:
    from annotator.suggest.tree import Token

NEGATIVE = frozenset({"no", "not", "n't", "n’t", "never", "neither", "nor", "hardly", "without", "nobody", "none"})
OBLIGING = frozenset({"must", "should", "shall", "ought"})
PAST = frozenset({"was", "were", "had", "did"})
CONDITIONAL = frozenset({"if", "unless", "until", "lest", "whether", "should", "till"})


def negated(token: Token, *, within: Container[int] = ()) -> bool:
    """Whether `token` itself carries a negation, as a verb ("did not") or as a noun ("no evidence")."""
    for each in token.children:
        if each.i in within:
            continue
        if each.dep_ == "neg" or (each.lower_ in NEGATIVE and each.dep_ in ("det", "advmod", "preconj", "cc")):
            return not (_not_only(each) or _unsurpassed(token))
    return False


def _not_only(word: Token) -> bool:
    """Whether a "not" belongs to "not only", which denies nothing."""
    following = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else None
    return following is not None and following.lower_ in ("only", "just", "merely", "least")


def _unsurpassed(verb: Token) -> bool:
    """Whether "never" with a comparative says the most ("have never been worse")."""
    never = any(each.lower_ == "never" for each in verb.children)
    return never and any(each.dep_ in ("acomp", "advmod") and each.tag_ in ("JJR", "RBR") for each in verb.children)


def modal(verb: Token) -> bool:
    """Whether the verb, or the one that it is coordinated with and shares auxiliaries with, carries a modal."""
    at = verb
    for _ in range(clauses.STEPS):
        if any(each.tag_ == "MD" for each in at.children if each.dep_ == "aux"):
            return True
        if any(each.dep_ in ("aux", "auxpass", *clauses.SUBJECTS) for each in at.children) or at.dep_ != "conj":
            return False
        at = at.head
    return False


def conditional(verb: Token) -> bool:
    return any(each.dep_ in ("mark", "advmod") and each.lower_ in CONDITIONAL for each in verb.lefts)


def obliged(verb: Token) -> bool:
    """Whether a verb says what must, should or shall be or not be."""
    return any(each.dep_ == "aux" and each.lower_ in OBLIGING for each in verb.lefts)


def purpose(verb: Token) -> bool:
    """Whether a verb tells what something is done for ("so that the soil is not used against them")."""
    if verb.tag_ == "VBD" or any(each.lower_ in PAST and each.dep_ in ("aux", "auxpass") for each in verb.lefts):
        return False
    marks = (each.i for each in verb.lefts if each.dep_ == "mark" and each.lower_ == "that")
    return any(at > 0 and verb.doc[at - 1].lower_ == "so" for at in marks)


def no_longer(verb: Token) -> bool:
    """Whether it was so once ("no longer trains recruits")."""
    return any(each.lower_ == "longer" and any(part.lower_ == "no" for part in each.lefts) for each in verb.children)


def nobody(verb: Token) -> bool:
    """Whether nobody did it or it was done to nobody ("not one soldier was killed", "has no base")."""
    what = clauses.child(verb, "dobj", "attr")
    if what is not None and any(each.dep_ == "det" and each.lower_ == "no" for each in what.lefts):
        return True
    own = clauses.child(verb, "nsubj", "nsubjpass")
    if own is None:
        return False
    return own.lower_ in ("nobody", "none", "nothing") or any(
        each.lower_ in ("no", "not", "neither") and each.i == own.left_edge.i
        for each in own.doc[own.left_edge.i : own.i]
    )


def counted(verb: Token) -> bool:
    """Whether a verb tells in the present tense of what was counted, as headlines do ("blast kills 14")."""
    what = clauses.child(verb, "dobj")
    if what is None or verb.tag_ not in ("VBZ", "VBP") or clauses.child(verb, "aux") is not None:
        return False
    return what.pos_ == "NUM" or any(each.dep_ == "nummod" for each in what.lefts)
