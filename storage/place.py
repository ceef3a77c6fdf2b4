"""Which copy of a project this is, and who holds it: the copy's random id and the lock beside the file."""

from __future__ import annotations

import json
import os
import platform
import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from storage.clock import now

if TYPE_CHECKING:
    from storage.project import Project

_LOCKS: dict[int, FileLock] = {}


def copy_id(project: Project) -> str:
    """The random id of this copy. A file that was copied, moved or restored gets a new one, so that the streams of
    two copies never carry the same numbers."""
    here = fingerprint(project.path)
    if project.meta("place") != here:
        if project.readonly:
            return project.meta("copy", "reader")
        values = {"copy": uuid.uuid4().hex[:12], "place": here}
        project.connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())
    return project.meta("copy")


def fingerprint(path: Path) -> str:
    stat = path.stat()
    return f"{platform.node()}|{path.resolve()}|{stat.st_dev}:{stat.st_ino}"


def side_file(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def acquire(path: Path, person: str) -> tuple[FileLock | None, str]:
    """(lock, "") if this process may write, else (None, who holds it). A dead owner's lock is free at once, because
    the operating system lets go of it."""
    lock = FileLock(side_file(path, "-lock"), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None, holder(path)
    except OSError:
        return None, "its folder can't be written"
    with suppress(OSError):
        note = {"person": person, "computer": platform.node(), "process": os.getpid(), "since": now()}
        side_file(path, "-owner").write_text(json.dumps(note), encoding="utf-8")
    return lock, ""


def holder(path: Path) -> str:
    try:
        note = json.loads(side_file(path, "-owner").read_text(encoding="utf-8"))
        return f"{note['person']} has it open on {note['computer']} since {note['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another program has it open"


def hold(project: Project, lock: FileLock) -> None:
    _LOCKS[id(project)] = lock


def release(project: Project) -> None:
    lock = _LOCKS.pop(id(project), None)
    if lock is not None:
        with suppress(OSError):
            side_file(project.path, "-owner").unlink(missing_ok=True)
        lock.release()
