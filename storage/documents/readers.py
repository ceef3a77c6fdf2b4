"""The document formats. To add one, write its module with a READER and name it here."""

from __future__ import annotations

from storage.documents import markdown, odt, pdf, plain, rows, web, word
from storage.documents.records import Reader

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


def reader_named(name: str) -> Reader:
    """The reader with this name; KeyError where there is none."""
    return {reader.name: reader for reader in READERS}[name]
