"""The coded texts: parsed, with their actors, what the rules alone suggest, and the coders' spans gathered into units."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from annotator.codebook import Codebook
from annotator.codebook_file import read_codebook
from annotator.reflow import reflow
from annotator.regions import find_regions
from annotator.suggest.actors import ActorSuggester
from annotator.suggest.footnotes import footnote_marks
from annotator.suggest.found import Found
from annotator.suggest.learned.codes import Codes
from annotator.suggest.learned.stances import LearnedStances
from annotator.suggest.pipeline import parse_from_bytes, parse_to_bytes
from annotator.suggest.polar_words import PolarWords
from annotator.suggest.stances import StanceCues, StanceRules, StanceSuggester
from annotator.suggest.threats import ThreatCues, ThreatRules, ThreatSuggester
from annotator.suggest.tree import Doc, tree_of

HERE = Path(__file__).parent / "material"
CODEBOOK = Path(__file__).resolve().parents[2] / "resources" / "codebooks" / "regional-security.toml"
HELD_OUT = ("m", "p")
"""Texts whose names begin so are never trained on: they measure."""
SAME, OTHER = 0.5, 0.35
"""A span says what a unit says where they share so much; it is no example of anything where they share less, but more than OTHER."""


Coding: TypeAlias = tuple[int, int, str, str, Mapping[str, Any]]
"""Start, end, coder, code, attributes."""


def most_alike(units: Sequence[Unit], start: int, end: int) -> tuple[float, Unit | None]:
    """The unit that shares most with a span, and how much; (0, None) where none does."""
    best: tuple[float, Unit | None] = 0.0, None
    for unit in units:
        if unit.reach[0] < end and unit.reach[1] > start:
            shared = unit.shared(start, end)
            if shared > best[0]:
                best = shared, unit
    return best


@dataclass(frozen=True)
class Unit:
    """Codings of one facet that mark the same, by the rule of the scoring."""

    codings: tuple[Coding, ...]

    @property
    def coders(self) -> int:
        return len({coding[2] for coding in self.codings})

    def shared(self, start: int, end: int) -> float:
        """The most that a span shares with one of its spans: intersection over union."""
        return max(_share((start, end), coding[:2]) for coding in self.codings)

    @cached_property
    def reach(self) -> tuple[int, int]:
        """From where its first span begins to where its last one ends."""
        return min(coding[0] for coding in self.codings), max(coding[1] for coding in self.codings)

    def usual(self, what: Callable[[str, Mapping[str, Any]], Any]) -> Any:
        """What most of its coders say."""
        return Counter(what(code, attributes) for *_, code, attributes in self.codings).most_common(1)[0][0]


def _share(one: tuple[int, int], other: tuple[int, int]) -> float:
    both = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return both / (one[1] - one[0] + other[1] - other[0] - both) if both else 0.0


def _together(one: tuple[int, int], other: tuple[int, int]) -> bool:
    both = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return _share(one, other) >= SAME or both >= 0.8 * min(one[1] - one[0], other[1] - other[0])


@dataclass
class Text:
    """A coded text. `odds`: facet -> log odds of each word, given by a reader that has not seen it."""

    name: str
    doc: Doc
    actors: tuple[Found, ...]
    units: Mapping[str, list[Unit]]
    coders: int
    odds: dict[str, list[float]] = field(default_factory=dict)

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


def _read(path: Path) -> Text:
    text = path.read_text(encoding="utf-8")
    flow = reflow(text, [*find_regions(text), *footnote_marks(text)], leave_out=True)
    doc = parse_from_bytes(parse_to_bytes(flow.text), flow.text)
    assert doc is not None
    codings: dict[str, list[Coding]] = {}
    coders = set()
    for file in sorted((HERE / "codings").glob(f"{path.stem}.*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            coders.add(row["coder"])
            place = flow.to_flowed(row["start"]), flow.to_flowed(row["end"])
            codings.setdefault(row["facet"], []).append((*place, row["coder"], row["code"], row["attributes"]))
    actors = sorted(_actors().suggest(doc, codebook=shipped(), actors=()), key=lambda each: (each.start, each.end))
    units = {facet: list(_units(found)) for facet, found in codings.items() if facet != "actor"}
    return Text(path.stem, tree_of(doc), tuple(actors), units, len(coders))


def _units(codings: list[Coding]) -> Iterator[Unit]:
    found: list[list[Coding]] = []
    for coding in sorted(codings, key=lambda each: (each[0] - each[1], each[0], each[2])):
        best = max(found, key=lambda unit: max(_share(coding[:2], each[:2]) for each in unit), default=None)
        if best is not None and any(_together(coding[:2], each[:2]) for each in best):
            best.append(coding)
        else:
            found.append([coding])
    return (Unit(tuple(unit)) for unit in found)
