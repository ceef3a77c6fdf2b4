"""Suggests stances: who takes which position towards whom, from the lexicon in the codebook's stance cues.

An entry gives valence and mode; the grammar finds holder and target, negation, coordination and reported speech.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.codebook import Codebook
from annotator.suggest import spans
from annotator.suggest.compiled_cues import CueSuggester
from annotator.suggest.cue_entries import build
from annotator.suggest.cue_lexicon import Lexicon
from annotator.suggest.default_stances import default_stances
from annotator.suggest.default_words import read_default
from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.likely_targets import TargetWeights, read_targets, with_targets
from annotator.suggest.parties import Parties, read_parties
from annotator.suggest.reported import read_reporting
from annotator.suggest.stance_confidence import Confidence, read_confidence, sure_enough
from annotator.suggest.stance_cues import AUTHOR, SILENT, TABLES, StanceCue, read_cue
from annotator.suggest.stance_draft import Draft
from annotator.suggest.stance_match import Readings, stance_match
from annotator.suggest.stance_reading import read_stances
from annotator.suggest.state_names import state_names
from annotator.suggest.tree import tree_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NOUN_MARGIN = 0.06


@dataclass(frozen=True, slots=True)
class _Cues:
    lexicon: Lexicon[StanceCue]
    parties: Parties
    readings: Readings
    targets: TargetWeights
    confidence: Confidence | None


class StanceSuggester(CueSuggester[_Cues]):
    """Finds stances."""

    def __init__(self) -> None:
        super().__init__("stances", _read_cues)

    def suggest(self, doc: Doc, *, codebook: Codebook, actors: Sequence[Found]) -> Iterable[Found]:
        """Stances of `doc` in order of their start; a reciprocal or jointly held one gives two on the same span."""
        compiled = self._cues.of(codebook)
        doc = tree_of(doc)
        cast = Cast(doc, actors, compiled.parties, compiled.readings.reporting)
        candidates: list[Draft] = []
        taken: set[int] = set()
        for hits in compiled.lexicon.find(doc):
            if _governed(doc[hits[0].head], taken):
                continue
            for hit in hits:
                read = stance_match(doc, hit, cast, compiled.readings)
                found = [] if hit.cue.valence == SILENT else list(read_stances(read))
                candidates += found
                if found:
                    taken.update((hit.head, read.head.i))
                if found or hit.cue.valence == SILENT:
                    break
        candidates = _outermost(candidates)
        candidates += default_stances(doc, cast, compiled.readings.default, compiled.readings.reporting, taken=taken)
        kept = spans.without_overlaps(candidates, share=0.45)
        return with_targets(sure_enough(kept, compiled.confidence), cast, compiled.targets)


def _read_cues(codebook: Codebook, cues: Mapping[str, object]) -> _Cues:
    parties = replace(
        read_parties(codebook.cues.get("threats"), cues),
        demonyms=state_names(codebook, "demonym"),
        capitals=state_names(codebook, "capital"),
    )
    against, forsaking = (parties.nouns.get(name, frozenset()) for name in ("against", "forsaking"))
    readings = Readings(read_reporting(cues), against, forsaking, read_default(cues))
    return _Cues(
        build(cues, tables=TABLES, read=read_cue), parties, readings, read_targets(cues), read_confidence(cues)
    )


def _governed(token: Token, taken: Collection[int]) -> bool:
    """Whether an infinitive or verbal noun only fills in what an earlier cue says ("urged Kabul to *protect* them")."""
    at = token.head if token.pos_ == "ADJ" and token.dep_ in ("oprd", "acomp") else token
    for _ in range(3):
        if at.dep_ not in ("xcomp", "acl", "pcomp", "prep", "advcl") or at.pos_ not in ("VERB", "AUX", "ADP"):
            return False
        if at.tag_ != "VB" and at.pos_ != "ADP" and at.dep_ != "pcomp":
            return False
        at = at.head
        if at.i in taken:
            return True
    return False


def _outermost(found: list[Draft]) -> list[Draft]:
    """Without the nouns within a clause that says more: an actor's verb called as surely ("helps in the *fight against
    terrorism*"), or the author's judgement of what the noun names ("Iran's *anger* was understandable")."""
    verbs = [each for each in found if " verb " in each.rule and each.attributes["holder"] != AUTHOR]
    judging = [each for each in found if " evaluation " in each.rule and each.attributes["holder"] == AUTHOR]
    return [each for each in found if " noun " not in each.rule or not _said_by(each, verbs, judging)]


def _said_by(noun: Draft, verbs: list[Draft], judging: list[Draft]) -> bool:
    return any(
        verb.start <= noun.start and noun.end <= verb.end and noun.score <= verb.score + NOUN_MARGIN for verb in verbs
    ) or any(whole.start == noun.start and whole.at > noun.at for whole in judging)
