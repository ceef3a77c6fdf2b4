"""Open and create project files."""

from __future__ import annotations

import getpass
import os
import sqlite3
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.acts import Act, Change
from annotator.codebook import Codebook
from annotator.errors import ProjectError
from annotator.wording import say
from storage import backup, chains, connect, guard, leftovers, meta, migrations, place
from storage.codebooks import set_codebook
from storage.project import Project, ProjectKind

if TYPE_CHECKING:
    from filelock import FileLock


def login_name() -> str:
    """Who works here when no coder is named: the account's name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def create_project(path: Path, codebook: Codebook, *, person: str = "", kind: ProjectKind = "lead") -> Project:
    """Make a new project file. It appears whole or not at all; an existing file is never touched."""
    if os.path.lexists(path):  # a link that leads nowhere, too
        raise ProjectError(say("{path} exists already: choose another name, or open it.", path=path))
    if not path.parent.is_dir():
        raise ProjectError(say("The folder {parent} does not exist: make it first.", parent=path.parent))
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        os.close(handle)
        draft = Path(name)
        try:
            try:
                _fill(draft, path, codebook, person or login_name(), kind)
            except ProjectError as fault:
                raise ProjectError(str(fault).replace(draft.name, path.name)) from fault
            _put_in_place(draft, path)
        finally:
            for suffix in ("", "-wal", "-shm", "-lock", "-owner"):
                place.side_file(draft, suffix).unlink(missing_ok=True)
    except OSError as fault:
        raise ProjectError(say("{path} can't be made: {why}.", path=path, why=fault.strerror)) from fault
    return open_project(path, person=person)


def _put_in_place(draft: Path, path: Path) -> None:
    """Give the draft its name without ever replacing a file that came meanwhile, where the file system can."""
    try:
        os.link(draft, path)
    except (AttributeError, OSError) as fault:
        if path.exists():
            raise ProjectError(say("{path} exists already: choose another name, or open it.", path=path)) from fault
        draft.rename(path)


def _fill(draft: Path, path: Path, codebook: Codebook, person: str, kind: ProjectKind) -> None:
    connection = connect.connect(draft)
    try:
        connection.execute("PRAGMA auto_vacuum = NONE")
        migrations.migrate(connection)
        project = Project(draft, connection, person=person)
        id_ = uuid.uuid4().hex
        with project.transaction():
            meta.put(connection, {"project": id_})
            place.new_copy(connection, place.fingerprint(draft))
        act, texts = set_codebook(connection, codebook, person=person)
        setting = Change("setting", "project", None, {"id": id_, "kind": kind})
        project.commit(Act("create", person, (setting, *act.changes), undoable=False), texts=texts)
        with project.transaction():  # the link to the final name keeps the file's number
            meta.put(connection, {"place": place.fingerprint(path, file=draft)})
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        project.close()
    except sqlite3.Error as fault:
        raise connect.explained(fault, draft) from fault
    finally:
        connection.close()


def open_project(path: Path, *, person: str = "", readonly: bool = False) -> Project:
    """Open a project, checked before use and migrated if it is older.

    Another process that writes it makes this one a reader; `Project.readonly` says why. Raises ProjectError for a file
    that is no project, damaged, or newer than this program (then it is left byte for byte as it was).
    """
    guard.check_there(path)
    if readonly and guard.is_older(path):
        _bring_up_to_date(path, person)
    crashed = place.left_open(path)
    lock, why = _right_to_write(path, person or login_name(), readonly=readonly)
    try:
        leftovers.check_leftovers(path, crashed=crashed)
        project = _opened(path, person or login_name(), why)
    except BaseException:
        _let_go(path, lock)
        raise
    project.lock = lock
    return project


def _right_to_write(path: Path, person: str, *, readonly: bool) -> tuple[FileLock | None, str]:
    """(the lock, why nothing can be written all the same): without the one or with the other the project is only read."""
    if readonly:
        return None, say("it was asked for so.")
    lock, held = _held(path, person)
    if held:
        return lock, f"{held}."
    return lock, "" if os.access(path, os.W_OK) else say("the file is write-protected.")


def _opened(path: Path, person: str, why: str) -> Project:
    """The project, looked at before use; `why` it is only read, empty where it may be written."""
    connection = connect.reading(path) if why else connect.connect(path)
    try:
        guard.check_schema(connection, path)
        _migrate(connection, path, why)
        broken = chains.broken_tails(connection)
        if broken and not why:
            why = say(
                "it is damaged ({problem}); restore a backup, or save what is readable with `rescue`.",
                problem=broken[0].rstrip("."),
            )
        project = Project(path, connection, person=person, readonly=why)
        if not why and _put_back(project):
            with project.transaction():
                place.new_copy(connection, place.fingerprint(path))
    except connect.FAULTS as fault:
        connection.close()
        raise connect.explained(fault, path) from fault
    except BaseException:
        connection.close()
        raise
    project.damage = tuple(broken)
    return project


def _migrate(connection: sqlite3.Connection, path: Path, why: str) -> None:
    if migrations.schema_version(connection) >= migrations.SCHEMA_VERSION:
        return
    if why:
        raise ProjectError(
            say(
                "{name} was written by an older Intercoder and can't be brought up to date: {why}",
                name=path.name,
                why=why,
            )
        )
    backup.backup_if_changed(path, why="migration")
    migrations.migrate(connection)


def _held(path: Path, person: str) -> tuple[FileLock | None, str]:
    if not os.access(path.resolve().parent, os.W_OK):
        return None, say("its folder can't be written")
    if place.names_of(path) > 1:
        return (
            None,
            say(
                "the file has a second name on this disk (a hard link), and acts under the other one would be lost; copy it"
            ),
        )
    return place.acquire(path, person)


def _bring_up_to_date(path: Path, person: str) -> None:
    """Migrate a file that is only to be read: there is one way to read a project, and it knows the present schema."""
    open_project(path, person=person).close()


def _put_back(project: Project) -> bool:
    """Whether an older state of this very copy was put in its place by hand, or its -wal file was lost.

    Its numbers have been given out then, so it needs a new copy id before it goes on.
    """
    copy = place.known_copy(project.connection, project.path)
    if not copy:
        return False
    own = {name: head for name, head in backup.newest_heads(project.path).items() if name.endswith(f"@{copy}")}
    return bool(chains.missing_heads(project.connection, own.values()))


def _let_go(path: Path, lock: FileLock | None) -> None:
    if lock is not None:
        place.release(path, lock)
