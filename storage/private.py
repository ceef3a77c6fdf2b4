"""Private places for copies that hold texts, and the removal of what killed processes have left in them."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_OURS = re.compile(r"intercoder-(\d+)-\w+")
STALE = 3600.0
"""Seconds after which what a dead process left is removed: it may be alive where process numbers are others."""


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that this user alone can read, removed at the end; those of killed processes go first."""
    sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"intercoder-{os.getpid()}-") as folder:
        yield Path(folder)


def sweep(folder: Path) -> None:
    """Remove this user's private folders whose process is gone."""
    if os.name != "posix":  # where there is no harmless way to ask for a process
        return
    with suppress(OSError):
        for entry in os.scandir(folder):
            match = _OURS.fullmatch(entry.name)
            if match and entry.is_dir(follow_symlinks=False) and is_stale(Path(entry.path)) and _gone(int(match[1])):
                shutil.rmtree(entry.path, ignore_errors=True)


def is_stale(path: Path) -> bool:
    """Whether this user made it, long enough ago."""
    stat = path.lstat()
    return stat.st_uid == os.getuid() and time.time() - stat.st_mtime > STALE


def _gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
