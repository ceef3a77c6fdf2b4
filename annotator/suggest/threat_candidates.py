"""What may be a threat in a text: the spans that lexicon entries call, and the clauses whose words speak of one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from annotator.suggest import clause_extents, clauses
from annotator.suggest.cue_lexicon import Hit
from annotator.suggest.holders import Cast
from annotator.suggest.threat_cues import ThreatCue
from annotator.suggest.threat_parties import POINTERS
from annotator.suggest.threat_spans import reach
from annotator.suggest.threat_words import ThreatWords
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

CLAUSES = frozenset({"ROOT", "conj", "ccomp", "relcl", "acl", "xcomp", "advcl", "pcomp"})
BEFORE, AFTER = 10, 14
"""How many words around a verb can lie in its span."""
CAUSES = frozenset({"make", "let", "cause", "force", "have"})
"""Verbs whose clause tells what they bring about; of others it tells what is said."""
SPAN_WORDS = 14
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """The words [first, last) with their head. `hit`: the match of the entry that calls it; None for a clause that none does."""

    first: int
    last: int
    head: Token
    hit: Hit[ThreatCue] | None = None


def find_candidates(
    doc: Doc, cast: Cast, hits: Iterable[Sequence[Hit[ThreatCue]]], words: ThreatWords, *, clauses_too: bool = True
) -> list[Candidate]:
    """Of each head that entries call the first match that can be read; and the clauses, but for those that an entry silences.

    `hits`: the matches of entries, head by head (`Lexicon.find`).
    """
    called: list[Candidate] = []
    silenced: set[int] = set()
    for of_head in hits:
        for hit in sorted(of_head, key=lambda hit: (-hit.size, hit.first, -hit.cue.score)):
            span = reach(doc, hit, cast, words)
            if span is None:
                continue
            if hit.cue.score > 0:
                called.append(Candidate(*span, doc[hit.head], hit))
            else:
                silenced.add(hit.head)
            break
    if not clauses_too:
        return called
    spans = {(each.first, each.last) for each in called}
    clauses_of_text = _clauses(doc, cast, words, but=silenced)
    return [*called, *(each for each in clauses_of_text if (each.first, each.last) not in spans)]


def _clauses(doc: Doc, cast: Cast, words: ThreatWords, *, but: Collection[int]) -> Iterator[Candidate]:
    told = _told(doc, cast, words)
    for at in _hopeful(doc, told):
        if at in but:
            continue
        verb = doc[at]
        if _tells_what(verb) or _asks(verb):
            continue
        first, last = clause_extents.clause_span(doc, verb, first=at, last=at, words=SPAN_WORDS)
        if last - first >= SHORTEST and told[last] > told[first]:
            yield Candidate(first, last, verb)


def _tells_what(verb: Token) -> bool:
    """Whether a verb tells what is said or known in a clause of its own ("said that", "there is no doubt that")."""
    if clauses.child(verb, "ccomp") is not None:
        return verb.lemma_ not in CAUSES
    what = clauses.child(verb, "attr", "dobj")
    told = clauses.child(what, "ccomp", "acl") if what is not None else None
    return told is not None and any(each.dep_ == "mark" and each.lower_ == "that" for each in told.lefts)


def _asks(verb: Token) -> bool:
    who = clauses.child(verb, *clauses.SUBJECTS)
    return verb.pos_ == "AUX" and who is not None and who.i > verb.i


def _told(doc: Doc, cast: Cast, words: ThreatWords) -> list[int]:
    """How many words up to each place speak of a threat, or of an armed group."""
    keys = words_of(doc).keys
    groups = cast.parties.nouns.get("group", frozenset()) | POINTERS
    telling = [key in words.strong or key in words.weak or key in groups for key in keys]
    for mention in cast.mentions:
        if mention.armed:
            telling[mention.first : mention.last] = [True] * (mention.last - mention.first)
    return [0, *accumulate(telling)]


def _hopeful(doc: Doc, told: Sequence[int]) -> Iterator[int]:
    """The verbs near which a word tells of a threat: a look before spans are sought."""
    read = words_of(doc)
    for at, (part, link) in enumerate(zip(read.parts, read.links, strict=True)):
        near = part in clauses.VERBAL and told[min(at + AFTER, len(told) - 1)] > told[max(at - BEFORE, 0)]
        if near and link in CLAUSES:
            yield at
