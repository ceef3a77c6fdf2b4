"""Side files, links and names beside a project: SQLite plays back any -wal or -journal that it finds there."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import ProjectError
from storage import place
from storage.check import check_file
from storage.codings import codings_of
from storage.opening import create_project, open_project
from tests.storage.making import HARBOUR, code, copy_of, make_project, small_codebook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_project(tmp_path / "p.intercoder") as made:
        code(made, HARBOUR, 1)
    return tmp_path / "p.intercoder"


def waiting(source: Path, *sql: str) -> bytes:
    """The -wal of a database in which something was done that is not in its file yet."""
    with closing(sqlite3.connect(source, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        for line in sql:
            connection.execute(line)
        return place.side_file(source, "-wal").read_bytes()


def foreign_wal(path: Path, folder: Path) -> bytes:
    make_project(folder / "other.intercoder", person="ben", texts={"x.txt": "Another text. " * 9}).close()
    return waiting(folder / "other.intercoder", "UPDATE documents SET name = 'y.txt'")


def program_wal(path: Path, folder: Path) -> bytes:
    return waiting(folder / "other.db", "CREATE TABLE codings (x)", "INSERT INTO codings VALUES (zeroblob(9000))")


def foreign_journal(path: Path, folder: Path) -> bytes:
    """A journal that SQLite plays back: the pages of another database as they were before its last transaction."""
    other = folder / "other.db"
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute(
            "PRAGMA cache_size = 1"
        )  # so that pages are written, and the journal is synced, before the end
        connection.execute("CREATE TABLE x (y)")
        connection.executemany("INSERT INTO x VALUES (?)", [("a" * 3000,)] * 50)
        connection.execute("BEGIN")
        connection.execute("UPDATE x SET y = y || 'b'")
        return place.side_file(other, "-journal").read_bytes()


@pytest.mark.parametrize(
    ("make", "suffix"), [(foreign_wal, "-wal"), (program_wal, "-wal"), (foreign_journal, "-journal")]
)
@pytest.mark.parametrize("readonly", [True, False])
def test_a_side_file_of_something_else_is_never_played_back(
    path: Path, tmp_path: Path, make: object, suffix: str, readonly: bool
) -> None:
    assert callable(make)
    place.side_file(path, suffix).write_bytes(make(path, tmp_path))
    before = path.read_bytes()
    with pytest.raises(ProjectError, match=rf"p\.intercoder{suffix} lies beside p\.intercoder and does not belong"):
        open_project(path, person="anna", readonly=readonly)
    assert path.read_bytes() == before
    assert not place.left_open(path)
    place.side_file(path, suffix).unlink()
    with open_project(path, person="anna") as again:
        assert [c.start for c in codings_of(again, HARBOUR, coder="anna")] == [1]
    assert check_file(path).problems == ()


def test_what_a_crash_left_is_played_back(path: Path, tmp_path: Path) -> None:
    with open_project(path, person="anna") as made:
        code(made, HARBOUR, 7)
        for suffix in ("", "-wal"):
            shutil.copy(place.side_file(path, suffix), tmp_path / f"crashed{suffix}")
    with open_project(tmp_path / "crashed", person="anna") as again:
        assert [c.start for c in codings_of(again, HARBOUR, coder="anna")] == [1, 7]


def test_what_is_left_beside_a_damaged_project_does_not_hide_the_damage(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE events SET hash = zeroblob(32) WHERE id = (SELECT max(id) FROM events)")
        connection.commit()
    place.side_file(path, "-wal").write_bytes(b"junk" * 100)
    with open_project(path, person="anna") as opened:
        assert "damaged" in opened.readonly


@pytest.fixture
def linked(path: Path, tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "q.intercoder"
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("this user may make no links")
    yield link
    assert [file.name for file in link.parent.iterdir()] == [link.name], "all side files lie beside the file itself"


def test_whoever_comes_through_a_link_meets_the_same_lock(path: Path, linked: Path) -> None:
    with open_project(path, person="anna"), open_project(linked, person="ben") as second:
        assert "anna has it open" in second.readonly
    with open_project(linked, person="ben") as opened:
        code(opened, HARBOUR, 9)
        with open_project(path, person="anna") as second:
            assert "ben has it open" in second.readonly
    assert check_file(linked).problems == ()


def test_a_file_with_a_second_name_is_not_written(path: Path, tmp_path: Path) -> None:
    """SQLite keeps a -wal for each name: two windows would write over each other."""
    try:
        os.link(path, tmp_path / "hard.intercoder")
    except OSError:
        pytest.skip("this file system has no hard links")
    for name in (path, tmp_path / "hard.intercoder"):
        with open_project(name, person="anna") as opened:
            assert "second name" in opened.readonly
    copy_of(path, tmp_path / "copy.intercoder")
    with open_project(tmp_path / "copy.intercoder", person="anna") as opened:
        assert not opened.readonly


def test_a_killed_creation_leaves_no_second_name(path: Path) -> None:
    os.link(path, path.with_name(f".{path.name}-abcd1234"))
    with open_project(path, person="anna") as opened:
        assert not opened.readonly
    assert not list(path.parent.glob(".p*"))


@pytest.mark.parametrize("target", ["nowhere", "link"])
def test_a_link_that_leads_nowhere_is_not_replaced(tmp_path: Path, target: str) -> None:
    (tmp_path / "link").symlink_to(tmp_path / target)
    with pytest.raises(ProjectError, match="exists already"):
        create_project(tmp_path / "link", small_codebook())
    assert (tmp_path / "link").is_symlink()
