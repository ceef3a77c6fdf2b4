"""Stances that no lexicon entry calls: an actor's clause whose words are for or against something, his own or reported."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from annotator.suggest import clauses
from annotator.suggest.default_words import DefaultWords
from annotator.suggest.reported import Reporting
from annotator.suggest.stance_clause import Clause
from annotator.suggest.stance_draft import Draft
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.holders import Cast
    from annotator.suggest.tree import Doc, Token

CLAUSES = frozenset({"ROOT", "conj", "ccomp", "advcl", "pcomp"})
CONTRASTING = frozenset({"though", "although", "while", "whereas", "even"})
COMPLEMENTS = frozenset({"dobj", "prep", "xcomp", "ccomp", "acomp", "attr", "agent", "dative", "oprd"})


def default_stances(
    doc: Doc, cast: Cast, words: DefaultWords, reporting: Reporting, *, taken: Collection[int] = ()
) -> Iterator[Draft]:
    """One stance for each clause of an actor (no armed group that does not govern) with a word for or against.

    `taken`: verbs that an entry has called already. What is said of an actor for or against him is the speaker's stance
    towards him; a predicate of which the subject is no actor is the author's, or the reported speaker's.
    """
    if not words.score:
        return
    read = words_of(doc)
    offered: set[tuple[int, int]] = set()
    for at, (part, link, lemma) in enumerate(zip(read.parts, read.links, read.keys, strict=True)):
        if part not in clauses.VERBAL or link not in CLAUSES or lemma in words.silent or at in taken:
            continue
        verb = doc[at]
        if link == "advcl" and verb.tag_ != "VBG" and not _contrasted(verb):
            continue
        if not any(each.dep_ in COMPLEMENTS for each in verb.children):
            continue
        found = Clause(doc, verb, cast, words, reporting).stance()
        if found is not None and (found.start, found.end) not in offered:
            offered.add((found.start, found.end))
            yield found


def _contrasted(verb: Token) -> bool:
    """Whether a subordinate clause says as much as a main one ("though it handed over the embassy")."""
    return any(each.dep_ == "mark" and each.lower_ in CONTRASTING for each in verb.lefts)
