"""Who did what, when, under which codebook: the log read back, whole or for one coding or document."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from annotator.acts import Change, Row
from annotator.errors import ActError
from annotator.wording import say
from storage import bodies, events
from storage.events import Event

if TYPE_CHECKING:
    from storage.project import Project


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of history: an event, with those of its changes that were asked for.

    `person` did it to the work of coder `subject`, at `at`, under the codebook's version (meaning, aids). `undone` says
    that it was taken back since. `place` is its writer and number, which name it in every copy; `act` is that of its act's first event.
    """

    at: str
    person: str
    subject: str
    kind: str
    meaning: int
    aids: int
    undone: bool
    place: str
    act: str
    uuid: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Fork:
    """A difference between copies that went apart: what an event expected, what was there, and what holds now."""

    entity: str
    key: str
    entry: Entry | None
    expected: Row | None
    found: Row | None
    holds: Row | None


def log(project: Project) -> Iterator[Entry]:
    """Every event in the order that all copies agree on, without its changes."""
    undone = _undone(project.connection)
    return (_entry(event, undone) for event in events.in_order(project.connection))


def history_of_coding(project: Project, uuid: str) -> list[Entry]:
    """Everything that was done to one coding, oldest first. ActError where the log knows none with this uuid."""
    found = _history(project, uuid, lambda change: change.entity == "coding" and change.key == uuid)
    if not found:
        raise ActError(say("The log knows no coding {uuid}: check the uuid (exports name it).", uuid=uuid))
    return found


def history_of_document(project: Project, sha256: str) -> list[Entry]:
    """Everything that was done to a document and the codings, decisions and marks on it, oldest first."""
    return _history(project, sha256, lambda change: _concerns(change, sha256))


def _concerns(change: Change, sha256: str) -> bool:
    if sha256 in change.key.split("\x1f"):
        return True
    return any(row is not None and row.get("document") == sha256 for row in (change.before, change.after))


def _history(project: Project, needle: str, wanted: object) -> list[Entry]:
    assert callable(wanted)
    undone = _undone(project.connection)
    entries = []
    for event in sorted(
        _mentioning(project.connection, needle), key=lambda event: (event.clock, event.writer, event.seq)
    ):
        changes = tuple(change for change in event.changes if wanted(change))
        if changes:
            entries.append(_entry(event, undone, changes))
    return entries


def _mentioning(connection: sqlite3.Connection, needle: str) -> Iterator[Event]:
    """Events whose body holds these bytes: found by SQLite in plain bodies, by unpacking in compressed ones."""
    raw = needle.encode()
    query = "substr(e.body, 1, 1) = X'5A' OR instr(e.body, ?) > 0"
    for event in events.read(connection, where=query, parameters=(raw,)):
        if event.body[:1] == b"Z":
            with suppress(zlib.error):
                if raw not in zlib.decompressobj().decompress(event.body[1:], bodies.BODY_LIMIT):
                    continue
        yield event


def _undone(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT uuid FROM events WHERE undone = 1")}


def _entry(event: Event, undone: set[str], changes: tuple[Change, ...] = ()) -> Entry:
    person = event.writer.rpartition("@")[0]
    return Entry(
        event.at, person, event.subject, event.kind, event.meaning, event.aids, event.uuid in undone,
        f"{event.writer}:{event.seq}", f"{event.writer}:{event.act}", event.uuid, changes,
    )  # fmt: skip


def forks(project: Project) -> list[Fork]:
    """All differences between copies that went apart, oldest first."""
    undone = _undone(project.connection)
    by_uuid = {
        event.uuid: event for event in events.read(project.connection, where="e.uuid IN (SELECT event FROM forks)")
    }
    found = []
    rows = project.connection.execute("SELECT entity, key, event, expected, found FROM forks").fetchall()
    for entity, key, uuid, expected, there in rows:
        event = by_uuid.get(uuid)
        found.append(
            Fork(
                entity, key, _entry(event, undone) if event else None, orjson.loads(expected) if expected else None,
                orjson.loads(there) if there else None, project.tables.current(entity, key),
            )
        )  # fmt: skip
    return sorted(found, key=lambda fork: (fork.entry.at if fork.entry else "", fork.entity, fork.key))
