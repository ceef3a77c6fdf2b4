"""Every derived table of a project against one that is made from the log alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import zip_longest
from typing import Any

from annotator.wording import say
from storage import guard, migrations
from storage.findings import Findings
from storage.quarantine import FOLLOWS
from storage.replay import replay_log
from storage.tables import DERIVED, Tables


def check_tables(connection: sqlite3.Connection, found: Findings) -> None:
    """Compare every derived table with one made from the log alone, in a private temporary database."""
    with closing(sqlite3.connect("", isolation_level=None)) as other:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
            other.execute(f"PRAGMA {pragma}")
        there = guard.schema(connection)
        older = migrations.schema_version(connection) < migrations.SCHEMA_VERSION
        schema = guard.expected_schema(migrations.SCHEMA_VERSION) if older else there
        for (_, name), sql in sorted(schema.items(), key=lambda item: item[0][0] != "table"):
            if sql and not name.startswith("sqlite_"):
                other.execute(sql)
        numbers = dict(connection.execute("SELECT sha256, id FROM documents").fetchall())
        other.execute("BEGIN")
        wanted = replay_log(connection, Tables(other, numbers=numbers))
        other.execute("COMMIT")
        for sha256 in sorted(wanted - {row[0] for row in connection.execute("SELECT sha256 FROM texts")}):
            found.add(
                "texts", say("The log speaks of a text with the hash {sha256:.12}…, which is missing.", sha256=sha256)
            )
        for table in (name for name in DERIVED if ("table", name) in there):
            with found.step(f"table {table}"):
                _compare(table, connection, other, found)
        aside = f"SELECT reason, line FROM quarantine WHERE origin = '{FOLLOWS}' ORDER BY 1, 2"
        if connection.execute(aside).fetchall() != other.execute(aside).fetchall():
            found.add("quarantine", say("The codings that were set aside are not those that the log says."))


def _compare(table: str, ours: sqlite3.Connection, other: sqlite3.Connection, found: Findings) -> None:
    query = f"SELECT * FROM {table} ORDER BY {', '.join(_key(ours, table))}"
    with closing(ours.execute(query)) as mine_rows, closing(other.execute(query)) as their_rows:
        for mine, theirs in zip_longest(mine_rows, their_rows):
            if mine != theirs:
                found.add(
                    say("table {table}", table=table),
                    say(
                        "The table {table} is not what the log says, at {where}.",
                        table=table,
                        where=_where(mine or theirs),
                    ),
                )
                return


def _key(connection: sqlite3.Connection, table: str) -> list[str]:
    info = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [name for _, name, *_, rank in sorted(info, key=lambda row: row[-1]) if rank]


def _where(row: Sequence[Any]) -> str:
    return ", ".join(str(value)[:40] for value in row[:5])
