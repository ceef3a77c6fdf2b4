"""Open and create project files."""

from __future__ import annotations

import contextlib
import getpass
import os
import sqlite3
import tempfile
import uuid
from pathlib import Path

from annotator.acts import Act, Change
from annotator.codebook import Codebook
from annotator.errors import ProjectError
from storage import connect, guard, migrations, place
from storage.codebooks import set_codebook
from storage.project import Project, ProjectKind


def login_name() -> str:
    """Who works here when no coder is named: the account's name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def create_project(path: Path, codebook: Codebook, *, person: str = "", kind: ProjectKind = "lead") -> Project:
    """Make a new project file. It appears whole or not at all; an existing file is never touched."""
    if path.exists():
        raise ProjectError(f"{path} exists already: choose another name, or open it.")
    if not path.parent.is_dir():
        raise ProjectError(f"The folder {path.parent} does not exist: make it first.")
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        os.close(handle)
        draft = Path(name)
        try:
            _fill(draft, codebook, person or login_name(), kind)
            os.link(draft, path) if hasattr(os, "link") else draft.rename(path)
        finally:
            for suffix in ("", "-wal", "-shm", "-lock", "-owner"):
                place.side_file(draft, suffix).unlink(missing_ok=True)
    except OSError as fault:
        raise ProjectError(f"{path} can't be made: {fault.strerror}.") from fault
    return open_project(path, person=person)


def _fill(path: Path, codebook: Codebook, person: str, kind: ProjectKind) -> None:
    connection = connect.connect(path)
    try:
        connection.execute("PRAGMA auto_vacuum = NONE")
        migrations.migrate(connection)
        project = Project(path, connection, person=person)
        act, texts = set_codebook(connection, codebook, person=person)
        setting = Change("setting", "project", None, {"id": uuid.uuid4().hex, "kind": kind})
        project.commit(Act("create", person, (setting, *act.changes), undoable=False), texts=texts)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        project.close()
    except sqlite3.Error as fault:
        raise connect.explained(fault, path) from fault
    finally:
        connection.close()


def open_project(path: Path, *, person: str = "", readonly: bool = False) -> Project:
    """Open a project, checked before use and migrated if it is older.

    Another process that writes it makes this one a reader; `Project.readonly` says why. Raises ProjectError for a file
    that is no project, damaged, or newer than this program (then it is left byte for byte as it was).
    """
    if not path.is_file():
        raise ProjectError(f"There is no project at {path}: check the name, or make one with `new`.")
    guard.check_header(path)
    lock, held = (None, "") if readonly else place.acquire(path, person or login_name())
    why = "it was asked for so." if readonly else f"{held}." if held else ""
    if not why and not os.access(path, os.W_OK):
        why = "the file is write-protected."
    connection = _connection(path, readonly=bool(why))
    try:
        guard.check_schema(connection, path)
        if not why:
            migrations.migrate(connection)
    except sqlite3.Error as fault:
        _give_up(connection, lock)
        raise connect.explained(fault, path) from fault
    except BaseException:
        _give_up(connection, lock)
        raise
    project = Project(path, connection, person=person or login_name(), readonly=why)
    if lock is not None:
        place.hold(project, lock)
    return project


def _give_up(connection: sqlite3.Connection, lock: object) -> None:
    connection.close()
    if lock is not None:
        lock.release()  # type: ignore[attr-defined]


def _connection(path: Path, *, readonly: bool) -> sqlite3.Connection:
    if readonly and not os.access(path.parent, os.W_OK):
        with contextlib.suppress(ProjectError):
            return connect.connect(path, readonly=True, immutable=True)
    return connect.connect(path, readonly=readonly)
