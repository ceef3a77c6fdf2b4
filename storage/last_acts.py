"""What a writer did last for a coder: which act `undo` and `redo` take back, how large it is, and its inverse."""

from __future__ import annotations

import sqlite3

from annotator.acts import Change
from storage import events

_MOST_EVENTS = 100
"""Events of an act that are looked at to judge its size."""


def last_act(connection: sqlite3.Connection, writer: str, subject: str, *, redo: bool) -> tuple[int, str] | None:
    """(act number, kind) of what would be taken back; None where there is nothing, or something new was done since."""
    known = connection.execute("SELECT id FROM writers WHERE writer = ?", (writer,)).fetchone()
    if known is None:
        return None
    number = int(known[0])
    which = "kind = 'undo'" if redo else "kind <> 'undo'"
    row = connection.execute(
        f"SELECT id, act, kind, undoes FROM events WHERE writer = ? AND subject = ? AND undoable = 1 AND undone = 0"
        f" AND {which} ORDER BY id DESC LIMIT 1",
        (number, subject),
    ).fetchone()
    if row is None:
        return None
    if not redo:
        return int(row[1]), str(row[2])
    newer = connection.execute(
        "SELECT 1 FROM events WHERE writer = ? AND subject = ? AND undoable = 1 AND kind <> 'undo' AND id > ? LIMIT 1",
        (number, subject, row[0]),
    ).fetchone()
    if newer:
        return None
    original = connection.execute("SELECT kind FROM events WHERE writer = ? AND seq = ?", (number, row[3])).fetchone()
    return int(row[1]), str(original[0])


def size_of_act(connection: sqlite3.Connection, writer: str, act: int) -> int:
    """Bytes of the act's events, of the first hundred at least."""
    row = connection.execute(
        "SELECT sum(length(e.body)) FROM events e JOIN writers w ON w.id = e.writer WHERE w.writer = ? AND e.act = ?"
        " AND e.seq >= ? AND e.seq < ?",
        (writer, act, act, act + _MOST_EVENTS),
    ).fetchone()
    return int(row[0] or 0)


def inverse_of(connection: sqlite3.Connection, number: int, act: int) -> tuple[Change, ...]:
    """The changes that take an act back; `number` is the writer's row id."""
    last = events.last_of_act(connection, number, act)
    stream = events.read(connection, where="e.writer = ? AND e.seq BETWEEN ? AND ?", parameters=(number, act, last))
    return tuple(change.inverse() for event in reversed(list(stream)) for change in reversed(event.changes))
