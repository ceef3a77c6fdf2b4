"""The append-only log: events of writers' streams, each hashed onto the one before it.

An event's hash is sha256(previous hash + header + body), the first of a stream starts from sha256(writer). So a changed,
missing or swapped event shows; a cut tail shows once a later head is known (heads are printed in exports and receipts).
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from annotator.acts import Change
from storage import bodies

COLUMNS = "uuid, writer, seq, clock, act, kind, subject, undoes, at, meaning, aids, undoable, body, hash"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log. `act` is the seq of the act's first event, `undoes` that of the act taken back."""

    uuid: str
    writer: str
    seq: int
    clock: int
    act: int
    kind: str
    subject: str
    undoes: int | None
    at: str
    meaning: int
    aids: int
    undoable: bool
    body: bytes
    hash: bytes = b""

    @property
    def changes(self) -> tuple[Change, ...]:
        return bodies.decode(self.body, where=f"event {self.seq} of {self.writer}")

    def hashed(self, previous: bytes) -> bytes:
        """The hash this event must have after one whose hash is `previous`."""
        header = [self.uuid, self.writer, self.seq, self.clock, self.act, self.kind, self.subject, self.undoes]
        rest = [self.at, self.meaning, self.aids, self.undoable]
        return hash_of(previous, header + rest, self.body)


def hash_of(previous: bytes, header: Sequence[object], body: bytes) -> bytes:
    """The hash of an event with this header (an Event's fields from `uuid` to `undoable`) and body."""
    return hashlib.sha256(previous + orjson.dumps(header) + body).digest()


def start_of_chain(writer: str) -> bytes:
    return hashlib.sha256(writer.encode()).digest()


def write(connection: sqlite3.Connection, event: Event, *, writer: int) -> None:
    """Append one event inside the caller's transaction; `writer` is the row id of event.writer."""
    connection.execute(
        f"INSERT INTO events ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            event.uuid, writer, event.seq, event.clock, event.act, event.kind, event.subject, event.undoes, event.at,
            event.meaning, event.aids, int(event.undoable), event.body, event.hash,
        ),
    )  # fmt: skip


def mark_undone(connection: sqlite3.Connection, event: Event, *, writer: int) -> None:
    """Keep `undone` in step: an undo switches its act off; a redo switches the undo off and the act on again.

    `undone` follows from `kind` and `undoes` of a stream's events in order (see `undone_acts`).
    """
    if event.undoes is None:
        return
    _switch(connection, writer, event.undoes, undone=1)
    if event.kind == "redo":
        original = connection.execute(
            "SELECT undoes FROM events WHERE writer = ? AND seq = ?", (writer, event.undoes)
        ).fetchone()
        if original and original[0] is not None:
            _switch(connection, writer, int(original[0]), undone=0)


def _switch(connection: sqlite3.Connection, writer: int, act: int, *, undone: int) -> None:
    connection.execute(
        "UPDATE events SET undone = ? WHERE writer = ? AND seq BETWEEN ? AND ?",
        (undone, writer, act, last_of_act(connection, writer, act)),
    )


def last_of_act(connection: sqlite3.Connection, writer: int, act: int) -> int:
    """The seq of an act's last event. Its events follow one another, so only they are looked at."""
    row = connection.execute(
        "SELECT seq FROM events WHERE writer = ? AND seq >= ? AND act <> ? ORDER BY seq LIMIT 1", (writer, act, act)
    ).fetchone()
    if row is None:
        row = connection.execute("SELECT max(seq) + 1 FROM events WHERE writer = ?", (writer,)).fetchone()
    return int(row[0] or 0) - 1


def undone_acts(connection: sqlite3.Connection) -> set[tuple[int, int]]:
    """(writer's row id, act) of all acts that are taken back, worked out from the log alone."""
    undone: set[tuple[int, int]] = set()
    undoing: dict[tuple[int, int], int] = {}
    query = "SELECT writer, seq, act, kind, undoes FROM events WHERE undoes IS NOT NULL ORDER BY writer, seq"
    for writer, _, act, kind, undoes in connection.execute(query):
        undoing[writer, act] = undoes
        undone.add((writer, undoes))
        if kind == "redo" and (writer, undoes) in undoing:
            undone.discard((writer, undoing[writer, undoes]))
    return undone


_NAMES = COLUMNS.split(", ")
_JOINED = ", ".join("w.writer" if name == "writer" else f"e.{name}" for name in COLUMNS.split(", "))
_FROM = "FROM events e JOIN writers w ON w.id = e.writer"


def from_row(row: Sequence[Any]) -> Event:
    values = dict(zip(_NAMES, row, strict=True))
    return Event(**{**values, "undoable": bool(values["undoable"])})


def read(connection: sqlite3.Connection, *, where: str = "1", parameters: Sequence[object] = ()) -> Iterator[Event]:
    """Events that meet `where` (columns of e and w), stream by stream."""
    query = f"SELECT {_JOINED} {_FROM} WHERE {where} ORDER BY w.writer, e.seq"
    return map(from_row, connection.execute(query, parameters))


def in_order(connection: sqlite3.Connection) -> Iterator[Event]:
    """All events in the one order that every copy of a project agrees on: clock, then writer, then seq.

    Fetched in small lots, so that the caller may write while it reads and memory stays flat.
    """
    ids = [row[0] for row in connection.execute(f"SELECT e.id {_FROM} ORDER BY e.clock, w.writer, e.seq")]
    for start in range(0, len(ids), 50):
        lot = ids[start : start + 50]
        marks = ",".join("?" * len(lot))
        rows = {
            row[0]: row[1:]
            for row in connection.execute(f"SELECT e.id, {_JOINED} {_FROM} WHERE e.id IN ({marks})", lot)
        }
        yield from (from_row(rows[number]) for number in lot)


def last_number(connection: sqlite3.Connection) -> int:
    """Number of the event that this file got last, 0 for none: what was read is as it stands while this is the same."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM events").fetchone()[0])


def heads(connection: sqlite3.Connection) -> dict[str, tuple[int, str, int]]:
    """Writer -> (last seq, hex of its hash, its clock): the fingerprint of all that is in the log."""
    query = """SELECT w.writer, e.seq, e.hash, e.clock FROM writers w JOIN events e
               ON e.writer = w.id AND e.seq = (SELECT max(seq) FROM events WHERE writer = w.id) ORDER BY w.writer"""
    return {
        writer: (seq, digest.hex() if isinstance(digest, bytes) else "", clock)
        for writer, seq, digest, clock in connection.execute(query)
    }
