"""One match of a stance cue with what its reading needs: the sentence, the actors, the words of the cue file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.suggest.cue_lexicon import Hit
from annotator.suggest.default_words import DefaultWords
from annotator.suggest.holders import Cast
from annotator.suggest.reported import Reporting
from annotator.suggest.stance_cues import StanceCue

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token


@dataclass(frozen=True, slots=True)
class Readings:
    """What every reading needs of the cue file beside the entry itself."""

    reporting: Reporting
    against: frozenset[str]
    forsaking: frozenset[str]
    default: DefaultWords


@dataclass(frozen=True, slots=True)
class StanceMatch:
    """A match in its text. `head`: the word that carries it; for an obligation the verb obliged, for a passive its participle."""

    doc: Doc
    hit: Hit[StanceCue]
    head: Token
    cast: Cast
    readings: Readings

    @property
    def cue(self) -> StanceCue:
        return self.hit.cue


def stance_match(doc: Doc, hit: Hit[StanceCue], cast: Cast, readings: Readings, /) -> StanceMatch:
    head = doc[hit.head]
    carried = head.dep_ == "aux" and hit.cue.table == "obligation"
    carried = carried or (head.dep_ == "auxpass" and hit.last >= head.head.i)  # "are *divided* over"
    return StanceMatch(doc, hit, head.head if carried else head, cast, readings)
