"""What speaks for a candidate to be a threat and what against: its words, its grammar, who acts, what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from annotator.suggest import clauses, status
from annotator.suggest.holders import Cast
from annotator.suggest.threat_candidates import Candidate
from annotator.suggest.threat_parties import is_group
from annotator.suggest.threat_words import ThreatWords
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

FORMS = (
    "called", "holds_entry", "inside_entry", "holds", "strong", "weak", "against", "company",
    "bare", "brief", "short", "medium", "question", "place",
    "doer", "state", "governs", "nobody", "victims", "main", "infinitive", "copula", "negated", "modal",
)  # fmt: skip
"""The forms that [ranking.weights] may weigh; the shipped file says what each is."""
MOST = 3
"""Up to how many words of a kind count."""
BARE, BRIEF, SHORT, MEDIUM = 2, 3, 4, range(6, 10)
"""Words of a span that is called so."""


class Forms:
    """Tells the forms of the candidates of a text."""

    def __init__(self, doc: Doc, cast: Cast, words: ThreatWords, candidates: Sequence[Candidate]) -> None:
        self.doc, self.cast, self.words = doc, cast, words
        self.keys = words_of(doc).keys
        self._strong = [0, *accumulate(key in words.strong for key in self.keys)]
        heads = {candidate.head.i for candidate in candidates if candidate.hit is not None}
        self._called = [0, *accumulate(at in heads for at in range(len(self.keys)))]
        spans = [(each.first, each.last) for each in candidates]
        self._inside = _within(spans, [(each.first, each.last) for each in candidates if each.hit is not None])
        self._holding = _holding(spans)

    def of(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        """The forms that a candidate has, each with its value: 1, or how many there are."""
        yield from self._of_words(candidate)
        yield from ((name, 1.0) for name, there in self._of_place(candidate) if there)
        if candidate.head.pos_ in clauses.VERBAL:
            yield from ((name, 1.0) for name, there in self._of_clause(candidate.head) if there)

    def _of_words(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        """How many words speak of a threat in the span and elsewhere in the sentence, and how many against one."""
        first, last, words = candidate.first, candidate.last, self.words
        keys = set(self.keys[first:last])
        strong = [key for key in keys if key in words.strong]
        weak = [key for key in keys if key in words.weak and key not in words.strong]
        against = [key for key in keys if key in words.against and key not in words.weak and key not in words.strong]
        sentence = candidate.head.sent
        spoken = self._strong[sentence.end] - self._strong[sentence.start]
        around = spoken - self._strong[last] + self._strong[first]
        counts = {"strong": len(strong), "weak": len(weak), "against": len(against), "company": around}
        yield from ((name, float(min(count, MOST))) for name, count in counts.items() if count > 0)

    def _of_place(self, candidate: Candidate) -> Iterator[tuple[str, bool]]:
        """How long the span is, what calls it, and what other candidates lie in it or around it."""
        first, last = candidate.first, candidate.last
        size, span = last - first, (first, last)
        called = candidate.hit is not None
        yield "called", called
        yield "holds_entry", self._called[last] - self._called[first] > called
        yield "inside_entry", span in self._inside
        yield "holds", span in self._holding
        yield "bare", size <= BARE
        yield "brief", size <= BRIEF
        yield "short", size <= SHORT
        yield "medium", size in MEDIUM
        end = candidate.head.sent.end
        yield "question", any(self.doc[at].text == "?" for at in range(max(end - 2, last), end))

    def _of_clause(self, verb: Token) -> Iterator[tuple[str, bool]]:
        """Who acts, on whom and where, and what kind of clause it is."""
        cast = self.cast
        who, passive = clauses.subject(verb)
        doer = clauses.agent(verb) if passive else who
        armed = doer is not None and is_group(doer, cast)
        done_to = cast.kinds(clauses.child(verb, "dobj") or (who if passive else None))
        names = (cast.at(noun) for noun in clauses.after_preposition(verb))
        yield "doer", armed
        acting = cast.kinds(doer)
        yield "state", not armed and "nation" in acting
        yield "governs", not armed and "nation" not in acting and "state" in acting
        yield "nobody", who is None
        yield "victims", not done_to.isdisjoint(("people", "place"))
        yield "place", any(name is not None and name.place for name in names)
        yield "main", verb.dep_ == "ROOT"
        yield (
            "infinitive",
            verb.dep_ == "xcomp" or any(each.lower_ == "to" and each.dep_ == "aux" for each in verb.lefts),
        )
        yield "copula", verb.pos_ == "AUX" or verb.lemma_ in ("be", "have")
        yield "modal", status.modal(verb)
        yield "negated", status.negated(verb)


def _within(spans: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The spans that lie in a longer one of the others."""
    found: set[tuple[int, int]] = set()
    furthest = -1
    around: set[tuple[int, int]] = set(others)
    for first, minus in sorted({(a, -b) for a, b in (*spans, *others)}):
        if furthest >= -minus:
            found.add((first, -minus))
        if (first, -minus) in around:
            furthest = max(furthest, -minus)
    return found


def _holding(spans: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The spans in which a shorter one lies."""
    found: set[tuple[int, int]] = set()
    open_: list[tuple[int, int]] = []
    for first, minus in sorted({(a, -b) for a, b in spans}):
        last = -minus
        open_ = [each for each in open_ if each[1] > first]
        found.update(each for each in open_ if each[1] >= last)
        open_.append((first, last))
    return found
