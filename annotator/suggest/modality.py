"""Negation, modals and conditions that a word itself carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest import clauses

if TYPE_CHECKING:
    from annotator.suggest.tree import Token

NEGATIVE = frozenset({"no", "not", "n't", "n’t", "never", "neither", "nor", "hardly", "without", "nobody", "none"})
CONDITIONAL = frozenset({"if", "unless", "until", "lest", "whether", "should", "till"})


def negated(token: Token, *, within: range = range(0)) -> bool:
    """Whether `token` itself carries a negation, as a verb ("did not") or as a noun ("no evidence")."""
    for each in token.children:
        if each.i in within:
            continue
        if each.dep_ == "neg" or (each.lower_ in NEGATIVE and each.dep_ in ("det", "advmod", "preconj", "cc")):
            return not _not_only(each)
    return False


def _not_only(word: Token) -> bool:
    """Whether a "not" belongs to "not only", which denies nothing."""
    following = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else None
    return following is not None and following.lower_ in ("only", "just", "merely", "least")


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
