"""Entries of the cue files, [[verb]], [[noun]] and so on: from TOML tables to a lexicon, and reading their values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from annotator.suggest.cue_lexicon import EntryFault, Lexicon
from annotator.suggest.cue_patterns import CueFault, compile_pattern, variants

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


def build(
    cues: Mapping[str, object], *, tables: Sequence[str], read: Callable[[str, Mapping[str, object], str], T]
) -> Lexicon[T]:
    """Compiles the `tables` of `cues`. `read(table, entry, name)` makes an entry's cue and raises CueFault."""
    lexicon: Lexicon[T] = Lexicon()
    for table in tables:
        for number, entry in _entries(cues, table, faults=lexicon.faults):
            first = ""
            try:
                matches = strings(entry, "match")
                if not matches:
                    raise CueFault("it has no “match”, the list of lemma patterns that call it")
                first = matches[0]
                cue = read(table, entry, rule_name(table, entry, number))
            except CueFault as fault:
                what = f"[[{table}]] no. {number} ({first or 'no match'}): {fault}; it is skipped."
                lexicon.faults.append(EntryFault(table, number, what))
                continue
            for text in matches:
                try:
                    for pattern in variants(text):
                        lexicon.add(compile_pattern(pattern, table=table), HEADS.get(table, frozenset()), cue)
                except CueFault as fault:
                    what = f"[[{table}]] no. {number} ({first}): {fault}; that pattern is skipped."
                    lexicon.faults.append(EntryFault(table, number, what))
    return lexicon


def _entries(
    cues: Mapping[str, object], table: str, *, faults: list[EntryFault]
) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The tables [[table]] of a cue file with their number, counted from 1; what is no table becomes a fault."""
    raw = cues.get(table, [])
    if not isinstance(raw, list):
        faults.append(EntryFault(table, 0, f"“{table}” must be written as [[{table}]] tables; all of it is skipped."))
        return
    for number, entry in enumerate(raw, start=1):
        if isinstance(entry, Mapping):
            yield number, entry
        else:
            faults.append(EntryFault(table, number, f"[[{table}]] no. {number} is not a table; it is skipped."))


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
