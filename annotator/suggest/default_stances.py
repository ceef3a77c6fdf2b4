"""Stances that no lexicon entry calls: an actor as subject of a clause whose words are for or against something."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.suggest import clauses, extents, spans, status
from annotator.suggest.found import Found
from annotator.suggest.reported import speaker
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from annotator.suggest.holders import Cast
    from annotator.suggest.reported import Reporting

CLAUSES = frozenset({"ROOT", "conj", "ccomp", "relcl", "acl", "xcomp", "advcl"})
COMPLEMENTS = frozenset({"dobj", "prep", "xcomp", "ccomp", "acomp", "attr", "agent", "dative", "oprd"})


@dataclass(frozen=True, slots=True)
class DefaultWords:
    """[default] of the stance cues. A score of 0 switches these suggestions off."""

    score: float = 0.0
    mode: str = "action"
    alone: bool = False
    silent: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    negative: frozenset[str] = frozenset()
    positive: frozenset[str] = frozenset()
    not_holders: frozenset[str] = frozenset()


def read_default(cues: Mapping[str, object]) -> DefaultWords:
    table = cues.get("default")
    if not isinstance(table, Mapping):
        return DefaultWords()
    words = {name: table.get(name) for name in ("silent", "light", "negative", "positive", "not_holders")}
    lists = {name: frozenset(str(word) for word in value) for name, value in words.items() if isinstance(value, list)}
    score = table.get("score", 0.0)
    return DefaultWords(
        score=float(score) if isinstance(score, int | float) else 0.0,
        mode=str(table.get("mode", "action")),
        alone=table.get("alone") is True,
        **lists,
    )


def default_stances(
    doc: Doc, cast: Cast, words: DefaultWords, reporting: Reporting, *, taken: Collection[int] = ()
) -> Iterator[Found]:
    """One stance for each clause of an actor (no armed group that does not govern) with a word for or against.

    `taken`: verbs that an entry has called already. A predicate for or against something of which the subject is no actor is the author's, or the reported speaker's.
    """
    if not words.score:
        return
    read = words_of(doc)
    for at, (part, link, lemma) in enumerate(zip(read.parts, read.links, read.keys, strict=True)):
        if part not in clauses.VERBAL or link not in CLAUSES or lemma in words.silent or at in taken:
            continue
        found = _stance(doc, doc[at], cast, words, reporting)
        if found is not None:
            yield found


def _stance(doc: Doc, verb: Token, cast: Cast, words: DefaultWords, reporting: Reporting) -> Found | None:
    if not any(each.dep_ in COMPLEMENTS for each in verb.children):
        return None
    holder = _holder(verb, cast)
    if holder is None and not _predicate(verb):
        return None
    first, last = extents.verb_span(doc, verb, first=verb.i, last=verb.i, words=8, bounds=cast.bounds)
    if last - first < 3:
        return None
    weight = weigh(doc, verb.i, last, words)
    light = verb.lemma_.lower() in words.light
    mode, score = words.mode, words.score
    if holder is None:
        if not weight:
            return None
        holder, mode, score = speaker(verb, cast, reporting) or "author", "assertion", words.score - 0.1
    elif holder in words.not_holders or (cast.armed(holder) and holder not in cast.parties.governing):
        return None
    others = [mention.code for mention in cast.between(verb.i + 1, last + 2) if mention.code != holder]
    if not weight and (light or not words.alone or not any(cast.armed(code) for code in others)):
        return None
    against = weight < 0 or (
        not weight and any(cast.armed(code) and code not in cast.parties.governing for code in others)
    )
    code = "oppose" if against else "support"
    if status.negated(verb):
        code = "neutral" if against else "oppose"
    attributes = {"holder": holder, "mode": mode}
    target = next(
        (each for each in others if against and cast.armed(each)),
        others[0] if others else cast.counterpart(verb, but=holder),
    )
    if target:
        attributes["target"] = target
    return spans.found(
        doc, first, last, facet="stance", code=code, rule="stances:default", score=score, attributes=attributes
    )


def _holder(verb: Token, cast: Cast) -> str | None:
    who, passive = clauses.subject(verb)
    return cast.code(clauses.agent(verb) if passive else who)


def _predicate(verb: Token) -> bool:
    """Whether the verb is a copula with an adjective or noun."""
    return any(each.dep_ in ("acomp", "attr", "oprd") for each in verb.children)


def weigh(doc: Doc, first: int, last: int, words: DefaultWords) -> int:
    """Words for count +1, words against -1; a first word that is for or against decides alone."""
    keys = words_of(doc).keys[first:last]
    weights = [(each in words.positive) - (each in words.negative) for each in keys]
    return weights[0] if weights and weights[0] else sum(weights)
