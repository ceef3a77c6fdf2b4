"""Threats that no lexicon entry calls: an armed group, or what stands for one, as the doer of a clause."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.suggest import clauses, extents, spans, status
from annotator.suggest.found import Found
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from annotator.suggest.holders import Cast

CLAUSES = frozenset({"ROOT", "conj", "ccomp", "relcl", "acl", "xcomp", "advcl", "pcomp"})


@dataclass(frozen=True, slots=True)
class DefaultThreats:
    """[default] of the threat cues. `codes`: word -> code, for the words of the clause. A score of 0 switches it off."""

    score: float = 0.0
    code: str = "expansion"
    silent: frozenset[str] = frozenset()
    codes: Mapping[str, str] = field(default_factory=dict)


def read_default(cues: Mapping[str, object]) -> DefaultThreats:
    table = cues.get("default")
    if not isinstance(table, Mapping):
        return DefaultThreats()
    score, silent, codes = table.get("score"), table.get("silent"), table.get("codes")
    by_word: dict[str, str] = {}
    if isinstance(codes, Mapping):
        for code, words in codes.items():
            by_word.update({str(word): str(code) for word in words} if isinstance(words, list) else {})
    return DefaultThreats(
        score=float(score) if isinstance(score, int | float) else 0.0,
        code=str(table.get("code", "expansion")),
        silent=frozenset(str(word) for word in silent) if isinstance(silent, list) else frozenset(),
        codes=by_word,
    )


def default_threats(
    doc: Doc, cast: Cast, words: DefaultThreats, status_words: status.StatusWords, *, taken: Collection[int] = ()
) -> Iterator[Found]:
    """One threat for each clause that a group which does not govern does, unless its verb is silent or `taken`."""
    if not words.score:
        return
    read = words_of(doc)
    for at, (part, link, lemma) in enumerate(zip(read.parts, read.links, read.keys, strict=True)):
        if part != "VERB" or link not in CLAUSES or lemma in words.silent or at in taken:
            continue
        verb = doc[at]
        who, passive = clauses.subject(verb)
        doer = clauses.agent(verb) if passive else who
        if doer is None or not _group(doer, cast):
            continue
        first, last = extents.verb_span(doc, verb, first=verb.i, last=verb.i, words=8, bounds=cast.bounds)
        if last - first < 3:
            continue
        code = next((words.codes[lemma] for lemma in read.keys[verb.i : last] if lemma in words.codes), words.code)
        attributes = {"status": status.of_verb(verb, status_words)}
        if attributes["status"] == "potential":
            code = status_words.recode.get(code, code)
        perpetrator = cast.code(doer)
        if perpetrator:
            attributes["perpetrator"] = perpetrator
        target = next((each.code for each in cast.between(verb.i + 1, last + 3) if each.code != perpetrator), None)
        if target:
            attributes["target"] = target
        yield spans.found(
            doc,
            first,
            last,
            facet="threat",
            code=code,
            rule="threats:default",
            score=words.score,
            attributes=attributes,
        )


def _group(doer: Token, cast: Cast) -> bool:
    if doer.pos_ == "PRON" and doer.lower_ not in ("it", "which", "who", "that"):
        return False
    code = cast.code(doer)
    if code is not None and cast.armed(code):
        return code not in cast.parties.governing
    return code is None and "group" in cast.kinds(doer)
