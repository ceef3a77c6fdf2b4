"""Documents in: one reader a format, registered in readers.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from storage.documents.records import Part, ReadDocument, Reader, Refused, Source


def read_path(
    path: Path, *, encoding: str | None = None, options: Mapping[str, str] | None = None
) -> Iterator[ReadDocument | Refused]:
    """Read a file, a folder or a zip archive: its documents, by name, and what can't be one with the reason.

    `encoding` confirms the encoding of files that are neither UTF-8 nor begin with a byte-order mark; without it such
    a file is refused with a guess. `options`: `column` and `delimiter` of tables. Nothing but what is yielded here
    comes of a hostile file: no error, no wait beyond half a minute, no more than a gigabyte.
    """
    # The readers' libraries are imported when the first file is read: the window starts without them.
    from storage.documents.files import Reading
    from storage.documents.readers import READERS

    yield from Reading(READERS, encoding=encoding, options=options).walk(path)


__all__ = ["Part", "ReadDocument", "Reader", "Refused", "Source", "read_path"]
