"""Markdown: kept as it is written. A header of `key: value` lines, or of TOML, is metadata and a region that is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.records import Region
from annotator.toml_text import parse_toml
from annotator.wording import later
from storage.documents.decoding import decode
from storage.documents.names import gather
from storage.documents.records import Part, Reader, Source

_HEADER = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?)\n\1[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*:\s*(.*)")
_ITEM = re.compile(r"\s*-\s+(.*)")
_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$|^(\S.*)\n=+[ \t]*$", re.MULTILINE)
_LONGEST_HEADER = 5000


def _read(source: Source) -> Iterator[Part]:
    decoded = decode(source.data, encoding=source.encoding)
    text = decoded.text
    metadata: dict[str, str] = {}
    regions: tuple[Region, ...] = ()
    header = _HEADER.match(text[:_LONGEST_HEADER])
    if header:
        metadata = gather(_of_toml(header[2]) if header[1] == "+++" else _of_lines(header[2]))
        regions = (Region(0, len(header[0].rstrip("\n")), "boilerplate", "header with metadata"),)
    title = _TITLE.search(text, len(header[0]) if header else 0)
    if title:
        metadata.setdefault("title", title[1] or title[2])
    yield Part(text, regions, metadata, decoded.encoding)


def _of_lines(header: str) -> dict[str, str]:
    """`key: value` lines; the items of a list (`[a, b]`, or `- a` on lines of their own) are joined by commas."""
    found: dict[str, list[str]] = {}
    last = ""
    for line in header.split("\n"):
        item = _ITEM.fullmatch(line)
        if item and last:
            found[last].append(_plain(item[1]))
        elif entry := _FIELD.fullmatch(line.strip()):
            last, value = entry[1], entry[2].strip()
            listed = value.startswith("[") and value.endswith("]")
            found[last] = [_plain(part) for part in (value[1:-1].split(",") if listed else [value])]
    return {name: ", ".join(filter(None, values)) for name, values in found.items()}


def _of_toml(header: str) -> dict[str, str]:
    try:
        found = parse_toml(header)
    except (ValueError, RecursionError):
        return {}
    return {
        name: ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in found.items()
        if not isinstance(value, dict)
    }


def _plain(value: str) -> str:
    return value.strip().strip("\"' ")


READER = Reader("markdown", later("Markdown"), (".md", ".markdown"), _read, revision=2)
