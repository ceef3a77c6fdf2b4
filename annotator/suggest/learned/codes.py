"""What speaks for each code of a threat: what entries and votes say, the classes of its words and of those around."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from annotator.suggest import clauses
from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.learned.forms import Candidate, kind_of
from annotator.suggest.learned.grid import CONTENT
from annotator.suggest.learned.weights import Weighed
from annotator.suggest.learned.wording import Wording

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc

STRONG = "strong:"
"""Beginning of the classes of words that tell of one code."""
DEFAULT = ":default"


class Codes:
    """The traits of the threats of one text. `called`: place of a word -> the code of the first entry that calls it."""

    def __init__(self, doc: Doc, cast: Cast, called: Mapping[int, str]) -> None:
        self._doc, self._cast, self._called = doc, cast, called
        self.wording = Wording(doc, cast)
        self._classes = self.wording.classes
        topics = Counter(name for names in self._classes for name in names if name.startswith(STRONG))
        whole = sum(topics.values()) + 1
        self._topics = {f"text {name}": 2 * count / whole for name, count in topics.items()}

    def traits(self, candidate: Candidate, wording: Weighed, *, vote: str, read: Found) -> Weighed:
        """`wording`: the traits of its words; `vote`: the code that entries and words vote for; `read`: what the rules
        read of the candidate."""
        found: Weighed = {**self._topics, **wording}
        found[f"vote {vote}"] = found[f"reads {read.code}"] = 2.0
        for name in self._plain(candidate, read):
            found[name] = 1.0
        if candidate.rule is not None:
            found[f"rule {candidate.rule.code}"] = 2.0
        head = candidate.head
        if head.i in self._called:
            found[f"called {self._called[head.i]}"] = 2.0
        for at in range(candidate.first, candidate.last):
            if at in self._called and at != head.i:
                name = f"calls {self._called[at]}"
                found[name] = found.get(name, 0.0) + 1.0
        if head.head != head:
            for name in self._classes[head.head.i]:
                found[f"above {name}"] = 0.5
        for name in self._beside(candidate):
            found[name] = 0.5
        self._name_actors(found, candidate)
        return found

    def _name_actors(self, found: Weighed, candidate: Candidate) -> None:
        """Who is named in the span, and who in its sentence."""
        sentence = candidate.head.sent
        for each in self._cast.between(sentence.start, sentence.end):
            found[f"near {each.code}"] = 0.5
            if candidate.first <= each.first < candidate.last:
                found[f"names {each.code}"] = 1.0

    def _plain(self, candidate: Candidate, read: Found) -> Iterator[str]:
        head, cast = candidate.head, self._cast
        for name in self._classes[head.i]:
            yield f"head {name}"
        for at in range(candidate.first, candidate.last):
            if at != head.i and self._doc[at].pos_ in CONTENT:
                for name in self._classes[at]:
                    yield f"word {name}"
        if candidate.rule is not None and DEFAULT not in candidate.rule.rule:
            yield "by entry"
        yield f"status {read.attributes.get('status', '')}"
        yield f"part {head.pos_}"
        inside = list(cast.between(candidate.first, candidate.last))
        yield f"armed {min(2, len({each.code for each in inside if each.armed}))}"
        yield f"nations {min(2, len({each.code for each in inside if not each.armed and not each.place}))}"
        if any(each.place for each in inside):
            yield "place"
        if head.pos_ in clauses.VERBAL:
            yield f"subject {kind_of(cast, clauses.subject(head)[0])}"

    def _beside(self, candidate: Candidate) -> Iterator[str]:
        """The strong words of the sentence outside the span."""
        sentence = candidate.head.sent
        for at in (*range(sentence.start, candidate.first), *range(candidate.last, sentence.end)):
            if self._doc[at].pos_ in ("NOUN", "VERB"):
                for name in self._classes[at]:
                    if name.startswith(STRONG):
                        yield f"beside {name}"
