"""What may be a threat in a text: the spans that lexicon entries call, and the clauses whose words speak of one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from annotator.suggest import clause_extents, clauses
from annotator.suggest.cue_lexicon import Hit, Lexicon
from annotator.suggest.holders import Cast
from annotator.suggest.threat_cues import ThreatCue
from annotator.suggest.threat_reading import POINTERS, reach
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
    doc: Doc, cast: Cast, lexicon: Lexicon[ThreatCue], words: ThreatWords, *, clauses_too: bool = True
) -> list[Candidate]:
    """Of each head that entries call the first that can be read; and the clauses, but for those that an entry silences."""
    called: list[Candidate] = []
    silenced: set[int] = set()
    for hits in lexicon.find(doc):
        for hit in sorted(hits, key=lambda hit: (-hit.size, hit.first, -hit.cue.score)):
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
    for at in _hopeful(doc, cast, words):
        if at in but:
            continue
        verb = doc[at]
        if verb.lemma_ not in CAUSES and clauses.child(verb, "ccomp") is not None:
            continue
        who = clauses.child(verb, *clauses.SUBJECTS)
        if verb.pos_ == "AUX" and who is not None and who.i > at:
            continue
        first, last = clause_extents.clause_span(doc, verb, first=at, last=at, words=SPAN_WORDS)
        if last - first >= SHORTEST:
            yield Candidate(first, last, verb)


def _hopeful(doc: Doc, cast: Cast, words: ThreatWords) -> Iterator[int]:
    """The verbs around which a word stands that speaks of a threat, or an armed group: a look before spans are sought."""
    read = words_of(doc)
    groups = cast.parties.nouns.get("group", frozenset()) | POINTERS
    armed = {at for mention in cast.mentions if mention.armed for at in range(mention.first, mention.last)}
    telling = [
        key in words.strong or key in words.weak or key in groups or at in armed for at, key in enumerate(read.keys)
    ]
    sums = [0, *accumulate(telling)]
    for at, (part, link) in enumerate(zip(read.parts, read.links, strict=True)):
        near = sums[min(at + AFTER, len(telling))] - sums[max(at - BEFORE, 0)]
        if near and part in ("VERB", "AUX") and link in CLAUSES:
            yield at
