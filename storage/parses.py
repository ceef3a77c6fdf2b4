"""The sidecar of parses: bytes by text and model, in a private file beside the project that may be deleted any time.

It is never backed up, packaged or merged, and nothing is lost with it but the minutes of running the model again.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from storage import place

SUFFIX = "-parses"


class Parses:
    """Kept parses of one project. A sidecar that is damaged or can't be written is thrown away or done without."""

    def __init__(self, project: Path) -> None:
        self.path = place.side_file(project, SUFFIX)
        self._connection = self._open()

    def _open(self) -> sqlite3.Connection | None:
        for _ in range(2):
            connection = None
            try:
                self.path.touch(mode=0o600, exist_ok=True)
                connection = sqlite3.connect(self.path, isolation_level=None, timeout=1)
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS parses (key TEXT PRIMARY KEY, parse BLOB NOT NULL) WITHOUT ROWID"
                )
                return connection
            except (sqlite3.Error, OSError):
                if connection is not None:
                    connection.close()
                with suppress(OSError):
                    self.path.unlink(missing_ok=True)
        return None

    def get(self, key: str) -> bytes | None:
        if self._connection is None:
            return None
        with suppress(sqlite3.Error):
            row = self._connection.execute("SELECT parse FROM parses WHERE key = ?", (key,)).fetchone()
            return bytes(row[0]) if row else None
        return None

    def put(self, key: str, parse: bytes) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.execute("INSERT OR REPLACE INTO parses VALUES (?, ?)", (key, parse))

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
