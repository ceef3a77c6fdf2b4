"""Markdown: kept as it is written. A header of `key: value` lines is metadata and a region that is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.records import Region
from storage.documents.decoding import decode
from storage.documents.names import known_field
from storage.documents.records import Part, Reader, Source

_HEADER = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*:\s*(.*)")
_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_LONGEST_HEADER = 5000


def _read(source: Source) -> Iterator[Part]:
    decoded = decode(source.data, encoding=source.encoding)
    text = decoded.text
    metadata: dict[str, str] = {}
    regions: tuple[Region, ...] = ()
    header = _HEADER.match(text[:_LONGEST_HEADER])
    if header:
        fields = (_FIELD.fullmatch(line.strip()) for line in header[1].split("\n"))
        metadata = {known_field(f[1]): f[2].strip("\"' ") for f in fields if f and f[2].strip("\"' ")}
        regions = (Region(0, len(header[0].rstrip("\n")), "boilerplate", "header with metadata"),)
    title = _TITLE.search(text, len(header[0]) if header else 0)
    if title:
        metadata.setdefault("title", title[1])
    yield Part(text, regions, metadata, decoded.encoding)


READER = Reader("markdown", "Markdown", (".md", ".markdown"), _read)
