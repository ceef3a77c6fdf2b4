"""Whether what a verb reports occurred, goes on, may come or is denied: from tense, modals, negation and governors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest import clauses
from annotator.suggest.modality import conditional, modal, negated, no_longer, nobody, obliged, purpose
from annotator.suggest.status_words import StatusWords

if TYPE_CHECKING:
    from annotator.suggest.tree import Token

GOVERNED = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl", "conj", "acomp", "prep", "relcl"})
OPEN = "open"
LASTING = frozenset({"still", "long"})


def lasting(code: str, found: str, verb: Token, words: StatusWords) -> str:
    """The status of a clause of this code, given what its grammar says: what lasts goes on though it began before."""
    since = words.lasting.get(code)
    if found != "occurred" or since is None:
        return found
    told = ("had",) if verb.dep_ == "ccomp" else ()  # "warned that it had set up cells"
    perfect = any(each.lower_ in ("has", "have", "'ve", "’ve", *told) and each.dep_ == "aux" for each in verb.children)
    return "ongoing" if since == "past" or perfect else found


def of_verb(verb: Token, words: StatusWords, *, default: str = "", within: range = range(0)) -> str:
    """The status of what a verb reports; `default` where the grammar leaves it open or the entry fixes it.

    `within` are the tokens matched: a negation among them belongs to what is reported ("could not pay its soldiers").
    """
    if purpose(verb):
        return "potential"
    if negated(verb, within=within) or nobody(verb) or no_longer(verb):
        return "ongoing" if verb.lemma_.lower() in words.ending else "potential" if obliged(verb) else "denied"
    above = from_governors(verb, words)
    if above != "denied" and _denied_above(verb, words):
        return "denied"
    if above in ("denied", "potential"):
        return above
    inside = any(each.dep_ == "neg" and each.i in within for each in verb.children)
    if (modal(verb) and not inside) or conditional(verb) or obliged(verb):
        return "potential"
    if default:
        return default
    if above:
        return above
    found = tense(verb)
    lasts = verb.lemma_.lower() in words.persisting or any(each.lower_ in LASTING for each in verb.lefts)
    return "ongoing" if lasts and found == "occurred" else found


def _denied_above(verb: Token, words: StatusWords) -> bool:
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
    at = verb
    for _ in range(clauses.STEPS):
        if at.dep_ not in GOVERNED or at.head == at or _beside(at):
            return ""
        auxiliaries = {each.lower_ for each in at.children if each.dep_ == "aux"}
        infinitive = "to" in auxiliaries and "have" not in auxiliaries  # "claimed to have killed"
        link, at = at.dep_, at.head
        if link == "relcl" or (link == "conj" and at.pos_ not in clauses.VERBAL):
            return ""
        said = "" if link in ("conj", "advcl") else _meaning(at, link, words)
        said = said or _form_above(at, link, infinitive=infinitive)
        if said or link == "advcl" or (link == "ccomp" and at.dep_ == "ROOT"):
            return ("potential" if modal(at) else "") if said == OPEN else said
    return ""


def _meaning(governor: Token, link: str, words: StatusWords) -> str:
    """What a governor's meaning says about what it governs; OPEN for one that only tells how it is known."""
    lemma = governor.lemma_.lower()
    if lemma in words.evidential:
        return OPEN
    if lemma in words.denying or lemma in words.failing:
        return OPEN if negated(governor) else "denied"
    if lemma in words.averting and governor.dep_ == "xcomp" and governor.head.lemma_.lower() in words.promising:
        return "denied"  # "promised to prevent them from crossing"
    if lemma in words.averting:
        return "denied" if negated(governor) else "potential"
    if lemma in words.expecting:
        return "denied" if _not_so(governor) and not obliged(governor) else "potential"
    if lemma in words.continuing and link == "xcomp":
        return "potential" if modal(governor) else "ongoing"
    return ""


def _not_so(governor: Token) -> bool:
    """Whether a governor is negated, itself or by its verb ("are not able to"), or holds for nobody."""
    verb = governor.head if governor.dep_ == "acomp" else governor
    return negated(governor) or negated(verb) or nobody(verb)


def _form_above(governor: Token, link: str, *, infinitive: bool) -> str:
    """What the form of a governor says: negation, modals, conditions, the infinitive of a purpose."""
    if (link in ("xcomp", "acomp", "acl") or (link == "prep" and governor.pos_ in clauses.VERBAL)) and negated(
        governor
    ):
        return "denied"
    if (link == "xcomp" and modal(governor)) or (link in ("xcomp", "conj") and conditional(governor)):
        return "potential"
    return "potential" if infinitive and link in ("advcl", "acl", "xcomp", "acomp") else ""


def tense(verb: Token) -> str:
    auxiliaries = {each.lower_ for each in verb.children if each.dep_ in ("aux", "auxpass")}
    progressive = verb.tag_ == "VBG"
    if auxiliaries == {"to"} and verb.dep_ == "xcomp" and verb.head.pos_ in clauses.VERBAL:
        return tense(verb.head)  # "persuaded them to flee"
    if progressive and not auxiliaries and verb.dep_ == "advcl" and verb.head.pos_ in clauses.VERBAL:
        return tense(verb.head)  # "struck the town, killing six"
    if verb.dep_ == "conj" and not auxiliaries and verb.head.pos_ in clauses.VERBAL and verb.tag_ in ("VBN", "VBG"):
        return tense(verb.head) if verb.head != verb else "ongoing"
    if auxiliaries & {"have", "has", "had", "'ve", "’ve", "'s", "’s"} and not progressive and verb.tag_ == "VBN":
        return "occurred"
    if progressive and auxiliaries & {"was", "were"} and "been" not in auxiliaries and "being" not in auxiliaries:
        return "ongoing"
    if auxiliaries & {"was", "were", "had"}:
        return "occurred"
    if auxiliaries & {"did"}:
        return "occurred"
    if not auxiliaries and verb.tag_ in ("VBD", "VBN"):
        return "occurred"
    return "ongoing"
