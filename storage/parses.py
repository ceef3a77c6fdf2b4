"""The sidecar of parses, and of what suggesters answered for them: bytes by text and model, in a private file beside the project that may be deleted any time.

It is never backed up, packaged or merged, and nothing is lost with it but the minutes of running the model again.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from storage import connect, place
from storage.side_database import open_side

SUFFIX = "-parses"
_SCHEMA = (
    "CREATE TABLE parses (key TEXT PRIMARY KEY, parse BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE answers (key TEXT PRIMARY KEY, answers BLOB NOT NULL) WITHOUT ROWID",
)


class Parses:
    """Kept parses of one project. A sidecar that is damaged or can't be written is thrown away or done without."""

    def __init__(self, project: Path) -> None:
        self.path = place.side_file(project, SUFFIX)
        self._connection = open_side(self.path, _SCHEMA)

    def get(self, key: str) -> bytes | None:
        return self._one("SELECT parse FROM parses WHERE key = ?", key)

    def put(self, key: str, parse: bytes) -> None:
        self._write("INSERT OR REPLACE INTO parses VALUES (?, ?)", key, parse)

    def answers(self, key: str) -> bytes | None:
        """What suggesters answered for the text with this key."""
        return self._one("SELECT answers FROM answers WHERE key = ?", key)

    def keep_answers(self, key: str, answers: bytes) -> None:
        self._write("INSERT OR REPLACE INTO answers VALUES (?, ?)", key, answers)

    def _one(self, sql: str, key: str) -> bytes | None:
        if self._connection is None:
            return None
        with suppress(*connect.FAULTS):
            row = self._connection.execute(sql, (key,)).fetchone()
            return row[0] if row and isinstance(row[0], bytes) else None
        return None

    def _write(self, sql: str, key: str, value: bytes) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.execute(sql, (key, value))

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
