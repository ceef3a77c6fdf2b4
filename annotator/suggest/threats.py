"""Suggests threats: clauses and noun phrases that report a danger, from the lexicon in the codebook's threat cues.

The lexicon says what a word may report and of whom; the grammar finds who does it to whom and whether it occurred.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.codebook import Codebook
from annotator.suggest import spans
from annotator.suggest.compiled_cues import CueSuggester
from annotator.suggest.cue_entries import build
from annotator.suggest.cue_lexicon import Lexicon
from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
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
class _Cues:
    lexicon: Lexicon[ThreatCue]
    parties: Parties
    status: StatusWords
    words: ThreatWords
    ranking: Ranking
    weights: Weights
    votes: Mapping[str, float]


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


class ThreatSuggester(CueSuggester[_Cues]):
    """Finds threats."""

    def __init__(self) -> None:
        super().__init__("threats", _read_cues)

    def suggest(self, doc: Doc, *, codebook: Codebook, actors: Sequence[Found]) -> Iterable[Found]:
        """Threats of `doc` in order of their start; of overlapping ones the surer (then longer) is kept.

        Where the cues have no [ranking], only what entries call is suggested, as sure as the entries are.
        """
        compiled = self._cues.of(codebook)
        doc = tree_of(doc)
        cast = Cast(doc, actors, compiled.parties)
        words, ranking = compiled.words, compiled.ranking
        candidates = find_candidates(doc, cast, compiled.lexicon, words, clauses_too=bool(ranking.weights))
        around = Candidates(doc, cast, words, candidates)
        coding = Coding(doc, words, candidates, compiled.votes)
        found = [
            read(candidate, cast, compiled.status, code=coding.of(candidate), score=score)
            for candidate, score in _surest(candidates, around, ranking, compiled.weights)
        ]
        return spans.without_overlaps(found)


def _read_cues(codebook: Codebook, cues: Mapping[str, object]) -> _Cues:
    facet = codebook.facet(FACET)
    codes = tuple(code.name for code in facet.codes) if facet else ()
    ranking = read_ranking(cues)
    return _Cues(
        build(cues, tables=TABLES, read=lambda *entry: read_cue(*entry, codes=codes)),
        read_parties(cues),
        read_status_words(cues),
        read_words(cues),
        ranking,
        Weights(ranking.weights),
        read_votes(cues),
    )
