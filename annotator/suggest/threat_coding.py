"""[coding] of the threat cues: which code a candidate gets, by a vote of the entries and words in its span and its text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from annotator.suggest.threat_words import ThreatWords
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.threat_candidates import Candidate
    from annotator.suggest.tree import Doc

VOTES: Mapping[str, float] = {"entry": 3.0, "within": 1.5, "strong": 1.0, "weak": 0.5, "topic": 20.0}
"""What counts how much: the entry that calls a span and those within it (times their score), each strong and weak word,
and the share of the code's strong words in the whole text."""

LEAST_WORDS = 200
"""A shorter text is about nothing: its share of words is that of a text so long."""


class Coding:
    """Votes on the codes of a text's candidates."""

    def __init__(
        self, doc: Doc, words: ThreatWords, candidates: Sequence[Candidate], votes: Mapping[str, float]
    ) -> None:
        self.words, self.votes = words, votes
        self.keys = words_of(doc).keys
        spoken = Counter(words.strong[key] for key in self.keys if key in words.strong)
        size = max(len(self.keys), LEAST_WORDS)
        self._topics = {code: votes["topic"] * count / size for code, count in spoken.items()}
        self._called = sorted((each.hit for each in candidates if each.hit is not None), key=lambda hit: hit.first)
        self._firsts = [hit.first for hit in self._called]

    def of(self, candidate: Candidate) -> str:
        """The code with most votes; of equals the first by name, without votes the one that the cues name."""
        votes: defaultdict[str, float] = defaultdict(float)
        if candidate.hit is not None:
            votes[candidate.hit.cue.code] += self.votes["entry"] * candidate.hit.cue.score
        begin, end = (bisect_left(self._firsts, at) for at in (candidate.first, candidate.last))
        for hit in self._called[begin:end]:
            if hit is not candidate.hit and hit.last < candidate.last:
                votes[hit.cue.code] += self.votes["within"] * hit.cue.score
        for key in dict.fromkeys(self.keys[candidate.first : candidate.last]):
            if key in self.words.strong:
                votes[self.words.strong[key]] += self.votes["strong"]
            elif key in self.words.weak:
                votes[self.words.weak[key]] += self.votes["weak"]
        votes.pop("", None)
        for code in votes:
            votes[code] += self._topics.get(code, 0.0)
        return max(sorted(votes), key=votes.__getitem__, default=self.words.code)


def read_votes(cues: Mapping[str, object]) -> dict[str, float]:
    """[coding]; what is missing or no number counts as in VOTES."""
    table = cues.get("coding")
    given = table if isinstance(table, Mapping) else {}
    return {
        name: float(given[name]) if isinstance(given.get(name), int | float) else value for name, value in VOTES.items()
    }
