"""Documents in: one reader a format, registered in readers.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from storage.documents.records import Part, ReadDocument, Reader, Refused, Source, never_seen


def read_path(
    path: Path,
    *,
    encoding: str | None = None,
    encodings: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
    known: Callable[[str], str | None] = never_seen,
) -> Iterator[ReadDocument | Refused]:
    """Read a file, a folder or a zip archive: its documents, by name, and what can't be one with the reason.

    `encoding` confirms the encoding of files that are neither UTF-8 nor begin with a byte-order mark; without it such
    a file is refused with a guess. `encodings` confirms single files, by the name under which they were refused.
    `known` says of a file's sha256 as which document it is stored already: such a file is not read
    again but refused as a repeat. `options`: `column` and `delimiter` of tables. Nothing but what is yielded here
    comes of a hostile file: no error, no wait beyond half a minute, no more than a gigabyte.
    """
    # The readers' libraries are imported when the first file is read: the window starts without them.
    from storage.documents.files import Reading
    from storage.documents.readers import READERS

    yield from Reading(READERS, encoding=encoding, encodings=encodings, options=options, known=known).walk(path)


def count_files(path: Path) -> int:
    """How many files a path names: itself, those below a folder, those in archives."""
    from storage.documents.files import listed

    return sum(1 for _ in listed(path))


__all__ = ["Part", "ReadDocument", "Reader", "Refused", "Source", "count_files", "never_seen", "read_path"]
