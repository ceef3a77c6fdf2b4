"""The actors found in one text, on its parse: where they stand, what stands near a word, who governs."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from annotator.suggest.clauses import SUBJECTS
from annotator.suggest.found import Found
from annotator.suggest.noun_phrases import Bounds
from annotator.suggest.parties import Parties
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

OFTEN = 2
"""How often a text must name a predecessor to speak of its time."""
WITHIN = frozenset({"conj", "pobj", "poss", "compound", "amod", "nmod"})
"""Links by which a name lies within a noun phrase that may be a subject."""


class Mention(NamedTuple):
    """An actor found, on the parse: tokens [first, last), its code, whether it stands as the subject of a clause.

    `armed`: whether it is an armed group, by its code or by a word of its name.
    """

    first: int
    last: int
    root: int
    code: str
    place: bool
    subject: bool
    sentence: int
    armed: bool = False


class Mentions:
    """The named actors of one parsed text, in order."""

    def __init__(self, doc: Doc, actors: Sequence[Found], parties: Parties, /) -> None:
        self.doc = doc
        self.parties = parties
        self.mentions: list[Mention] = []
        self._at: dict[int, Mention] = {}
        words = words_of(doc)
        starts, ends = words.starts, words.ends
        at = 0
        for actor in actors:
            while at < len(starts) and ends[at] <= actor.start:
                at += 1
            last = at
            while last < len(starts) and starts[last] < actor.end:
                last += 1
            if last == at or not actor.code:
                continue
            self._add(at, last, actor)
        self._firsts = [mention.first for mention in self.mentions]
        before = sum(mention.code in parties.predecessors for mention in self.mentions)
        self.governing = parties.governing if before < OFTEN else frozenset[str]()
        ends_at = {mention.last for mention in self.mentions}
        names = frozenset(mention.first for mention in self.mentions)
        self.bounds = Bounds(names, frozenset(first for first in names if first in ends_at))

    def _add(self, first: int, last: int, actor: Found) -> None:
        root = self.doc.span(first, last).root
        top = root
        for _ in range(5):
            if top.dep_ not in WITHIN and not (top.dep_ == "prep" and top.lower_ in ("of", "from")):
                break
            top = top.head
        place = actor.attributes.get("role") == "place"
        armed = self.armed(actor.code) or (
            actor.code in self.parties.unnamed
            and any(word in self.parties.armed_names for word in words_of(self.doc).keys[first:last])
        )
        mention = Mention(first, last, root.i, actor.code, place, top.dep_ in SUBJECTS, root.sent.start, armed)
        self.mentions.append(mention)
        for token in range(first, last):
            self._at.setdefault(token, mention)

    def at(self, token: Token) -> Mention | None:
        return self._at.get(token.i)

    def armed(self, code: str | None) -> bool:
        return code in self.parties.armed

    def before(self, token: Token, *, words: int) -> list[Mention]:
        """The mentions that begin within so many words before `token`, in order."""
        return self.mentions[bisect_left(self._firsts, token.i - words) : bisect_left(self._firsts, token.i)]

    def between(self, first: int, last: int) -> Iterator[Mention]:
        """The mentions that begin within tokens [first, last), in order."""
        yield from self.mentions[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]

    def party(self, code: str) -> bool:
        """Whether a code names a party that may stand for a country: no armed group that does not govern."""
        return code not in self.parties.unnamed and (not self.armed(code) or code in self.parties.governing)

    @cached_property
    def counted(self) -> Counter[str]:
        """How often each code is named."""
        return Counter(mention.code for mention in self.mentions)

    def share(self, code: str) -> float:
        """The share of a code in all names of the text."""
        return self.counted[code] / len(self.mentions) if self.mentions else 0.0
