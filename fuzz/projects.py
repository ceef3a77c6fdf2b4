"""Targets for project files: bytes changed anywhere, and rows that hold what a stranger can write with SQLite's tools."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from functools import cache

from annotator.acts import code_all
from annotator.errors import IntercoderError
from fuzz.scratch import changed, scratch
from storage.check import check_file
from storage.merge import merge
from storage.opening import open_project
from storage.rescue import salvage
from storage.selection import select
from storage.texts import list_documents
from tests.storage.making import HARBOUR, coding, copy_of, make_project, work
from ui.workflows.history import acts, of_document

COLUMNS = (
    *(("events", c) for c in ("body", "hash", "seq", "clock", "act", "kind", "subject", "undoes", "at", "undone")),
    ("texts", "text"), ("codings", "attributes"), ("codings", "start"), ("codings", "origin"), ("codings", "memo"),
    ("documents", "details"), ("documents", "name"), ("records", "row"), ("suggestions", "attributes"),
    ("writers", "writer"), ("meta", "value"), ("decisions", "verdict"), ("completions", "round"), ("forks", "key"),
)  # fmt: skip


@cache
def seed_project() -> bytes:
    """A small sound project to change."""
    path = scratch() / "seed.intercoder"
    with make_project(path) as project:
        work(project, "anna")
        project.commit(code_all("ben", [coding(HARBOUR, at, coder="ben") for at in range(40)]))
    return path.read_bytes()


def project_bytes(data: bytes) -> None:
    """A sound project into which bytes were written."""
    _use(changed(seed_project(), data))


def project_rows(data: bytes) -> None:
    """A project of the right form whose rows hold anything."""
    path = scratch() / "rows.intercoder"
    path.write_bytes(seed_project())
    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.Error):
        for part in data.split(b"\x00\xff")[:8]:
            table, column = COLUMNS[part[0] % len(COLUMNS)] if part else COLUMNS[0]
            connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", (_value(part),))
        connection.commit()
    _use(path.read_bytes())


def _value(part: bytes) -> object:
    """A text, a number or a blob, as the part's second byte says."""
    with suppress(UnicodeDecodeError):
        if len(part) > 1 and part[1] % 2:
            return part[2:].decode()
        return int.from_bytes(part[2:10], "big", signed=True)
    return part[2:]


def _use(content: bytes) -> None:
    """Everything that a person may do with a project from elsewhere."""
    path = scratch() / "hurt.intercoder"
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
    own = scratch() / "own.intercoder"
    if not own.exists():
        make_project(scratch() / "made.intercoder").close()
        copy_of(scratch() / "made.intercoder", own)
    with suppress(IntercoderError), open_project(own, person="lead") as project:
        merge(project, [path], dry_run=True)
    with suppress(IntercoderError):
        salvage(path)
