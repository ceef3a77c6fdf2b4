"""Is a project file sound? Everything in it is hashed, or is compared with what the log says it should be."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from annotator.errors import IntercoderError, ProjectError
from storage import chains, connect, events, guard, meta, migrations, place
from storage.chains import Head
from storage.quarantine import FOLLOWS
from storage.replay import replay_log
from storage.tables import DERIVED, Tables

MOST = 20
"""How many findings of one kind are listed; the rest is counted."""
FAULTS = (*connect.FAULTS, IntercoderError, ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError)
"""What reading damaged content may raise."""
Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check_file` found. `problems` is empty for a sound file; `notes` are no damage (forks, things set aside)."""

    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    heads: Mapping[str, Head] = field(default_factory=dict)


@dataclass(slots=True)
class _List:
    problems: list[str] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, sentence: str) -> None:
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if self.kinds[kind] <= MOST:
            self.problems.append(sentence)

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """A part of the check; where damage keeps it from being read at all, that is the finding."""
        try:
            yield
        except FAULTS as fault:
            self.add(what, f"The {what} can't be read ({_short(fault)}).")

    def closed(self) -> tuple[str, ...]:
        more = [f"… and {n - MOST:,} more of this kind ({kind})." for kind, n in self.kinds.items() if n > MOST]
        return (*self.problems, *more)


def _finding(fault: Exception, path: Path) -> str:
    """What keeps the file from being looked at. It is `check` that says so, so it does not say "run `check`"."""
    if isinstance(fault, (connect.DamagedError, *connect.FAULTS)):
        return f"SQLite can't read {path.name} at all ({_short(fault.__cause__ or fault)})."
    return str(fault)


def _short(fault: BaseException) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0][:200].rstrip(".")


def check_file(path: Path, *, known: Iterable[Head] = (), step: Step = lambda what: None) -> Checked:
    """Check a whole project file; nothing in it or beside it is changed.

    `known` are heads from an export, report or backup: with them a cut tail shows. Raises ProjectError only where
    there is no file, where it can't be read, or where it was written by a newer Intercoder.
    """
    if not path.is_file():
        raise ProjectError(f"There is no project at {path}: check the name.")
    before = _stamp(path)
    checked = _check_path(path, known, step, quiet=True)
    if checked.problems and _stamp(path) != before:  # somebody opened and wrote it meanwhile
        checked = _check_path(path, known, step, quiet=False)
    return checked


def _stamp(path: Path) -> tuple[int, int, bool]:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size, place.side_file(path, "-wal").exists()


def _check_path(path: Path, known: Iterable[Head], step: Step, *, quiet: bool) -> Checked:
    try:
        guard.check_header(path)
        connection = connect.reading(path, quiet=quiet)
    except ProjectError as fault:
        if isinstance(fault, (connect.NoRoomError, guard.UnreadableError)) or guard.is_newer(path):
            raise
        return Checked((_finding(fault, path),))
    with closing(connection):
        try:
            connection.execute("BEGIN")
            guard.check_schema(connection, path)
        except FAULTS as fault:
            return Checked((_finding(fault, path),))
        return _check(connection, known, step)


def _check(connection: sqlite3.Connection, known: Iterable[Head], step: Step) -> Checked:
    found = _List()
    step("pages of the file")
    with found.step("pages of the file"):
        for row in connection.execute(f"PRAGMA integrity_check({MOST})"):
            if row[0] != "ok":
                found.add("pages", f"SQLite finds the file damaged: {row[0]}.")
    step("log")
    with found.step("log"):
        for sentence in chains.broken_streams(connection):
            found.add("log", sentence)
    with found.step("heads of the log"):
        for sentence in chains.missing_heads(connection, known):
            found.add("heads", sentence)
    with found.step("writers"):
        _check_writers(connection, found)
    with found.step("list of undone acts"):
        _check_undone(connection, found)
    with found.step("seal"):
        if meta.read(connection, meta.SEAL) != meta.seal_of(connection):
            found.add("seal", "What the file knows about itself, or what was set aside, was changed.")
    step("texts")
    with found.step("texts"):
        _check_texts(connection, found)
    with found.step("places of codings"):
        _check_places(connection, found)
    step("tables")
    with found.step("tables"):
        _check_tables(connection, found)
    notes: list[str] = []
    counts: dict[str, int] = {}
    heads: dict[str, Head] = {}
    with found.step("summary"):
        notes, counts, heads = _notes(connection), _counts(connection), chains.known_heads(connection)
    return Checked(found.closed(), tuple(notes), counts, heads)


def _check_writers(connection: sqlite3.Connection, found: _List) -> None:
    query = """SELECT w.writer, w.person, w.copy, EXISTS (SELECT 1 FROM events WHERE writer = w.id) FROM writers w"""
    for writer, person, copy, used in connection.execute(query):
        if writer != f"{person}@{copy}":
            found.add("writers", f"The writer {writer} is listed under another name or copy.")
        if not used:
            found.add("writers", f"The writer {writer} has no event.")
    if connection.execute("SELECT 1 FROM events WHERE writer NOT IN (SELECT id FROM writers) LIMIT 1").fetchone():
        found.add("writers", "There are events of a writer who is not listed.")


def _check_undone(connection: sqlite3.Connection, found: _List) -> None:
    undone = events.undone_acts(connection)
    for writer, act, flag in connection.execute("SELECT writer, act, undone FROM events ORDER BY writer, seq"):
        if flag != ((writer, act) in undone):
            found.add(
                "undone", f"The act {act} of writer {writer} is wrongly held to be {'' if flag else 'not '}undone."
            )


def _check_texts(connection: sqlite3.Connection, found: _List) -> None:
    there = set()
    for sha256, text in connection.execute("SELECT sha256, text FROM texts"):
        there.add(sha256)
        if hashlib.sha256(text.encode()).hexdigest() != sha256:
            found.add("texts", f"The text with the hash {sha256:.12}… was changed.")
    query = "SELECT d.name, d.sha256, d.characters, length(t.text) FROM documents d LEFT JOIN texts t USING (sha256)"
    for name, sha256, characters, length in connection.execute(query):
        if length is None:
            found.add("texts", f"The text of the document {name} is missing.")
        elif characters != length and characters != _characters(connection, sha256):
            found.add("texts", f"The document {name} has not the {characters:,} characters that are listed.")


def _characters(connection: sqlite3.Connection, sha256: str) -> int:
    """SQLite's length() stops at a NUL, so a text that seems too short is looked at whole."""
    return len(connection.execute("SELECT text FROM texts WHERE sha256 = ?", (sha256,)).fetchone()[0])


def _check_places(connection: sqlite3.Connection, found: _List) -> None:
    query = """SELECT c.uuid, c.start, c.end, d.name FROM codings c LEFT JOIN documents d ON d.id = c.document
        WHERE d.id IS NULL OR NOT (c.start = -1 AND c.end = -1 OR 0 <= c.start AND c.start < c.end
                                   AND c.end <= d.characters)"""
    for uuid, start, end, name in connection.execute(query):
        found.add("places", f"The coding {uuid} ({start} to {end}) does not lie in its document ({name or 'missing'}).")


def _check_tables(connection: sqlite3.Connection, found: _List) -> None:
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
            found.add("texts", f"The log speaks of a text with the hash {sha256:.12}…, which is missing.")
        for table in (name for name in DERIVED if ("table", name) in there):
            with found.step(f"table {table}"):
                _compare(table, connection, other, found)
        aside = f"SELECT reason, line FROM quarantine WHERE origin = '{FOLLOWS}' ORDER BY 1, 2"
        if connection.execute(aside).fetchall() != other.execute(aside).fetchall():
            found.add("quarantine", "The codings that were set aside are not those that the log says.")


def _compare(table: str, ours: sqlite3.Connection, other: sqlite3.Connection, found: _List) -> None:
    query = f"SELECT * FROM {table} ORDER BY {', '.join(_key(ours, table))}"
    with closing(ours.execute(query)) as mine_rows, closing(other.execute(query)) as their_rows:
        for mine, theirs in zip_longest(mine_rows, their_rows):
            if mine != theirs:
                found.add(f"table {table}", f"The table {table} is not what the log says, at {_where(mine or theirs)}.")
                return


def _key(connection: sqlite3.Connection, table: str) -> list[str]:
    info = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [name for _, name, *_, rank in sorted(info, key=lambda row: row[-1]) if rank]


def _where(row: Sequence[Any]) -> str:
    return ", ".join(str(value)[:40] for value in row[:5])


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = ("documents", "codings", "suggestions", "decisions", "completions", "events", "forks", "quarantine")
    return {name: int(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in names}


def _notes(connection: sqlite3.Connection) -> list[str]:
    counts = _counts(connection)
    notes = []
    if counts["forks"]:
        notes.append(f"Differences between copies that went apart: {counts['forks']:,} (`log --forks` lists them).")
    if counts["quarantine"]:
        notes.append(f"Set aside: {counts['quarantine']:,} (`log --set-aside` lists them, each with the reason).")
    return notes
