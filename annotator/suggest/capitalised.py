"""Runs of capitalised words, and their parts: what a state possesses, what stands on both sides of "and"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from annotator.suggest.bodies import states
from annotator.suggest.names import Match
from annotator.suggest.reading import Reading

_SMALL = r"(?:of|for|the|and|on|to|in|de|al)"
_RUN = re.compile(rf"\b[A-Z][\w’'&.-]*(?:[^\S\n]+(?:{_SMALL}[^\S\n]+){{0,3}}[A-Z][\w’'&-]*)+")
_DIRECTORS = ("Director ", "Head ", "Chair", "Deputy ")
_SENTENCE_END = re.compile(r"[a-z]{3}\.\s+")
_CUT = re.compile(r"(?P<owner>['’]s\s+|(?<=s)['’]\s+)|(?P<joint>\s+(?:and|or)\s+(?:the\s+)?)")


def parts(start: int, end: int, reading: Reading) -> Iterator[tuple[int, int, str]]:
    """A run of capitalised words cut behind possessors and between two organisations, with the state that possesses.

    "Iran's Ministry of Roads and Uzbekistan's Water Committee" holds two that belong to states.
    """
    text, first, owner = reading.text, start, ""
    for cut in _CUT.finditer(text, start, end):
        before = text[first : cut.start()]
        word = before.rsplit(None, 1)[-1].casefold() if before.strip() else ""
        if cut["owner"] and not _belongs_to_name(word, cut["owner"], reading):
            matches = reading.lexicon.names.find(before)
            state = matches[-1] if matches and matches[-1].end == len(before) else None
            yield first, first + state.start if state else cut.start(), owner
            owner = code_at(first, state, reading) if state else ""
            owner = owner if owner in states(reading.lexicon) else ""
        elif cut["joint"] and (
            reading.lexicon.has("organisations", word)
            or reading.lexicon.has("officials", text[cut.end() : end].split(" ", 1)[0].casefold())
            or text.startswith(_DIRECTORS, cut.end())
            or _opens_another(before, text[cut.end() : end], reading)
        ):
            yield first, cut.start(), owner
            owner = ""
        else:
            continue
        first = cut.end()
    yield first, end, owner


def _opens_another(before: str, behind: str, reading: Reading) -> bool:
    """Whether a second state's body stands behind "and": "the Kazakh Ministry of Trade and the Afghan Ministry of Mines"."""
    words = [word.casefold() for word in before.split()]
    if not reading.lexicon.has("organisations", *words):
        return False
    first = reading.lexicon.names.find(behind.split(" ", 1)[0])
    return bool(first) and first[0].kind == "demonym"


def _belongs_to_name(word: str, possessive: str, reading: Reading) -> bool:
    """Whether a possessor is a part of the name: "People's Party", "Herdsmen's Front", "Workers' Party"."""
    return word.endswith("men") or not possessive.strip("'’ \n") or reading.lexicon.has("naming_possessors", word)


def code_at(at: int, match: Match, reading: Reading) -> str:
    """The code that a name means which stands so far behind `at`."""
    name = reading.choose(Match(at + match.start, at + match.end, match.names))
    return name.code if name else ""


def runs(text: str) -> Iterator[re.Match[str]]:
    """Runs of capitalised words, each within a sentence."""
    at = 0
    while (run := _RUN.search(text, at)) is not None:
        end = _SENTENCE_END.search(text, run.start(), run.end())
        first = run if end is None else _RUN.search(text, run.start(), end.start() + 3)
        if first is not None:
            yield first
        at = run.end() if end is None else end.end()


def is_heading(text: str, at: int) -> bool:
    """Whether the line is one of capitals, or has nearly every word capitalised."""
    end = text.find("\n", at)
    return _is_heading(text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)])


@lru_cache(maxsize=256)
def _is_heading(line: str) -> bool:
    words = [word for word in line.split() if word[0].isalpha()]
    small = sum(word[0].islower() for word in words)
    return len(words) < 25 and small * 3 < len(words) and not line.rstrip().endswith(".")
