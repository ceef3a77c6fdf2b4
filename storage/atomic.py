"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.errors import FormatError
from annotator.files import is_no_file, opened
from annotator.wording import say

_DATABASE = b"SQLite format 3\0"


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A private draft beside `path` that takes its place at the end; after an error nothing is left of it.

    Raises FormatError in one sentence where the folder is missing or can't be written, or a project lies at `path`.
    """
    refuse_project(path)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}-")
    except OSError as fault:
        raise FormatError(say("{path} can't be written: {why}.", path=path, why=fault.strerror)) from fault
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    except OSError as fault:
        raise FormatError(say("{path} can't be written: {why}.", path=path, why=fault.strerror)) from fault
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def refuse_project(path: Path) -> None:
    """Raise FormatError if a project (or another database) lies at `path`: no report or export may take its place."""
    if is_no_file(path):
        raise FormatError(say("{path} is a pipe or a device: name a file.", path=path))
    try:
        with opened(path) as file:
            is_database = file.read(len(_DATABASE)) == _DATABASE
    except OSError:  # nothing is there, or nothing that can be read: writing will say so
        return
    if is_database:
        raise FormatError(
            say(
                "{path} is a project, which nothing that is written may take the place of: name another file.",
                path=path,
            )
        )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
