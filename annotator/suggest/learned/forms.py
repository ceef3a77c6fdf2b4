"""What speaks for a span to be marked, and what against: its words' log odds, its cut, its ends, who is in it, what entries say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.suggest import clauses, modality
from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.learned.grid import CONTENT

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

NOTHING = -6.0
"""Log odds that are as good as none."""
MOST = 14
"""A span of so many words or more is long."""
TELLING = CONTENT - {"ADV"} | {"AUX"}
SAID = frozenset({"ADP", "CCONJ", "SCONJ", "PUNCT", "PART", "PRON", "DET"})
"""Parts of speech of which the word itself is told where it stands beside a span; of others the part."""
KINDS = ("group", "nation", "people", "place", "rebel", "speech", "state", "threat")
RULE = "rule"
"""The cut of a span that an entry gives."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens [first, last) that may be marked, with the word that carries them and how they were cut.

    `rule`: the rules' suggestion that says the same, or None; `shared`: how much of both spans they share, 0 to 1.
    """

    first: int
    last: int
    head: Token
    cut: str
    rule: Found | None = None
    shared: float = 0.0


class Forms:
    """The forms of one text's candidates."""

    def __init__(self, doc: Doc, cast: Cast, odds: Sequence[float], hits: Mapping[int, tuple[str, float]]) -> None:
        """`odds`: log odds of each word; `hits`: place of a word -> table and score of the first entry that calls it."""
        self._doc, self._cast, self._odds, self._hits = doc, cast, odds, hits
        self._sentences: dict[int, tuple[float, float]] = {}

    def of(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        """The forms that a candidate has, each with how far."""
        yield from self.of_head(candidate.head)
        yield from self.of_span(candidate)

    def of_head(self, head: Token) -> Iterator[tuple[str, float]]:
        """Those that all spans have which a word carries."""
        yield "odds", max(self._odds[head.i], NOTHING)
        hit = self._hits.get(head.i)
        if hit is not None:
            table, score = hit
            yield "entry", 1.0
            yield "entry's score", score
            yield f"entry {table}", 1.0
            if score <= 0:
                yield "silenced", 1.0
        yield f"carried by {head.pos_}", 1.0
        yield f"linked by {head.dep_}", 1.0
        if head.pos_ in clauses.VERBAL:
            yield f"subject {kind_of(self._cast, clauses.subject(head)[0])}", 1.0
            if modality.negated(head):
                yield "negated", 1.0
            if modality.modal(head):
                yield "modal", 1.0
        actors, armed = self._sentence(head)
        yield "actors in sentence", actors
        yield "armed in sentence", armed

    def of_span(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        """Those that rest on where a span begins and ends."""
        yield from self._of_odds(candidate)
        yield from self._of_entries(candidate)
        yield from self._of_cut(candidate)
        yield from self._of_actors(candidate)

    def _of_odds(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        odds, doc, head = self._odds, self._doc, candidate.head
        first, last = candidate.first, candidate.last
        own = max(odds[head.i], NOTHING)
        inside = NOTHING
        for at in range(first, last):
            if odds[at] > inside and at != head.i and doc[at].pos_ in TELLING:
                inside = odds[at]
        yield "odds inside", inside
        yield "odds difference", inside - own
        above = head.head
        yield "odds above", NOTHING if above == head or first <= above.i < last else max(odds[above.i], NOTHING)
        yield f"odds of {candidate.cut}", own

    def _of_entries(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        yield "entries", min(3.0, sum(at in self._hits for at in range(candidate.first, candidate.last)))
        if candidate.rule is not None:
            yield "rule", 1.0
            yield "rule's score", candidate.rule.score
            yield "rule shares", candidate.shared
            if candidate.shared == 1:
                yield "rule's span", 1.0
        elif candidate.shared:
            yield "rule near", candidate.shared

    def _of_cut(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        doc, first, last = self._doc, candidate.first, candidate.last
        words = min(last - first, MOST)
        yield f"cut {candidate.cut}", 1.0
        yield f"{words} words", 1.0
        yield f"{candidate.cut} of {words // 3 * 3} words", 1.0
        yield f"begins with {doc[first].dep_}", 1.0
        yield f"ends with {doc[last - 1].dep_}", 1.0
        if last < len(doc):
            yield f"before {_beside(doc[last])}", 1.0
        if first:
            yield f"after {_beside(doc[first - 1])}", 1.0

    def _of_actors(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        head, first, last = candidate.head, candidate.first, candidate.last
        armed = nations = places = 0
        for each in self._cast.between(first, last):
            armed += each.armed
            places += each.place
            nations += not (each.armed or each.place)
        yield "armed", min(2.0, armed)
        yield "nations", min(2.0, nations)
        yield "places", min(2.0, places)
        if head.pos_ in clauses.VERBAL:
            who, _ = clauses.subject(head)
            if who is not None and first <= who.i < last:
                yield "subject inside", 1.0

    def _sentence(self, head: Token) -> tuple[float, float]:
        start = head.sent.start
        if start not in self._sentences:
            named = list(self._cast.between(start, head.sent.end))
            self._sentences[start] = (
                min(3.0, sum(not each.place for each in named)),
                min(2.0, sum(each.armed for each in named)),
            )
        return self._sentences[start]


def kind_of(cast: Cast, noun: Token | None) -> str:
    """What a noun phrase is, in one word or two: a name's kind, a pronoun, or the kinds of its noun."""
    if noun is None:
        return "nobody"
    mention = cast.at(noun)
    if mention is not None:
        return "ARMED" if mention.armed else "PLACE" if mention.place else "NATION"
    if noun.pos_ in ("PRON", "NUM"):
        return noun.pos_
    kinds = cast.kinds(noun)
    return "+".join(kind for kind in KINDS if kind in kinds) or "thing"


def _beside(token: Token) -> str:
    return token.lower_ if token.pos_ in SAID else token.pos_
