"""Is a project file sound? Everything in it is hashed, or is compared with what the log says it should be."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import ProjectError
from annotator.plurals import plural
from annotator.wording import later, say
from storage import chains, connect, events, guard, meta, place
from storage.chains import Head
from storage.findings import FAULTS, MOST, Findings, short
from storage.table_check import check_tables

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check_file` found. `problems` is empty for a sound file; `notes` are no damage (forks, things set aside)."""

    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    heads: Mapping[str, Head] = field(default_factory=dict)


def _finding(fault: Exception, path: Path) -> str:
    """What keeps the file from being looked at. It is `check` that says so, so it does not say "run `check`"."""
    if isinstance(fault, (connect.DamagedError, *connect.FAULTS)):
        return say("SQLite can't read {name} at all ({short}).", name=path.name, short=short(fault.__cause__ or fault))
    return str(fault)


def check_file(path: Path, *, known: Iterable[Head] = (), step: Step = lambda what: None) -> Checked:
    """Check a whole project file; nothing in it or beside it is changed.

    `known` are heads from an export, report or backup: with them a cut tail shows. Raises ProjectError only where
    there is no file, where it can't be read, or where it was written by a newer Intercoder.
    """
    if not path.is_file():
        raise ProjectError(say("There is no project at {path}: check the name.", path=path))
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
    found = Findings()
    step(say("pages of the file"))
    with found.step(say("pages of the file")):
        for row in connection.execute(f"PRAGMA integrity_check({MOST})"):
            if row[0] != "ok":
                found.add("pages", say("SQLite finds the file damaged: {row}.", row=row[0]))
    step(say("log"))
    with found.step(say("log")):
        for sentence in chains.broken_streams(connection):
            found.add("log", sentence)
    with found.step(say("heads of the log")):
        for sentence in chains.missing_heads(connection, known):
            found.add("heads", sentence)
    with found.step(say("writers")):
        _check_writers(connection, found)
    with found.step(say("list of undone acts")):
        _check_undone(connection, found)
    with found.step(say("seal")):
        if meta.read(connection, meta.SEAL) != meta.seal_of(connection):
            found.add("seal", say("What the file knows about itself, or what was set aside, was changed."))
    step(say("texts"))
    with found.step(say("texts")):
        _check_texts(connection, found)
    with found.step(say("places of codings")):
        _check_places(connection, found)
    step(say("tables"))
    with found.step(say("tables")):
        check_tables(connection, found)
    notes: list[str] = []
    counts: dict[str, int] = {}
    heads: dict[str, Head] = {}
    with found.step(say("summary")):
        notes, counts, heads = _notes(connection), _counts(connection), chains.known_heads(connection)
    return Checked(found.closed(), tuple(notes), counts, heads)


def _check_writers(connection: sqlite3.Connection, found: Findings) -> None:
    query = """SELECT w.writer, w.person, w.copy, EXISTS (SELECT 1 FROM events WHERE writer = w.id) FROM writers w"""
    for writer, person, copy, used in connection.execute(query):
        if writer != f"{person}@{copy}":
            found.add("writers", say("The writer {writer} is listed under another name or copy.", writer=writer))
        if not used:
            found.add("writers", say("The writer {writer} has no event.", writer=writer))
    if connection.execute("SELECT 1 FROM events WHERE writer NOT IN (SELECT id FROM writers) LIMIT 1").fetchone():
        found.add("writers", say("There are events of a writer who is not listed."))


_HELD_UNDONE = later("The act {act} of writer {writer} is wrongly held to be undone.")
_HELD_DONE = later("The act {act} of writer {writer} is wrongly held to be not undone.")


def _check_undone(connection: sqlite3.Connection, found: Findings) -> None:
    undone = events.undone_acts(connection)
    for writer, act, flag in connection.execute("SELECT writer, act, undone FROM events ORDER BY writer, seq"):
        if flag != ((writer, act) in undone):
            told = _HELD_UNDONE if flag else _HELD_DONE
            found.add("undone", say(told, act=act, writer=writer))


def _check_texts(connection: sqlite3.Connection, found: Findings) -> None:
    there = set()
    for sha256, text in connection.execute("SELECT sha256, text FROM texts"):
        there.add(sha256)
        if hashlib.sha256(text.encode()).hexdigest() != sha256:
            found.add("texts", say("The text with the hash {sha256:.12}… was changed.", sha256=sha256))
    query = "SELECT d.name, d.sha256, d.characters, length(t.text) FROM documents d LEFT JOIN texts t USING (sha256)"
    for name, sha256, characters, length in connection.execute(query):
        if length is None:
            found.add("texts", say("The text of the document {name} is missing.", name=name))
        elif characters != length and characters != _characters(connection, sha256):
            found.add(
                "texts",
                say(
                    "The document {name} has not the {characters} that the list says.",
                    name=name,
                    characters=plural(characters, "character"),
                ),
            )


def _characters(connection: sqlite3.Connection, sha256: str) -> int:
    """SQLite's length() stops at a NUL, so a text that seems too short is looked at whole."""
    return len(connection.execute("SELECT text FROM texts WHERE sha256 = ?", (sha256,)).fetchone()[0])


def _check_places(connection: sqlite3.Connection, found: Findings) -> None:
    query = """SELECT c.uuid, c.start, c.end, d.name FROM codings c LEFT JOIN documents d ON d.id = c.document
        WHERE d.id IS NULL OR NOT (c.start = -1 AND c.end = -1 OR 0 <= c.start AND c.start < c.end
                                   AND c.end <= d.characters)"""
    for uuid, start, end, name in connection.execute(query):
        name = name or say("missing")
        found.add(
            "places",
            say(
                "The coding {uuid} ({start} to {end}) does not lie in its document ({name}).",
                uuid=uuid,
                start=start,
                end=end,
                name=name,
            ),
        )


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = ("documents", "codings", "suggestions", "decisions", "completions", "events", "forks", "quarantine")
    return {name: int(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in names}


def _notes(connection: sqlite3.Connection) -> list[str]:
    counts = _counts(connection)
    notes = []
    if counts["forks"]:
        notes.append(
            say(
                "Differences between copies that went apart: {forks:,} (`log --forks` lists them).",
                forks=counts["forks"],
            )
        )
    if counts["quarantine"]:
        notes.append(
            say(
                "Set aside: {quarantine:,} (`log --set-aside` lists them, each with the reason).",
                quarantine=counts["quarantine"],
            )
        )
    return notes
