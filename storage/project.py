"""A project: one SQLite file. Open, create, close; every act is one transaction that returns what changed."""

from __future__ import annotations

import sqlite3
import uuid as uuids
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from annotator.acts import Act, Change
from annotator.codebook import Codebook
from annotator.errors import ActError, ProjectError
from storage import connect, events, place
from storage.clock import now
from storage.codebooks import current_codebook
from storage.dependencies import reason_against
from storage.tables import Tables

ProjectKind = Literal["lead", "coder"]
SUFFIX = ".intercoder"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an act changed, once it is on disk. `event` is the uuid of its last event."""

    event: str
    kind: str
    subject: str
    changes: tuple[Change, ...]


class Project:
    """An open project. One thread uses it; all others work on records that were read from it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, person: str, readonly: str = "") -> None:
        self.path = path
        self.connection = connection
        self.person = person
        self.readonly = readonly  # empty, or why nothing can be written
        self.tables = Tables(connection)
        self._codebook: Codebook | None = None
        self._writer: tuple[int, str] | None = None
        self._tail: tuple[int, bytes, int] | None = None

    def meta(self, key: str, default: str = "") -> str:
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    @property
    def kind(self) -> ProjectKind:
        setting = self.tables.current("setting", "project") or {}
        return "coder" if setting.get("kind") == "coder" else "lead"

    @property
    def codebook(self) -> Codebook:
        """The version in force."""
        if self._codebook is None:
            self._codebook = current_codebook(self.connection)
        return self._codebook

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; what SQLite says is put into a plain ProjectError."""
        if self.readonly:
            raise ProjectError(f"{self.path.name} is open for reading only: {self.readonly}")
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
            self.connection.execute("COMMIT")
        except BaseException as fault:
            self._roll_back()
            if isinstance(fault, sqlite3.IntegrityError):
                raise ActError("The project already holds this, or has changed meanwhile: open it again.") from fault
            if isinstance(fault, sqlite3.Error):
                raise connect.explained(fault, self.path) from fault
            raise

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        self.tables.forget()
        self._tail = self._writer = self._codebook = None

    def commit(self, act: Act, *, texts: Mapping[str, str] | None = None) -> Receipt:
        """Write an act: its events and the tables beside them, in one transaction.

        `texts` are new documents' texts by sha256. Raises ActError where the state before is no longer there, and
        ProjectError where the file cannot be written; then nothing has changed.
        """
        with self.transaction():
            return self.append(act, texts=texts)

    def append(self, act: Act, *, texts: Mapping[str, str] | None = None, undoes: int | None = None) -> Receipt:
        """`commit` inside a transaction that the caller holds (imports of many documents, merges)."""
        for sha256, text in (texts or {}).items():
            self.connection.execute("INSERT OR IGNORE INTO texts VALUES (?, ?)", (sha256, text))
        for change in act.changes:
            if change.before is not None and self.tables.current(change.entity, change.key) != change.before:
                raise ActError(f"This {change.entity} has changed meanwhile: look again and repeat the act.")
        event = self._append_events(act, undoes=undoes)
        self.tables.apply(act.changes)
        if any(change.entity in ("codebook", "setting") for change in act.changes):
            self._codebook = None
        return Receipt(event.uuid, act.kind, act.subject, act.changes)

    def _append_events(self, act: Act, *, undoes: int | None) -> events.Event:
        number, writer = self.writer()
        seq, previous, clock = self._tail_of(number, writer)
        first, book, event = seq + 1, self.codebook, None
        for changes in events.chunks(act.changes or ()):
            seq, clock = seq + 1, clock + 1
            event = events.Event(
                str(uuids.uuid4()), writer, seq, clock, first, act.kind, act.subject, undoes, now(), book.meaning,
                book.aids, act.undoable, events.encode(changes),
            )  # fmt: skip
            event = replace(event, hash=event.hashed(previous))
            previous = event.hash
            events.write(self.connection, event, writer=number)
        if event is None:
            raise ActError("There is nothing to do.")
        events.mark_undone(self.connection, event, writer=number)
        self._tail = (seq, previous, clock)
        return event

    def writer(self) -> tuple[int, str]:
        """The row id and name of this person's stream in this copy of the project."""
        if self._writer is None:
            name = f"{self.person}@{place.copy_id(self)}"
            self.connection.execute(
                "INSERT OR IGNORE INTO writers (writer, person, copy) VALUES (?,?,?)",
                (name, self.person, name.rpartition("@")[2]),
            )
            row = self.connection.execute("SELECT id FROM writers WHERE writer = ?", (name,)).fetchone()
            self._writer = (int(row[0]), name)
        return self._writer

    def _tail_of(self, number: int, writer: str) -> tuple[int, bytes, int]:
        """(seq, hash) of this stream's last event, and the highest clock of all streams (it only grows in each)."""
        if self._tail is None:
            row = self.connection.execute(
                "SELECT seq, hash FROM events WHERE writer = ? ORDER BY seq DESC LIMIT 1", (number,)
            ).fetchone()
            clock = max((clock for _, _, clock in events.heads(self.connection).values()), default=0)
            self._tail = (int(row[0]), bytes(row[1]), clock) if row else (0, events.start_of_chain(writer), clock)
        return self._tail

    def undo(self, subject: str) -> Receipt | None:
        """Take back this writer's last act for `subject`; None where there is none. ActError says why it cannot be."""
        return self._take_back(subject, redo=False)

    def redo(self, subject: str) -> Receipt | None:
        """Do again what was last undone, unless something new was done since."""
        return self._take_back(subject, redo=True)

    def last_act(self, subject: str, *, redo: bool = False) -> tuple[int, str] | None:
        """(act number, kind) of what `undo` (or `redo`) would take back, for menus."""
        names = [
            row[0] for row in self.connection.execute("SELECT id FROM writers WHERE writer = ?", (self.writer_name(),))
        ]
        if not names:
            return None
        which = "kind = 'undo'" if redo else "kind <> 'undo'"
        row = self.connection.execute(
            f"SELECT id, act, kind, undoes FROM events WHERE writer = ? AND subject = ? AND undoable = 1 AND undone = 0"
            f" AND {which} ORDER BY id DESC LIMIT 1",
            (names[0], subject),
        ).fetchone()
        if row is None:
            return None
        if not redo:
            return int(row[1]), str(row[2])
        newer = self.connection.execute(
            "SELECT 1 FROM events WHERE writer = ? AND subject = ? AND undoable = 1 AND kind <> 'undo' AND id > ? LIMIT 1",
            (names[0], subject, row[0]),
        ).fetchone()
        if newer:
            return None
        original = self.connection.execute(
            "SELECT kind FROM events WHERE writer = ? AND seq = ?", (names[0], row[3])
        ).fetchone()
        return int(row[1]), str(original[0])

    def writer_name(self) -> str:
        return f"{self.person}@{place.copy_id(self)}"

    def _take_back(self, subject: str, *, redo: bool) -> Receipt | None:
        found = self.last_act(subject, redo=redo)
        if found is None:
            return None
        act, _ = found
        stream = events.read(self.connection, where="w.writer = ? AND e.act = ?", parameters=(self.writer_name(), act))
        changes = tuple(change.inverse() for event in reversed(list(stream)) for change in reversed(event.changes))
        for change in changes:
            if reason := reason_against(self.tables, change):
                raise ActError(f"This can't be {'redone' if redo else 'undone'}: {reason}")
        with self.transaction():
            return self.append(Act("redo" if redo else "undo", subject, changes, undoable=not redo), undoes=act)

    def close(self) -> None:
        """Close the file and let go of its lock."""
        self.connection.close()
        place.release(self)

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
