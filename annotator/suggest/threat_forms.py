"""What speaks for a candidate to be a threat and what against: its words, its grammar, who acts, what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from annotator.suggest import clauses, modality
from annotator.suggest.holders import Cast
from annotator.suggest.nesting import holding, within
from annotator.suggest.threat_candidates import Candidate
from annotator.suggest.threat_parties import is_group
from annotator.suggest.threat_words import ThreatWords
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc

MOST = 3
"""Up to how many words of a kind count."""
BARE, BRIEF, SHORT, MEDIUM = 2, 3, 4, range(6, 10)
"""Words of a span that is called so."""


class Candidates:
    """The candidates of a text, and what their forms ask of all of it."""

    def __init__(self, doc: Doc, cast: Cast, words: ThreatWords, candidates: Sequence[Candidate]) -> None:
        self.doc, self.cast, self.words = doc, cast, words
        self.keys = words_of(doc).keys
        self.strong = [0, *accumulate(key in words.strong for key in self.keys)]
        heads = {candidate.head.i for candidate in candidates if candidate.hit is not None}
        self.called = [0, *accumulate(at in heads for at in range(len(self.keys)))]
        spans = [(each.first, each.last) for each in candidates]
        self.inside = within(spans, [(each.first, each.last) for each in candidates if each.hit is not None])
        self.holding = holding(spans)


class Look:
    """A look at one candidate: what its forms have in common is worked out once."""

    def __init__(self, candidate: Candidate, around: Candidates) -> None:
        self.first, self.last, self.head = candidate.first, candidate.last, candidate.head
        self.span, self.size = (self.first, self.last), self.last - self.first
        self.called = candidate.hit is not None
        self.around, self.cast = around, around.cast
        self.keys = set(around.keys[self.first : self.last])
        self.verb = self.head.pos_ in clauses.VERBAL
        if self.verb:
            self.who, self.passive = clauses.subject(self.head)
            self.doer = clauses.agent(self.head) if self.passive else self.who
            self.befalls = candidate.hit is not None and not candidate.hit.cue.perpetrator
            self.armed = self.doer is not None and is_group(self.doer, self.cast)

    def count(self, words: Container[str], *but: Container[str]) -> int:
        """How many different words of the span are among some, and not among others."""
        found = [key for key in self.keys if key in words]
        return min(MOST, sum(not any(key in other for other in but) for key in found) if but else len(found))

    def acting(self) -> frozenset[str]:
        """The kinds of who acts, none for an armed group, nor where the entry knows of nobody who does it ("is collapsing")."""
        return frozenset() if self.armed or self.befalls else self.cast.kinds(self.doer)

    def nobody(self) -> bool:
        return self.who is None

    def victims(self) -> bool:
        done_to = clauses.child(self.head, "dobj") or (self.who if self.passive else None)
        return not self.cast.kinds(done_to).isdisjoint(("people", "place"))

    def company(self) -> int:
        """How many words speak of a threat elsewhere in the sentence."""
        sentence, strong = self.head.sent, self.around.strong
        return min(MOST, strong[sentence.end] - strong[sentence.start] - strong[self.last] + strong[self.first])

    def holds_entry(self) -> bool:
        return self.around.called[self.last] - self.around.called[self.first] > self.called

    def question(self) -> bool:
        end, doc = self.head.sent.end, self.around.doc
        return any(doc[at].text == "?" for at in range(max(end - 2, self.last), end))

    def place(self) -> bool:
        """Whether a preposition leads to a named place."""
        names = (self.cast.at(noun) for noun in clauses.after_preposition(self.head))
        return any(name is not None and name.place for name in names)

    def infinitive(self) -> bool:
        return self.head.dep_ == "xcomp" or any(each.lower_ == "to" and each.dep_ == "aux" for each in self.head.lefts)


OF_SPANS: Mapping[str, Callable[[Look], float]] = {
    "called": lambda look: look.called,
    "holds_entry": Look.holds_entry,
    "inside_entry": lambda look: look.span in look.around.inside,
    "holds": lambda look: look.span in look.around.holding,
    "strong": lambda look: look.count(look.around.words.strong),
    "weak": lambda look: look.count(look.around.words.weak, look.around.words.strong),
    "against": lambda look: look.count(look.around.words.against, look.around.words.weak, look.around.words.strong),
    "company": Look.company,
    "bare": lambda look: look.size <= BARE,
    "brief": lambda look: look.size <= BRIEF,
    "short": lambda look: look.size <= SHORT,
    "medium": lambda look: look.size in MEDIUM,
    "question": Look.question,
}
"""The forms that every candidate may have, each with its value: 1, or how many there are."""
OF_CLAUSES: Mapping[str, Callable[[Look], float]] = {
    "doer": lambda look: look.armed,
    "state": lambda look: "nation" in look.acting(),
    "governs": lambda look: "nation" not in look.acting() and "state" in look.acting(),
    "nobody": Look.nobody,
    "victims": Look.victims,
    "place": Look.place,
    "main": lambda look: look.head.dep_ == "ROOT",
    "infinitive": Look.infinitive,
    "copula": lambda look: look.head.pos_ == "AUX" or look.head.lemma_ in ("be", "have"),
    "negated": lambda look: modality.negated(look.head),
    "modal": lambda look: modality.modal(look.head),
}
"""The forms that only a clause may have."""
FORMS = (*OF_SPANS, *OF_CLAUSES)
"""The forms that [ranking.weights] may weigh; the shipped file says what each is."""


class Weights:
    """What each form weighs, ready to be summed up: it is asked of every candidate."""

    def __init__(self, by_form: Mapping[str, float]) -> None:
        self._of_spans = [(OF_SPANS[form], weight) for form, weight in by_form.items() if weight and form in OF_SPANS]
        self._of_clauses = [
            (OF_CLAUSES[form], weight) for form, weight in by_form.items() if weight and form in OF_CLAUSES
        ]

    def sum(self, look: Look) -> float:
        """The weights of the forms that a candidate has, each times how far it has it."""
        total = sum([weight * form(look) for form, weight in self._of_spans])
        return total + sum([weight * form(look) for form, weight in self._of_clauses]) if look.verb else total
