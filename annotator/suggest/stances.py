"""Suggests stances: who takes which position towards whom, from the lexicon in the codebook's stance cues.

An entry gives valence and mode; the grammar finds holder and target, negation, coordination and reported speech.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.codebook import Codebook
from annotator.suggest import clauses, spans
from annotator.suggest.compiled_cues import CueSuggester, without_entries
from annotator.suggest.cue_entries import build
from annotator.suggest.cue_lexicon import Hit, Lexicon
from annotator.suggest.default_stances import default_stances
from annotator.suggest.default_words import read_default
from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.learned.odds import odds_of
from annotator.suggest.learned.settings import Learned, read_learned
from annotator.suggest.learned.stances import LearnedStances
from annotator.suggest.likely_targets import TargetWeights, read_targets, with_targets
from annotator.suggest.parties import Parties, read_parties
from annotator.suggest.reported import read_reporting
from annotator.suggest.stance_clause import Clause
from annotator.suggest.stance_confidence import Confidence, read_confidence, sure_enough
from annotator.suggest.stance_cues import AUTHOR, FACET, SILENT, TABLES, StanceCue, read_cue
from annotator.suggest.stance_draft import Draft
from annotator.suggest.stance_match import Readings, stance_match
from annotator.suggest.stance_reading import read_stances
from annotator.suggest.state_names import state_names
from annotator.suggest.tree import tree_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NOUN_MARGIN = 0.06
MODE = "mode"
"""The attribute of a stance that says of what sort it is."""


@dataclass(frozen=True, slots=True)
class StanceCues:
    """What the stance cues of a codebook say. `of_threats`: the parties of the threat cues alone."""

    lexicon: Lexicon[StanceCue]
    parties: Parties
    of_threats: Parties
    readings: Readings
    targets: TargetWeights
    confidence: Confidence | None
    codes: frozenset[str]
    modes: frozenset[str]
    learned: Learned | None


class StanceSuggester(CueSuggester[StanceCues]):
    """Finds stances."""

    def __init__(self) -> None:
        super().__init__("stances", _read_cues, _beside_entries)

    def suggest(self, doc: Doc, *, codebook: Codebook, actors: Sequence[Found]) -> Iterable[Found]:
        """Stances of `doc` in order of their start; a reciprocal or jointly held one gives two on the same span."""
        cues = self._cues.of(codebook)
        rules = StanceRules(tree_of(doc), actors, cues)
        if cues.learned is None:
            return rules.found
        learned = LearnedStances(rules.doc, rules.cast, rules.found, rules.read, cues.readings)
        parties = cues.of_threats  # as the suggester of threats has asked
        odds = odds_of(rules.doc, actors, parties, lambda: Cast(rules.doc, actors, parties))[FACET]
        return learned.found(rules.entries, odds=odds, codes=cues.codes, modes=cues.modes, settings=cues.learned)


class StanceRules:
    """The rules at work on one text. `found`: what they suggest, in order.

    `entries`: place of a word -> table and score of the first entry that calls it.
    """

    def __init__(self, doc: Doc, actors: Sequence[Found], cues: StanceCues) -> None:
        self.doc, self._readings = doc, cues.readings
        self.cast = Cast(doc, actors, cues.parties, cues.readings.reporting)
        hits = cues.lexicon.find(doc)
        self.entries = {of_head[0].head: (of_head[0].cue.table, of_head[0].cue.score) for of_head in hits}
        drafts, taken = _called(doc, hits, self.cast, cues.readings)
        self._called = {draft.at: draft for draft in reversed(drafts)}
        default = cues.readings.default
        others = default_stances(doc, self.cast, default, cues.readings.reporting, taken=taken)
        kept = spans.without_overlaps([*_outermost(drafts), *others], share=0.45)
        self.found = with_targets(sure_enough(kept, cues.confidence), self.cast, cues.targets)

    def read(self, head: Token) -> Draft | None:
        """Of a word that was learned to carry a stance: what an entry calls there, or the clause tells by its words."""
        if head.i in self._called:
            return self._called[head.i]
        if head.pos_ not in clauses.VERBAL:
            return None
        return Clause(self.doc, head, self.cast, self._readings.default, self._readings.reporting).stance()


def _called(
    doc: Doc, hits: Iterable[Sequence[Hit[StanceCue]]], cast: Cast, readings: Readings
) -> tuple[list[Draft], set[int]]:
    """The stances that entries call, and the words that carry or call them."""
    candidates: list[Draft] = []
    taken: set[int] = set()
    for of_head in hits:
        if _governed(doc[of_head[0].head], taken):
            continue
        for hit in of_head:
            read = stance_match(doc, hit, cast, readings)
            found = [] if hit.cue.valence == SILENT else list(read_stances(read))
            candidates += found
            if found:
                taken.update((hit.head, read.head.i))
            if found or hit.cue.valence == SILENT:
                break
    return candidates, taken


def _read_cues(codebook: Codebook, cues: Mapping[str, object]) -> StanceCues:
    parties = replace(
        read_parties(codebook.cues.get("threats"), cues),
        demonyms=state_names(codebook, "demonym"),
        capitals=state_names(codebook, "capital"),
    )
    against, forsaking = (parties.nouns.get(name, frozenset()) for name in ("against", "forsaking"))
    readings = Readings(read_reporting(cues), against, forsaking, read_default(cues))
    facet = codebook.facet(FACET)
    return StanceCues(
        build(cues, tables=TABLES, read=read_cue),
        parties,
        read_parties(codebook.cues.get("threats")),
        readings,
        read_targets(cues),
        read_confidence(cues),
        frozenset(code.name for code in facet.codes) if facet else frozenset(),
        frozenset(value for each in facet.attributes if each.name == MODE for value in each.values)
        if facet
        else frozenset(),
        read_learned(cues),
    )


def _beside_entries(codebook: Codebook, cues: Mapping[str, object]) -> object:
    facet = codebook.facet(FACET)
    of_facet = [[code.name for code in facet.codes], [[a.name, a.values] for a in facet.attributes]] if facet else []
    names = [state_names(codebook, kind) for kind in ("demonym", "capital")]
    return [without_entries(cues, TABLES), without_entries(codebook.cues.get("threats"), TABLES), of_facet, names]


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
