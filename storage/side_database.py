"""Databases beside a project that may be thrown away at any time: kept parses and the index of words.

What lies there under the right name may be damaged, or a stranger's: it is used only if it holds the tables that we make
and nothing else (a view or a trigger would run what somebody wrote), else it is removed and made anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from storage import connect

MEMORY = Path(":memory:")


def open_side(path: Path, schema: Sequence[str]) -> sqlite3.Connection | None:
    """A connection to the database at `path` (or MEMORY) with the tables that `schema` makes; None where it can't be."""
    expected = _made(schema)
    for _ in range(2):
        connection = None
        try:
            if path != MEMORY:
                if path.is_symlink():  # it may lead to what somebody else keeps
                    path.unlink()
                path.touch(mode=0o600, exist_ok=True)
            connection = sqlite3.connect(path, isolation_level=None, timeout=1)
            connect.harden(connection)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            if not _schema(connection):
                for sql in schema:
                    connection.execute(sql)
            if _schema(connection) == expected:
                return connection
        except (*connect.FAULTS, OSError):
            pass
        if connection is not None:
            connection.close()
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return None


def _made(schema: Sequence[str]) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(":memory:")
    try:
        for sql in schema:
            connection.execute(sql)
        return _schema(connection)
    finally:
        connection.close()


def _schema(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
