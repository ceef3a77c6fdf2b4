"""Counts in words, for what is said in English: reports, commands, notes of files. Windows count by Qt's translation."""

from __future__ import annotations


def plural(number: int, one: str, many: str = "") -> str:
    """ "1 document", "1,200 documents"; `many` where it is not `one` with an s ("entry", "entries")."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
