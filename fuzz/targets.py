"""One target for each reader: takes any bytes, and may raise nothing but our own errors (which it swallows)."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache, partial
from pathlib import Path

from annotator.acts import code_all
from annotator.codebook_file import codebook_from_json, parse_codebook
from annotator.errors import IntercoderError
from storage import bodies
from storage.check import check_file
from storage.formats.registry import formats
from storage.merge import merge
from storage.opening import open_project
from storage.rescue import salvage
from storage.selection import select
from storage.texts import list_documents
from tests.storage.making import HARBOUR, coding, copy_of, make_project, work
from ui.workflows.history import acts, of_document

Target = Callable[[bytes], None]


@cache
def _folder() -> Path:
    """A private folder that lives as long as the process."""
    holder = tempfile.TemporaryDirectory(prefix="intercoder-fuzz-")
    _HOLDERS.append(holder)
    return Path(holder.name)


_HOLDERS: list[tempfile.TemporaryDirectory[str]] = []


@cache
def seed_project() -> bytes:
    """A small sound project to change."""
    with make_project(_folder() / "seed.intercoder") as project:
        work(project, "anna")
        project.commit(code_all("ben", [coding(HARBOUR, at, coder="ben") for at in range(40)]))
    return (_folder() / "seed.intercoder").read_bytes()


def project_bytes(data: bytes) -> None:
    """A sound project into which bytes were written: each 5 give a place and what to write there 1 to 64 times."""
    whole = bytearray(seed_project())
    for at in range(0, len(data) - 4, 5):
        place = int.from_bytes(data[at : at + 3], "big") % len(whole)
        length = data[at + 3] % 64 + 1
        whole[place : place + length] = bytes([data[at + 4]]) * len(whole[place : place + length])
    _use(bytes(whole))


def project_rows(data: bytes) -> None:
    """A project of the right form whose rows hold anything: what a stranger can write with SQLite's own tools."""
    path = _folder() / "rows.intercoder"
    path.write_bytes(seed_project())
    columns = [
        ("events", c) for c in ("body", "hash", "seq", "clock", "act", "kind", "subject", "undoes", "at", "undone")
    ]
    columns += [
        ("texts", "text"),
        ("codings", "attributes"),
        ("codings", "start"),
        ("codings", "origin"),
        ("codings", "memo"),
    ]
    columns += [("documents", "details"), ("documents", "name"), ("records", "row"), ("suggestions", "attributes")]
    columns += [
        ("writers", "writer"),
        ("meta", "value"),
        ("decisions", "verdict"),
        ("completions", "round"),
        ("forks", "key"),
    ]
    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.Error):
        for part in data.split(b"\x00\xff")[:8]:
            table, column = columns[part[0] % len(columns)] if part else columns[0]
            value: object = part[2:]
            with suppress(UnicodeDecodeError):
                value = (
                    part[2:].decode()
                    if len(part) > 1 and part[1] % 2
                    else int.from_bytes(part[2:10], "big", signed=True)
                )
            connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", (value,))
        connection.commit()
    _use(path.read_bytes())


def _use(content: bytes) -> None:
    """Everything that a person may do with a project from elsewhere."""
    path = _folder() / "hurt.intercoder"
    path.write_bytes(content)
    with suppress(IntercoderError):
        check_file(path)
    with suppress(IntercoderError), open_project(path, person="anna", readonly=True) as project:
        select(project)
        list(acts(project))
        for entry in list_documents(project):
            of_document(project, entry.sha256)
    with suppress(IntercoderError), open_project(path, person="anna") as project:
        project.undo("anna")
    own = _folder() / "own.intercoder"
    if not own.exists():
        make_project(_folder() / "made.intercoder").close()
        copy_of(_folder() / "made.intercoder", own)
    with suppress(IntercoderError), open_project(own, person="lead") as project:
        merge(project, [path], dry_run=True)
    with suppress(IntercoderError):
        salvage(path)


def event_body(data: bytes) -> None:
    with suppress(IntercoderError):
        bodies.decode(data, where="a test")


def codebook_toml(data: bytes) -> None:
    with suppress(IntercoderError):
        parse_codebook(data.decode("utf-8", "replace"), where="book.toml")


def codebook_json(data: bytes) -> None:
    with suppress(IntercoderError):
        codebook_from_json(data.decode("utf-8", "replace"))


def codings_file(data: bytes, *, name: str) -> None:
    """A file of codings in one of the formats that are read from one file."""
    chosen = formats()[name]
    path = _folder() / f"codings{chosen.suffix}"
    path.write_bytes(data)
    if chosen.read is not None:
        with suppress(IntercoderError):
            chosen.read(path, {})


def document_file(data: bytes, *, suffix: str) -> None:
    from storage.documents import read_path

    path = _folder() / f"document{suffix}"
    path.write_bytes(data)
    with suppress(IntercoderError):
        list(read_path(path))


def targets() -> dict[str, Target]:
    """Name -> target."""
    found: dict[str, Target] = {
        "project-bytes": project_bytes, "project-rows": project_rows, "event-body": event_body,
        "codebook-toml": codebook_toml, "codebook-json": codebook_json,
    }  # fmt: skip
    for name, entry in formats().items():
        if entry.read is not None and not entry.folder:
            found[f"codings-{name}"] = partial(codings_file, name=name)
    for suffix in (".txt", ".md", ".html", ".docx", ".odt", ".csv", ".jsonl"):
        found[f"document{suffix}"] = partial(document_file, suffix=suffix)
    return found
