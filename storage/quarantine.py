"""What is kept but not used, each with the reason: codings whose code the codebook lacks, and what merges refused.

Rows of origin "codebook" follow from the log and the codebook in force (they come back by themselves once it has their
code); all others name the file that a merge refused something from, and are covered by the seal of `meta`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

import orjson

from annotator.acts import coding_row
from annotator.codebook import Codebook
from annotator.errors import ActError, ProjectError
from annotator.wording import english, say
from storage import meta
from storage.coding_rows import CODING_COLUMNS, coding_from_values, coding_values, dumps
from storage.tables import Tables

FOLLOWS = "codebook"
"""The origin of rows that follow from the log."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """One thing set aside. `line` is JSON: the coding, or the event as the refused file had it."""

    origin: str
    reason: str
    line: str


def set_aside(connection: sqlite3.Connection) -> list[SetAside]:
    """All of it, by origin."""
    rows = connection.execute("SELECT origin, reason, line FROM quarantine ORDER BY origin, reason, line")
    return [SetAside(*row) for row in rows]


def add(connection: sqlite3.Connection, items: Iterable[SetAside]) -> int:
    """Set things aside that a merge refused; how many are new. What stands there already is not repeated."""
    number = 0
    known = {line for (line,) in connection.execute("SELECT line FROM quarantine WHERE origin <> ?", (FOLLOWS,))}
    for item in items:
        if item.line not in known:
            known.add(item.line)
            connection.execute(
                "INSERT INTO quarantine (origin, reason, line) VALUES (?,?,?)",
                (item.origin, english(item.reason), item.line),
            )
            number += 1
    if number:
        meta.put(connection, {})
    return number


def forgive(connection: sqlite3.Connection) -> None:
    """Forget refused events that are in the log by now, because another file brought their stream whole."""
    for number, line in connection.execute("SELECT id, line FROM quarantine WHERE origin <> ?", (FOLLOWS,)).fetchall():
        event = orjson.loads(line)
        row = connection.execute("SELECT hash FROM events WHERE uuid = ?", (event.get("uuid"),)).fetchone()
        if row is not None and row[0].hex() == event.get("hash"):
            connection.execute("DELETE FROM quarantine WHERE id = ?", (number,))
            meta.put(connection, {})


def settle_codes(connection: sqlite3.Connection, codebook: Codebook) -> None:
    """Set codings aside whose code is not in the codebook, and take those back whose code is there (again)."""
    known = {(code.facet, code.name) for code in codebook.codes()}
    rows = connection.execute("SELECT id, line FROM quarantine WHERE origin = ?", (FOLLOWS,)).fetchall()
    tables = Tables(connection)
    for number, line in rows:
        uuid, row = orjson.loads(line)
        if (row["facet"], row["code"]) in known:
            try:
                tables.insert_codings([coding_values(uuid, row, tables.document_id(row["document"]))])
            except ActError as fault:
                raise ProjectError(
                    say("A coding that was set aside lost its document: {fault}", fault=fault)
                ) from fault
            connection.execute("DELETE FROM quarantine WHERE id = ?", (number,))
    used = connection.execute("SELECT DISTINCT facet, code FROM codings").fetchall()
    for facet, code in sorted(set(used) - known):
        _take_out(connection, facet, code)
    if set(used) - known:
        tables.tally_anew()


def _take_out(connection: sqlite3.Connection, facet: str, code: str) -> None:
    columns = ", ".join(f"c.{name}" for name in CODING_COLUMNS.split(", "))
    rows = connection.execute(
        f"SELECT d.sha256, {columns} FROM codings c JOIN documents d ON d.id = c.document"
        " WHERE c.facet = ? AND c.code = ? ORDER BY c.uuid",
        (facet, code),
    ).fetchall()
    reason = f"The codebook has no code {code!r} in facet {facet!r}."
    lines = [(FOLLOWS, reason, dumps([row[1], coding_row(coding_from_values(row[0], row[1:]))])) for row in rows]
    connection.executemany("INSERT INTO quarantine (origin, reason, line) VALUES (?,?,?)", lines)
    connection.execute("DELETE FROM codings WHERE facet = ? AND code = ?", (facet, code))
