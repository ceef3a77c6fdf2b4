"""What suggesters get and give. Positions are code points of the flowed text (see annotator/reflow.py)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from annotator.codebook import Codebook

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Found:
    """A suggestion in the making. `rule` names the rule or lexicon entry; `start`, `end` in the flowed text."""

    start: int
    end: int
    facet: str
    code: str
    rule: str
    score: float
    attributes: Mapping[str, str] = field(default_factory=dict)


class Suggester(Protocol):
    """One way of finding suggestions. Must give the same answer for the same parse, codebook and mentions.

    `name` and `version` become the suggestion's source. `actors` are the actor suggestions found before, sorted by
    start (empty for the actor suggester itself); threats and stances take perpetrators, holders and targets from them.
    """

    name: str
    version: str

    def suggest(self, doc: Doc, *, codebook: Codebook, actors: Sequence[Found]) -> Iterable[Found]: ...
