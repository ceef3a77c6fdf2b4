"""Suggests threats: clauses and noun phrases that report a danger, from the lexicon in the codebook's threat cues.

The lexicon says what a word may report and of whom; the grammar finds who does it to whom and whether it occurred.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.codebook import Codebook
from annotator.suggest import spans, status
from annotator.suggest.cue_lexicon import Hit, Lexicon, build, located
from annotator.suggest.default_threats import DefaultThreats, default_threats, read_default
from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.parties import Parties, read_parties
from annotator.suggest.threat_cues import TABLES, ThreatCue, read_cue
from annotator.suggest.threat_reading import FACET, read_hit
from annotator.suggest.tree import tree_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class _Compiled:
    codebook: Codebook
    lexicon: Lexicon[ThreatCue]
    parties: Parties
    status: status.StatusWords
    default: DefaultThreats


class ThreatSuggester:
    """Finds threats. `faults` names the entries of the codebook's cues that cannot be used, one sentence each."""

    name = "threats"
    version = "2"

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._compiled: _Compiled | None = None

    def suggest(self, doc: Doc, *, codebook: Codebook, actors: Sequence[Found]) -> Iterable[Found]:
        """Threats of `doc` in order of their start; of overlapping ones the surer (then longer) is kept."""
        compiled = self._compile(codebook)
        doc = tree_of(doc)
        cast = Cast(doc, actors, compiled.parties)
        candidates: list[Found] = []
        silenced: set[int] = set()
        for found in compiled.lexicon.find(doc):
            for hit in sorted(found, key=lambda hit: (-hit.size, hit.first, -hit.cue.score)):
                read = self._read(doc, hit, cast, compiled)
                candidates += (each for each in read if each.score > 0)
                if read:
                    silenced.update([hit.head] if read[0].score <= 0 else [])
                    break
        candidates += default_threats(doc, cast, compiled.default, compiled.status, found=candidates, silenced=silenced)
        return spans.without_overlaps(candidates)

    @staticmethod
    def _read(doc: Doc, hit: Hit[ThreatCue], cast: Cast, compiled: _Compiled) -> list[Found]:
        words = compiled.default
        return list(read_hit(doc, hit, cast, compiled.status, silent=words.silent, against=words.against))

    def _compile(self, codebook: Codebook) -> _Compiled:
        if self._compiled is None or self._compiled.codebook is not codebook:
            cues = codebook.cues.get("threats")
            table: Mapping[str, object] = cues if isinstance(cues, Mapping) else {}
            facet = codebook.facet(FACET)
            codes = tuple(code.name for code in facet.codes) if facet else ()
            lexicon = build(
                table, where="threat cues", tables=TABLES, read=lambda *entry: read_cue(*entry, codes=codes)
            )
            self.faults = located(lexicon.faults, codebook, "threats")
            self._compiled = _Compiled(
                codebook, lexicon, read_parties(table), status.read_status_words(table), read_default(table)
            )
        return self._compiled
