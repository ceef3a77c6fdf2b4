"""Bring the work of several copies of a project together: the union of their streams by writer and number.

A merge appends no event of its own, so any order, repeats and late comers give the same log. Only what a stream holds
beyond our end of it is taken, after its hashes and every change were checked; texts are taken by hash and verified.
What does not fit is set aside with the reason and all that follows in its stream, and nothing of ours ever gives way.

Projects that were made separately may be merged too: this project's codebook, settings and study stay in force, and
their codings come in where the codebook knows the code; the others are set aside until it does (storage/quarantine.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import ProjectError
from annotator.wording import say
from storage import connect, events, guard, migrations, opening, quarantine
from storage.backup import copy_database
from storage.incoming_file import FileMerged, IncomingFile
from storage.private import private_folder
from storage.project import Project
from storage.replay import rebuild

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class MergeReceipt:
    """Counts before and after (documents, events, forks …, and "codings of NAME"), and the chain heads that were reached."""

    files: tuple[FileMerged, ...]
    before: Mapping[str, int]
    after: Mapping[str, int]
    heads: Mapping[str, str]
    dry_run: bool = False


def merge(
    project: Project, others: Sequence[Path], *, dry_run: bool = False, step: Step = lambda what: None
) -> MergeReceipt:
    """Take in what the other files have beyond this one, in one transaction, or say what would happen.

    The other files are only read. Raises ProjectError where one of them is no project, or cannot be read at all; then
    nothing has changed.
    """
    if dry_run:
        with _rehearsal(project) as other:
            return _merge(other, others, step, dry_run=True)
    project.check_writable()
    return _merge(project, others, step, dry_run=False)


@contextmanager
def _rehearsal(project: Project) -> Iterator[Project]:
    """A private copy of the project to try the merge on; removed afterwards."""
    with private_folder() as folder:
        path = folder / project.path.name
        copy_database(project.connection, path)
        with opening.open_project(path, person=project.person) as copy:
            yield copy


def _merge(project: Project, others: Sequence[Path], step: Step, *, dry_run: bool) -> MergeReceipt:
    before = counts(project.connection)
    with project.transaction():
        files = []
        for path in others:
            step(path.name)
            with opened_other(path) as connection:
                files.append(IncomingFile(project, connection, path.name).take())
        if any(file.new for file in files):
            step("tables")
            rebuild(project.connection)
        quarantine.forgive(project.connection)
    project.refresh()
    heads = {writer: f"{seq}:{digest}" for writer, (seq, digest, _) in events.heads(project.connection).items()}
    return MergeReceipt(tuple(files), before, counts(project.connection), heads, dry_run)


@contextmanager
def opened_other(path: Path) -> Iterator[sqlite3.Connection]:
    """A stranger's project, looked at before use, read-only; an older one is migrated in a private copy."""
    if not path.is_file():
        raise ProjectError(say("There is no project at {path}: check the name.", path=path))
    guard.check_header(path)
    with closing(connect.reading(path, quiet=True)) as connection:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, guard.OTHERS_LIMIT)
        try:
            guard.check_schema(connection, path)
            connection.execute("BEGIN")
            if migrations.schema_version(connection) == migrations.SCHEMA_VERSION:
                yield connection
                return
            with private_folder() as folder:
                copy_database(connection, folder / "other")
                with closing(connect.connect(folder / "other")) as copy:
                    migrations.migrate(copy)
                    yield copy
        except connect.FAULTS as fault:
            raise connect.explained(fault, path) from fault


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How much there is of everything, and codings by coder."""
    names = ("documents", "codings", "decisions", "completions", "events", "forks", "quarantine")
    found = {name: int(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in names}
    rows = connection.execute("SELECT coder, count(*) FROM codings GROUP BY coder ORDER BY coder")
    return found | {f"codings of {coder}": number for coder, number in rows}
