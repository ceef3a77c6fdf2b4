"""A parse as plain Python objects: what the rules of threats and stances walk over.

They ask for a word's links many times, and spaCy makes a new object at each step; here every word is made once. Names
are spaCy's, and so is what they give. Other than there, `children`, `lefts` and `rights` are tuples.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import count, pairwise, repeat
from typing import TYPE_CHECKING, Any

from annotator.suggest.words import Kept, Words, keys_of

if TYPE_CHECKING:
    import spacy.tokens

_KEPT = "intercoder tree"
_COLUMNS = (
    "ORTH", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "HEAD", "IDX", "SPACY", "SENT_START", "IS_SPACE", "IS_PUNCT",
)  # fmt: skip
_NAMES = 6
"""How many of the columns, from the left, are names in the string store."""


_LOWER: Kept[str, str] = Kept(str.lower)


class Token:
    """A word. Two are equal if they are the same word of the same text."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_punct",
        "is_space",
        "lefts",
        "lemma_",
        "lower_",
        "pos_",
        "rights",
        "tag_",
        "text",
        "whitespace_",
    )

    head: Token
    children: tuple[Token, ...]
    lefts: tuple[Token, ...]
    rights: tuple[Token, ...]

    def __init__(
        self,
        doc: Doc,
        i: int,
        idx: int,
        text: str,
        lower_: str,
        lemma_: str,
        pos_: str,
        tag_: str,
        dep_: str,
        ent_type_: str,
        is_space: int,
        is_punct: int,
        after: int,
        /,
    ) -> None:
        self.doc = doc
        self.i = i
        self.idx = idx
        self.text = text
        self.lower_ = lower_
        self.lemma_ = lemma_
        self.pos_ = pos_
        self.tag_ = tag_
        self.dep_ = dep_
        self.ent_type_ = ent_type_
        self.is_space = is_space == 1
        self.is_punct = is_punct == 1
        self.whitespace_ = " " if after else ""
        self.lefts = self.rights = self.children = ()

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    @property
    def sent(self) -> Span:
        """The sentence of the word."""
        return self.doc.sentence(self.i)

    @property
    def left_edge(self) -> Token:
        """The first word of all that hangs on this one."""
        return self.doc[self.doc.edges[0][self.i]]

    @property
    def right_edge(self) -> Token:
        """The last word of all that hangs on this one."""
        return self.doc[self.doc.edges[1][self.i]]


class Span:
    """The words [start, end) of a text."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, end

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    def __getitem__(self, at: int) -> Token:
        return self.doc[self.start + at if at >= 0 else self.end + at]

    @property
    def root(self) -> Token:
        """The word that is nearest to the root of its sentence, bare marks and spaces last; of several the first."""
        return min(self, key=_depth)

    @property
    def text(self) -> str:
        words = self.doc[self.start : self.end]
        return "".join(word.text + word.whitespace_ for word in words[:-1]) + (words[-1].text if words else "")


class Doc(list[Token]):
    """A parsed text: its words in order. `user_data` is that of spaCy's Doc, so that what is kept with a parse is kept once.

    `subjects` keeps what clauses.py finds out about verbs, by their places.
    """

    def __init__(self, parse: spacy.tokens.Doc) -> None:
        super().__init__()
        self.user_data: dict[Any, Any] = parse.user_data
        self.subjects: dict[int, tuple[Token | None, bool]] = {}
        table = parse.to_array(list(_COLUMNS)).astype("int64").reshape(-1, len(_COLUMNS))
        columns = [column.tolist() for column in table.T]
        named = _names(parse.vocab.strings).__getitem__
        names = [list(map(named, column)) for column in columns[:_NAMES]]
        heads, idx, after, starts, space, punct = columns[_NAMES:]
        self.words = _words(names, idx)
        lower = map(_LOWER.__getitem__, names[0])
        self.extend(map(Token, repeat(self), count(), idx, names[0], lower, *names[1:], space, punct, after))
        self.starts = [at for at, begins in enumerate(starts) if begins == 1 or at == 0]
        self.heads = [at + head for at, head in enumerate(heads)]
        self._link()

    def _link(self) -> None:
        lefts: dict[int, list[Token]] = {}
        rights: dict[int, list[Token]] = {}
        for at, head in enumerate(self.heads):
            token = self[at]
            token.head = self[head]
            if at != head:
                side = lefts if at < head else rights
                if head in side:
                    side[head].append(token)
                else:
                    side[head] = [token]
        for head, words in lefts.items():
            self[head].lefts = self[head].children = tuple(words)
        for head, words in rights.items():
            self[head].rights = tuple(words)
            self[head].children += self[head].rights

    def span(self, first: int, last: int) -> Span:
        """The words [first, last)."""
        return Span(self, first, last)

    @property
    def sents(self) -> Iterator[Span]:
        return (Span(self, start, end) for start, end in pairwise([*self.starts, len(self)]))

    @cached_property
    def _sentences(self) -> list[Span]:
        """For each word the sentence in which it stands."""
        return [sentence for sentence in self.sents for _ in range(len(sentence))]

    def sentence(self, at: int) -> Span:
        """The sentence in which the word at this place stands."""
        return self._sentences[at]

    @cached_property
    def _paragraphs(self) -> list[int]:
        """The places of the first words of paragraphs."""
        return [0, *(token.i + 1 for token in self if token.is_space and "\n\n" in token.text)]

    def paragraph(self, at: int) -> int:
        """The place of the first word of the paragraph in which the word at this place stands."""
        return self._paragraphs[bisect_right(self._paragraphs, at) - 1]

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """For each word the places of the first and the last word of all that hangs on it."""
        return _edges(self.heads)


def tree_of(parse: spacy.tokens.Doc) -> Doc:
    """The words of a parse; kept with it, so that several suggesters make them once."""
    kept = parse.user_data.get(_KEPT)
    if isinstance(kept, Doc):
        return kept
    tree = Doc(parse)
    parse.user_data[_KEPT] = tree
    return tree


def _words(names: list[list[str]], starts: list[int]) -> Words:
    forms, lemmas, parts, _, links, _ = names
    ends = [start + len(form) for start, form in zip(starts, forms, strict=True)]
    return Words(keys_of(lemmas, parts), parts, links, starts, ends)


@lru_cache(maxsize=2)
def _names(strings: Any) -> Kept[int, str]:
    """The names of a string store by their (signed) numbers."""
    return Kept(lambda value: str(strings[value % (1 << 64)]))


def _depth(token: Token) -> int:
    heads, at, depth = token.doc.heads, token.i, 0
    if heads[at] != at and not token.children and (token.is_space or token.is_punct):
        return len(heads)
    while heads[at] != at:
        at = heads[at]
        depth += 1
    return depth


def _edges(heads: list[int]) -> tuple[list[int], list[int]]:
    lefts, rights = list(range(len(heads))), list(range(len(heads)))
    for start in range(len(heads)):
        at = start
        while heads[at] != at and lefts[heads[at]] > start:
            at = heads[at]
            lefts[at] = start
        at = start
        while heads[at] != at and rights[heads[at]] < start:
            at = heads[at]
            rights[at] = start
    return lefts, rights
