"""A project file is looked at before it is used: what kind of file it is, and that it holds our tables and no code."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from annotator.errors import ProjectError
from annotator.files import opened
from annotator.wording import say
from storage import connect, migrations

_MAGIC = b"SQLite format 3\x00"
OTHERS_LIMIT = 128 * 1024 * 1024
"""Bytes of the longest value that is read from a stranger's file."""
SCHEMA_DIGESTS = {
    1: "7c7f089ff1217b7f9f1f9b6e70f46a1ae7c49ee88dfe7432679e5c87602c7d7c",
    2: "b368e3514fd16fd46b24b0eeec591ce349ad34cdae69ede5cc80f7103c8d5548",
}
"""Version -> digest of its schema, so that opening need not make one to compare (a test holds them together)."""


class UnreadableError(ProjectError):
    """The system does not let the file be read, which says nothing about what is in it."""


def _header(path: Path) -> bytes:
    try:
        with opened(path) as file:
            return file.read(100)
    except OSError as fault:
        if isinstance(fault, PermissionError):
            raise UnreadableError(
                say(
                    "{path} can't be read ({why}): make it readable for you, and try again.",
                    path=path,
                    why=fault.strerror,
                )
            ) from fault
        raise UnreadableError(
            say(
                "{path} can't be read ({why}): check the disk or its connection, and try again.",
                path=path,
                why=fault.strerror,
            )
        ) from fault


def _numbers(header: bytes) -> tuple[int, int]:
    """(user_version, application_id) as they stand in the file."""
    return int.from_bytes(header[60:64], "big"), int.from_bytes(header[68:72], "big")


def is_newer(path: Path) -> bool:
    """Whether a newer Intercoder wrote this file, to all appearance."""
    header = _header(path)
    version, application = _numbers(header)
    return (
        header.startswith(_MAGIC) and application == migrations.APPLICATION_ID and version > migrations.SCHEMA_VERSION
    )


def is_older(path: Path) -> bool:
    """Whether an older Intercoder wrote this file."""
    return _numbers(_header(path))[0] < migrations.SCHEMA_VERSION


def check_there(path: Path) -> None:
    """`check_header`, and ProjectError where nothing lies at the path, or no file."""
    if not path.is_file():
        raise ProjectError(say("There is no project at {path}: check the name, or make one with `new`.", path=path))
    check_header(path)


def check_header(path: Path) -> None:
    """Refuse, without opening it, a file that is no SQLite file, is another program's, or is newer than this one."""
    header = _header(path)
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise ProjectError(
            say("{name} is not an Intercoder project: choose a file that Intercoder made.", name=path.name)
        )
    version, application = _numbers(header)
    if application != migrations.APPLICATION_ID:
        raise ProjectError(
            say("{name} is a database of another program: choose a file that Intercoder made.", name=path.name)
        )
    if version > migrations.SCHEMA_VERSION:
        raise ProjectError(
            say(
                "{name} was written by a newer Intercoder (format {version}, this one knows {schema_version}):"
                " update Intercoder; the file was left as it is.",
                name=path.name,
                version=version,
                schema_version=migrations.SCHEMA_VERSION,
            )
        )


def expected_schema(version: int) -> dict[tuple[str, str], str]:
    """(type, name) -> SQL of a project of that version, made on the spot by the migrations themselves."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrations.migrate(connection, until=version)
        return schema(connection)
    finally:
        connection.close()


def schema(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    rows = connection.execute(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"
    )
    return {(kind, name): sql for kind, name, sql in rows}


def check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Only tables and indexes that we made, spelled as we made them: no triggers, no views, no virtual tables."""
    try:
        version = migrations.schema_version(connection)
        found = schema(connection)
    except connect.FAULTS as fault:
        raise connect.explained(fault, path) from fault
    if digest(found) == SCHEMA_DIGESTS.get(version):
        return
    expected = expected_schema(version)
    foreign = sorted(f"{kind} {name}" for (kind, name), sql in found.items() if expected.get((kind, name)) != sql)
    if foreign:
        raise ProjectError(
            say(
                "{name} holds {foreign}, which Intercoder did not make: it was changed by another program or is damaged; restore a backup.",
                name=path.name,
                foreign=foreign[0],
            )
        )
    raise ProjectError(
        say(
            "{name} lacks tables that every project has: it was changed by another program or is damaged; restore a backup.",
            name=path.name,
        )
    )


def digest(found: dict[tuple[str, str], str]) -> str:
    return hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()
