"""Names whose spelling is close to a listed one: other transliterations and slips, offered with a lower score."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from annotator.suggest.actor_lexicon import ActorLexicon
from annotator.suggest.found import Found
from annotator.suggest.metonyms import is_metonym
from annotator.suggest.names import FACET, Match, Name, fold
from annotator.suggest.person_names import names_place
from annotator.suggest.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

CLOSE = 88.0
"""Least similarity in percent (rapidfuzz's normalised Indel similarity)."""
CLOSE_WORD = 80.0
"""The same for each word of a person's name."""
SHORTEST = 7
LONGEST = 5
WEIGHT = 0.7
"""What a perfect likeness would score; a likeness of 90 % scores 0.63."""

_MODEL_KINDS = frozenset({"ORG", "PERSON", "GPE", "NORP"})
_RUN = re.compile(r"\b[A-Z][\w’']+(?:[ -](?:[a-z]{1,2}-)?[A-Z][\w’']+)*")
_PART = re.compile(r"[^ ]+")
_KINDS = frozenset({"name", "country", "person", "capital"})
_Choices: TypeAlias = dict[tuple[str, int], dict[tuple[Name, ...], str]]
"""Listed names by first letter and number of words: the names of each spelling, and the spelling."""


def spellings(doc: Doc, taken: bytearray, reading: Reading) -> Iterator[Found]:
    """Names that the model finds and that are spelled nearly like a listed one."""
    choices = _choices(reading.lexicon)
    for start, text in _candidates(doc, reading.text, taken):
        if len(text) < SHORTEST or "\n" in text or 1 in taken[start : start + len(text)]:
            continue
        folded = fold(text).casefold()
        best = _nearest(folded, choices)
        name = reading.choose(Match(start, start + len(text), best[2])) if best else None
        if best is None or name is None:
            continue
        if name.kind == "capital" and not _stands_for_government(doc, start, text, reading):
            continue
        if name.kind == "person" and (
            names_place(reading.text, start + len(text)) or not _is_like_in_each_word(folded, best[0])
        ):
            continue
        if name.kind == "person" and text in _surnames_of_others(doc, choices):
            continue  # "Reza Khalilzadeh", later "Khalilzadeh"
        score = round(best[1] / 100 * WEIGHT, 3)
        rule = f"spelling:{fold(name.text).casefold()}"
        taken[start : start + len(text)] = b"\1" * len(text)
        yield Found(start, start + len(text), FACET, name.code, rule, score, {"role": "actor"})


def _surnames_of_others(doc: Doc, choices: _Choices) -> frozenset[str]:
    """The last words of persons whom the text names in full, and whose whole name is like no listed one."""
    named = (span for span in doc.ents if span.label_ == "PERSON" and len(span) > 1)
    return frozenset(span[-1].text for span in named if _nearest(fold(span.text).casefold(), choices) is None)


def _nearest(folded: str, choices: _Choices) -> tuple[str, float, tuple[Name, ...]] | None:
    """The listed spelling that is most like one, how like in percent, and its names; None where none is close."""
    from rapidfuzz import fuzz, process

    alike = choices.get((folded[:1], len(folded.split())), {})
    return process.extractOne(folded, alike, scorer=fuzz.ratio, score_cutoff=CLOSE)


def _is_like_in_each_word(one: str, other: str) -> bool:
    """Whether two names of a person are alike word by word: people share their first names."""
    from rapidfuzz import fuzz

    return all(fuzz.ratio(a, b) >= CLOSE_WORD for a, b in zip(one.split(), other.split(), strict=True))


def _stands_for_government(doc: Doc, start: int, text: str, reading: Reading) -> bool:
    span = doc.char_span(start, start + len(text), alignment_mode="expand")
    return span is not None and is_metonym(span, reading.lexicon)


def _candidates(doc: Doc, text: str, taken: bytearray) -> Iterator[tuple[int, str]]:
    """Start and text of what the model takes for a name, and of capitalised words, alone or in a row.

    In a line all in capitals every row of two to five words is tried, the longest first.
    """
    for span in doc.ents:
        if span.label_ in _MODEL_KINDS and not taken[span.start_char]:
            start, name = _bare(span, text)
            if name[:1].isupper():
                yield start, name
    for run in _RUN.finditer(text):
        if run[0].count(" ") > 1 and run[0] == run[0].upper():
            words = [match.span() for match in _PART.finditer(text, run.start(), run.end())]
            for size in range(min(LONGEST, len(words)), 1, -1):
                for first in range(len(words) - size + 1):
                    yield words[first][0], text[words[first][0] : words[first + size - 1][1]]
        elif " " in run[0] or not _opens_sentence(text, run.start()):
            yield run.start(), run[0]


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 8) : at].rstrip(" \"“‘'(")
    return not before or before[-1] in ".!?:\n•|"


def _bare(span: Span, text: str) -> tuple[int, str]:
    """Start and text of a span without an article before and a possessive behind."""
    tokens = list(span)
    if tokens[0].lower_ == "the" and len(tokens) > 1:
        tokens = tokens[1:]
    if tokens[-1].tag_ == "POS" and len(tokens) > 1:
        tokens = tokens[:-1]
    return tokens[0].idx, text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]


@lru_cache(maxsize=4)
def _choices(lexicon: ActorLexicon) -> _Choices:
    """Listed names of some length by first letter and number of words: the names of each spelling, and the spelling."""
    spelled: dict[str, list[Name]] = {}
    for name in lexicon.listed:
        if name.kind in _KINDS and len(name.text) >= SHORTEST:
            spelled.setdefault(fold(name.text).casefold(), []).append(name)
    alike: _Choices = {}
    for spelling, names in spelled.items():
        alike.setdefault((spelling[0], len(spelling.split())), {})[tuple(names)] = spelling
    return alike
