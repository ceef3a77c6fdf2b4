"""What the shapes of all entities are made of. `need` and what is built on it raise `OddError`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

from annotator.wording import later, say

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


def need(condition: bool, told: str, **values: object) -> None:
    if not condition:
        raise OddError(say(told, **values))


def has_texts(row: Mapping[str, Any], *names: str) -> None:
    for name in names:
        need(isinstance(row.get(name), str), later("{name} is no text"), name=name)
    for name in {"coder", "facet", "code", "round"} & set(names):
        need(bool(NAME.fullmatch(row[name])), later("{name} is empty or holds control characters"), name=name)


def whole_number(value: object, what: str) -> int:
    need(type(value) is int and 0 <= value < LARGEST, later("{what} is no whole number in range"), what=what)
    return value  # type: ignore[return-value]


def text_length(sha256: object, texts: Texts) -> int:
    length = texts.length_of(sha256) if isinstance(sha256, str) and _HASH.fullmatch(sha256) else None
    if length is None:
        raise OddError(say("the text of document {sha256!s:.12}… is missing or damaged", sha256=sha256))
    return length


def check_span(start: object, end: object, length: int) -> None:
    need(
        whole_number(start, "start") < whole_number(end, "end") <= length,
        later("the span {start} to {end} is not in its text"),
        start=start,
        end=end,
    )


def key_parts(key: str, number: int) -> list[str]:
    parts = key.split("\x1f")
    need(len(parts) == number, later("a key has not the parts it should"))
    return parts


def only(row: Mapping[str, Any], names: set[str], what: str) -> None:
    need(set(row) <= names, later("a {what} has unknown fields"), what=what)


def names_in(row: Mapping[str, Any], name: str) -> list[str]:
    """A list of names, which may lack."""
    found = row.get(name, [])
    need(
        isinstance(found, list) and all(isinstance(x, str) and NAME.fullmatch(x) for x in found),
        later("{name} are no names"),
        name=name,
    )
    return found  # type: ignore[no-any-return]


def yes_or_no(row: Mapping[str, Any], *names: str) -> None:
    for name in names:
        need(type(row.get(name)) is bool, later("{name} is neither true nor false"), name=name)
