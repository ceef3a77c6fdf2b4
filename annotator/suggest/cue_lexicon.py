"""Cue lexicons: tables of lemma patterns from the codebook's TOML, compiled once and found in a parse by hash lookup.

A pattern is a line of lemmas: `turn down`, `pledge|swear ~ allegiance`. `|` separates alternatives, `~` stands for up
to three words of any kind between two others, `#` for a number, `*` before a word makes it the head (else the first word of a verb or
adjective pattern, the last of a noun pattern). Only the head must have its table's part of speech.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from operator import itemgetter
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from annotator.suggest.words import key, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from annotator.codebook import Codebook

_PLACE = itemgetter(0, 1, 2)
GAP = "~"
LONGEST_GAP = 3
HEADS: Mapping[str, frozenset[str]] = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adjective": frozenset({"ADJ", "VERB", "ADV"}),
    "phrase": frozenset(),
    "obligation": frozenset({"VERB", "AUX", "ADJ", "NOUN"}),
    "evaluation": frozenset(),
}
"""Part-of-speech tags that a head may have, by table; an empty set takes any."""

T = TypeVar("T")


class CueFault(ValueError):
    """An entry that cannot be used; the message says why, the caller adds where."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """`words`: the alternatives at each place, None for a gap. `head`: the index of the head in `words`."""

    words: tuple[frozenset[str] | None, ...]
    head: int

    @property
    def size(self) -> int:
        return sum(word is not None for word in self.words)


class Hit(NamedTuple, Generic[T]):
    """A pattern found: token indices [first, last], the head's index and the entry."""

    first: int
    last: int
    head: int
    size: int
    cue: T


class Entry(NamedTuple, Generic[T]):
    """A pattern of the lexicon, numbered in the file's order. `parts`: the tags that its head may have; any if empty."""

    number: int
    pattern: Pattern
    parts: frozenset[str]
    cue: T


@dataclass(slots=True)
class Opening(Generic[T]):
    """The entries that one word opens: those of no other word, and the rest by the word that follows next, or near."""

    alone: list[Entry[T]] = field(default_factory=list)
    next: dict[str, list[Entry[T]]] = field(default_factory=dict)
    near: dict[str, list[Entry[T]]] = field(default_factory=dict)

    def add(self, entry: Entry[T]) -> None:
        words = entry.pattern.words
        if len(words) == 1:
            self.alone.append(entry)
        elif words[1] is not None:
            for word in words[1]:
                self.next.setdefault(word, []).append(entry)
        else:
            for word in next(filter(None, words[1:]), ()):
                self.near.setdefault(word, []).append(entry)

    def possible(self, following: Sequence[str]) -> Iterable[Entry[T]]:
        """The entries that may stand here, each once, given the words that follow."""
        entries = self.alone
        if following and following[0] in self.next:
            entries = [*entries, *self.next[following[0]]]
        if self.near and (near := self.near.keys() & following):
            wider = [*entries, *(entry for word in near for entry in self.near[word])]
            return {entry.number: entry for entry in wider}.values()
        return entries


@dataclass(slots=True)
class Lexicon(Generic[T]):
    """Compiled entries of one facet. `faults` names the entries left out and why, one plain sentence each."""

    index: dict[str, Opening[T]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    _added: int = 0

    def add(self, pattern: Pattern, parts: frozenset[str], cue: T) -> None:
        self._added += 1
        for word in pattern.words[0] or ():
            self.index.setdefault(word, Opening()).add(Entry(self._added, pattern, parts, cue))

    def find(self, doc: Doc, /) -> list[list[Hit[T]]]:
        """The patterns found, gathered by head, in order of heads; for each the longest first, then the file's order."""
        words = words_of(doc)
        keys, tags = words.keys, words.parts
        found: dict[int, list[tuple[int, int, int, Hit[T]]]] = {}
        index = self.index
        for first in [at for at, word in enumerate(keys) if word in index]:
            following = keys[first + 1 : first + 2 + LONGEST_GAP]
            for number, pattern, parts, cue in index[keys[first]].possible(following):
                places = match(pattern, keys=keys, first=first)
                if places is None:
                    continue
                head = places[pattern.head]
                if not parts or tags[head] in parts:
                    hit = Hit(first, places[-1], head, pattern.size, cue)
                    found.setdefault(head, []).append((-pattern.size, first, number, hit))
        return [[hit for *_, hit in sorted(found[head], key=_PLACE)] for head in sorted(found)]


def match(pattern: Pattern, *, keys: Sequence[str], first: int) -> list[int] | None:
    """Token index for each place of `pattern` (a gap gets the index before it) or None; nearest words win."""
    places = [first]
    at = first
    gap = False
    for word in pattern.words[1:]:
        if word is None:
            gap = True
            places.append(at)
            continue
        reach = LONGEST_GAP if gap else 0
        for candidate in range(at + 1, min(at + 2 + reach, len(keys))):
            if keys[candidate] in word:
                at = candidate
                break
            if keys[candidate] in STOPS:
                return None
        else:
            return None
        places.append(at)
        gap = False
    return places


PARTICLES = frozenset(
    [
        "of",
        "for",
        "to",
        "from",
        "with",
        "on",
        "in",
        "against",
        "over",
        "between",
        "towards",
        "toward",
        "about",
        "by",
        "at",
        "that",
        "into",
        "among",
        "within",
        "upon",
    ]
)
STOPS = frozenset({".", ";", ":", "\n", ",", "(", ")", "!", "?"})
_WORD = re.compile(r"\*?[^\s-]+|-")


def compile_pattern(text: str, *, table: str) -> Pattern:
    """Reads a pattern. Raises CueFault for an empty one, one that begins or ends with a gap or has two heads."""
    raw = _WORD.findall(text.lower())
    if not raw:
        raise CueFault("the pattern is empty")
    if raw[0] == GAP or raw[-1] == GAP:
        raise CueFault(f"the pattern “{text}” begins or ends with ~, which stands between two words")
    heads = [index for index, word in enumerate(raw) if word.startswith("*")]
    if len(heads) > 1:
        raise CueFault(f"the pattern “{text}” has more than one *")
    head = heads[0] if heads else (_last_noun(raw) if table == "noun" else 0)
    words = tuple(None if word == GAP else alternatives(word.lstrip("*"), text) for word in raw)
    return Pattern(words, head)


def variants(text: str) -> list[str]:
    """The patterns that a line stands for: an alternative with a hyphen ("calm|de-escalation") is several words in a parse.

    It becomes a pattern of its own, so that the words on both sides of its hyphen do not run into its neighbours.
    """
    choices = []
    for word in text.split():
        star, parts = "*" * word.startswith("*"), word.lstrip("*").split("|")
        plain = [part for part in parts if "-" not in part or part == "-"]
        joined = [part for part in parts if part not in plain]
        choices.append([word] if len(parts) == 1 else [star + each for each in ["|".join(plain), *joined] if each])
    return [" ".join(words) for words in product(*choices)]


def _last_noun(raw: Sequence[str]) -> int:
    """The last word of a noun pattern that is more than prepositions ("*support* for|of", "*claim* that")."""
    whole = [at for at, word in enumerate(raw) if word not in (GAP, "-") and not PARTICLES.issuperset(word.split("|"))]
    return whole[-1] if whole else len(raw) - 1


def alternatives(word: str, pattern: str) -> frozenset[str]:
    found = frozenset(key(part) for part in word.split("|"))
    if "" in found:
        raise CueFault(f"the pattern “{pattern}” has an empty alternative beside |")
    return found


def entries(
    cues: Mapping[str, object], table: str, *, faults: list[str], where: str
) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The tables [[table]] of a cue file with their number, counted from 1; what is no table becomes a fault."""
    raw = cues.get(table, [])
    if not isinstance(raw, list):
        faults.append(f"{where}: “{table}” must be written as [[{table}]] tables; all of it is skipped.")
        return
    for number, entry in enumerate(raw, start=1):
        if isinstance(entry, Mapping):
            yield number, entry
        else:
            faults.append(f"{where}: [[{table}]] no. {number} is not a table; it is skipped.")


def build(
    cues: Mapping[str, object],
    *,
    where: str,
    tables: Sequence[str],
    read: Callable[[str, Mapping[str, object], str], T],
) -> Lexicon[T]:
    """Compiles the `tables` of `cues`. `read(table, entry, name)` makes an entry's cue and raises CueFault."""
    lexicon: Lexicon[T] = Lexicon()
    for table in tables:
        for number, entry in entries(cues, table, faults=lexicon.faults, where=where):
            first = ""
            try:
                matches = strings(entry, "match")
                if not matches:
                    raise CueFault("it has no “match”, the list of lemma patterns that call it")
                first = matches[0]
                cue = read(table, entry, rule_name(table, entry, number))
            except CueFault as fault:
                lexicon.faults.append(
                    f"{where}: [[{table}]] no. {number} ({first or 'no match'}): {fault}; it is skipped."
                )
                continue
            for text in matches:
                try:
                    for pattern in variants(text):
                        lexicon.add(compile_pattern(pattern, table=table), HEADS.get(table, frozenset()), cue)
                except CueFault as fault:
                    lexicon.faults.append(
                        f"{where}: [[{table}]] no. {number} ({first}): {fault}; that pattern is skipped."
                    )
    return lexicon


def rule_name(table: str, entry: Mapping[str, object], number: int) -> str:
    """What a suggestion's source calls the entry: its `name`, or its code or valence with the table and number."""
    given = entry.get("name") or f"{entry.get('code') or entry.get('valence') or ''} {table} {number}".strip()
    return str(given)


def strings(entry: Mapping[str, object], name: str, default: Sequence[str] = ()) -> tuple[str, ...]:
    """A value that may be a string or a list of strings. Raises CueFault for anything else."""
    value = entry.get(name)
    if value is None:
        return tuple(default)
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise CueFault(f"“{name}” must be a text or a list of texts")


def choice(entry: Mapping[str, object], name: str, allowed: Sequence[str], default: str = "") -> str:
    """A value out of `allowed`. Raises CueFault with the values allowed."""
    value = entry.get(name, default)
    if value == default or value in allowed:
        return str(value)
    raise CueFault(f"“{name}” is “{value}”, but must be one of {', '.join(allowed)}")


def number(entry: Mapping[str, object], name: str, default: float) -> float:
    value = entry.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CueFault(f"“{name}” must be a number")
    return float(value)


def located(faults: Sequence[str], codebook: Codebook, kind: str) -> list[str]:
    """The faults with the cue file and line of their entry, where the codebook holds the file's text."""
    texts = getattr(codebook, "cue_texts", {})
    for file, text in sorted(texts.items()):
        if file.removesuffix(".toml").split(".")[-1] == kind:
            return [_with_line(fault, file, text) for fault in faults]
    return list(faults)


def _with_line(fault: str, file: str, text: str) -> str:
    named = re.search(r"\[\[(\w+)\]\] no\. (\d+)", fault)
    rest = fault.split(": ", 1)[1]
    if named is None:
        return f"{file}: {rest}"
    headers = [number for number, line in enumerate(text.splitlines(), start=1) if line.strip() == f"[[{named[1]}]]"]
    number = int(named[2])
    return f"{file}, line {headers[number - 1]}: {rest}" if number <= len(headers) else f"{file}: {rest}"
