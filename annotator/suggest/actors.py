"""Suggests actors: listed names, the phrases they open, persons by their office, names that only this text explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.codebook import Codebook
from annotator.suggest.actor_lexicon import ActorLexicon, actor_lexicon
from annotator.suggest.datelines import datelines
from annotator.suggest.found import Found, PatternFault
from annotator.suggest.joined import acting_capitals, joined_adjectives, named_bodies
from annotator.suggest.listed import read
from annotator.suggest.names import Match
from annotator.suggest.pipeline import text_of
from annotator.suggest.reading import Reading, merged, read_document
from annotator.suggest.unlisted import unlisted
from annotator.suggest.versions import rules_version

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


_SEATS = ("capital:", "spelling:")
"""Rules that find seats of governments."""


class ActorSuggester:
    """Finds actors by the codebook's aliases and the lists in its actor cues."""

    name = "actors"
    version = rules_version()

    def __init__(self) -> None:
        self._codebook: Codebook | None = None
        self._lexicon: ActorLexicon | None = None

    def suggest(self, doc: Doc, *, codebook: Codebook, actors: Sequence[Found]) -> Iterable[Found]:
        """Actors of `doc`, sorted by start, none inside another."""
        lexicon = self._compiled(codebook)
        text = text_of(doc)
        located, reading = names_in(doc, lexicon)
        shared = lexicon.phrases.get("shared_names", ())  # "Tajik Security Council" is one phrase
        starts = frozenset(span.start for span, match in located if match.name.text not in shared)
        seats = acting_capitals(located, reading)
        found = [actor for span, match in located for actor in read(span, match, reading, starts, seats)]
        found += joined_adjectives(located, found, reading)
        found += named_bodies(located, found, reading)
        found += unlisted(doc, [match for _, match in located], found, reading)
        kept = sorted(_without_overlaps(_not_in_datelines(found, text)), key=lambda each: (each.start, each.end))
        return _abbreviations_like_names(kept, text)

    def rests_on(self, doc: Doc, *, codebook: Codebook) -> None:
        """It is asked each time: any name of the codebook may stand in the text."""

    def faults(self, codebook: Codebook) -> Sequence[PatternFault]:
        """Aliases and cues that cannot be used."""
        return self._compiled(codebook).faults

    def _compiled(self, codebook: Codebook) -> ActorLexicon:
        if self._lexicon is None or self._codebook is not codebook:
            self._codebook, self._lexicon = codebook, actor_lexicon(codebook)
        return self._lexicon


def names_in(doc: Doc, lexicon: ActorLexicon) -> tuple[list[tuple[Span, Match]], Reading]:
    """The names in a text, listed ones and those that only it introduces, and how it is to be read."""
    text = text_of(doc)
    matches = lexicon.names.find(text)
    reading = read_document(text, matches, lexicon)
    if reading.local is not None:
        matches = merged(reading.local.find(text), matches)
    return list(_located(doc, matches)), reading


def _located(doc: Doc, matches: Iterable[Match]) -> Iterator[tuple[Span, Match]]:
    """The matches with the tokens that they cover (wholly or in part)."""
    for match in matches:
        span = doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is not None:
            yield span, match


def _abbreviations_like_names(found: Sequence[Found], text: str) -> list[Found]:
    """An abbreviation in brackets has the role of the name that stands before it."""
    done: list[Found] = []
    for each in found:
        long = done[-1] if done else None
        if (
            long
            and long.code == each.code
            and text[long.end : each.start] == " ("
            and text[each.end : each.end + 1] == ")"
        ):
            each = replace(each, attributes={**each.attributes, "role": long.attributes["role"]})
        done.append(each)
    return done


def _not_in_datelines(found: Iterable[Found], text: str) -> list[Found]:
    """The actors without the seats that only tell where a report was written."""
    lines = list(datelines(text))
    return [
        each
        for each in found
        if not (each.rule.startswith(_SEATS) and any(line.start <= each.start < line.end for line in lines))
    ]


def _without_overlaps(found: Iterable[Found]) -> list[Found]:
    """Of actors that overlap, the longest; of equal ones the surest."""
    kept: list[Found] = []
    taken: set[int] = set()
    for each in sorted(found, key=lambda each: (each.start - each.end, -each.score, each.start, each.code)):
        if taken.isdisjoint(range(each.start, each.end)):
            taken.update(range(each.start, each.end))
            kept.append(each)
    return kept
