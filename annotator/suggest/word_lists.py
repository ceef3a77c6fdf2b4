"""Lists of words in the tables of cue files; what is no list, or stands in no table, says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def words_in(value: object) -> list[str]:
    """The words of a list, none for anything else."""
    return [str(word) for word in value] if isinstance(value, list) else []


def word_sets(table: Mapping[str, object], names: Iterable[str]) -> dict[str, frozenset[str]]:
    """Name -> words, for those names that have a list in a table."""
    return {name: frozenset(words_in(table[name])) for name in names if isinstance(table.get(name), list)}
