"""Whose words a clause reports: the subject of a verb of speech above it, "according to X", else the author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.suggest import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

    from annotator.suggest.holders import Cast


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
    named = {
        name: value
        for name, value in table.items()
        if name in Reporting.__dataclass_fields__ and isinstance(value, list)
    }
    return Reporting(**{name: frozenset(str(word) for word in value) for name, value in named.items()})


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
            return code or ("other_person" if who is not None and not passive else None)
        if link in ("acl", "ccomp") and at.lemma_.lower() in words.nouns:
            code = cast.code(at)
            if code:
                return code
    return _source(token, cast, words) or _tail(token, cast, words)


def _source(token: Token, cast: Cast, words: Reporting) -> str | None:
    """ "According to X" in the sentence."""
    sentence = token.sent
    for each in sentence:
        if each.lemma_.lower() in words.sources and each.i + 1 < sentence.end and each.doc[each.i + 1].lower_ == "to":
            mentions = list(cast.between(each.i, min(each.i + 9, sentence.end)))
            return mentions[0].code if mentions else None
    return None


def _tail(token: Token, cast: Cast, words: Reporting) -> str | None:
    """ "…, said X" after the clause, where the parser made the words the main clause."""
    root = token.sent.root
    for each in root.children:
        if each.dep_ in ("parataxis", "ccomp") and each.lemma_.lower() in words.verbs and each.i > token.i:
            return cast.code(clauses.subject(each)[0])
    return None
