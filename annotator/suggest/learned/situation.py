"""Where a stance stands: its clause, who could hold it, who is named around it, and what the rules read there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from annotator.suggest import clauses
from annotator.suggest.holders import Cast
from annotator.suggest.learned.forms import Candidate, kind_of
from annotator.suggest.learned.slots import slots_of
from annotator.suggest.learned.wording import Wording
from annotator.suggest.mentions import Mention
from annotator.suggest.reported import Reporting, speaker
from annotator.suggest.stance_reading import DUTIES

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

BACK = 3
"""How many sentences before are looked at."""
UP = 5
"""How many words up the verb of a noun or adjective is looked for, and the verbs above a verb."""
BOUND_WITH = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dobj", "pobj", "ccomp"})
"""Links through which a duty holds for what hangs on a verb ("should stay out *and insist* on talks")."""


class Read(NamedTuple):
    """What the rules say: who holds it towards whom, its valence and mode; `how`: "rule" where they suggest it,
    "read" where they only read it so, "none" where they do not."""

    holder: str | None = None
    target: str | None = None
    code: str | None = None
    mode: str | None = None
    how: str = "none"


class Situation:
    """A stance over tokens [first, last), carried by `head`."""

    def __init__(
        self, doc: Doc, cast: Cast, candidate: Candidate, read: Read, *, reporting: Reporting, wording: Wording
    ) -> None:
        self.doc, self.cast, self.read, self.wording = doc, cast, read, wording
        self.first, self.last = candidate.first, candidate.last
        head = self.head = candidate.head
        self.verb = verb_of(head)
        self.who, self.passive = clauses.subject(self.verb)
        self.subjects = cast.codes(self.who) if self.who is not None else []
        self.agent = cast.code(clauses.agent(self.verb)) if self.passive else None
        self.speaker = speaker(head, cast, reporting)
        self.above = self._above()
        self.owner = cast.owner(head) if head.pos_ in ("NOUN", "PROPN") else None
        self.kind = kind_of(cast, self.who)
        sentence = head.sent
        start = self.start = sentence.start
        for _ in range(BACK):
            if start > 0:
                start = doc.sentence(start - 1).start
        self.near: list[Mention] = list(cast.between(start, sentence.end))
        self.named = [each for each in self.near if each.first >= self.start]
        """Who is named near, and who in the sentence itself."""
        self.mine: defaultdict[str, list[Mention]] = defaultdict(list)
        """Code -> where the sentence names it, in order."""
        self.nearest: str | None = None
        """Who is named last before the word."""
        for each in self.named:
            self.mine[each.code].append(each)
            if each.first < head.i:
                self.nearest = each.code

    def _above(self) -> list[str | None]:
        """Whom the subjects of the verbs above name, the nearest first."""
        found = []
        at = self.verb
        for _ in range(UP + 1):
            if at.head == at:
                break
            at = at.head
            if at.pos_ in clauses.VERBAL:
                who, _passive = clauses.subject(at)
                if who is not None:
                    found.append(self.cast.code(who))
        return found

    @cached_property
    def bound(self) -> bool:
        """Whether it tells what somebody should do."""
        at = self.head
        for _ in range(UP):
            if any(each.dep_ == "aux" and each.lower_ in DUTIES for each in at.children):
                return True
            if at.dep_ not in BOUND_WITH or at.head == at:
                return False
            at = at.head
        return False

    def inside(self, mention: Mention) -> bool:
        """Whether somebody is named within the span."""
        return self.first <= mention.first < self.last

    @cached_property
    def slots(self) -> Mapping[str, set[str]]:
        """Whom the grammar names, by slot; asked for each holder that is thought of."""
        return slots_of(self.cast, self.head, self.verb)

    @cached_property
    def codes_inside(self) -> list[str]:
        """Who is named within the span, in order, without repeats."""
        return list(dict.fromkeys(each.code for each in self.named if self.inside(each)))

    @cached_property
    def around(self) -> Counter[str]:
        """How often each is named in the sentence and in those before."""
        return Counter(each.code for each in self.near)

    @cached_property
    def paragraph(self) -> Counter[str]:
        """How often each is named in the paragraph so far, this sentence included."""
        sentence = self.head.sent
        since = self.cast.between(self.doc.paragraph(sentence.start), sentence.end)
        return Counter(each.code for each in since)

    @cached_property
    def pronoun(self) -> str:
        """The subject, where it is a pronoun; else empty."""
        return self.who.lower_ if self.who is not None and self.who.pos_ == "PRON" else ""

    @cached_property
    def sentence_before(self) -> list[Mention]:
        """Who is named in the sentence before, in order."""
        start = self.doc.sentence(self.start - 1).start if self.start else 0
        return [each for each in self.near if start <= each.first < self.start]


def verb_of(head: Token) -> Token:
    """The verb of a word: itself, or the nearest one above."""
    at = head
    for _ in range(UP):
        if at.pos_ in clauses.VERBAL or at.head == at:
            break
        at = at.head
    return at
