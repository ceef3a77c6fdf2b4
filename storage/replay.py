"""Make the tables anew from the log: after a merge in the project itself, for `check` in other tables to compare.

Events are applied in the order that all copies agree on (clock, writer, seq), so every copy that has the same events
gets the same tables. A change that does not find the state it started from means that two streams went apart: the
later one holds, and both states are kept in `forks`.

Events of another lineage (a project that was made separately and merged into this one) bring documents, codings,
decisions and marks, but never this project's settings, codebook, study, or what it knows of a document already.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from annotator.acts import Change, Row
from annotator.errors import ActError, ProjectError
from annotator.wording import say
from storage import events, meta
from storage.codebooks import NO_CODEBOOK, pointer, stored_codebook
from storage.coding_rows import dumps
from storage.place import LINEAGE, lineage
from storage.quarantine import FOLLOWS, settle_codes
from storage.tables import DERIVED, Tables

OWN_ONLY = frozenset({"setting", "codebook", "study", "assignment"})
"""What only the project's own streams decide."""
OWN_FIRST = frozenset({"document", "regions"})
"""What another lineage's streams add, but never change."""


def rebuild(connection: sqlite3.Connection) -> None:
    """Make every derived table anew, inside the caller's transaction."""
    for table in DERIVED:
        connection.execute(f"DELETE FROM {table}")
    connection.execute("DELETE FROM quarantine WHERE origin = ?", (FOLLOWS,))
    replay_log(connection, Tables(connection))
    connection.execute("UPDATE events SET undone = 0 WHERE undone = 1")
    for writer, act in sorted(events.undone_acts(connection)):
        last = events.last_of_act(connection, writer, act)
        connection.execute("UPDATE events SET undone = 1 WHERE writer = ? AND seq BETWEEN ? AND ?", (writer, act, last))


def replay_log(source: sqlite3.Connection, tables: Tables) -> set[str]:
    """Apply the whole log of `source` to empty tables; the hashes of all texts that the log speaks of.

    ProjectError names the event that cannot be applied.
    """
    replay = _Replay(tables, meta.read(source, "project")[:LINEAGE])
    for event in events.in_order(source):
        try:
            replay.event(event)
        except (sqlite3.IntegrityError, KeyError, TypeError, ValueError, AttributeError, OverflowError) as fault:
            raise ProjectError(
                say(
                    "Event {seq} of {writer} does not fit the others ({fault}).",
                    seq=event.seq,
                    writer=event.writer,
                    fault=fault,
                )
            ) from fault
    found = pointer(tables.connection)
    settle_codes(tables.connection, stored_codebook(source, str(found["sha256"])) if found else NO_CODEBOOK)
    return replay.texts


class _Replay:
    def __init__(self, tables: Tables, home: str) -> None:
        self.tables = tables
        self.home = home
        self.removed: dict[str, Row] = {}  # documents that an undo took away, in case another stream uses them
        self.texts: set[str] = set()

    def event(self, event: events.Event) -> None:
        foreign = lineage(event.writer) not in ("", self.home)
        run: list[Change] = []
        for change in event.changes:
            if change.entity == "coding" and change.before is None and change.after is not None:
                run.append(change)
                continue
            self._new_codings(event, run)
            run = []
            if change.entity == "document":
                self.texts.add(change.key)
            elif change.entity == "codebook" and change.after:
                self.texts.add(str(change.after["sha256"]))
            self._change(event, change, foreign=foreign)
        self._new_codings(event, run)

    def _new_codings(self, event: events.Event, run: Sequence[Change]) -> None:
        """New codings in one go, which is what big imports need; one by one where they do not go in so."""
        execute = self.tables.connection.execute
        if len(run) > 1:
            execute("SAVEPOINT run")
            try:
                self.tables.apply(run)
            except (sqlite3.IntegrityError, ActError):
                execute("ROLLBACK TO run")
            else:
                run = ()
            execute("RELEASE run")
        for change in run:
            self._change(event, change, foreign=False)

    def _change(self, event: events.Event, change: Change, *, foreign: bool) -> None:
        if foreign and change.entity in OWN_ONLY:
            return
        found = self.tables.current(change.entity, change.key)
        if foreign and found is not None:
            if change.entity in OWN_FIRST:
                return
            if change.entity == "suggestions":
                self.tables.keep_suggestions(change.key, change.after)
                return
        if change.entity != "suggestions":
            if found == change.after:
                return
            if found != change.before:
                self._fork(event, change, found)
        self._put(event, change)

    def _put(self, event: events.Event, change: Change) -> None:
        if change.entity == "document" and change.after is None:
            row = self.tables.current("document", change.key)
            if row is not None and self._in_use(change.key):
                self._fork(event, change, row)
                return
            self.removed[change.key] = row or change.before or {}
        try:
            self.tables.put(change)
        except ActError:  # another stream took the document away, which this one uses: it stays
            sha256 = _document_of(change)
            row = self.removed.pop(sha256, None)
            self._fork(event, change, None)
            if row:
                self.tables.put(Change("document", sha256, None, row))
                self.tables.put(change)

    def _in_use(self, sha256: str) -> bool:
        number = self.tables.document_id(sha256)
        return any(
            self.tables.connection.execute(f"SELECT 1 FROM {table} WHERE document = ? LIMIT 1", (number,)).fetchone()
            for table in ("codings", "completions", "decisions")
        )

    def _fork(self, event: events.Event, change: Change, found: Row | None) -> None:
        states = [dumps(state) if state is not None else None for state in (change.before, found)]
        self.tables.connection.execute(
            "INSERT OR REPLACE INTO forks VALUES (?,?,?,?,?)", (change.entity, change.key, event.uuid, *states)
        )


def _document_of(change: Change) -> str:
    if change.entity in ("suggestions", "document"):
        return change.key
    if change.entity == "completion":
        return change.key.split("\x1f")[0]
    return str((change.after or change.before or {}).get("document", ""))
