"""Plain text: the file's text is the document's, untouched but for line ends and byte-order mark."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.wording import later
from storage.documents.decoding import decode
from storage.documents.records import Part, Reader, Source


def _read(source: Source) -> Iterator[Part]:
    decoded = decode(source.data, encoding=source.encoding)
    yield Part(decoded.text, encoding=decoded.encoding)


READER = Reader("txt", later("plain text"), (".txt", ".text", ""), _read)
