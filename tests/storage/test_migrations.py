"""Migrations: append-only, atomic, a verified backup before, nothing done to what is newer."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import ProjectError
from storage import backup, guard, migrations
from storage.check import check_file
from storage.codings import coding_counts
from storage.opening import open_project
from storage.tables import DERIVED
from tests.storage.making import make_project, state, work

NEW_SINCE = {2: ("tallies",)}
"""Version -> tables that it added."""


def older(path: Path, *, version: int) -> Path:
    """Take a project back to an earlier version of the schema."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for number in range(migrations.SCHEMA_VERSION, version, -1):
            for table in NEW_SINCE[number]:
                connection.execute(f"DROP TABLE {table}")
        connection.execute(f"PRAGMA user_version = {version}")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_project(tmp_path / "p.intercoder") as project:
        work(project, "anna")
    return tmp_path / "p.intercoder"


def test_the_digests_of_schemas_are_those_that_the_migrations_make() -> None:
    for version in range(1, migrations.SCHEMA_VERSION + 1):
        assert guard.digest(guard.expected_schema(version)) == guard.SCHEMA_DIGESTS[version]


def test_an_older_project_is_backed_up_and_migrated(path: Path) -> None:
    with open_project(path) as project:
        before, counts = state(project), coding_counts(project)
    older(path, version=1)
    assert check_file(path).problems == ()
    with open_project(path) as project:
        assert state(project) == before
        assert coding_counts(project) == counts
    (made,) = backup.list_backups(path)
    assert made.why == "migration"
    with closing(sqlite3.connect(made.path)) as connection:
        assert migrations.schema_version(connection) == 1
    assert check_file(path).problems == ()


def test_a_reader_of_an_older_project_has_it_migrated_or_is_told_why_not(path: Path) -> None:
    older(path, version=1)
    with open_project(path, person="ben") as writer:
        older(path, version=1)
        with pytest.raises(ProjectError, match=r"older Intercoder.*ben has it open"):
            open_project(path, readonly=True)
        writer.check_writable()
    with open_project(path, readonly=True) as reader:
        assert coding_counts(reader)


KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
from storage import connect
from storage.opening import open_project
steps, last = 0, int(sys.argv[2])
class Killing(sqlite3.Connection):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.set_progress_handler(self.step, 2)
    def step(self):
        global steps
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0
real = sqlite3.connect
connect.sqlite3.connect = lambda *args, **kwargs: real(*args, factory=Killing, **kwargs)
open_project(Path(sys.argv[1]))
print(steps)
"""


def killed_at(path: Path, step: int) -> tuple[int, str]:
    """Open in a child that kills itself at its n-th step inside SQLite: exit status, and how many steps it came to."""
    child = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(step)], check=False, timeout=60, capture_output=True, text=True
    )
    return child.returncode, child.stdout


def kills(path: Path, points: int) -> None:
    with open_project(path) as project:
        before = state(project)
    whole = older(path, version=1).read_bytes()
    status, steps = killed_at(path, 0)
    assert status == 0
    chance = random.Random(points)
    for _ in range(points):
        shutil.rmtree(backup.folder_of(path), ignore_errors=True)
        for side in path.parent.glob("p.intercoder?*"):
            side.unlink()
        path.write_bytes(whole)
        assert killed_at(path, chance.randrange(1, int(steps) + 1))[0] == -9
        with closing(sqlite3.connect(path)) as connection:
            version = migrations.schema_version(connection)
        assert guard.digest(_schema(path)) == guard.SCHEMA_DIGESTS[version], "all or nothing"
        for made in backup.list_backups(path):
            assert check_file(made.path).problems == ()
        assert version == 1 or backup.list_backups(path), "no migration without a backup before"
        with open_project(path) as project:
            assert state(project) == before
        assert check_file(path).problems == ()


def _schema(path: Path) -> dict[tuple[str, str], str]:
    with closing(sqlite3.connect(path)) as connection:
        return guard.schema(connection)


def test_a_migration_that_is_killed_is_done_whole_or_not_at_all(path: Path) -> None:
    kills(path, 4)


@pytest.mark.slow
def test_a_migration_that_is_killed_at_40_points(path: Path) -> None:
    kills(path, 40)


def test_every_derived_table_is_in_the_schema() -> None:
    tables = {name for kind, name in guard.expected_schema(migrations.SCHEMA_VERSION) if kind == "table"}
    assert set(DERIVED) <= tables
