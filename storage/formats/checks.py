"""What a stranger's file may say in each field: every fault is one sentence that begins with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, AnyStr

import orjson

from annotator.errors import FormatError
from annotator.files import is_no_file, opened
from annotator.wording import say

LINE_LIMIT = 64 * 1024 * 1024
FILE_LIMIT = 500_000_000
MOST_VALUES = 6_000_000
"""Values of one JSON text: so many take up to a gigabyte once they are read, whatever they are."""
LONGEST_NAME = 200
ORIGINS = ("manual", "accepted", "edited", "bulk", "propagated", "imported", "adjudicated")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


def json_lines(lines: Iterable[bytes], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(where, object) of each line that is not blank; lines without an object are FormatErrors."""
    for number, raw in enumerate(lines, start=1):
        where = say("{name}, line {number}", name=name, number=number)
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not line.strip():
            continue
        found = parsed(line, where)
        if not isinstance(found, dict):
            raise FormatError(say("{where}: each line must be an object {{…}}.", where=where))
        yield where, found


def lines_of(path: Path) -> Iterator[bytes]:
    """A file's lines, none longer than LINE_LIMIT."""
    with _file(path) as file:
        yield from bounded_lines(file, path.name)


def _file(path: Path) -> BufferedReader:
    if is_no_file(path):
        raise FormatError(say("{path} is a pipe or a device: name a file.", path=path))
    return opened(path)


def bounded_lines(file: IO[AnyStr], name: str) -> Iterator[AnyStr]:
    """The lines of an open file, of text or bytes, none longer than LINE_LIMIT."""
    number = 0
    while line := file.readline(LINE_LIMIT + 1):
        number += 1
        if len(line) > LINE_LIMIT:
            raise FormatError(
                say(
                    "{name}, line {number}: the line is longer than {line_limit} MB.",
                    name=name,
                    number=number,
                    line_limit=LINE_LIMIT >> 20,
                )
            )
        yield line


def bytes_of(path: Path) -> bytes:
    """A file's bytes, unless there are more than FILE_LIMIT."""
    with _file(path) as file:
        raw = file.read(FILE_LIMIT + 1)
    if len(raw) > FILE_LIMIT:
        raise FormatError(
            say(
                "{name} is larger than {file_limit} MB and was refused.",
                name=path.name,
                file_limit=FILE_LIMIT // 1_000_000,
            )
        )
    return raw


def parsed(raw: bytes, where: str) -> Any:
    """JSON; half surrogate pairs, NaN and nesting without end are refused like any other fault."""
    if len(raw) > MOST_VALUES and sum(map(raw.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise FormatError(
            say("{where}: it holds more than {most_values:,} values: split it.", where=where, most_values=MOST_VALUES)
        )
    try:
        return orjson.loads(raw)
    except (ValueError, RecursionError) as fault:
        if not _is_utf8(raw):
            raise FormatError(say("{where}: this is not UTF-8: save the file as UTF-8.", where=where)) from fault
        raise FormatError(say("{where}: this is not JSON ({fault}).", where=where, fault=str(fault)[:120])) from fault


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def text_of(where: str, line: Mapping[str, Any], name: str) -> str:
    """A text, "" where it is absent or null. U+0000 is refused: no text that people write holds it."""
    value = line.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FormatError(
            say("{where}: {name} must be a text, not {value!r:.40}.", where=where, name=name, value=value)
        )
    if "\x00" in value:
        raise FormatError(say("{where}: {name} holds the character U+0000.", where=where, name=name))
    return value


def name_of(where: str, line: Mapping[str, Any], name: str) -> str:
    """A text that is shown as a name: one line, no longer than LONGEST_NAME, no space at its ends."""
    value = text_of(where, line, name)
    if len(value) > LONGEST_NAME or value != value.strip() or any(not c.isprintable() and c != "\u00a0" for c in value):
        raise FormatError(
            say(
                "{where}: {name} must be one line of at most {longest_name} characters, without space at its ends,"
                " not {value!r:.60}.",
                where=where,
                name=name,
                longest_name=LONGEST_NAME,
                value=value,
            )
        )
    return value


def sha256_of(where: str, line: Mapping[str, Any]) -> str:
    value = text_of(where, line, "sha256").lower()
    if value and not _SHA256.match(value):
        raise FormatError(
            say("{where}: sha256 must be 64 hexadecimal digits, not {value!r:.40}.", where=where, value=value)
        )
    return value


def whole_of(where: str, line: Mapping[str, Any], name: str) -> int | None:
    value = line.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise FormatError(
        say("{where}: {name} must be a whole number or null, not {value!r:.40}.", where=where, name=name, value=value)
    )


def version_of(where: str, value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 2**31:
        raise FormatError(
            say("{where}: meaning_version must be a whole number from 1, not {value!r:.40}.", where=where, value=value)
        )
    return value


def certainty_of(where: str, value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise FormatError(
            say("{where}: certainty must be a number from 0 to 1, not {value!r:.40}.", where=where, value=value)
        )
    return value


def origin_of(where: str, value: str) -> str:
    origin = value or "imported"
    if origin not in ORIGINS:
        raise FormatError(
            say(
                "{where}: origin {origin!r:.40} is unknown; allowed are {origins}.",
                where=where,
                origin=origin,
                origins=", ".join(ORIGINS),
            )
        )
    return origin


def moment_of(where: str, value: str) -> str:
    """A time as ISO 8601, as it stands."""
    if value:
        try:
            datetime.fromisoformat(value)
        except ValueError as fault:
            raise FormatError(
                say(
                    "{where}: created must be a time such as 2026-05-31T12:00:00Z, not {value!r:.40}.",
                    where=where,
                    value=value,
                )
            ) from fault
    return value


def attributes_of(where: str, value: object) -> dict[str, str]:
    """Attribute name -> text; null and empty ones count as not given, numbers become text."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise FormatError(say("{where}: attributes must be an object of names and texts.", where=where))
    out = {}
    for name, item in value.items():
        if item is None or item == "":
            continue
        if isinstance(item, bool) or not isinstance(item, str | int | float):
            raise FormatError(
                say(
                    "{where}: attribute {name!r:.40} must be a text, not {item!r:.40}.",
                    where=where,
                    name=name,
                    item=item,
                )
            )
        out[name] = text_of(where, {name: str(item)}, name)
    return out
