"""Connections to a project file, and SQLite's faults in plain words."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path
from urllib.parse import quote

from annotator.errors import ProjectError
from annotator.wording import say

BUSY_MILLISECONDS = 5_000
LONGEST = 256 * 1024 * 1024
"""Bytes of the longest text or body that is written or read."""
FAULTS = (sqlite3.Error, UnicodeDecodeError, MemoryError)
"""What SQLite's module raises on a damaged file; the second one where the damaged name stands in its own message, the third
where a damaged length is more than a value may have."""


class NoRoomError(ProjectError):
    """The disk is full: nothing is wrong with the project."""


class DamagedError(ProjectError):
    """SQLite can't make anything of the file."""


def connect(path: Path, *, readonly: bool = False, immutable: bool = False, create: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode with the settings that every project needs; the file must exist (or `create`).

    `immutable` reads a file in a folder where SQLite may not write its side files.
    """
    mode = "ro&immutable=1" if immutable else "ro" if readonly else "rwc" if create else "rw"
    connection = None
    try:
        connection = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=BUSY_MILLISECONDS / 1000,
        )
        harden(connection)
        if not readonly and not immutable:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA application_id").fetchone()
    except FAULTS as fault:
        if connection is not None:
            connection.close()
        raise explained(fault, path) from fault
    return connection


def reading(path: Path, *, quiet: bool = False) -> sqlite3.Connection:
    """A connection for reading only, also where the folder lets SQLite make no side files.

    `quiet` leaves no side files behind where nobody has the file open; it must not be written meanwhile.
    """
    waiting = Path(os.path.realpath(path) + "-wal")
    writable = os.access(waiting.parent, os.W_OK)
    there = waiting.exists()
    alone = (not (there and waiting.stat().st_size) and not writable) or (quiet and not there)
    try:
        return connect(path, readonly=True, immutable=alone)
    except NoRoomError:
        if waiting.exists() and waiting.stat().st_size:
            raise
        return connect(path, readonly=True, immutable=True)  # nothing is waiting, so the file has it all


def harden(connection: sqlite3.Connection) -> None:
    """A stranger's file may hold no code that runs, and no sizes that exhaust memory."""
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "foreign_keys = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {pragma}")
    if hasattr(connection, "enable_load_extension"):  # absent where Python was built without it
        connection.enable_load_extension(False)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)


def _no_room(path: Path) -> bool:
    """A full disk looks like a fault of the disk where SQLite can't extend the -shm file."""
    try:
        return shutil.disk_usage(path.parent).free < 256 * 1024
    except OSError:
        return False


def explained(fault: Exception, path: Path) -> ProjectError:
    """SQLite's error as one sentence that says what to do."""
    text = str(fault)
    code = getattr(fault, "sqlite_errorname", "") or ""
    name = path.name
    if "FULL" in code or "full" in text or (("IOERR" in code or "disk I/O" in text) and _no_room(path)):
        return NoRoomError(
            say(
                "The disk is full: nothing of this act was written to {name}; free some space and repeat it.", name=name
            )
        )
    if "BUSY" in code or "LOCKED" in code or "locked" in text:
        return ProjectError(say("Another program holds {name}: close it there and try again.", name=name))
    if "READONLY" in code or "readonly" in text:
        return ProjectError(
            say("{name} or its folder is read-only: nothing was written; make them writable and try again.", name=name)
        )
    if "CANTOPEN" in code or "unable to open" in text:
        return ProjectError(
            say("{path} can't be opened: check that the file and its folder exist and may be written.", path=path)
        )
    if "IOERR" in code or "disk I/O" in text:
        return ProjectError(
            say(
                "The disk refused to read or write {name}: nothing of this act was written; check the disk or its connection.",
                name=name,
            )
        )
    if (
        isinstance(fault, UnicodeDecodeError | MemoryError)
        or "NOTADB" in code
        or "CORRUPT" in code
        or "malformed" in text
        or "not a database" in text
    ):
        return DamagedError(say("{name} is damaged or is not a project: run `check`, or restore a backup.", name=name))
    return DamagedError(say("{name} can't be used ({text}): run `check`.", name=name, text=text))
