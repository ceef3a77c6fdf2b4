"""Whether an act is denied: by "not", by nobody who does it, by an object there is none of, by a verb of refusing above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest import clauses, modality

if TYPE_CHECKING:
    from annotator.suggest.tree import Token

NOBODY = frozenset({"no", "neither", "nor", "none", "nobody", "nothing", "few"})
BARELY = frozenset({"hardly", "scarcely", "barely"})
HARDLY = BARELY | {"not"}
SCANT = frozenset({"no", "little", "scant", "few", "less", "minimal", "zero", "nothing"})
SHRINKING = frozenset(
    [
        "fail",
        "refuse",
        "decline",
        "hesitate",
        "stop",
        "cease",
        "avoid",
        "neglect",
        "forget",
        "omit",
        "refrain",
        "reluctant",
        "unwilling",
        "loath",
        "unable",
        "unlikely",
    ]
)

CERTAIN = frozenset({"secret", "doubt", "mistake", "time", "effort", "pains", "bones", "choice"})
"""Nouns that with "no" deny nothing ("made no secret of it", "lost no time", "have no choice but to act")."""
DIMMING = BARELY | {"less", "least", "partly", "partially", "insufficiently"}


def dimmed(predicate: Token) -> bool:
    """Whether a predicate is true only in a small part ("far less relaxed", "hardly pleased", "only partly satisfied")."""
    return any(each.dep_ == "advmod" and each.lower_ in DIMMING for each in predicate.lefts)


def by_nobody(verb: Token) -> bool:
    """Whether nobody or hardly anybody does it ("neither helps", "few residents were impressed", "not everyone was")."""
    who = clauses.child(verb, *clauses.SUBJECTS)
    if who is None:
        return False
    first = who.left_edge
    if first.lower_ in HARDLY and who.doc[first.i + 1].lower_ not in ("only", "just"):
        return True
    return who.lower_ in NOBODY or any(part.lower_ in NOBODY for part in who.lefts)


def denied(verb: Token) -> bool:
    """Whether a verb's act is denied: "did not help", "no longer helps", "neither helps", "has little trust", "refused to help", "without helping"."""
    if modality.negated(verb) or modality.no_longer(verb) or by_nobody(verb):
        return True
    for each in verb.children:
        scant = each.dep_ in ("dobj", "attr") and any(part.lower_ in SCANT for part in (each, *each.lefts))
        if scant and each.lemma_.lower() not in CERTAIN:
            return True
        if each.dep_ == "preconj" and each.lower_ in NOBODY:
            return True
    above = verb.head
    if verb.dep_ == "xcomp" and above.lemma_.lower() == "have" and any(each.lower_ == "yet" for each in above.children):
        return True
    if verb.dep_ == "pcomp":
        return bool(above.lower_ == "without")
    infinitive = verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and verb.tag_ == "VB")
    return infinitive and above.i < verb.i and above.lemma_.lower() in SHRINKING
