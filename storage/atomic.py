"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.errors import FormatError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A private draft beside `path` that takes its place at the end; after an error nothing is left of it.

    Raises FormatError in one sentence where the folder is missing or can't be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}-")
    except OSError as fault:
        raise FormatError(f"{path} can't be written: {fault.strerror}.") from fault
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    except OSError as fault:
        raise FormatError(f"{path} can't be written: {fault.strerror}.") from fault
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
