"""Backups beside the project: made through SQLite's backup interface, and only counted once they were opened and checked.

They lie in a private folder next to the file ("name.intercoder-backups"), numbered, so that a clock set back does not
change which is the newest. Kept are the last 10, and the newest of each of the last 14 days on which there were any.
"""

from __future__ import annotations

import glob
import os
import re
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from annotator.errors import ProjectError
from annotator.wording import say
from storage import chains, connect, guard, meta, migrations, place
from storage.chains import Head
from storage.clock import now
from storage.private import remove_drafts

Why = Literal["open", "close", "migration", "merge", "codebook", "asked", "restore"]
KEEP_LAST = 10
KEEP_DAYS = 14
_NAME = re.compile(r"(\d{6,})-(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)-([a-z]+)\.intercoder")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup. `at` is when it was made, in UTC; `why` what it was made before (or after)."""

    path: Path
    number: int
    at: str
    why: str

    @property
    def day(self) -> str:
        return self.at[:10]


def folder_of(path: Path) -> Path:
    return place.side_file(path, "-backups")


def list_backups(path: Path) -> list[Backup]:
    """The backups of a project, newest first. The project itself need not exist any more."""
    found = []
    with suppress(OSError):
        for file in folder_of(path).iterdir():
            if match := _NAME.fullmatch(file.name):
                number, day, hour, minute, second, why = match.groups()
                found.append(Backup(file, int(number), f"{day}T{hour}:{minute}:{second}Z", why))
    return sorted(found, key=lambda backup: backup.number, reverse=True)


def backup_if_changed(path: Path, *, why: Why) -> Backup | None:
    """Back a project up unless the newest backup holds the same already; None then.

    It reads the file through a connection of its own, so any thread may call it while another one writes. Raises
    ProjectError where the folder can't be written or the disk is full; the project itself is never touched.
    """
    with closing(connect.reading(path, quiet=True)) as connection:
        try:
            present = _state(connection)
            newest = next(iter(list_backups(path)), None)
            if newest is not None and _state_of(newest.path) == present:
                return None
            return _make(connection, path, why, newest.number + 1 if newest else 1, present)
        except connect.FAULTS as fault:
            raise connect.explained(fault, path) from fault
        except OSError as fault:
            raise ProjectError(
                say("A backup of {name} can't be written: {why}.", name=path.name, why=fault.strerror)
            ) from fault


def _state(connection: sqlite3.Connection) -> tuple[object, ...]:
    """What a backup is for: all streams' heads, and what was set aside."""
    aside = connection.execute("SELECT coalesce(max(id), 0), count(*) FROM quarantine").fetchone()
    return chains.known_heads(connection), tuple(aside), migrations.schema_version(connection)


def _state_of(backup: Path) -> tuple[object, ...] | None:
    with suppress(ProjectError, *connect.FAULTS), closing(_opened(backup)) as connection:
        return _state(connection)
    return None


def _opened(backup: Path) -> sqlite3.Connection:
    guard.check_header(backup)
    return connect.connect(backup, readonly=True, immutable=True)


def _make(connection: sqlite3.Connection, path: Path, why: Why, number: int, state: tuple[object, ...]) -> Backup:
    folder = folder_of(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    at = now()
    backup = Backup(
        folder / f"{number:06}-{at[:10]}T{at[11:19].replace(':', '')}-{why}.intercoder", number, at[:19] + "Z", why
    )
    remove_drafts(folder, ".draft-*")
    remove_drafts_of_restore(path.resolve())
    handle, name = tempfile.mkstemp(dir=folder, prefix=".draft-")
    os.close(handle)
    draft = Path(name)
    try:
        copy_database(connection, draft)
        if problem := wrong_with_backup(draft, state):
            raise ProjectError(
                say("The backup of {name} is not usable ({problem}): run `check`.", name=path.name, problem=problem)
            )
        draft.replace(backup.path)
    finally:
        draft.unlink(missing_ok=True)
        place.side_file(draft, "-journal").unlink(missing_ok=True)
    _prune(path)
    return backup


def copy_database(connection: sqlite3.Connection, target: Path) -> None:
    """A consistent copy in one plain file that belongs to no place, so that whoever opens it gets a copy id anew."""
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        connection.backup(copy)
        connect.harden(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("BEGIN")
        meta.put(copy, {"place": ""})
        copy.execute("COMMIT")
    with target.open("rb") as file:
        os.fsync(file.fileno())


def wrong_with_backup(backup: Path, state: tuple[object, ...] | None = None) -> str:
    """What is wrong with a backup file, empty if it can be opened, is whole and holds the streams it should."""
    try:
        with closing(_opened(backup)) as connection:
            guard.check_schema(connection, backup)
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if answer != "ok":
                return str(answer)
            if state is not None and _state(connection) != state:
                return say("it does not hold the same events")
            return "".join(chains.broken_tails(connection)[:1])
    except (ProjectError, *connect.FAULTS) as fault:
        return str(fault).rstrip(".") or say("it holds a value of impossible length")


def _prune(path: Path) -> None:
    """Delete what is neither among the last 10 nor the newest of one of the last 14 days."""
    backups = list_backups(path)
    keep = {backup.path for backup in backups[:KEEP_LAST]}
    newest_of_day: dict[str, Path] = {}
    for backup in backups:
        newest_of_day.setdefault(backup.day, backup.path)
    keep |= {newest_of_day[day] for day in sorted(newest_of_day, reverse=True)[:KEEP_DAYS]}
    for backup in backups:
        if backup.path not in keep:
            with suppress(OSError):
                backup.path.unlink()


def newest_usable(path: Path) -> Backup:
    """The newest backup that a whole check finds sound. ProjectError where none is."""
    from storage.check import check_file  # opening a project, which imports this module, needs none

    for backup in list_backups(path):
        with suppress(ProjectError):
            if not check_file(backup.path).problems:
                return backup
    raise ProjectError(
        say("None of the backups of {name} is sound: `rescue` exports what is still readable.", name=path.name)
    )


def newest_heads(path: Path) -> Mapping[str, Head]:
    """The heads that the newest backup holds: the project must reach them too. Empty where there is none."""
    for backup in list_backups(path):
        with suppress(ProjectError, *connect.FAULTS), closing(_opened(backup.path)) as connection:
            return chains.known_heads(connection)
    return {}


def remove_drafts_of_restore(path: Path) -> None:
    """What processes that were killed at a restore (or at `new`) have left beside the project: whole copies of it."""
    remove_drafts(path.parent, f".{glob.escape(path.name)}-????????")
