"""The schema, as append-only migrations, each atomic. user_version counts them, so a newer file is known as newer.

sqlite-utils is imported only when there is something to migrate: it costs half a window's start.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x49434F44  # "ICOD"


def _first(db: Database) -> None:
    """Events and texts are the truth; every other table is rebuilt from them (storage/tables.py)."""
    create = db.conn.execute
    db.table("meta").create({"key": str, "value": str}, pk="key")
    db.table("writers").create(
        {"id": int, "writer": str, "person": str, "copy": str}, pk="id", not_null={"writer", "person", "copy"}
    )
    db.table("writers").create_index(["writer"], unique=True)
    create("""
        CREATE TABLE events (
            id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, writer INTEGER NOT NULL REFERENCES writers(id),
            seq INTEGER NOT NULL, clock INTEGER NOT NULL, act INTEGER NOT NULL, kind TEXT NOT NULL,
            subject TEXT NOT NULL, undoes INTEGER, at TEXT NOT NULL, meaning INTEGER NOT NULL, aids INTEGER NOT NULL,
            undoable INTEGER NOT NULL, undone INTEGER NOT NULL DEFAULT 0, body BLOB NOT NULL, hash BLOB NOT NULL)""")
    create("CREATE UNIQUE INDEX events_stream ON events(writer, seq)")
    create("CREATE INDEX events_undo ON events(writer, subject, id) WHERE undoable = 1 AND undone = 0")
    create("CREATE INDEX events_undoes ON events(writer, undoes) WHERE undoes IS NOT NULL")
    create("CREATE TABLE texts (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID")
    db.table("documents").create(
        {"id": int, "sha256": str, "name": str, "position": int, "characters": int, "details": str},
        pk="id", not_null={"sha256", "name", "position", "characters", "details"},
    )  # fmt: skip
    db.table("documents").create_index(["sha256"], unique=True)
    db.table("documents").create_index(["name"])
    create("""
        CREATE TABLE codings (
            document INTEGER NOT NULL, coder TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
            uuid TEXT NOT NULL, facet TEXT NOT NULL, code TEXT NOT NULL, attributes TEXT, origin TEXT NOT NULL,
            memo TEXT, certainty REAL, round TEXT NOT NULL, meaning INTEGER NOT NULL, created TEXT NOT NULL,
            suggestion TEXT, PRIMARY KEY (document, coder, start, end, uuid)) WITHOUT ROWID""")
    create("CREATE UNIQUE INDEX codings_uuid ON codings(uuid)")
    create("""
        CREATE TABLE suggestions (
            document INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, id TEXT NOT NULL,
            facet TEXT NOT NULL, code TEXT NOT NULL, attributes TEXT, source TEXT NOT NULL, score REAL NOT NULL,
            model TEXT NOT NULL, meaning INTEGER NOT NULL, aids INTEGER NOT NULL, live INTEGER NOT NULL,
            PRIMARY KEY (document, start, end, id)) WITHOUT ROWID""")
    create("CREATE INDEX suggestions_id ON suggestions(id)")
    create("""
        CREATE TABLE decisions (
            document INTEGER NOT NULL, coder TEXT NOT NULL, suggestion TEXT NOT NULL, round TEXT NOT NULL,
            verdict TEXT NOT NULL, at TEXT NOT NULL, seconds REAL, coding TEXT,
            PRIMARY KEY (document, coder, suggestion, round)) WITHOUT ROWID""")
    create("CREATE INDEX decisions_suggestion ON decisions(suggestion)")
    create("""
        CREATE TABLE completions (
            document INTEGER NOT NULL, coder TEXT NOT NULL, facet TEXT NOT NULL, round TEXT NOT NULL,
            done INTEGER NOT NULL, PRIMARY KEY (document, coder, facet, round)) WITHOUT ROWID""")
    create("""
        CREATE TABLE records (
            entity TEXT NOT NULL, key TEXT NOT NULL, row TEXT NOT NULL, PRIMARY KEY (entity, key)) WITHOUT ROWID""")
    create("""
        CREATE TABLE forks (
            entity TEXT NOT NULL, key TEXT NOT NULL, event TEXT NOT NULL, expected TEXT, found TEXT,
            PRIMARY KEY (entity, key, event)) WITHOUT ROWID""")
    create(
        "CREATE TABLE quarantine (id INTEGER PRIMARY KEY, origin TEXT NOT NULL, reason TEXT NOT NULL, line TEXT NOT NULL)"
    )


def _tallies(db: Database) -> None:
    """How many codings each coder has in each document and facet: counting a million takes longer than opening may."""
    db.conn.execute("""
        CREATE TABLE tallies (
            document INTEGER NOT NULL, coder TEXT NOT NULL, facet TEXT NOT NULL, number INTEGER NOT NULL,
            PRIMARY KEY (document, coder, facet)) WITHOUT ROWID""")
    db.conn.execute("INSERT INTO tallies SELECT document, coder, facet, count(*) FROM codings GROUP BY 1, 2, 3")


MIGRATIONS: tuple[Callable[[Database], None], ...] = (_first, _tallies)
SCHEMA_VERSION = len(MIGRATIONS)


def schema_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, *, until: int = SCHEMA_VERSION) -> None:
    """Apply what is missing, each migration in a transaction of its own together with its number."""
    if schema_version(connection) >= until:
        return
    from sqlite_utils import Database

    db = Database(connection, execute_plugins=False)
    for number in range(schema_version(connection) + 1, until + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            MIGRATIONS[number - 1](db)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
