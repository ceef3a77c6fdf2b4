"""Entries of the cue files, [[verb]], [[noun]] and so on: from TOML tables to a lexicon, and reading their values."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from annotator.suggest.cue_lexicon import EntryFault, Lexicon
from annotator.suggest.cue_patterns import JOINED, CueFault, compile_pattern, doubtful, variants
from annotator.wording import say

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
        listed = list(_entries(cues, table, faults=lexicon.faults))
        names = rule_names(table, listed)
        for number, entry in listed:
            first = ""
            try:
                matches = strings(entry, "match")
                if not matches:
                    raise CueFault(say("it has no “match”, the list of lemma patterns that call it"))
                first = matches[0]
                cue = read(table, entry, names[number])
            except CueFault as fault:
                what = say(
                    "[[{table}]] no. {number} ({first}): {fault}; it is skipped.",
                    table=table,
                    number=number,
                    first=first or "no match",
                    fault=fault,
                )
                lexicon.faults.append(EntryFault(table, number, what))
                continue
            for text in matches:
                try:
                    for pattern in variants(text, table=table):
                        lexicon.add(compile_pattern(pattern, table=table), HEADS.get(table, frozenset()), cue)
                    if pair := doubtful(text):
                        lexicon.faults.append(EntryFault(table, number, _warning(table, number, text, pair)))
                except CueFault as fault:
                    what = say(
                        "[[{table}]] no. {number} ({first}): {fault}; that pattern is skipped.",
                        table=table,
                        number=number,
                        first=first,
                        fault=fault,
                    )
                    lexicon.faults.append(EntryFault(table, number, what))
    return lexicon


def _warning(table: str, number: int, text: str, pair: str) -> str:
    joined = pair.replace(" ", JOINED)
    return say(
        "[[{table}]] no. {number} ({text}): “{pair}” is read as two places, as a line is split at its spaces; "
        "if it is one alternative, write “{joined}”. It is used as it stands.",
        table=table,
        number=number,
        text=text,
        pair=pair,
        joined=joined,
    )


def _entries(
    cues: Mapping[str, object], table: str, *, faults: list[EntryFault]
) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The tables [[table]] of a cue file with their number, counted from 1; what is no table becomes a fault."""
    raw = cues.get(table, [])
    if not isinstance(raw, list):
        faults.append(
            EntryFault(
                table, 0, say("“{table}” must be written as [[{table}]] tables; all of it is skipped.", table=table)
            )
        )
        return
    for number, entry in enumerate(raw, start=1):
        if isinstance(entry, Mapping):
            yield number, entry
        else:
            faults.append(
                EntryFault(
                    table,
                    number,
                    say("[[{table}]] no. {number} is not a table; it is skipped.", table=table, number=number),
                )
            )


def rule_names(table: str, entries: Iterable[tuple[int, Mapping[str, object]]]) -> dict[int, str]:
    """What a suggestion's source calls each entry, by its number: the same wherever the entry stands in the file.

    Its `name`, else its code or valence, the table and its first pattern without alternatives ("oppose verb worry");
    entries that would be called alike bear a hash of their content, too.
    """
    entries = list(entries)
    plain = {number: _plain_name(table, entry) for number, entry in entries}
    times = Counter(plain.values())
    return {
        number: plain[number] if entry.get("name") or times[plain[number]] == 1 else f"{plain[number]} {_hash(entry)}"
        for number, entry in entries
    }


def _plain_name(table: str, entry: Mapping[str, object]) -> str:
    match = entry.get("match")
    first = str(match[0] if isinstance(match, list) and match else match or "")
    short = " ".join(word.lstrip("*").partition("|")[0] for word in first.split())
    words = (entry.get("code") or entry.get("valence"), table, short)
    return str(entry.get("name") or " ".join(str(word) for word in words if word))


def _hash(entry: Mapping[str, object]) -> str:
    content = json.dumps(entry, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:6]


def strings(entry: Mapping[str, object], name: str, default: Sequence[str] = ()) -> tuple[str, ...]:
    """A value that may be a string or a list of strings. Raises CueFault for anything else."""
    value = entry.get(name)
    if value is None:
        return tuple(default)
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise CueFault(say("“{name}” must be a text or a list of texts", name=name))


def choice(entry: Mapping[str, object], name: str, allowed: Sequence[str], default: str = "") -> str:
    """A value out of `allowed`. Raises CueFault with the values allowed."""
    value = entry.get(name, default)
    if value == default or value in allowed:
        return str(value)
    raise CueFault(
        say("“{name}” is “{value}”, but must be one of {allowed}", name=name, value=value, allowed=", ".join(allowed))
    )


def number(entry: Mapping[str, object], name: str, default: float) -> float:
    value = entry.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CueFault(say("“{name}” must be a number", name=name))
    return float(value)
