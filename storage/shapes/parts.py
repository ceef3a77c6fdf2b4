"""What the shapes of all entities are made of. `need` and what is built on it raise `OddError`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

NAME = re.compile(r"[^\x00-\x1f]{1,1000}")
LARGEST = 1 << 53
_HASH = re.compile(r"[0-9a-f]{64}")


class Texts(Protocol):
    """Where the texts lie that events refer to."""

    def text_of(self, sha256: str) -> str | None:
        """The text with that hash, verified; None where neither file has it."""

    def length_of(self, sha256: str) -> int | None:
        """Its number of code points."""


class OddError(ValueError):
    """What is odd about a row, in words."""


def need(condition: bool, what: str) -> None:
    if not condition:
        raise OddError(what)


def has_texts(row: Mapping[str, Any], *names: str) -> None:
    for name in names:
        need(isinstance(row.get(name), str), f"{name} is no text")
    for name in {"coder", "facet", "code", "round"} & set(names):
        need(bool(NAME.fullmatch(row[name])), f"{name} is empty or holds control characters")


def whole_number(value: object, what: str) -> int:
    need(type(value) is int and 0 <= value < LARGEST, f"{what} is no whole number in range")
    return value  # type: ignore[return-value]


def text_length(sha256: object, texts: Texts) -> int:
    length = texts.length_of(sha256) if isinstance(sha256, str) and _HASH.fullmatch(sha256) else None
    if length is None:
        raise OddError(f"the text of document {sha256!s:.12}… is missing or damaged")
    return length


def check_span(start: object, end: object, length: int) -> None:
    need(
        whole_number(start, "start") < whole_number(end, "end") <= length,
        f"the span {start} to {end} is not in its text",
    )


def key_parts(key: str, number: int) -> list[str]:
    parts = key.split("\x1f")
    need(len(parts) == number, "a key has not the parts it should")
    return parts


def only(row: Mapping[str, Any], names: set[str], what: str) -> None:
    need(set(row) <= names, f"a {what} has unknown fields")


def names_in(row: Mapping[str, Any], name: str) -> list[str]:
    """A list of names, which may lack."""
    found = row.get(name, [])
    need(
        isinstance(found, list) and all(isinstance(x, str) and NAME.fullmatch(x) for x in found), f"{name} are no names"
    )
    return found  # type: ignore[no-any-return]


def yes_or_no(row: Mapping[str, Any], *names: str) -> None:
    for name in names:
        need(type(row.get(name)) is bool, f"{name} is neither true nor false")
