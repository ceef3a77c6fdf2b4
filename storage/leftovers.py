"""Side files that lie beside a project before it is opened: are they its own?

SQLite plays back whatever lies there under the right name, and writes it into the project. After a crash that is what
saves the last acts; but a -wal or -journal that another program, a synchronised folder or a copy put back by hand has
left there would destroy the project. So the project is looked at with and without it first, and nothing is written.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from annotator.errors import ProjectError
from annotator.files import opened
from annotator.wording import say
from storage import chains, connect, guard, meta, migrations, place
from storage.check import check_file
from storage.private import private_folder

_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""The first bytes of a journal that SQLite would play back."""
_QUICK = 64 * 1024 * 1024
"""Bytes up to which a project's pages are all looked at: larger ones would not open in time."""


def check_leftovers(path: Path, *, crashed: bool) -> None:
    """ProjectError where a side file would turn a sound project into something else. Call it before opening.

    `crashed`: the note of whoever wrote last is still there, so the side files are theirs to all appearance. Without it
    they came from elsewhere, and the whole project is checked with them.
    """
    for suffix in ("-wal", "-journal"):
        side = place.side_file(path, suffix)
        if not _plays_back(side, suffix):
            continue
        problem, project = _with(path, suffix, thorough=not crashed)
        alone, own = _alone(path, thorough=bool(problem) and not crashed)
        if not alone and (problem or project != own):
            problem = problem.rstrip(".") or say("it is another project’s")
            raise ProjectError(
                say(
                    "{name} lies beside {path_name} and does not belong to it"
                    " ({problem}): move it elsewhere and open the project again; nothing was changed.",
                    name=side.name,
                    path_name=path.name,
                    problem=problem,
                )
            )


def _plays_back(side: Path, suffix: str) -> bool:
    with suppress(OSError), opened(side) as file:
        start = file.read(8)
        return start == _JOURNAL if suffix == "-journal" else bool(start)
    return False


def _with(path: Path, suffix: str, *, thorough: bool) -> tuple[str, str]:
    """What is wrong with the project as SQLite would make it, and its id."""
    if suffix == "-wal":
        return _look(path, path, thorough=thorough)
    with private_folder() as folder:
        copy = folder / path.name
        for name in ("", suffix):
            shutil.copyfile(place.side_file(path, name), place.side_file(copy, name))
        with suppress(ProjectError), closing(connect.connect(copy)):
            pass  # which plays it back
        return _look(copy, path, thorough=thorough)


def _alone(path: Path, *, thorough: bool) -> tuple[str, str]:
    """The same for the file without what lies beside it."""
    if not thorough:
        return _look(path, path, thorough=False, immutable=True)
    with private_folder() as folder:
        copy = Path(shutil.copyfile(path, folder / path.name))
        return _look(copy, path, thorough=True)


def _look(file: Path, path: Path, *, thorough: bool, immutable: bool = False) -> tuple[str, str]:
    try:
        with closing(connect.connect(file, readonly=True, immutable=immutable)) as connection:
            problem, project = _looked_at(connection, path)
        if thorough and not problem:
            problem = "".join(check_file(file).problems[:1])
        return problem, project
    except ProjectError as fault:
        return str(fault), ""


def _looked_at(connection: sqlite3.Connection, path: Path) -> tuple[str, str]:
    """(what is wrong, the project's id); ProjectError for what can't be read at all."""
    try:
        if connection.execute("PRAGMA application_id").fetchone()[0] != migrations.APPLICATION_ID:
            return say("it is another program's"), ""
        guard.check_schema(connection, path)
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0] if path.stat().st_size < _QUICK else "ok"
        if answer != "ok":
            return str(answer).splitlines()[0], ""
        if meta.read(connection, meta.SEAL) != meta.seal_of(connection):
            return say("what the file knows about itself was changed"), ""
        return "".join(chains.broken_tails(connection)[:1]), meta.read(connection, "project")
    except connect.FAULTS as fault:
        raise connect.explained(fault, path) from fault
