"""Suggests threats: clauses and noun phrases that report a danger, from the lexicon in the codebook's threat cues.

The lexicon says what a word may report and of whom; the grammar finds who does it to whom and whether it occurred.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.codebook import Codebook
from annotator.suggest import spans
from annotator.suggest.compiled_cues import CueSuggester, without_entries
from annotator.suggest.cue_entries import build
from annotator.suggest.cue_lexicon import Lexicon
from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.learned import forms as learned
from annotator.suggest.learned.odds import odds_of
from annotator.suggest.learned.settings import Learned, read_learned
from annotator.suggest.learned.threats import learned_threats
from annotator.suggest.parties import Parties, read_parties
from annotator.suggest.status_words import StatusWords, read_status_words
from annotator.suggest.threat_candidates import Candidate, find_candidates
from annotator.suggest.threat_coding import Coding, read_votes
from annotator.suggest.threat_cues import TABLES, ThreatCue, read_cue
from annotator.suggest.threat_forms import Candidates, Look, Weights
from annotator.suggest.threat_ranking import Ranking, read_ranking
from annotator.suggest.threat_reading import FACET, read
from annotator.suggest.threat_words import ThreatWords, read_words
from annotator.suggest.tree import tree_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class ThreatCues:
    """What the threat cues of a codebook say."""

    lexicon: Lexicon[ThreatCue]
    parties: Parties
    status: StatusWords
    words: ThreatWords
    ranking: Ranking
    weights: Weights
    votes: Mapping[str, float]
    codes: frozenset[str]
    learned: Learned | None


def _surest(
    candidates: Sequence[Candidate], around: Candidates, ranking: Ranking, weights: Weights
) -> Iterable[tuple[Candidate, float]]:
    """The candidates that are sure enough with their scores, of those with the same span the surest.

    Where the cues have no [ranking], a candidate is as sure as the entry that calls it.
    """
    found: dict[tuple[int, int], tuple[Candidate, float]] = {}
    for candidate in candidates:
        if ranking.weights:
            score = round(ranking.sureness(weights.sum(Look(candidate, around))), 3)
        else:
            score = candidate.hit.cue.score if candidate.hit is not None else 0.0
        span = candidate.first, candidate.last
        if score >= ranking.least and (span not in found or score > found[span][1]):
            found[span] = candidate, score
    return found.values()


class ThreatSuggester(CueSuggester[ThreatCues]):
    """Finds threats."""

    def __init__(self) -> None:
        super().__init__("threats", _read_cues, _beside_entries)

    def suggest(self, doc: Doc, *, codebook: Codebook, actors: Sequence[Found]) -> Iterable[Found]:
        """Threats of `doc` in order of their start; of overlapping ones the surer (then longer) is kept.

        Where the cues have no [ranking], only what entries call is suggested, as sure as the entries are.
        """
        cues = self._cues.of(codebook)
        rules = ThreatRules(tree_of(doc), actors, cues)
        if cues.learned is None:
            return rules.found
        odds = odds_of(rules.doc, actors, cues.parties, lambda: rules.cast)[FACET]
        return learned_threats(
            rules.doc, rules.cast, rules.found, hits=rules.entries, called=rules.called, read=rules.read, codes=cues.codes,
            odds=odds, settings=cues.learned,
        )  # fmt: skip


class ThreatRules:
    """The rules at work on one text. `found`: what they suggest, without overlaps, in order.

    `entries`, `called`: place of a word -> table and score, and the code, of the first entry that calls it.
    """

    def __init__(self, doc: Doc, actors: Sequence[Found], cues: ThreatCues) -> None:
        self.doc, self._cues = doc, cues
        self.cast = Cast(doc, actors, cues.parties)
        hits = cues.lexicon.find(doc)
        self._hits = {of_head[0].head: of_head[0] for of_head in hits}
        self.entries = {at: (hit.cue.table, hit.cue.score) for at, hit in self._hits.items()}
        self.called = {at: hit.cue.code for at, hit in self._hits.items()}
        clauses_too = bool(cues.ranking.weights) and cues.learned is None  # what was learned looks at each itself
        candidates = find_candidates(doc, self.cast, hits, cues.words, clauses_too=clauses_too)
        self._coding = Coding(doc, cues.words, candidates, cues.votes)
        around = Candidates(doc, self.cast, cues.words, candidates)
        found = [
            read(candidate, self.cast, cues.status, code=self._coding.of(candidate), score=score)
            for candidate, score in _surest(candidates, around, cues.ranking, cues.weights)
        ]
        self.found = spans.without_overlaps(found)

    def read(self, span: learned.Candidate) -> tuple[str, Found]:
        """Of a span that was learned to be a threat: the code that entries and words vote for, and what is read of it."""
        candidate = Candidate(span.first, span.last, span.head, self._hits.get(span.head.i))
        vote = self._coding.of(candidate)
        return vote, read(candidate, self.cast, self._cues.status, code=vote, score=0.0)


def _read_cues(codebook: Codebook, cues: Mapping[str, object]) -> ThreatCues:
    facet = codebook.facet(FACET)
    codes = tuple(code.name for code in facet.codes) if facet else ()
    ranking = read_ranking(cues)
    return ThreatCues(
        build(cues, tables=TABLES, read=lambda *entry: read_cue(*entry, codes=codes)),
        read_parties(cues),
        read_status_words(cues),
        read_words(cues),
        ranking,
        Weights(ranking.weights),
        read_votes(cues),
        frozenset(codes),
        read_learned(cues),
    )


def _beside_entries(codebook: Codebook, cues: Mapping[str, object]) -> object:
    facet = codebook.facet(FACET)
    return [without_entries(cues, TABLES), [code.name for code in facet.codes] if facet else []]
