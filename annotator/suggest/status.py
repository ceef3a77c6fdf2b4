"""Whether what a verb reports occurred, goes on, may come or is denied: from tense, modals, negation and governors."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from annotator.suggest import clauses
from annotator.suggest.governors import denied_above, from_governors
from annotator.suggest.modality import conditional, modal, negated, no_longer, nobody, obliged, purpose
from annotator.suggest.status_words import StatusWords
from annotator.suggest.tenses import infinitive, lasts, perfect, tense

if TYPE_CHECKING:
    from annotator.suggest.tree import Token

HAVING = frozenset({"have", "retain", "possess", "keep", "preserve", "acquire", "gain"})


def lasting(code: str, found: str, verb: Token, words: StatusWords) -> str:
    """The status of a clause of this code, given what its grammar says: what lasts goes on though it began before."""
    since = words.lasting.get(code)
    if found != "occurred" or since is None:
        return found
    told = ("had",) if verb.dep_ == "ccomp" else ()  # "warned that it had set up cells"
    perfect = any(each.lower_ in ("has", "have", "'ve", "’ve", *told) and each.dep_ == "aux" for each in verb.children)
    return "ongoing" if since == "past" or perfect else found


def of_verb(
    verb: Token, words: StatusWords, *, default: str = "", within: Container[int] = (), deed: bool = False
) -> str:
    """The status of what a verb reports; `default` where the grammar leaves it open or the entry fixes it.

    `within` are the tokens matched: a negation among them belongs to what is reported ("could not pay its soldiers").
    `deed`: whether it tells of a deed, which is over once it is told as past.
    """
    if purpose(verb):
        return "potential"
    if negated(verb, within=within) or nobody(verb) or no_longer(verb):
        return "ongoing" if verb.lemma_.lower() in words.ending else "potential" if obliged(verb) else "denied"
    above = from_governors(verb, words)
    if above != "denied" and (denied_above(verb, words) or _called_untrue(verb, words)):
        return "denied"
    if above in ("denied", "potential"):
        return above
    inside = any(each.dep_ == "neg" and each.i in within for each in verb.children)
    if (modal(verb) and not inside) or conditional(verb) or obliged(verb) or _to_come(verb, words):
        return "potential"
    if default:
        return default
    if above:
        return above
    found = tense(verb, deed=deed)
    lemma = verb.lemma_.lower()
    goes_on = lemma in words.persisting or lasts(verb) or (lemma in words.growing and perfect(verb))
    return "ongoing" if found == "occurred" and goes_on else found


def _called_untrue(verb: Token, words: StatusWords) -> bool:
    """Whether "be" says that something is not so ("the danger is a myth", "was remote")."""
    said = clauses.child(verb, "acomp", "attr") if verb.lemma_ == "be" else None
    return said is not None and said.lemma_.lower() in words.denying and not negated(said)


def _to_come(verb: Token, words: StatusWords) -> bool:
    """Whether "be" says that something may or is to come ("is able to strike", "are to be released")."""
    if verb.lemma_ in HAVING:  # "retains the means to strike"
        what = clauses.child(verb, "dobj")
        if what is None or what.lemma_.lower() not in words.expecting:
            return False
        return any(infinitive(each) for each in (*what.children, *verb.children) if each.i > what.i)
    if verb.lemma_ != "be":
        return False
    what = clauses.child(verb, "acomp", "xcomp")
    if what is None or what.dep_ == "acomp":
        return what is not None and what.lemma_.lower() in words.expecting
    return infinitive(what)


def accusation(verb: Token, words: StatusWords) -> Token | None:
    """The verb that tells what somebody is accused of ("accused them of *sheltering* ...")."""
    if verb.lemma_.lower() not in words.accusing:
        return None
    told = (clauses.child(each, "pcomp") for each in verb.children if each.dep_ == "prep")
    return next((each for each in told if each is not None), None)
