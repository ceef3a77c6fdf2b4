"""A project: one SQLite file. Open, create, close; every act is one transaction that returns what changed."""

from __future__ import annotations

import sqlite3
import uuid as uuids
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from annotator.acts import Act, Change
from annotator.codebook import Codebook
from annotator.errors import ActError, IntercoderError, ProjectError
from annotator.wording import say
from storage import bodies, connect, events, last_acts, meta, place, wal
from storage.clock import now
from storage.codebooks import current_codebook
from storage.dependencies import reason_against
from storage.quarantine import settle_codes
from storage.tables import Tables

if TYPE_CHECKING:
    from filelock import FileLock

    from storage.syncing import Syncing

ProjectKind = Literal["lead", "coder"]
SUFFIX = ".intercoder"
_ROOM_FROM = 4
"""The transaction from which this is held to be a coder at work, not a command that writes once or twice."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an act changed, once it is on disk (or, with `Syncing`, on the way there). `event` is the uuid of its last event."""

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
        self.lock: FileLock | None = None  # held while this process may write
        self.syncing: Syncing | None = None  # waits for the disk in the place of whoever acts
        self.damage: tuple[str, ...] = ()  # what was found when it was opened
        self._file = place.file_number(path)
        self._transactions = 0
        self._codebook: Codebook | None = None
        self._writer: tuple[int, str] | None = None
        self._tail: tuple[int, bytes, int] | None = None

    def meta(self, key: str, default: str = "") -> str:
        return meta.read(self.connection, key, default)

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

    def check_writable(self) -> None:
        if self.readonly:
            raise ProjectError(
                say("{name} is open for reading only: {readonly}", name=self.path.name, readonly=self.readonly)
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; what SQLite says is put into a plain ProjectError."""
        self.check_writable()
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            self._transactions += 1
            if self._transactions == _ROOM_FROM:
                wal.make_room(self.path)
            yield
            self._check_place()
            self.connection.execute("COMMIT")
            if self.syncing is not None:
                self.syncing.written()
        except BaseException as fault:
            self._roll_back()
            if isinstance(fault, sqlite3.IntegrityError):
                raise ActError(
                    say("The project already holds this, or has changed meanwhile: open it again.")
                ) from fault
            if isinstance(fault, connect.FAULTS):
                raise connect.explained(fault, self.path) from fault
            raise

    def _check_place(self) -> None:
        """A file that was moved or removed while it is open can still be written, and nobody would find it again."""
        if place.file_number(self.path) != self._file:
            raise ProjectError(
                say(
                    "{path} is no longer where it was opened: nothing of this act was written; put the file back, or"
                    " open it where it is now.",
                    path=self.path,
                )
            )

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        self.refresh()

    def refresh(self) -> None:
        """Drop what is remembered of the log (after a merge, or an act that failed)."""
        self.tables.forget()
        self._tail = self._writer = self._codebook = None

    def commit(self, act: Act, *, texts: Mapping[str, str] | None = None) -> Receipt:
        """Write an act: its events and the tables beside them, in one transaction.

        `texts` are new documents' texts by sha256. Raises ActError where the state before is no longer there, and
        ProjectError where the file cannot be written; then nothing has changed.
        """
        with self.transaction():
            return self.append(act, texts=texts)

    def decide(self, act_of: Callable[[], Act]) -> Receipt:
        """`commit` of an act that is put together in the transaction that writes it: what it reads there still stands, and
        is read once."""
        with self.transaction():
            return self.append(act_of(), checked=True)

    def append(
        self, act: Act, *, texts: Mapping[str, str] | None = None, undoes: int | None = None, checked: bool = False
    ) -> Receipt:
        """`commit` inside a transaction that the caller holds (imports of many documents, merges).

        `checked` where the caller has compared the states before with what stands there.
        """
        for sha256, text in (texts or {}).items():
            self.connection.execute("INSERT OR IGNORE INTO texts VALUES (?, ?)", (sha256, text))
        if not checked:
            self._check_states(act)
        event = self._append_events(act, undoes=undoes)
        self.tables.apply(act.changes)
        if any(change.entity == "codebook" for change in act.changes):
            self._follow_codebook()
        return Receipt(event.uuid, act.kind, act.subject, act.changes)

    def _follow_codebook(self) -> None:
        """After an act on the codebook: codings of codes that went are set aside, those of codes that came are back."""
        before, self._codebook = self._codebook, None
        if before is None or _codes(before) != _codes(self.codebook):
            settle_codes(self.connection, self.codebook)

    def _check_states(self, act: Act) -> None:
        """Each change starts from the state that stands there (or that an earlier change of this act leaves).

        A new coding needs no look: its uuid is unique. Sets of suggestions replace whatever was there.
        """
        left: dict[tuple[str, str], object] = {}
        for change in act.changes:
            if change.entity == "suggestions" or (change.entity == "coding" and change.before is None):
                continue
            place_ = (change.entity, change.key)
            found = left[place_] if place_ in left else self.tables.current(*place_)
            if found != change.before:
                raise ActError(
                    say("This {entity} has changed meanwhile: look again and repeat the act.", entity=change.entity)
                )
            left[place_] = change.after

    def _append_events(self, act: Act, *, undoes: int | None) -> events.Event:
        number, writer = self.writer()
        seq, previous, clock = self._tail_of(number, writer)
        first, book, event = seq + 1, self.codebook, None
        for body in bodies.encoded(act.changes):
            seq, clock = seq + 1, clock + 1
            header = (
                str(uuids.uuid4()), writer, seq, clock, first, act.kind, act.subject, undoes, now(), book.meaning,
                book.aids, act.undoable,
            )  # fmt: skip
            previous = events.hash_of(previous, header, body)
            event = events.Event(*header, body, previous)
            events.write(self.connection, event, writer=number)
        if event is None:
            raise ActError(say("There is nothing to do."))
        events.mark_undone(self.connection, event, writer=number)
        self._tail = (seq, previous, clock)
        return event

    def writer(self) -> tuple[int, str]:
        """The row id and name of this person's stream in this copy of the project."""
        if self._writer is None:
            name = f"{self.person}@{place.own_copy(self.connection, self.path)}"
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
            if row and not isinstance(row[1], bytes):
                raise ProjectError(
                    say("The last event of {writer} is damaged: run `check` and restore a backup.", writer=writer)
                )
            self._tail = (int(row[0]), row[1], clock) if row else (0, events.start_of_chain(writer), clock)
        return self._tail

    def undo(self, subject: str) -> Receipt | None:
        """Take back this writer's last act for `subject`; None where there is none. ActError says why it cannot be."""
        return self._take_back(subject, redo=False)

    def redo(self, subject: str) -> Receipt | None:
        """Do again what was last undone, unless something new was done since."""
        return self._take_back(subject, redo=True)

    def last_act(self, subject: str, *, redo: bool = False) -> tuple[int, str] | None:
        """(act number, kind) of what `undo` (or `redo`) would take back, for menus."""
        return last_acts.last_act(self.connection, self.writer_name(), subject, redo=redo)

    def size_of_act(self, act: int) -> int:
        """Bytes of the events of one of this writer's acts, by its number."""
        return last_acts.size_of_act(self.connection, self.writer_name(), act)

    def writer_name(self) -> str:
        """The stream that this person's acts in this copy go to; unknown to the log before the first one."""
        return self._writer[1] if self._writer else f"{self.person}@{place.known_copy(self.connection, self.path)}"

    def _take_back(self, subject: str, *, redo: bool) -> Receipt | None:
        found = self.last_act(subject, redo=redo)
        if found is None:
            return None
        self.check_writable()
        act, _ = found
        number, _ = self.writer()
        changes = last_acts.inverse_of(self.connection, number, act)
        with self.transaction():
            if reason := reason_against(self.tables, changes):
                if redo:
                    raise ActError(say("This can't be redone: {reason}", reason=reason))
                raise ActError(say("This can't be undone: {reason}", reason=reason))
            whole = Act("redo" if redo else "undo", subject, changes, undoable=not redo)
            return self.append(whole, undoes=act, checked=True)

    def close(self) -> None:
        """Close the file and let go of its lock."""
        if self.syncing is not None:
            syncing, self.syncing = self.syncing, None
            syncing.close()
        self.connection.close()
        if self.readonly:
            place.tidy(self.path)
        if self.lock is not None:
            lock, self.lock = self.lock, None
            place.release(self.path, lock)

    def __enter__(self) -> Project:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: object) -> None:
        self.close()
        if isinstance(fault, Exception) and (plain := self.explained(fault)):
            raise plain from fault

    def explained(self, fault: Exception) -> ProjectError | None:
        """A fault met while reading in plain words, if it comes from damage in the file; None for any other."""
        if isinstance(fault, connect.FAULTS):
            return connect.explained(fault, self.path)
        if isinstance(fault, (ValueError, TypeError, LookupError, AttributeError, OverflowError)) and not isinstance(
            fault, IntercoderError
        ):
            from storage.check import check_file  # a whole check, so only once something has gone wrong

            problems = check_file(self.path).problems
            if problems:
                return ProjectError(
                    say(
                        "{name} is damaged ({problems}): restore a backup, or `rescue` what is left.",
                        name=self.path.name,
                        problems=problems[0].rstrip("."),
                    )
                )
        return None


def _codes(codebook: Codebook) -> set[tuple[str, str]]:
    return {(code.facet, code.name) for code in codebook.codes()}
