"""Private places for copies that hold texts, and the removal of what killed processes have left in them."""

from __future__ import annotations

import os
import re
import shutil
import stat
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
        names = [name for name in os.listdir(folder) if _OURS.fullmatch(name)]
        for path in (folder / name for name in names):
            with suppress(OSError):  # another process of this user may sweep at the same time
                if is_stale(path) and stat.S_ISDIR(path.lstat().st_mode) and _gone(int(path.name.split("-")[1])):
                    shutil.rmtree(path, ignore_errors=True)


def remove_drafts(folder: Path, pattern: str) -> None:
    """Remove the files of this pattern that killed processes have left in a folder."""
    if os.name != "posix":
        return
    with suppress(OSError):
        for draft in folder.glob(pattern):
            with suppress(OSError):
                if is_stale(draft) and stat.S_ISREG(draft.lstat().st_mode):
                    draft.unlink()


def is_stale(path: Path) -> bool:
    """Whether this user made it, long enough ago."""
    found = path.lstat()
    return found.st_uid == os.getuid() and time.time() - found.st_mtime > STALE


def _gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
