"""Backups: made only of what changed, counted only once verified, thinned out, and put back."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import ProjectError
from storage import backup as backups
from storage import chains, place
from storage.backup import backup_if_changed, folder_of, list_backups, newest_usable, wrong_with_backup
from storage.check import check_file
from storage.codings import codings_of
from storage.opening import open_project
from storage.restoring import restore
from tests.storage.making import HARBOUR, code, make_project, state


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_project(tmp_path / "p.intercoder") as project:
        code(project, HARBOUR, 1)
    return tmp_path / "p.intercoder"


def starts(path: Path) -> list[int | None]:
    with open_project(path, person="anna", readonly=True) as project:
        return [c.start for c in codings_of(project, HARBOUR, coder="anna")]


def test_only_what_changed_is_backed_up(path: Path) -> None:
    first = backup_if_changed(path, why="open")
    assert first
    assert backup_if_changed(path, why="close") is None
    with open_project(path, person="anna") as project:
        code(project, HARBOUR, 9)
        second = backup_if_changed(path, why="close")  # while it is open, and in the -wal file only
        assert second
        assert backup_if_changed(path, why="asked") is None
    assert [(b.number, b.why) for b in list_backups(path)] == [(2, "close"), (1, "open")]
    assert check_file(second.path).problems == ()
    assert starts(second.path) == [1, 9]
    assert starts(first.path) == [1]


def test_backups_are_private_and_leave_no_draft(path: Path) -> None:
    made = backup_if_changed(path, why="asked")
    assert made
    assert stat.S_IMODE(folder_of(path).stat().st_mode) == 0o700
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert [file.name for file in folder_of(path).iterdir()] == [made.path.name]


def test_a_backup_that_does_not_stand_the_check_does_not_count(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil(connection: sqlite3.Connection, target: Path) -> None:
        copy(connection, target)
        with target.open("r+b") as file:
            file.seek(4096)
            file.write(os.urandom(8192))

    copy = backups.copy_database
    monkeypatch.setattr(backups, "copy_database", spoil)
    with pytest.raises(ProjectError, match="not usable"):
        backup_if_changed(path, why="asked")
    assert not list_backups(path)
    assert not list(folder_of(path).iterdir())


def test_the_last_ten_and_fourteen_daily_are_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_project(path, person="anna") as project:
        for day in range(1, 21):
            for hour in (8, 16):
                monkeypatch.setattr(backups, "now", lambda day=day, hour=hour: f"2026-03-{day:02}T{hour:02}:00:00.000Z")
                code(project, HARBOUR, day + hour)
                backup_if_changed(path, why="close")
    kept = list_backups(path)
    assert [b.number for b in kept[:10]] == list(range(40, 30, -1))
    days = [b.at for b in kept[10:]]
    assert days == [f"2026-03-{day:02}T16:00:00Z" for day in range(15, 6, -1)]
    assert len({b.day for b in kept}) == 14


def test_a_clock_set_back_does_not_hide_the_newest(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup_if_changed(path, why="open")
    monkeypatch.setattr(backups, "now", lambda: "1999-01-01T00:00:00.000Z")
    with open_project(path, person="anna") as project:
        code(project, HARBOUR, 9)
    made = backup_if_changed(path, why="close")
    assert made == list_backups(path)[0]
    assert backup_if_changed(path, why="close") is None


def test_restoring_keeps_the_damaged_file_and_counts_in_a_new_stream(path: Path) -> None:
    good = backup_if_changed(path, why="close")
    assert good
    with open_project(path, person="anna") as project:
        before = project.writer_name()
        code(project, HARBOUR, 9)
    with path.open("r+b") as file:
        file.seek(0, 2)
        size = file.tell()
        file.seek(size // 2)
        file.write(os.urandom(4096))
    damaged = path.read_bytes()
    assert check_file(path).problems
    restored = restore(path, newest_usable(path))
    assert restored.kept
    assert restored.kept.read_bytes() == damaged
    assert ".replaced-" in restored.kept.name
    assert check_file(path, known=backups.newest_heads(path).values()).problems == ()
    with open_project(path, person="anna") as project:
        code(project, HARBOUR, 30)
        assert project.writer_name() != before
        assert [c.start for c in codings_of(project, HARBOUR, coder="anna")] == [1, 30]


def test_a_restored_file_is_not_mixed_with_the_wal_of_the_old_one(path: Path) -> None:
    backup_if_changed(path, why="close")
    project = open_project(path, person="anna")
    code(project, HARBOUR, 9)
    whole = {suffix: place.side_file(path, suffix).read_bytes() for suffix in ("", "-wal")}
    project.close()
    for suffix, content in whole.items():
        place.side_file(path, suffix).write_bytes(content)
    restored = restore(path, list_backups(path)[0])
    assert starts(path) == [1]
    assert restored.kept
    assert starts(restored.kept) == [1, 9], "what waited in the -wal file is kept with the old file"


def test_restoring_is_refused_while_it_is_open_or_the_backup_is_hurt(path: Path) -> None:
    made = backup_if_changed(path, why="close")
    assert made
    with open_project(path, person="anna"), pytest.raises(ProjectError, match="anna has it open"):
        restore(path, made)
    made.path.write_bytes(made.path.read_bytes()[:5000])
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="can't be used"):
        restore(path, made)
    assert path.read_bytes() == before
    with pytest.raises(ProjectError, match="None of the backups"):
        newest_usable(path)


def test_a_project_that_is_gone_can_be_restored(path: Path) -> None:
    made = backup_if_changed(path, why="close")
    assert made
    path.unlink()
    assert restore(path, made).kept is None
    assert starts(path) == [1]


def test_an_older_file_put_back_by_hand_counts_in_a_new_stream(path: Path) -> None:
    old = path.read_bytes()
    with open_project(path, person="anna") as project:
        code(project, HARBOUR, 9)
        name = project.writer_name()
    backup_if_changed(path, why="close")
    with path.open("r+b") as file:  # the same file number, at the same place
        file.write(old)
        file.truncate(len(old))
    with open_project(path, person="anna") as project:
        code(project, HARBOUR, 20)
        assert project.writer_name() != name
    assert "an end was cut" in check_file(path, known=backups.newest_heads(path).values()).problems[0]


def test_a_backup_holds_everything_and_reads_where_nothing_can_be_written(path: Path) -> None:
    made = backup_if_changed(path, why="asked")
    assert made
    with (
        open_project(path) as project,
        closing(sqlite3.connect(f"file:{made.path}?mode=ro&immutable=1", uri=True)) as copy,
    ):
        assert copy.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert chains.known_heads(copy) == chains.known_heads(project.connection)
    with open_project(path, readonly=True) as one, open_project(made.path, readonly=True) as two:
        assert state(one) == state(two)


def test_a_backup_of_a_full_disk_s_project_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(connection: sqlite3.Connection, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "copy_database", full)
    with pytest.raises(ProjectError, match="No space left"):
        backup_if_changed(path, why="asked")
    assert not list(folder_of(path).iterdir())


def test_what_is_wrong_with_a_backup(tmp_path: Path, path: Path) -> None:
    made = backup_if_changed(path, why="asked")
    assert made
    assert wrong_with_backup(made.path) == ""
    (tmp_path / "junk").write_bytes(b"junk" * 100)
    assert "not an Intercoder project" in wrong_with_backup(tmp_path / "junk")
    with closing(sqlite3.connect(made.path)) as connection:
        connection.execute("UPDATE events SET at = 'never'")
        connection.commit()
    assert "hash does not fit" in wrong_with_backup(made.path)
