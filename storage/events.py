"""The append-only log: events of writers' streams, each hashed onto the one before it.

An event's hash is sha256(previous hash + header + body), the first of a stream starts from sha256(writer). So a changed,
missing or swapped event shows; a cut tail shows once a later head is known (heads are printed in exports and receipts).
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from annotator.acts import Change
from annotator.errors import ProjectError

CHANGES_PER_EVENT = 5_000
"""Longer acts are cut into several events that share their `act` number, so that no body grows without bound."""
BODY_LIMIT = 256 * 1024 * 1024
_COMPRESS_FROM = 600

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
        return decode(self.body, where=f"event {self.seq} of {self.writer}")

    def hashed(self, previous: bytes) -> bytes:
        """The hash this event must have after one whose hash is `previous`."""
        header = [self.uuid, self.writer, self.seq, self.clock, self.act, self.kind, self.subject, self.undoes]
        rest = [self.at, self.meaning, self.aids, self.undoable]
        return hashlib.sha256(previous + orjson.dumps(header + rest) + self.body).digest()


def start_of_chain(writer: str) -> bytes:
    return hashlib.sha256(writer.encode()).digest()


def encode(changes: Iterable[Change]) -> bytes:
    """Changes as bytes: "J" and JSON, or "Z" and the same compressed where that is worth it."""
    plain = orjson.dumps([[c.entity, c.key, c.before, c.after] for c in changes], option=orjson.OPT_SORT_KEYS)
    return b"J" + plain if len(plain) < _COMPRESS_FROM else b"Z" + zlib.compress(plain, 1)


def decode(body: bytes, *, where: str) -> tuple[Change, ...]:
    """The changes in a body; a ProjectError that names `where` if it is not one."""
    try:
        plain = body[1:]
        if body[:1] == b"Z":
            inflate = zlib.decompressobj()
            plain = inflate.decompress(plain, BODY_LIMIT)
            if inflate.unconsumed_tail:
                raise ValueError("too large")
        return tuple(Change(*item) for item in orjson.loads(plain))
    except (ValueError, TypeError, zlib.error) as fault:
        raise ProjectError(f"The content of {where} is damaged: run `check` and restore a backup.") from fault


def chunks(changes: Sequence[Change]) -> Iterator[Sequence[Change]]:
    for start in range(0, len(changes), CHANGES_PER_EVENT):
        yield changes[start : start + CHANGES_PER_EVENT]


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

    `undone` can always be rebuilt from `kind` and `undoes` by calling this for each event of a stream in order.
    """
    if event.undoes is None:
        return
    connection.execute("UPDATE events SET undone = 1 WHERE writer = ? AND act = ?", (writer, event.undoes))
    if event.kind == "redo":
        connection.execute(
            "UPDATE events SET undone = 0 WHERE writer = ? AND act = "
            "(SELECT undoes FROM events WHERE writer = ? AND seq = ?)",
            (writer, writer, event.undoes),
        )


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
    for start in range(0, len(ids), 200):
        lot = ids[start : start + 200]
        marks = ",".join("?" * len(lot))
        rows = {
            row[0]: row[1:]
            for row in connection.execute(f"SELECT e.id, {_JOINED} {_FROM} WHERE e.id IN ({marks})", lot)
        }
        yield from (from_row(rows[number]) for number in lot)


def heads(connection: sqlite3.Connection) -> dict[str, tuple[int, str, int]]:
    """Writer -> (last seq, hex of its hash, its clock): the fingerprint of all that is in the log."""
    query = """SELECT w.writer, e.seq, e.hash, e.clock FROM writers w JOIN events e
               ON e.writer = w.id AND e.seq = (SELECT max(seq) FROM events WHERE writer = w.id) ORDER BY w.writer"""
    return {writer: (seq, bytes(digest).hex(), clock) for writer, seq, digest, clock in connection.execute(query)}
