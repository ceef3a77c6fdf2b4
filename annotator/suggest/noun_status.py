"""Whether what a noun reports occurred, goes on, may come or is denied: from its modifiers and what governs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest import clauses
from annotator.suggest.governors import from_governors
from annotator.suggest.modality import modal, negated, no_longer
from annotator.suggest.status_words import StatusWords
from annotator.suggest.tenses import tense

if TYPE_CHECKING:
    from annotator.suggest.tree import Token

WHEN = frozenset({"in", "of", "during", "on"})
AFTER = frozenset({"after", "following"})
"""Prepositions before what is over when the rest happens."""
YEAR = 4
"""Figures of a year."""
MONTHS = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
})  # fmt: skip


def of_noun(noun: Token, words: StatusWords, *, default: str = "ongoing") -> str:
    """The status of what a noun reports: its modifiers, then what governs it, else `default`."""
    left = [each for each in noun.children if each.dep_ in ("amod", "compound", "advmod", "nmod")]
    modifiers = {each.lower_ for each in left} | {each.lemma_.lower() for each in left}
    if modifiers & words.possible or (modifiers & words.anew and not _happened(noun)):
        return "potential"
    if negated(noun):
        return "denied"
    above = _noun_governor(noun, words)
    if above:
        return above
    if modifiers & words.continual:
        return "ongoing"
    if default == "event":
        return _event(noun)
    if default == "tense":
        return tense(clauses.clause_verb(noun))
    return "occurred" if default == "ongoing" and (_dated(noun) or _over(noun)) else default


def _over(noun: Token) -> bool:
    """Whether something else happened after it ("after a series of raids", "following air strikes")."""
    above = noun.head
    if above.lower_ == "of" and above.head.pos_ in clauses.NOMINAL:
        noun, above = above.head, above.head.head
    return noun.dep_ in ("pobj", "pcomp") and above.lower_ in AFTER


def _dated(noun: Token) -> bool:
    """Whether the day, month or year is told in which it was ("the fighting in 2022", "strikes on the town on 16 April")."""
    for preposition in noun.doc[noun.i + 1 : max(noun.right_edge.i, noun.i + 1) + 1]:
        time = clauses.child(preposition, "pobj") if preposition.lower_ in WHEN else None
        if time is not None and (time.lower_ in MONTHS or (len(time) == YEAR and time.text.isdigit())):
            return True
    return False


def _happened(noun: Token) -> bool:
    """Whether a noun is what a verb tells of as past ("fresh violence erupted")."""
    verb = noun.head
    told = noun.dep_ in clauses.SUBJECTS and verb.pos_ in clauses.VERBAL and not modal(verb)
    return told and tense(verb) == "occurred"


def _noun_governor(noun: Token, words: StatusWords) -> str:
    at = noun
    for _ in range(clauses.STEPS):
        link, at = at.dep_, at.head
        if link not in ("pobj", "prep", "dobj", "conj", "nsubj", "nsubjpass", "attr", "compound", "poss", "appos"):
            return ""
        lemma = at.lemma_.lower()
        if link == "prep" and lemma in words.proving and (negated(at) or _lacking(at, words)):
            return "denied"  # "no evidence of links", "for want of proof of links"
        if lemma in words.denying and lemma not in words.excluding:
            return "denied" if link != "nsubj" else ""
        if link in ("dobj", "pobj", "prep", "compound") and (lemma in words.foiling or lemma in words.pending):
            return "potential"
        if link == "prep" and lemma in words.possible:
            return "potential"
        if at.pos_ in clauses.VERBAL:
            said = clauses.child(at, "attr", "acomp") if link == "nsubj" else None
            if said is not None and said.lemma_.lower() in words.denying:
                return "denied"
            if said is not None and said.lemma_.lower() in words.possible:
                return "potential"  # "an attack was imminent"
            return _clause_of_noun(noun, at, link, words)
    return ""


def _lacking(noun: Token, words: StatusWords) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in words.lacking


def _clause_of_noun(noun: Token, verb: Token, link: str, words: StatusWords) -> str:
    definite = any(
        each.dep_ in ("det", "poss") and each.lower_ not in ("a", "an", "any", "another") for each in noun.lefts
    )
    if link == "attr" and modal(verb) and not negated(verb):
        return "potential"
    if definite and link != "nsubjpass":
        return ""
    if modal(verb) and not negated(verb):
        return "potential"
    if (negated(verb) or no_longer(verb)) and link in ("dobj", "nsubj", "attr"):
        return "potential" if verb.lemma_.lower() in words.excluding else "denied"
    above = from_governors(verb, words)
    return above if above in ("potential", "denied") else ""


def counted(noun: Token) -> bool:
    """Whether a number stands before a noun ("two assaults")."""
    return any(each.dep_ == "nummod" for each in noun.lefts)


def _event(noun: Token) -> str:
    """An event named by a noun: several of them under a present tense go on, else it happened."""
    verb = clauses.clause_verb(noun)
    several = noun.tag_ in ("NNS", "NNPS") and not counted(noun)
    if several and verb.pos_ in clauses.VERBAL and tense(verb) == "ongoing" and verb.tag_ != "VBN":
        return "ongoing"
    return "occurred"
