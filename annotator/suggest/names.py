"""Finding listed names in a text: the longest one wins, spellings folded, capitals where they matter.

A name is a sequence of words and signs. Dashes, quotes, no-break spaces and diacritics are folded, one character for
one, so that offsets stay; a hyphen in a listed name also stands for a space; no name runs across a paragraph break.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["name", "country", "capital", "city", "demonym", "people", "person", "ignore"]
KINDS: tuple[Kind, ...] = ("name", "country", "capital", "city", "demonym", "people", "person", "ignore")

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_QUOTES = dict.fromkeys(map(ord, "’‘‛ʼʿʾ`´"), "'") | dict.fromkeys(map(ord, "“”„‟"), '"')
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2009\t"), " ")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A listed name. `case`: capitals must be as in `text`. `when` names the rule that decides between codes.

    `after`: one of these words must stand before it ("the" West).
    """

    text: str
    code: str
    kind: Kind = "name"
    case: bool = False
    score: float = 1.0
    when: str = ""
    after: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of text that is a listed name; `names` are all readings, best first (of one kind or several)."""

    start: int
    end: int
    names: tuple[Name, ...]

    @property
    def name(self) -> Name:
        return self.names[0]

    @property
    def kind(self) -> Kind:
        return self.names[0].kind


class Word(NamedTuple):
    """A word or sign of the folded text, with its casefolded form."""

    start: int
    end: int
    form: str


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> str:
    if character.isascii():
        return character
    base = unicodedata.normalize("NFKD", character)[:1]
    return base if base.isalpha() else character


def fold(text: str) -> str:
    """The text with dashes, quotes, spaces and letters with diacritics made plain; of the same length."""
    plain = text.translate(_DASHES | _QUOTES | _SPACES)
    return plain if plain.isascii() else "".join(map(_folded_character, plain))


def words(folded: str) -> list[Word]:
    """Words and signs of a folded text, without its spaces."""
    return [Word(match.start(), match.end(), match[0].casefold()) for match in _WORD.finditer(folded)]


class _Node:
    """A place in the tree of names: the words that may follow, and the names that end here."""

    __slots__ = ("following", "names")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.names: list[Name] = []


class NameList:
    """Names to look for. `ambiguous`: words ("is", "us") that stay unread where a line is all in capitals."""

    def __init__(self, names: Iterable[Name], *, ambiguous: Iterable[str] = ()) -> None:
        self._root = _Node()
        self._ambiguous = frozenset(ambiguous)
        for name in names:
            self.add(name)

    def add(self, name: Name) -> None:
        node = self._root
        for word in words(fold(name.text)):
            node = node.following.setdefault(word.form, _Node())
        if name not in node.names:
            node.names.append(name)

    def find(self, text: str) -> list[Match]:
        """All names in `text`, sorted, without overlaps: from left to right the longest."""
        folded = fold(text)
        capitals = _capital_lines(folded)
        found = []
        firsts = self._root.following
        for line in _LINE.finditer(folded):
            sequence = words(line[0])
            position = 0
            while position < len(sequence):
                form = sequence[position].form
                if form not in firsts and form[:-1] not in firsts and form[:-2] not in firsts:
                    position += 1
                    continue
                match, after = self._longest(folded, sequence, position, line.start(), line.start() in capitals)
                if match:
                    found.append(match)
                position = after
        return found

    def _longest(
        self, folded: str, sequence: list[Word], position: int, offset: int, in_capitals: bool
    ) -> tuple[Match | None, int]:
        """The longest name that begins at a word, and the position behind it (or behind the word)."""
        best: Match | None = None
        after = position + 1
        reached = [(self._root, position)]
        while reached:
            node, at = reached.pop()
            start = offset + sequence[position].start
            for ended, end in _ends(node, sequence, at, position):
                if best is None or offset + end > best.end:
                    names = self._fitting(ended.names, folded, start, offset + end, in_capitals)
                    if names:
                        best, after = Match(start, offset + end, names), at + (ended is not node)
            if at < len(sequence):
                if (step := node.following.get(sequence[at].form)) is not None:
                    reached.append((step, at + 1))
                if position < at and sequence[at].start > sequence[at - 1].end and "-" in node.following:
                    reached.append((node.following["-"], at))
        return best, after

    def _fitting(self, names: Sequence[Name], folded: str, start: int, end: int, in_capitals: bool) -> tuple[Name, ...]:
        return tuple(name for name in names if not name.case or self._fits(name, folded, start, end, in_capitals))

    def _fits(self, name: Name, folded: str, start: int, end: int, in_capitals: bool) -> bool:
        found = folded[start:end]
        if in_capitals and found == found.upper():
            sure = folded[:start].endswith("THE ") or folded[end : end + 1] in ("'", "-")
            return sure or found.casefold() not in self._ambiguous
        return fold(name.text) == found


def _ends(node: _Node, sequence: list[Word], at: int, position: int) -> Iterator[tuple[_Node, int]]:
    """The nodes whose names end before word `at`, with the offset of that end; also where something sticks to it.

    "Islamic States growth" names the Islamic State (the apostrophe got lost), "IS-K5" the IS-K (a footnote mark).
    """
    if node.names and at > position:
        yield node, sequence[at - 1].end
    if at < len(sequence) and (form := sequence[at].form) not in node.following:
        for bare in _bare_forms(form):
            loose = node.following.get(bare)
            if loose is not None and loose.names and loose.names[0].kind not in ("demonym", "people"):
                yield loose, sequence[at].end - len(form) + len(bare)


def _bare_forms(form: str) -> Iterator[str]:
    """A word without the s of a lost apostrophe, and without a footnote mark of one or two digits."""
    if len(form) > 4 and form[-1] == "s":
        yield form[:-1]
    bare = form.rstrip("0123456789¹²³⁴⁵⁶⁷⁸⁹⁰")
    if bare and 0 < len(form) - len(bare) <= 2:
        yield bare


def _capital_lines(folded: str) -> frozenset[int]:
    """Where the lines begin that are all in capitals (with at least two words)."""
    return frozenset(
        line.start()
        for line in _LINE.finditer(folded)
        if line[0] == line[0].upper() and sum(map(str.isalpha, line[0])) > 5 and " " in line[0].strip()
    )
