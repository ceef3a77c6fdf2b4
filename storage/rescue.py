"""What is still readable in a damaged project: every text, coding and done mark that any part of the file still gives.

Works on a private copy. A table is read from its beginning up to the damage, then from its end back to it; where the
first page is gone, that of a new project takes its place, because all projects' tables begin on the same pages.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from annotator.acts import Row, coding_from_row
from annotator.codebook import Codebook
from annotator.codebook_file import codebook_from_json
from annotator.errors import IntercoderError, ProjectError
from annotator.records import Coding, Completion, Document
from annotator.wording import say
from storage import connect, events, incoming, migrations, place
from storage.codebooks import CURRENT
from storage.coding_rows import CODING_COLUMNS, coding_from_values
from storage.findings import FAULTS
from storage.private import private_folder


@dataclass(slots=True)
class Salvage:
    """What was found. `damaged` are the hashes of texts that no longer fit them; `lost` says what could not be read."""

    documents: list[Document] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    completions: list[Completion] = field(default_factory=list)
    codebook: Codebook | None = None
    lost: list[str] = field(default_factory=list)


def salvage(path: Path) -> Salvage:
    """Everything readable in a project file, however damaged. ProjectError where there is no file, or nothing in it."""
    if not path.is_file():
        raise ProjectError(say("There is no file {path}: check the name.", path=path))
    found = Salvage()
    with _copied(path, found) as connection:
        reader = _Reader(connection, found)
        reader.events()
        reader.tables()
        reader.assemble()
    if not (found.documents or found.codings or found.codebook):
        raise ProjectError(
            say("Nothing in {name} can be read any more: look for its backups with `restore --list`.", name=path.name)
        )
    return found


@contextmanager
def _copied(path: Path, found: Salvage) -> Iterator[sqlite3.Connection]:
    with private_folder() as folder:
        copy = folder / "copy"
        shutil.copyfile(path, copy)
        with suppress(OSError):
            shutil.copyfile(place.side_file(path, "-wal"), place.side_file(copy, "-wal"))
        if not _opens(copy):
            found.lost.append(say("The file's first page was damaged; that of a new project was put in its place."))
            _graft_first_page(copy, folder)
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connect.harden(connection)
            connection.execute("PRAGMA cell_size_check = OFF")
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            yield connection


def _opens(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path)) as connection:
            found = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except connect.FAULTS:
        return False
    return {"events", "texts", "codings"} <= found


def _graft_first_page(path: Path, folder: Path) -> None:
    new = folder / "new"
    with closing(connect.connect(new, create=True)) as connection:
        migrations.migrate(connection)
        connection.execute("PRAGMA journal_mode = DELETE")
    page = bytearray(new.read_bytes()[:4096])
    with path.open("r+b") as file:
        size = file.seek(0, 2)
        page[28:32] = (size // 4096).to_bytes(4, "big")  # pages in the file
        page[32:40] = bytes(8)  # no list of free pages
        file.seek(0)
        file.write(page)
    place.side_file(path, "-wal").unlink(missing_ok=True)


@dataclass(slots=True)
class _Reader:
    connection: sqlite3.Connection
    found: Salvage
    texts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    codings: dict[str, Coding] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)  # codings that the log speaks of, even if they are gone
    marks: dict[str, Completion] = field(default_factory=dict)
    books: list[str] = field(default_factory=list)

    def rows(self, table: str, columns: str, key: str) -> Iterator[tuple[Any, ...]]:
        """Rows from the beginning up to the damage, then from the end back to it."""
        seen = 0
        for direction in ("", " DESC"):
            try:
                query = f"SELECT {columns} FROM {table} ORDER BY {', '.join(f'{name}{direction}' for name in key.split(', '))}"
                for row in self.connection.execute(query):
                    seen += 1
                    yield row
            except connect.FAULTS as fault:
                if not direction:
                    why = str(fault) or say("a value has an impossible length")
                    self.found.lost.append(say("The table {table} can't be read whole: {why}.", table=table, why=why))
                continue
            return

    def events(self) -> None:
        """The states that the log gives, in its order. An event whose hash is wrong is used if its content fits."""
        stream = []
        columns = ", ".join(name for name in events.COLUMNS.split(", ") if name != "writer")
        for row in self.rows("events", columns, "id"):
            values = list(row)
            values.insert(1, "somebody@0.0")
            with suppress(*FAULTS):
                event = events.from_row(values)
                if not incoming.odd_header(event):
                    stream.append(event)
        for event in sorted(
            {event.uuid: event for event in stream}.values(), key=lambda event: (event.clock, event.seq)
        ):
            try:
                changes = event.changes
            except IntercoderError:
                self.found.lost.append(
                    say(
                        "The act of {subject} at {at} ({kind}) can't be read.",
                        subject=event.subject,
                        at=event.at,
                        kind=event.kind,
                    )
                )
                continue
            for change in changes:
                with suppress(*FAULTS):
                    self._follow(change.entity, change.key, change.after)

    def _follow(self, entity: str, key: str, row: Row | None) -> None:
        if entity == "coding":
            self.known.add(key)
            self.codings.pop(key, None)
            if row is not None:
                self.codings[key] = coding_from_row(key, row)
        elif entity == "completion" and row is not None:
            self.marks[key] = Completion(**row)
        elif entity == "document" and row is not None:
            self.names[key] = str(row["name"])
        elif entity == "codebook" and key == CURRENT and row is not None:
            self.books.append(str(row["sha256"]))

    def tables(self) -> None:
        """Texts, and what tables give beyond the log."""
        for sha256, text in self.rows("texts", "sha256, text", "sha256"):
            if isinstance(sha256, str) and isinstance(text, str):
                self.texts[sha256] = text
        numbers: dict[int, str] = {}
        for number, sha256, name in self.rows("documents", "id, sha256, name", "id"):
            numbers[number] = sha256
            self.names.setdefault(sha256, str(name))
        key = "document, coder, start, end, uuid"
        for row in self.rows("codings", f"document, {CODING_COLUMNS}", key):
            if row[1] not in self.known and row[0] in numbers:
                with suppress(*FAULTS):
                    self.codings[row[1]] = coding_from_values(numbers[row[0]], row[1:])
        for row in self.rows("completions", "document, coder, facet, round, done", "document, coder, facet, round"):
            if row[0] in numbers:
                place_ = "\x1f".join((numbers[row[0]], *map(str, row[1:4])))
                self.marks.setdefault(place_, Completion(row[1], numbers[row[0]], row[2], row[3], bool(row[4])))

    def assemble(self) -> None:
        """Documents from texts, codings and marks that lie in one of them."""
        for sha256 in reversed(self.books):
            if self.found.codebook is None and sha256 in self.texts:
                with suppress(IntercoderError):
                    self.found.codebook = codebook_from_json(self.texts[sha256])
        lengths = {}
        for sha256, text in sorted(self.texts.items(), key=lambda item: self.names.get(item[0], "")):
            if sha256 in self.books or (sha256 not in self.names and _is_codebook(text)):
                continue
            name = self.names.get(sha256, f"{sha256[:12]}.txt")
            lengths[sha256] = len(text)
            self.found.documents.append(Document(name, text, sha256))
            if hashlib.sha256(text.encode()).hexdigest() != sha256:
                self.found.damaged.append(sha256)
        for coding in self.codings.values():
            with suppress(TypeError):
                if coding.document in lengths and _fits(coding, lengths[coding.document]):
                    self.found.codings.append(coding)
                    continue
            self.found.lost.append(say("The coding {uuid!s:.36} lies in no text that can be read.", uuid=coding.uuid))
        self.found.completions = [mark for mark in self.marks.values() if mark.document in lengths]
        for name in sorted({self.names[sha256] for sha256 in self.names if sha256 not in self.texts}):
            self.found.lost.append(say("The text of {name} can't be read.", name=name))


def _fits(coding: Coding, length: int) -> bool:
    return coding.span is None or 0 <= coding.span.start < coding.span.end <= length


def _is_codebook(text: str) -> bool:
    with suppress(ValueError):
        return text.startswith('{"aids"') and isinstance(orjson.loads(text), dict)
    return False
