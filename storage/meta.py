"""Facts about this file that are in no event: which project it belongs to, which copy it is, and where it lies.

They are few, and sealed: `seal` is a hash over all of them and over what merges have set aside, so that `check` sees
when one was changed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping

import orjson

SEAL = "seal"


def read(connection: sqlite3.Connection, key: str, default: str = "") -> str:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else default


def put(connection: sqlite3.Connection, values: Mapping[str, str]) -> None:
    """Write facts and renew the seal, inside the caller's transaction."""
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (SEAL, seal_of(connection)))


def seal_of(connection: sqlite3.Connection) -> str:
    """The seal that these facts and the quarantine must have."""
    facts = connection.execute("SELECT key, value FROM meta WHERE key <> ? ORDER BY key", (SEAL,)).fetchall()
    aside = connection.execute(
        "SELECT id, origin, reason, line FROM quarantine WHERE origin <> 'codebook' ORDER BY id"
    ).fetchall()
    return hashlib.sha256(orjson.dumps([facts, aside])).hexdigest()
