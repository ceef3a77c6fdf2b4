"""Which copy of a project this is, and who holds it: the copy's random id and the lock beside the file."""

from __future__ import annotations

import glob
import json
import os
import platform
import sqlite3
import uuid
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from annotator.files import opened
from annotator.wording import say
from storage import meta
from storage.clock import now

LINEAGE = 8
"""How many digits of the project's id stand in front of each copy's id, so that a stream tells where it comes from."""


def known_copy(connection: sqlite3.Connection, path: Path) -> str:
    """The random id of this copy, empty if the file was copied, moved or restored since and has none of its own yet."""
    return meta.read(connection, "copy") if meta.read(connection, "place") == fingerprint(path) else ""


def own_copy(connection: sqlite3.Connection, path: Path) -> str:
    """This copy's id, made anew where it has none, inside the caller's transaction. So the streams of two copies never
    carry the same numbers."""
    return known_copy(connection, path) or new_copy(connection, fingerprint(path))


def new_copy(connection: sqlite3.Connection, place: str) -> str:
    """Give the file a new id, to hold as long as it lies at `place`."""
    copy = f"{meta.read(connection, 'project')[:LINEAGE]}.{uuid.uuid4().hex[:12]}"
    meta.put(connection, {"copy": copy, "place": place})
    return copy


def lineage(writer: str) -> str:
    """The first digits of the id of the project in which this writer's stream began ("person@lineage.copy")."""
    head, dot, _ = writer.rpartition("@")[2].partition(".")
    return head if dot else ""


def fingerprint(path: Path, *, file: Path | None = None) -> str:
    """Where a file lies; `file` is the draft that will be put there, if it is not there yet."""
    stat = (file or path).stat()
    return f"{platform.node()}|{path.resolve()}|{stat.st_dev}:{stat.st_ino}"


def file_number(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path now, None for none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def names_of(path: Path) -> int:
    """How many names (hard links) a file has, without drafts that a killed `new` has left."""
    stat = path.stat()
    if stat.st_nlink < 2:
        return stat.st_nlink
    for draft in path.parent.glob(f".{glob.escape(path.name)}-????????"):
        with suppress(OSError):
            if (draft.stat().st_dev, draft.stat().st_ino) == (stat.st_dev, stat.st_ino):
                draft.unlink()
    return path.stat().st_nlink


def side_file(path: Path, suffix: str) -> Path:
    """A file that lies beside a project under its name and a suffix; beside the file itself where `path` is a link to it,
    as SQLite has it, so that whoever comes through a link meets the same lock."""
    real = os.path.realpath(path)
    return Path(real + suffix)


def acquire(path: Path, person: str) -> tuple[FileLock | None, str]:
    """(lock, "") if this process may write, else (None, who holds it). A dead owner's lock is free at once, because
    the operating system lets go of it."""
    lock = FileLock(side_file(path, "-lock"), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None, holder(path)
    except (OSError, NotImplementedError):
        return None, say("its folder can't be written")
    with suppress(OSError):
        note = {"person": person, "computer": platform.node(), "process": os.getpid(), "since": now()}
        side_file(path, "-owner").write_text(json.dumps(note), encoding="utf-8")
    return lock, ""


def holder(path: Path) -> str:
    try:
        with opened(side_file(path, "-owner")) as file:
            note = json.loads(file.read(10_000))
        return say(
            "{person} has it open on {computer} since {since}",
            person=note["person"],
            computer=note["computer"],
            since=note["since"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return say("another program has it open")


def left_open(path: Path) -> bool:
    """Whether whoever wrote last did not close the file (a crash, or the power went)."""
    return side_file(path, "-owner").exists()


def release(path: Path, lock: FileLock) -> None:
    with suppress(OSError):
        side_file(path, "-owner").unlink(missing_ok=True)
    with suppress(OSError):
        lock.release()


def tidy(path: Path) -> None:
    """Remove the empty side files that a reader of a file in WAL mode leaves, if nobody has the file open."""
    waiting = side_file(path, "-wal")
    with suppress(OSError):
        if waiting.exists() and not waiting.stat().st_size and not left_open(path):
            waiting.unlink()
            side_file(path, "-shm").unlink(missing_ok=True)


def warning(path: Path) -> str:
    """Why this is no good place for a project (a network drive, a synchronised folder), empty if nothing speaks
    against it. It is a guess from names and mounts, so it warns and never refuses."""
    whole = path.absolute()
    for part in whole.parent.parts:
        plain = part.casefold()
        for name in _SYNCHRONISED:
            if plain == name or plain.startswith((f"{name} ", f"{name}-", f"{name}_", f"{name}(")):
                return say(
                    "{name} lies in a folder that {part} synchronises: another computer's copy can overwrite it."
                    " Keep the project elsewhere, and share copies through `merge`.",
                    name=path.name,
                    part=part,
                )
    kind = _file_system(whole)
    if kind:
        return say(
            "{name} lies on a network drive ({kind}), where a project can be damaged when the network fails."
            " Keep it on this computer, and put backups there.",
            name=path.name,
            kind=kind,
        )
    return ""


_SYNCHRONISED = (
    "dropbox", "onedrive", "nextcloud", "owncloud", "google drive", "googledrive", "icloud drive", "icloud~com~apple~clouddocs",
    "com~apple~clouddocs", "box sync", "mega", "megasync", "pcloud", "pclouddrive", "seafile", "sync.com", "syncthing",
    "tresorit", "yandex.disk", "sugarsync", "magentacloud", "hidrive", "switchdrive", "polybox", "sciebo",
)  # fmt: skip
_NETWORK = ("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.sshfs",
            "fuse.davfs2", "fuse.rclone", "9p", "afs", "ceph", "glusterfs", "lustre")  # fmt: skip


def _file_system(path: Path, *, mounts: Path = Path("/proc/self/mounts")) -> str:
    """The network file system that a path lies on, empty for a local one or where the system does not say."""
    if str(path).startswith("\\\\"):
        return say("a shared folder")
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    found = ("", "")
    for line in lines:
        parts = line.split()
        if len(parts) < 3:
            continue
        point, kind = parts[1].replace("\\040", " "), parts[2]
        if path.is_relative_to(point) and len(point) >= len(found[0]):
            found = (point, kind)
    return found[1] if found[1] in _NETWORK else ""
