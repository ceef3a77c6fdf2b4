"""Reading a document as a whole: which time it speaks of, which branch a group's plain name means, what it abbreviates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.suggest.actor_lexicon import ActorLexicon
from annotator.suggest.branches import PASSING, means_branch, named_branches, plain_names
from annotator.suggest.introduced import introduced
from annotator.suggest.name_list import NameList
from annotator.suggest.names import Match, Name

_YEAR = re.compile(r"(?<![\d$€£.,-])(?<!until )(?<!till )(?:19[4-9]\d|20[0-4]\d)(?![\d%]|[.,]\d)")
"""A year that something lasts until may be far off, and does not date the text."""
_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?](?!\s)[^\n.!?]+)*")
_FAR = 1000
"""Characters beyond which no end of a sentence is looked for."""
_STOPS = (". ", "\n", "! ", "? ")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document tells about its names. `local`: names that only this document introduces.

    `explicit`: the branches that it names often enough by names of their own, and where it does so first. `passing`:
    those that a plain name may mean which the document mentions no more than in passing. `memo` keeps what was
    counted.
    """

    text: str
    lexicon: ActorLexicon
    local: NameList | None
    explicit: Mapping[str, int]
    passing: frozenset[str]
    counts: Mapping[str, int]
    year: int | None
    memo: dict[str, tuple[int, int]] = field(default_factory=dict, compare=False)
    _after: dict[tuple[str, int, int], bool] = field(default_factory=dict, compare=False)

    def choose(self, match: Match) -> Name | None:
        """The reading of a match that fits here; None where none does."""
        names = match.names
        ruled = next((name for name in names if name.when and self._applies(name, match)), None)
        return ruled or next((name for name in names if not name.when), None)

    def after(self, date: str, match: Match) -> bool:
        """Whether the passage around a match speaks of the time after an ISO date.

        Its sentence decides, then a later year in the document, then the phrases that date it, then its other years
        (which may be history); and last whether it names the actor of the earlier time at all.
        """
        place = (date, match.start, match.end)
        if place not in self._after:
            self._after[place] = self._is_after(date, match)
        return self._after[place]

    def _is_after(self, date: str, match: Match) -> bool:
        turn = int(date[:4])
        sentence = self.sentence(match.start, match.end)
        years = [int(year) for year in _YEAR.findall(sentence)]
        if years and (max(years) < turn or min(years) > turn):
            return min(years) > turn
        looks_back = any(cue in sentence for cue in self.lexicon.phrases.get("former", ()))
        if looks_back and match.kind != "person":  # a former president lives on
            return False
        whole = self.all_after(date)
        if whole is not None:
            return whole
        earlier = [name.code for name in match.names if name.when != f"after {date}"]
        return not any(self.counts.get(code) for code in earlier)

    def all_after(self, date: str) -> bool | None:
        """Whether the document as a whole speaks of the time after an ISO date; None where nothing tells."""
        turn = int(date[:4])
        if self.year is not None and self.year > turn:
            return True
        before, after = self._dated_by(date)
        if before != after:
            return after > before
        return False if self.year is not None and self.year < turn else None

    def _dated_by(self, date: str) -> tuple[int, int]:
        """How often phrases stand in the document that date it before and after."""
        if date not in self.memo:
            before, after = (self.counted(f"{when} {date}") for when in ("before", "after"))
            self.memo[date] = (before, after)
        return self.memo[date]

    def counted(self, kind: str) -> int:
        """How often the phrases of a word list stand in the document; typewriter's apostrophes count, too."""
        phrases = self.lexicon.phrases.get(kind, ())
        spelled = {each for phrase in phrases for each in (phrase, phrase.replace("’", "'"))}
        return sum(self._count(phrase) for phrase in spelled if phrase in self.text)

    def _count(self, phrase: str) -> int:
        """How often a phrase stands in the document; one that ends with a name not in a longer name ("Obama", "Obamas")."""
        named = phrase.rsplit(" ", 1)[-1][:1].isupper()
        return len(re.findall(rf"{re.escape(phrase)}(?![a-z])", self.text)) if named else self.text.count(phrase)

    def sentence(self, start: int, end: int) -> str:
        """The text around a span to the next full stops or line breaks (rough, but cheap), at most _FAR to each side."""
        first, last = max(0, start - _FAR), min(len(self.text), end + _FAR)
        left = max(self.text.rfind(stop, first, start) for stop in _STOPS) + 1 or first
        right = min((at for stop in _STOPS if (at := self.text.find(stop, end, last)) >= 0), default=last)
        return self.text[left:right]

    def paragraph(self, at: int) -> str:
        """The text between the line breaks around a position."""
        end = self.text.find("\n", at)
        return self.text[self.text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(self.text)]

    def _applies(self, name: Name, match: Match) -> bool:
        if name.when.startswith(("before ", "after ")):
            when, date = name.when.split(" ", 1)
            return self.after(date, match) == (when == "after")
        if name.when == "branch":
            return means_branch(self, name, match)
        return name.when == "named" and self.counts.get(name.code, 0) > 0


def read_document(text: str, matches: Sequence[Match], lexicon: ActorLexicon) -> Reading:
    """Read a document, given the listed names found in it."""
    years = [int(year) for year in _YEAR.findall(text)]
    counts = _own_names(matches)
    plain = plain_names(matches)
    local = list(introduced(text, matches, lexicon))
    return Reading(
        text=text,
        lexicon=lexicon,
        local=NameList(local) if local else None,
        explicit=named_branches(matches, counts, plain),
        passing=frozenset(code for code, count in plain.items() if count <= PASSING),
        counts=counts,
        year=max(years) if years else None,
    )


def merged(first: Sequence[Match], second: Sequence[Match]) -> list[Match]:
    """Both lists of matches, sorted, the longer of two overlapping ones kept, the first list's of equal ones."""
    order = sorted(
        [(-(m.end - m.start), 0, m.start, m) for m in first] + [(-(m.end - m.start), 1, m.start, m) for m in second],
        key=lambda row: row[:3],
    )
    taken: set[int] = set()
    kept = []
    for *_, match in order:
        if taken.isdisjoint(range(match.start, match.end)):
            taken.update(range(match.start, match.end))
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


def _own_names(matches: Iterable[Match]) -> dict[str, int]:
    """How often each code is named by names and persons that need no rule."""
    counts: dict[str, int] = {}
    for match in matches:
        if match.kind in ("name", "person") and not any(name.when for name in match.names):
            counts[match.name.code] = counts.get(match.name.code, 0) + 1
    return counts
