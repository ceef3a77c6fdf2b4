"""The capitals that coded texts name: what stands around each, and who takes it for its government."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.suggest.actor_lexicon import ActorLexicon
from annotator.suggest.actors import names_in
from annotator.suggest.found import Found
from annotator.suggest.joined import metonyms_of
from annotator.suggest.learned.seats import seat_traits
from annotator.suggest.names import Match
from annotator.suggest.scoring_units import Item

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True)
class Seat:
    """A capital that is named: its traits, how many coders take it for its government, and what the rules say."""

    traits: Mapping[str, float]
    marked: int
    by_rules: bool


def capitals_in(doc: Doc, lexicon: ActorLexicon, *, actors: Sequence[Found], codings: Sequence[Item]) -> Iterator[Seat]:
    """The capitals that are not part of a longer name or phrase. `codings`: of actors, on the same text."""
    located, reading = names_in(doc, lexicon)
    by_rules = metonyms_of(located, reading)
    longer = [*((each.start, each.end) for each in actors), *((each.start, each.end) for each in codings)]
    for span, match in located:
        name = reading.choose(match)
        if name is None or name.kind != "capital" or any(_holds(one, match) for one in longer):
            continue
        marked = {each.who for each in codings if (each.start, each.end) == (match.start, match.end)}
        yield Seat(seat_traits(span, by_rules=match.start in by_rules), len(marked), match.start in by_rules)


def _holds(span: tuple[int, int], match: Match) -> bool:
    return span[0] <= match.start and match.end <= span[1] and span != (match.start, match.end)
