"""Finding listed names in a text: the longest one wins, spellings folded, capitals where they matter.

A name is a sequence of words and signs; a hyphen in a listed name also stands for a space; no name runs across a
paragraph break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from annotator.suggest.names import Match, Name, fold
from annotator.suggest.words import Kept

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_|\n")
_WORDS_AND_GAPS = re.compile(f"({_WORD.pattern})")
_DIGITS = "0123456789¹²³⁴⁵⁶⁷⁸⁹⁰"
_LOOSE = frozenset("s" + _DIGITS)
_LINE = re.compile(r"[^\n]+")


@lru_cache(maxsize=100_000)
def _folded_name(text: str) -> str:
    return fold(text)


def _lower(folded: str) -> str:
    lower = folded.lower()
    return lower if len(lower) == len(folded) else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


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
        self._begins = Kept(self._may_begin)
        for name in names:
            self.add(name)

    def add(self, name: Name) -> None:
        node = self._root
        for form in _WORD.findall(_lower(fold(name.text))):
            node = node.following.setdefault(form, _Node())
        if name not in node.names:
            node.names.append(name)
        self._begins.clear()

    def find(self, text: str) -> list[Match]:
        """All names in `text`, sorted, without overlaps: from left to right the longest."""
        words, capitals = _words_of(text)
        firsts = self._root.following
        begins = self._begins
        found: list[Match] = []
        after = 0
        for position in [at for at, form in enumerate(words.forms) if begins[form]]:
            if position < after:
                continue
            node = firsts.get(words.forms[position])
            if node is not None and not node.names and not _may_go_on(node, words.forms, position + 1):
                continue  # "the" begins few names
            match, after = self._longest(words, position, capitals)
            if match:
                found.append(match)
        return found

    def _may_begin(self, form: str) -> bool:
        """Whether a word begins a name, as it stands or once what sticks to it is off."""
        firsts = self._root.following
        return form in firsts or (form[-1] in _LOOSE and any(bare in firsts for bare in _bare_forms(form)))

    def _longest(self, words: _Words, position: int, capitals: Sequence[tuple[int, int]]) -> tuple[Match | None, int]:
        """The longest name that begins at a word, and the position behind it (or behind the word)."""
        best: Match | None = None
        after = position + 1
        forms, starts = words.forms, words.starts
        start = starts[position]
        reached = [(self._root, position)]
        while reached:
            node, at = reached.pop()
            ends = [(node, at, starts[at - 1] + len(forms[at - 1]))] if node.names and at > position else []
            if at < len(forms):
                form = forms[at]
                step = node.following.get(form)
                if step is not None:
                    reached.append((step, at + 1))
                elif form[-1] in _LOOSE:
                    ends += _loose_ends(node, form, at, starts[at])
                if position < at and "-" in node.following and starts[at] > starts[at - 1] + len(forms[at - 1]):
                    reached.append((node.following["-"], at))
            for ended, behind, end in ends:
                if best is None or end > best.end:
                    names = self._fitting(ended.names, words.folded, start, end, capitals)
                    if names:
                        best, after = Match(start, end, names), behind
        return best, after

    def _fitting(
        self, names: Sequence[Name], folded: str, start: int, end: int, capitals: Sequence[tuple[int, int]]
    ) -> tuple[Name, ...]:
        return tuple(name for name in names if not name.case or self._fits(name, folded, start, end, capitals))

    def _fits(self, name: Name, folded: str, start: int, end: int, capitals: Sequence[tuple[int, int]]) -> bool:
        found = folded[start:end]
        if found == found.upper() and any(first <= start < last for first, last in capitals):
            sure = folded[max(0, start - 4) : start] == "THE " or folded[end : end + 1] in ("'", "-")
            return sure or found.casefold() not in self._ambiguous
        return _folded_name(name.text) == found


class _Words(NamedTuple):
    """The words, signs and line ends of a folded text: their lower-case forms, and where they begin."""

    folded: str
    forms: list[str]
    starts: list[int]


@lru_cache(maxsize=4)
def _words_of(text: str) -> tuple[_Words, list[tuple[int, int]]]:
    """The words of a text and where its lines in capitals lie; kept for the several lists that read one document."""
    folded = fold(text)
    lower = _lower(folded)
    parts = _WORDS_AND_GAPS.split(lower)
    starts = list(accumulate(map(len, parts)))[::2]
    return _Words(folded, parts[1::2], starts), _capital_lines(folded)


def _loose_ends(node: _Node, form: str, at: int, start: int) -> Iterator[tuple[_Node, int, int]]:
    """The nodes whose names end within word `at`, to which something sticks, with the next word and the name's end.

    "Islamic States growth" names the Islamic State (the apostrophe got lost), "IS-K5" the IS-K (a footnote mark).
    """
    for bare in _bare_forms(form):
        loose = node.following.get(bare)
        if loose is not None and loose.names and loose.names[0].kind not in ("demonym", "people"):
            yield loose, at + 1, start + len(bare)


def _may_go_on(node: _Node, forms: Sequence[str], at: int) -> bool:
    """Whether the word at `at` may go on a name, as it stands or behind a hyphen that is left out."""
    if at >= len(forms):
        return False
    return forms[at] in node.following or "-" in node.following or forms[at][-1] in _LOOSE


def _bare_forms(form: str) -> Sequence[str]:
    """A word without the s of a lost apostrophe, or without a footnote mark of one or two digits."""
    last = form[-1]
    if last == "s":
        return (form[:-1],) if len(form) > 4 else ()
    if not last.isdigit():
        return ()
    bare = form.rstrip(_DIGITS)
    return (bare,) if bare and len(form) - len(bare) <= 2 else ()


def _capital_lines(folded: str) -> list[tuple[int, int]]:
    """Where the lines lie that are all in capitals (with at least two words)."""
    return [
        line.span()
        for line in _LINE.finditer(folded)
        if line[0].isupper() and sum(map(str.isalpha, line[0])) > 5 and " " in line[0].strip()
    ]
