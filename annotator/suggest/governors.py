"""What the verbs and nouns above a clause say about whether it is so: denials, plans, fears, attempts, permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest import clauses
from annotator.suggest.modality import conditional, modal, negated, nobody, obliged
from annotator.suggest.status_words import StatusWords
from annotator.suggest.tenses import infinitive, singled_out, tense

if TYPE_CHECKING:
    from annotator.suggest.tree import Token

GOVERNED = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl", "conj", "acomp", "prep", "relcl"})
OPEN = "open"
DENYING = {"without": "denied", "against": "potential"}
"""Prepositions before a verbal noun that say that it is not, or should not be ("warned against dragging them into it")."""
PAST = frozenset({"VBD", "VBN"})


def denied_above(verb: Token, words: StatusWords) -> bool:
    """Whether a denial stands anywhere above in the sentence ("denies that anybody is allowed to use")."""
    at = verb
    for _ in range(clauses.STEPS):
        if at.head == at or at.dep_ in ("conj", "advcl"):
            return False
        where = at.dep_ == "prep" and at.lower_ == "in" and at.head.pos_ in clauses.VERBAL
        if where or _beside(at):
            return False  # "lies in the fear that"
        at = at.head
        said = clauses.child(at, "acomp", "attr") if at.pos_ == "AUX" else None
        for word in (at, said):
            if word is not None and word.lemma_.lower() in words.denying:
                return not negated(at) and not negated(word)
    return False


def _beside(clause: Token) -> bool:
    """Whether a clause only stands before another, though it is parsed as its object ("they rob; he denies it")."""
    return clause.dep_ == "ccomp" and clause.i < clause.head.i


def from_governors(verb: Token, words: StatusWords) -> str:
    """What the verbs and nouns above say: denials, plans, fears, attempts; "" when they say nothing."""
    if singled_out(verb):
        return "occurred"
    at = verb
    for _ in range(clauses.STEPS):
        gerund = at.dep_ == "dobj" and at.pos_ in clauses.VERBAL  # "risked endangering"
        if (at.dep_ not in GOVERNED and not gerund) or at.head == at or _beside(at):
            return ""
        to_do, participle = infinitive(at), at.tag_ == "VBG"
        link, at = at.dep_, at.head
        if participle and link == "advcl" and modal(at):
            return "potential"  # "may relocate, bringing with them"
        if link == "pcomp" and at.lower_ in DENYING:
            return DENYING[at.lower_]
        if to_do and at.lemma_.lower() in words.moving and link in ("xcomp", "advcl") and at.tag_ in PAST:
            return "occurred"  # "had crossed to join them"
        if link == "relcl" or (link == "conj" and at.pos_ not in clauses.VERBAL):
            return ""
        said = "" if link in ("conj", "advcl") else _meaning(at, link, words)
        said = said or _form_above(at, link, to_do=to_do)
        if said or link == "advcl" or (link == "ccomp" and at.dep_ == "ROOT"):
            return ("potential" if modal(at) else "") if said == OPEN else said
    return ""


def _meaning(governor: Token, link: str, words: StatusWords) -> str:
    """What a governor's meaning says about what it governs; OPEN for one that only tells how it is known."""
    lemma = governor.lemma_.lower()
    if link == "xcomp" and lemma == "be" and governor.pos_ == "AUX":
        return "potential"  # "are to be released"
    if lemma in words.evidential:
        doubted = nobody(governor) or (lemma in words.supposing and negated(governor))
        return "denied" if doubted else OPEN  # "nothing shows that", "is not thought to have"
    if lemma in words.denying or lemma in words.failing:
        return OPEN if negated(governor) else "denied"
    if link == "xcomp" and lemma in words.continuing:
        return "potential" if modal(governor) else "ongoing"
    if lemma in words.averting and governor.dep_ == "xcomp" and governor.head.lemma_.lower() in words.promising:
        return "denied"  # "promised to prevent them from crossing"
    if lemma in words.averting:
        return "denied" if negated(governor) else "potential"
    if lemma in words.letting and (_accused(governor, words) or _asserted(governor)):
        return OPEN if _accused(governor, words) else tense(governor)
    if lemma in words.expecting:
        return "denied" if _not_so(governor) and not obliged(governor) else "potential"
    return ""


def _asserted(verb: Token) -> bool:
    """Whether a finite verb simply says that something is or was so ("let them live in the country")."""
    finite = verb.tag_ in clauses.FINITE or any(
        each.dep_ == "aux" and each.tag_ in clauses.FINITE for each in verb.lefts
    )
    return finite and not (_not_so(verb) or modal(verb) or conditional(verb))


def _accused(verb: Token, words: StatusWords) -> bool:
    """Whether somebody is accused of what a verbal noun tells ("accused them of letting ...")."""
    above = verb.head.head
    return verb.dep_ == "pcomp" and not words.accusing.isdisjoint((above.lemma_.lower(), above.head.lemma_.lower()))


def _not_so(governor: Token) -> bool:
    """Whether a governor is negated, itself or by its verb ("are not able to"), or holds for nobody."""
    verb = governor.head if governor.dep_ == "acomp" else governor
    return negated(governor) or negated(verb) or nobody(verb)


def _form_above(governor: Token, link: str, *, to_do: bool) -> str:
    """What the form of a governor says: negation, modals, conditions, the infinitive of a purpose."""
    if (link in ("xcomp", "acomp", "acl") or (link == "prep" and governor.pos_ in clauses.VERBAL)) and negated(
        governor
    ):
        return "denied"
    if (link == "xcomp" and modal(governor)) or (link in ("xcomp", "conj") and conditional(governor)):
        return "potential"
    return "potential" if to_do and link in ("advcl", "acl", "xcomp", "acomp") else ""
