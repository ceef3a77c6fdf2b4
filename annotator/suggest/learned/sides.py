"""What speaks for a stance to be for or against: the classes of its words by their links, negation, and what the rules read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.suggest import clauses, modality
from annotator.suggest.learned.forms import kind_of
from annotator.suggest.learned.situation import Situation
from annotator.suggest.learned.weights import Weighed, word_classes
from annotator.suggest.polar_words import PolarWords
from annotator.suggest.stance_cues import AUTHOR

if TYPE_CHECKING:
    from annotator.suggest.tree import Token

SIDES = {"strong_oppose": -1, "oppose": -1, "neutral": 0, "support": 1, "strong_support": 1}
OF_THREATS = ("threat-", "strong:", "weak:")
"""Beginnings of classes that say nothing of a side."""
TOLD = frozenset(
    [
        "dobj",
        "attr",
        "acomp",
        "oprd",
        "xcomp",
        "ccomp",
        "advcl",
        "nsubj",
        "nsubjpass",
        "advmod",
        "amod",
        "compound",
        "conj",
    ]
)
DENIED = frozenset({"dobj", "attr", "acomp", "xcomp"})
"""Links of words that a negated verb denies as well."""
DEEP = frozenset({"amod", "dobj", "acomp", "attr", "xcomp", "compound"})
MOST = 2


def side_traits(stance: Situation, polar: PolarWords) -> Weighed:
    """Traits by name, each with how far."""
    found: Weighed = {}
    read = stance.read
    side = SIDES.get(read.code or "")
    found[f"reads {side}"] = 2.0
    found[f"reads {read.how} {read.code}"] = 1.0
    negated = modality.negated(stance.head) or modality.negated(stance.verb)
    lemmas = stance.wording.lemmas(stance.head, stance.first, stance.last)
    for name in (*lemmas, *_Words(stance, polar, negated=bool(negated)).traits(), *_around(stance)):
        found[name] = 1.0
    words = stance.doc[stance.first : stance.last]
    sum_ = max(-MOST, min(MOST, sum(polar.of(each.lemma_.lower()) for each in words)))
    if sum_:
        found["polar"] = float(sum_)
        if negated:
            found["polar negated"] = float(sum_)
    if negated:
        found["negated"] = 1.0
    return found


def _around(stance: Situation) -> Iterator[str]:
    inside = list(stance.cast.between(stance.first, stance.last))
    if any(each.armed for each in inside):
        yield "armed inside"
    if any(not each.armed for each in inside):
        yield "nation inside"
    if stance.read.holder == AUTHOR:
        yield "author"
    yield f"subject {stance.kind}"


class _Words:
    """The words of a stance by the roles in which they stand."""

    def __init__(self, stance: Situation, polar: PolarWords, *, negated: bool) -> None:
        self._stance, self._polar, self._negated = stance, polar, negated
        self._classes, self._keys = word_classes(), stance.doc.words.keys

    def traits(self) -> Iterator[str]:
        stance, head = self._stance, self._stance.head
        yield from self._of("head", head, negated=self._negated)
        if head.head != head:
            above = head.head
            yield from self._of("above", above, negated=above.pos_ in clauses.VERBAL and bool(modality.negated(above)))
        for carrier in (head,) if head == stance.verb else (head, stance.verb):
            for child in carrier.children:
                yield from self._of_child(child)
        for word in stance.doc[stance.first : stance.last]:
            yield from self._of("word", word)

    def _of_child(self, child: Token) -> Iterator[str]:
        if child.dep_ in TOLD:
            yield from self._of(child.dep_, child, negated=self._negated and child.dep_ in DENIED)
            if child.pos_ in clauses.VERBAL and modality.negated(child):
                yield f"negated {child.dep_}"
            for inner in child.children:
                if inner.dep_ in DEEP:
                    yield from self._of("deep", inner)
                elif inner.dep_ == "prep":
                    for noun in inner.children:
                        yield from self._of(f"deep {inner.lower_}", noun)
        elif child.dep_ in ("prep", "agent"):
            for noun in child.children:
                yield from self._of(child.lower_, noun, negated=self._negated)
                yield f"{child.lower_} is {kind_of(self._stance.cast, noun)}"
        elif child.dep_ in ("aux", "neg"):
            yield f"aux {child.lower_}"

    def _of(self, role: str, word: Token, *, negated: bool = False) -> Iterator[str]:
        mention = self._stance.cast.at(word)
        if mention is not None:
            yield f"{role} {'ARMED' if mention.armed else 'NATION'}"
            return
        yield from _of_classes(role, self._classes.get(self._keys[word.i], ()), negated)
        value = self._polar.of(word.lemma_.lower())
        if value:
            yield f"{role} polar {value}{' not' if negated else ''}"
        if not self._stance.cast.kinds(word).isdisjoint(("rebel", "threat", "group")):
            yield f"{role} harm"


@lru_cache(maxsize=20_000)
def _of_classes(role: str, classes: tuple[str, ...], negated: bool) -> tuple[str, ...]:
    not_ = " not" if negated else ""
    return tuple(f"{role} {name}{not_}" for name in classes if not name.startswith(OF_THREATS))
