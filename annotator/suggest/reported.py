"""Whose words a clause reports: the subject of a verb of speech above it, "according to X", whom it quotes, else the author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.suggest import clauses
from annotator.suggest.word_lists import word_sets
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.holders import Cast
    from annotator.suggest.tree import Token


VIEWS = frozenset(
    {"opinion", "view", "word", "judgement", "judgment", "eye", "telling", "reckoning", "assessment", "estimation"}
)
"""Nouns with which "in" names whose view is told ("in his opinion", "in Moscow's eyes")."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """[reporting]: lemmas of verbs and nouns that report words or views, and the openings that name a source."""

    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset({"accord"})


def read_reporting(cues: Mapping[str, object]) -> Reporting:
    table = cues.get("reporting")
    if not isinstance(table, Mapping):
        return Reporting()
    return Reporting(**word_sets(table, Reporting.__dataclass_fields__))


def speaker(token: Token, cast: Cast, words: Reporting) -> str | None:
    """The code of the party whose words or views the clause of `token` reports; None for the author's own."""
    at = token
    for _ in range(12):
        if at.head == at:
            break
        link, at = at.dep_, at.head
        if (
            link in ("ccomp", "xcomp", "parataxis", "advcl", "dep")
            and at.lemma_.lower() in words.verbs
            and at.pos_ in clauses.VERBAL
        ):
            who, passive = clauses.subject(at)
            code = cast.code(clauses.agent(at) if passive else who)
            return code or (nameless(who, cast) if not passive else None)
        if link in ("acl", "ccomp") and at.lemma_.lower() in words.nouns:
            code = cast.code(at)
            if code:
                return code
    return _source(token, cast, words) or _tail(token, cast, words) or cast.quotations.speaker(token)


def nameless(noun: Token | None, cast: Cast) -> str | None:
    """The code of a speaker without one of his own; None for a thing ("the resolution demands that ...")."""
    if noun is None or (
        noun.pos_ == "NOUN" and not cast.parties.kinds(noun.lemma_.lower()) & {"person", "people", "group"}
    ):
        return None
    return "other_org" if noun.ent_type_ == "ORG" else "other_person"


def frame(verb: Token, words: Reporting) -> Token | None:
    """The verb of speech or thought that stands before the clause of `verb` and governs it directly."""
    above = verb.head
    reports = verb.dep_ == "ccomp" and above.i < verb.i and above.lemma_.lower() in words.verbs
    return above if reports and above.pos_ in clauses.VERBAL else None


def _source(token: Token, cast: Cast, words: Reporting) -> str | None:
    """ "According to X" or "in X's opinion" in the sentence, or "For X, ..." at its head."""
    sentence = token.sent
    if sentence[0].lower_ == "for" and sentence[0].dep_ == "prep":
        return next((mention.code for mention in map(cast.at, sentence[0].children) if mention is not None), None)
    keys = words_of(token.doc).keys
    for at in range(sentence.start, sentence.end - 1):
        if keys[at] == "in" and (view := clauses.child(token.doc[at], "pobj")) and keys[view.i] in VIEWS:
            code = cast.code(clauses.child(view, "poss"))
            if code:
                return code
        if keys[at] in words.sources and keys[at + 1] == "to":
            return next((mention.code for mention in cast.between(at, min(at + 9, sentence.end))), None)
    return None


def _tail(token: Token, cast: Cast, words: Reporting) -> str | None:
    """ "…, said X" after the clause, or ", X said, " within it, where the parser made the words the main clause."""
    at = token
    keys = words_of(token.doc).keys
    while True:
        for each in at.children:
            if each.dep_ in ("parataxis", "ccomp") and keys[each.i] in words.verbs and _bare(each):
                return cast.code(clauses.subject(each)[0])
        if at.head == at:
            return None
        at = at.head


def _bare(verb: Token) -> bool:
    """Whether a verb of speech stands with its subject alone, so that the words around it are what was said."""
    return clauses.child(verb, "nsubj") is not None and not clauses.child(verb, "ccomp", "dobj", "mark", "aux")
