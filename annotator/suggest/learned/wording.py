"""The words of a span themselves: their dictionary forms, alone and with the next one, what hangs on the word that carries
it, what stands beside it.

Traits by name, made once for a span and read by all that choose something for it (codes, statuses, sides).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from annotator.suggest.holders import Cast
from annotator.suggest.learned.grid import CONTENT
from annotator.suggest.learned.weights import Weighed, word_classes

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

BESIDE = 0.5
"""How much what stands outside the span counts against what stands in it."""
TELLING = frozenset({"NOUN", "VERB", "ADJ"})
PREPOSITIONS = frozenset({"prep", "agent"})
DEEP = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "xcomp"})
"""Links of what hangs on the word that carries a span, of which what hangs on it is looked at as well."""


class Wording:
    """The traits of the words of one text."""

    def __init__(self, doc: Doc, cast: Cast) -> None:
        self._doc, self._cast, self._keys = doc, cast, doc.words.keys

    @cached_property
    def classes(self) -> list[tuple[str, ...]]:
        """The classes of each word."""
        known = word_classes()
        return [known.get(key, ()) for key in self._keys]

    def lemmas(self, head: Token, first: int, last: int) -> Iterator[str]:
        """The dictionary forms of tokens [first, last), also in pairs of neighbours, of `head`, which carries them, and of the
        word above it."""
        keys, doc = self._keys, self._doc
        yield f"carried by {keys[head.i]}"
        for at in range(first, last):
            word = doc[at]
            if at != head.i and word.pos_ in CONTENT and self._cast.at(word) is None:
                yield f"has {keys[at]}"
        for one, next_ in pairwise(keys[at] for at in range(first, last) if not doc[at].is_punct):
            yield f"pair {one} {next_}"
        above = head.head
        if above != head:
            yield f"below {keys[above.i]}"
            yield f"hangs as {head.dep_}"

    def whole(self, head: Token, first: int, last: int) -> Weighed:
        """All: dictionary forms, what hangs on the head by its link, and the classes of the sentence's other words."""
        found: Weighed = dict.fromkeys((*self.lemmas(head, first, last), *self._hung(head)), 1.0)
        sentence, doc = head.sent, self._doc
        for at in (*range(sentence.start, first), *range(last, sentence.end)):
            if self.classes[at] and doc[at].pos_ in TELLING:
                found.update(dict.fromkeys(_named("around", self.classes[at]), BESIDE))
        return found

    def _hung(self, head: Token) -> Iterator[str]:
        """What hangs on the head, and on that, but for what prepositions bring and the words of one name."""
        for child in head.children:
            link = child.dep_
            if link not in PREPOSITIONS:
                yield from self._hanging(link, child)
                named = self._cast.at(child)
                for inner in child.children if link in DEEP else ():
                    if inner.dep_ not in PREPOSITIONS and (named is None or self._cast.at(inner) is not named):
                        yield from self._hanging(f"{link} {inner.dep_}", inner)

    def _hanging(self, link: str, word: Token) -> tuple[str, ...]:
        found = _named(link, self.classes[word.i])
        mention = self._cast.at(word)
        if mention is None:
            return found
        kind = "ARMED" if mention.armed else "PLACE" if mention.place else "NATION"
        return (*found, f"{link} {kind}")


@lru_cache(maxsize=20_000)
def _named(role: str, classes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{role}: {name}" for name in classes)
