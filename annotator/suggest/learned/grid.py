"""The words of a text as tables of numbers, and what speaks for each of them to carry a threat or a stance.

A *trait* is what is true of a word where it stands: its own dictionary form with its link, those of the words that
govern it and hang on it and whom they stand for (standing.py), the words around it. Traits are numbers that mean
something only with the vocabulary of the weights; training and reading make them here, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc

UNKNOWN = 0
"""The number of a word that the vocabulary lacks."""
BASE = 1 << 20
"""Numbers of words, links and classes are smaller."""
BEFORE, AFTER = 6, 8
"""How many words around one are its company."""
NEAR = (-3, -2, -1, 1, 2, 3)
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
FILLING = frozenset({"punct", "det", "cc", "case", "predet"})
"""Links of words that say nothing of the one they hang on."""
PAIRED = frozenset({"prep", "prt", "dobj", "attr", "acomp", "xcomp", "oprd", "agent"})
"""Links of words that make one sense with the word they hang on ("pose a threat", "call for")."""
CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN"})


class Traits(NamedTuple):
    """Traits of one kind: the places of the words that have them, and their numbers; a word may have several."""

    kind: str
    places: Any
    numbers: Any


class Grid:
    """The words of a text in numbers: `keys`, `links`, `parts`, `tags`, `names` (what they stand for), and `heads`.

    `standing`: place of a word -> what it stands for; of others the label of the entity that the model sees there.
    """

    def __init__(self, doc: Doc, vocabulary: Mapping[str, int], standing: Mapping[int, str]) -> None:
        known = vocabulary.get
        words = doc.words

        def numbers(values: Sequence[str], name: Callable[[str], str]) -> Any:
            """Each value is looked up once, by its name in the vocabulary."""
            found = {value: known(name(value), UNKNOWN) for value in set(values)}
            return numpy.array([found[value] for value in values], dtype="i8")

        self.keys = numbers(words.keys, str)
        self.links = numbers(words.links, "link {}".format)
        self.parts = numbers(words.parts, "part {}".format)
        self.tags = numbers([token.tag_ for token in doc], "tag {}".format)
        called = [standing.get(at) or token.ent_type_ for at, token in enumerate(doc)]
        names = numbers(called, "name {}".format)
        self.names = numpy.where([bool(name) for name in called], names, self.parts)
        self.heads = numpy.array(doc.heads, dtype="i8")
        self.content = numpy.array([part in CONTENT for part in words.parts], dtype=bool)
        self.filling, self.paired, self.subject = (
            numpy.array([link in kind for link in words.links], dtype=bool) for kind in (FILLING, PAIRED, SUBJECTS)
        )
        self.sentence = numpy.zeros(len(doc), dtype="i8")
        self.sentence[doc.starts] = 1
        self.sentence = numpy.cumsum(self.sentence)
        self.asked = _asked(self.sentence, [token.text == "?" for token in doc])
        self.question = known("asked", UNKNOWN)


def _asked(sentence: Any, marks: list[bool]) -> Any:
    asked = numpy.unique(sentence[numpy.array(marks, dtype=bool)])
    return numpy.isin(sentence, asked)


def pair(first: Any, second: Any) -> Any:
    """One number for two."""
    return first * BASE + second


def traits(grid: Grid) -> Iterator[Traits]:
    """The traits of all words, kind by kind. Those of words that the vocabulary lacks are among them."""
    every = numpy.arange(len(grid.keys))
    keys, links, heads = grid.keys, grid.links, grid.heads
    yield Traits("own", every, keys)
    yield Traits("own link", every, pair(keys, links))
    yield Traits("own tag", every, pair(keys, grid.tags))
    yield Traits("part link", every, pair(grid.parts, links))
    yield Traits("tag", every, grid.tags)
    yield Traits("asked", every[grid.asked], numpy.full(int(grid.asked.sum()), grid.question))
    yield from _above(grid, every, keys, links, heads)
    yield from _below(grid, keys, links, heads)
    yield from _around(grid, every, keys)


def _above(grid: Grid, every: Any, keys: Any, links: Any, heads: Any) -> Iterator[Traits]:
    low = every[heads != every]
    above = heads[low]
    yield Traits("governor", low, keys[above])
    yield Traits("governor link", low, pair(keys[above], links[low]))
    yield Traits("governor part", low, pair(grid.parts[above], links[above]))
    lower = low[heads[above] != above]
    top = heads[heads[lower]]
    yield Traits("over governor", lower, pair(keys[top], links[heads[lower]]))
    subjects = numpy.full(len(keys), -1)
    found = every[grid.subject]
    subjects[heads[found]] = found
    beside = low[(subjects[above] >= 0) & (subjects[above] != low)]
    actor = subjects[heads[beside]]
    yield Traits("governor's subject", beside, keys[actor])
    yield Traits("governor's subject name", beside, grid.names[actor])


def _below(grid: Grid, keys: Any, links: Any, heads: Any) -> Iterator[Traits]:
    every = numpy.arange(len(keys))
    hung = every[(heads != every) & ~grid.filling]
    above = heads[hung]
    yield Traits("hung", above, keys[hung])
    yield Traits("hung link", above, pair(keys[hung], links[hung]))
    yield Traits("hung name", above, pair(grid.names[hung], links[hung]))
    yield Traits("own hung name", above, pair(keys[above], grid.names[hung]))
    close = hung[grid.paired[hung]]
    yield Traits("together", heads[close], pair(keys[heads[close]], keys[close]))
    deep = hung[(heads[above] != above)]
    top = heads[heads[deep]]
    yield Traits("deep", top, keys[deep])
    yield Traits("deep link", top, pair(keys[deep], links[deep]))
    yield Traits("deep name", top, pair(grid.names[deep], keys[heads[deep]]))
    yield Traits("own deep name", top, pair(keys[top], grid.names[deep]))
    yield Traits("deep together", top, pair(keys[heads[deep]], keys[deep]))


def _around(grid: Grid, every: Any, keys: Any) -> Iterator[Traits]:
    size = len(keys)
    for step in NEAR:
        places = every[(every + step >= 0) & (every + step < size)]
        yield Traits(f"near {step}", places, keys[places + step])
    telling = every[grid.content & (keys != UNKNOWN)]
    steps = numpy.array([step for step in range(-BEFORE, AFTER + 1) if step])
    places = telling[:, None] - steps
    inside = (places >= 0) & (places < size)
    yield Traits("company", places[inside], numpy.broadcast_to(keys[telling][:, None], places.shape)[inside])
