"""Documents in: one reader a format. To add one, write its module with a READER and name it in READERS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from storage.documents import markdown, odt, pdf, plain, rows, web, word
from storage.documents.apart import close_worker
from storage.documents.decoding import guess
from storage.documents.files import Reading
from storage.documents.records import Part, ReadDocument, Reader, Refused, Source

READERS: list[Reader] = [
    plain.READER,
    markdown.READER,
    web.READER,
    pdf.READER,
    word.READER,
    odt.READER,
    rows.CSV,
    rows.JSONL,
]
"""The formats, in the order in which they are listed; zip archives and folders of them are read too."""


def read_path(
    path: Path, *, encoding: str | None = None, options: Mapping[str, str] | None = None
) -> Iterator[ReadDocument | Refused]:
    """Read a file, a folder or a zip archive: its documents, by name, and what can't be one with the reason.

    `encoding` confirms the encoding of files that are neither UTF-8 nor begin with a byte-order mark; without it such
    a file is refused with a guess. `options`: `column` and `delimiter` of tables. Nothing but what is yielded here
    comes of a hostile file: no error, no wait beyond half a minute, no more than a gigabyte.
    """
    yield from Reading(READERS, encoding=encoding, options=options).walk(path)


def reader_named(name: str) -> Reader:
    """The reader with this name; KeyError where there is none."""
    return {reader.name: reader for reader in READERS}[name]


__all__ = [
    "READERS", "Part", "ReadDocument", "Reader", "Refused", "Source", "close_worker", "guess", "read_path", "reader_named",
]  # fmt: skip
