"""Private folders go with their process, and those of killed processes go a while later."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from storage import private
from storage.backup import backup_if_changed, folder_of
from storage.rescue import salvage
from storage.restoring import restore
from tests.storage.children import child
from tests.storage.making import HARBOUR, code, make_project

KILLED = """
from storage.private import private_folder
with private_folder() as folder:
    (folder / "copy").write_text("a text")
    print(folder, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def old(path: Path) -> Path:
    then = time.time() - private.STALE - 60
    os.utime(path, (then, then))
    return path


@pytest.mark.skipif(os.name != "posix", reason="processes cannot be asked for here")
def test_what_a_killed_process_left_is_removed_by_the_next_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    left = Path(child(KILLED, "none").stdout.strip())
    assert (left / "copy").exists()
    assert not stat.S_IMODE(left.stat().st_mode) & 0o077
    mine, young, other = (tmp_path / f"intercoder-{name}" for name in (f"{os.getpid()}-abc", "999999999-abc", "notes"))
    for folder in (mine, young, other):
        folder.mkdir()
    private.sweep(tmp_path)
    assert left.exists(), "it may be alive elsewhere"
    for folder in (left, mine, other):
        old(folder)
    private.sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([mine, young, other])


def test_nothing_is_left_of_a_rescue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_project(tmp_path / "p.intercoder").close()
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    assert salvage(tmp_path / "p.intercoder").documents
    assert not list((tmp_path / "tmp").iterdir())


@pytest.mark.skipif(os.name != "posix", reason="owners cannot be asked for here")
def test_a_draft_of_a_killed_backup_is_removed_by_the_next_one(tmp_path: Path) -> None:
    with make_project(tmp_path / "p.intercoder") as project:
        assert backup_if_changed(project.path, why="asked")
        stale, young = (folder_of(project.path) / f".draft-{name}" for name in ("a", "b"))
        stale.touch()
        young.touch()
        old(stale)
        code(project, HARBOUR, 3)
        assert backup_if_changed(project.path, why="asked")
    assert young.exists()
    assert not stale.exists()


@pytest.mark.skipif(os.name != "posix", reason="owners cannot be asked for here")
def test_a_draft_of_a_killed_restore_is_removed_by_the_next_backup_or_restore(tmp_path: Path) -> None:
    path = tmp_path / "p.intercoder"
    stale, young, other = (tmp_path / name for name in (".p.intercoder-abcd_123", ".p.intercoder-12345678", ".p"))
    with make_project(path):
        for draft in (stale, young, other):
            draft.write_bytes(path.read_bytes())
        old(stale), old(other)
        made = backup_if_changed(path, why="asked")
    assert made
    assert not stale.exists()
    old(young)
    restore(path, made)
    assert not young.exists()
    assert other.exists()


@pytest.mark.skipif(os.name != "posix", reason="processes cannot be asked for here")
def test_one_that_another_process_removes_meanwhile_does_not_keep_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = [tmp_path / f"intercoder-99999999{n}-abc" for n in range(3)]
    for folder in left:
        folder.mkdir()
        old(folder)

    def stale(path: Path) -> bool:
        if path == min(left):
            path.rmdir()
            raise FileNotFoundError(path)
        return True

    monkeypatch.setattr(private, "is_stale", stale)
    private.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []
