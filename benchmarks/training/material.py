"""The coded texts: parsed, with their actors, what the rules alone suggest, and the coders' spans gathered into units."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from annotator.codebook import Codebook
from annotator.codebook_file import read_codebook
from annotator.reflow import reflow
from annotator.regions import find_regions
from annotator.suggest.actor_lexicon import ActorLexicon, actor_lexicon
from annotator.suggest.actors import ActorSuggester
from annotator.suggest.footnotes import footnote_marks
from annotator.suggest.found import Found
from annotator.suggest.learned.codes import Codes
from annotator.suggest.learned.stances import LearnedStances
from annotator.suggest.learned.weights import FACETS
from annotator.suggest.pipeline import parse_from_bytes, parse_to_bytes
from annotator.suggest.polar_words import PolarWords
from annotator.suggest.scoring_units import Item, Unit, Value, gather
from annotator.suggest.stances import StanceCues, StanceRules, StanceSuggester
from annotator.suggest.threats import ThreatCues, ThreatRules, ThreatSuggester
from annotator.suggest.tree import Doc, tree_of
from benchmarks.training.capitals import Seat, capitals_in

HERE = Path(__file__).parent / "material"
CODEBOOK = Path(__file__).resolve().parents[2] / "resources" / "codebooks" / "regional-security.toml"
HELD_OUT = ("f", "h", "j", "l", "m", "p", "r", "s", "t", "u", "v", "w", "x", "y", "z")
"""Texts whose names begin so are never trained on: they measure."""
FROM_LISTS = ("b", "e", *(f"c{letter}" for letter in "abcdefgh"))
"""Texts whose actors were marked with lists of names, or not at all: what a capital stands for is not learned of them."""
COUNTED = {"b": 3.0, "c": 3.0}
"""How many times texts whose names begin so count in what carries a span and what is marked: they are most like real articles."""
SAME, OTHER = 0.5, 0.35
"""A span says what a unit says where they share so much; it is no example of anything where they share less, but more than OTHER."""


def most_alike(units: Sequence[Unit], start: int, end: int) -> tuple[float, Unit | None]:
    """The unit of which a span shares most with a coder's, and how much (IoU); (0, None) where none does."""
    best: tuple[float, Unit | None] = 0.0, None
    for unit in units:
        for item in unit.items:
            both = min(end, item.end) - max(start, item.start)
            if both > 0:
                shared = both / (end - start + item.end - item.start - both)
                best = max(best, (shared, unit), key=lambda each: each[0])
    return best


def usual(unit: Unit, value: Value) -> Any:
    """What most of its coders say; of equals the first by name."""
    return min(unit.usual(value), key=str)


@dataclass
class Text:
    """A coded text. `odds`: facet -> log odds of each word, given by a reader that has not seen it."""

    name: str
    doc: Doc
    actors: tuple[Found, ...]
    units: Mapping[str, list[Unit]]
    coders: int
    seats: tuple[Seat, ...] = ()
    odds: dict[str, list[float]] = field(default_factory=dict)

    @property
    def counted(self) -> float:
        """How many times it counts."""
        return COUNTED.get(self.name[0], 1.0)

    @property
    def need(self) -> int:
        """How many coders must mark a unit for it to count."""
        return min(2, self.coders)

    @cached_property
    def threats(self) -> ThreatRules:
        """How the suggester of threats sees it."""
        return ThreatRules(self.doc, self.actors, threat_cues())

    @cached_property
    def codes(self) -> Codes:
        return Codes(self.doc, self.threats.cast, self.threats.called)

    @cached_property
    def stances(self) -> StanceRules:
        """How the suggester of stances sees it."""
        return StanceRules(self.doc, self.actors, stance_cues())

    @cached_property
    def learned(self) -> LearnedStances:
        rules, readings = self.stances, stance_cues().readings
        return LearnedStances(self.doc, rules.cast, rules.found, rules.read, readings)

    def rules(self, facet: str) -> ThreatRules | StanceRules:
        return self.threats if facet == "threat" else self.stances


@lru_cache(maxsize=1)
def threat_cues() -> ThreatCues:
    return ThreatSuggester()._cues.of(shipped())


@lru_cache(maxsize=1)
def stance_cues() -> StanceCues:
    return StanceSuggester()._cues.of(shipped())


@lru_cache(maxsize=1)
def shipped() -> Codebook:
    """The shipped codebook: what it says of what was learned only makes the rules leave that to it."""
    return read_codebook(CODEBOOK)


def polar_words() -> PolarWords:
    """The words for and against of the stance cues."""
    return stance_cues().readings.default.polar


def texts(*, held_out: bool = False) -> Iterator[Text]:
    """The texts to train on, or those held out, by name."""
    for path in sorted((HERE / "texts").glob("*.txt")):
        if path.name.startswith(HELD_OUT) == held_out:
            yield _read(path)


@lru_cache(maxsize=1)
def _actors() -> ActorSuggester:
    return ActorSuggester()


@lru_cache(maxsize=1)
def lexicon() -> ActorLexicon:
    """What the shipped codebook knows of actors."""
    return actor_lexicon(shipped())


def _read(path: Path) -> Text:
    text = path.read_text(encoding="utf-8")
    flow = reflow(text, [*find_regions(text), *footnote_marks(text)], leave_out=True)
    doc = parse_from_bytes(parse_to_bytes(flow.text), flow.text)
    assert doc is not None
    codings: defaultdict[str, list[Item]] = defaultdict(list)
    coders = set()
    for file in sorted((HERE / "codings").glob(f"{path.stem}.*.jsonl")):
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            start, end, who = row["start"], row["end"], row["coder"]
            coders.add(who)
            given = {name: value for name, value in row["attributes"].items() if value is not None}
            place = flow.to_flowed(start), flow.to_flowed(end)
            codings[row["facet"]].append(Item(*place, row["code"], given, who, start, end))
    actors = sorted(_actors().suggest(doc, codebook=shipped(), actors=()), key=lambda each: (each.start, each.end))
    units = {facet: gather(codings[facet], criterion="iou50") for facet in FACETS}
    seats = tuple(capitals_in(doc, lexicon(), actors=actors, codings=codings["actor"]))
    return Text(path.stem, tree_of(doc), tuple(actors), units, len(coders), seats)
