"""One file of a merge: what its streams hold beyond ours is looked at event by event, taken, or set aside with the reason."""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import orjson

from annotator.errors import ProjectError
from annotator.wording import say
from storage import chains, events, incoming, quarantine
from storage.events import Event
from storage.findings import FAULTS
from storage.kinship import kinship_notes
from storage.project import Project
from storage.quarantine import SetAside

SET_ASIDE_LIMIT = 10_000
"""How many refused events of one file are kept whole; a file with more is no coder's work."""


@dataclass(frozen=True, slots=True)
class FileMerged:
    """What one file brought: new events, events that were here already, and events that were set aside."""

    name: str
    new: int
    known: int
    refused: int
    notes: tuple[str, ...] = ()


class _UnreadableError(Exception):
    """The other file could not be read on; what was read before counts. A fault of our own file is never this one."""


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except FAULTS as fault:
        raise _UnreadableError((str(fault).splitlines() or ["damaged"])[0]) from fault


@dataclass(slots=True)
class IncomingFile:
    """One other file on its way in."""

    project: Project
    other: sqlite3.Connection
    name: str
    new: int = 0
    known: int = 0
    refused: list[SetAside] = field(default_factory=list)
    more_refused: int = 0
    notes: list[str] = field(default_factory=list)
    _texts: dict[str, str | None] = field(default_factory=dict)
    _lengths: dict[str, int | None] = field(default_factory=dict)

    def take(self) -> FileMerged:
        for number, writer in self._writers():
            if not isinstance(writer, str) or not incoming.WRITER.fullmatch(writer):
                self.notes.append(say("It holds a stream of a writer without a possible name, which was left out."))
                continue
            try:
                self._take_stream(number, writer)
            except _UnreadableError as fault:
                self.notes.append(
                    say(
                        "The stream of {writer} can't be read to its end ({fault}): run `check` on the file.",
                        writer=writer,
                        fault=fault,
                    )
                )
        self.notes += kinship_notes(self.project, self.other)
        quarantine.add(self.project.connection, self.refused)
        return FileMerged(
            self.name, self.new, self.known, len(self.refused) + self.more_refused, tuple(dict.fromkeys(self.notes))
        )

    def _writers(self) -> list[tuple[int, object]]:
        try:
            with _reading():
                return self.other.execute("SELECT id, writer FROM writers ORDER BY writer").fetchall()
        except _UnreadableError as fault:
            raise ProjectError(
                say("{name} can't be read ({fault}): run `check` on it.", name=self.name, fault=fault)
            ) from fault

    def _take_stream(self, number: int, writer: str) -> None:
        ours = self.project.connection
        previous = last_event(ours, writer)
        start = self._first_that_differs(number, writer, previous)
        if previous is not None and start <= previous.seq:
            reason = say(
                "The stream of {writer} goes on in another way from event {start} than it does here: two copies gave"
                " out the same numbers.",
                writer=writer,
                start=start,
            )
            self._refuse(self._stream(number, start), reason)
            return
        row_id = 0
        stream = self._stream(number, start)
        for event in stream:
            problem = self._wrong_with(event, writer, previous)
            if problem:
                self._refuse(
                    (event,),
                    say("Event {seq!r:.20} of {writer}: {problem}.", seq=event.seq, writer=writer, problem=problem),
                )
                self._refuse(stream, say("It follows an event of {writer} that was set aside.", writer=writer))
                return
            row_id = row_id or writer_id(ours, writer)
            self._keep_texts(event)
            events.write(ours, event, writer=row_id)
            self.new += 1
            previous = event

    def _stream(self, number: int, start: int) -> Iterator[Event]:
        with _reading():
            yield from events.read(self.other, where="e.writer = ? AND e.seq >= ?", parameters=(number, start))

    def _first_that_differs(self, number: int, writer: str, last: Event | None) -> int:
        """The number of the first of their events that we do not have; counts those that we have."""
        if last is None:
            return 1
        with _reading():
            theirs = self.other.execute(
                "SELECT seq, hash FROM events WHERE writer = ? AND seq <= ? ORDER BY seq", (number, last.seq)
            ).fetchall()
        ours = dict(
            self.project.connection.execute(
                "SELECT e.seq, e.hash FROM events e JOIN writers w ON w.id = e.writer WHERE w.writer = ?", (writer,)
            )
        )
        for seq, digest in theirs:
            if ours.get(seq) != digest:
                return int(seq)
            self.known += 1
        return last.seq + 1

    def _wrong_with(self, event: Event, writer: str, previous: Event | None) -> str:
        problem = incoming.odd_header(event) or chains.wrong_with(event, previous)
        if (
            not problem
            and self.project.connection.execute("SELECT 1 FROM events WHERE uuid = ?", (event.uuid,)).fetchone()
        ):
            problem = say("another event has its id")
        return problem or incoming.odd_changes(event, self)

    def _refuse(self, stream: Iterator[Event] | Sequence[Event], reason: str) -> None:
        for event in stream:
            if len(self.refused) >= SET_ASIDE_LIMIT:
                self.more_refused += 1
                continue
            self.refused.append(SetAside(self.name, reason, _line(event)))

    def text_of(self, sha256: str) -> str | None:
        """A text by its hash, from here or from there, verified; the last few are kept at hand."""
        if sha256 not in self._texts:
            if len(self._texts) > 8:
                self._texts.clear()
            text = _verified(self.project.connection, sha256)
            if text is None:
                with _reading():
                    text = _verified(self.other, sha256)
            self._texts[sha256] = text
        return self._texts[sha256]

    def length_of(self, sha256: str) -> int | None:
        if sha256 not in self._lengths:
            text = self.text_of(sha256)
            self._lengths[sha256] = None if text is None else len(text)
        return self._lengths[sha256]

    def _keep_texts(self, event: Event) -> None:
        for change in event.changes:
            for row in (change.before, change.after):
                sha256 = change.key if change.entity == "document" else (row or {}).get("sha256")
                if change.entity in ("document", "codebook") and isinstance(sha256, str):
                    self.project.connection.execute(
                        "INSERT OR IGNORE INTO texts VALUES (?, ?)", (sha256, self.text_of(sha256))
                    )


def _line(event: Event) -> str:
    plain = {name: getattr(event, name) for name in events.COLUMNS.split(", ")}
    for name, value in plain.items():
        if isinstance(value, bytes):
            plain[name] = base64.b64encode(value).decode() if name == "body" else value.hex()
    return orjson.dumps(plain, default=repr).decode()


def _verified(connection: sqlite3.Connection, sha256: str) -> str | None:
    row = connection.execute("SELECT text FROM texts WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None or not isinstance(row[0], str):
        return None
    return row[0] if hashlib.sha256(row[0].encode()).hexdigest() == sha256 else None


def last_event(connection: sqlite3.Connection, writer: str) -> Event | None:
    stream = events.read(
        connection,
        where="w.writer = ? AND e.seq = (SELECT max(seq) FROM events WHERE writer = w.id)",
        parameters=(writer,),
    )
    return next(stream, None)


def writer_id(connection: sqlite3.Connection, writer: str) -> int:
    person, _, copy = writer.rpartition("@")
    connection.execute("INSERT OR IGNORE INTO writers (writer, person, copy) VALUES (?,?,?)", (writer, person, copy))
    return int(connection.execute("SELECT id FROM writers WHERE writer = ?", (writer,)).fetchone()[0])
