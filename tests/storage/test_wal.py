"""A WAL with room: it does not grow with each act, and it is read like any other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotator.acts import code_all
from storage import wal
from storage.check import check_file
from storage.codings import codings_of
from storage.opening import open_project
from tests.storage.children import child
from tests.storage.making import HARBOUR, code, coding, make_project


def test_acts_do_not_make_the_wal_longer(tmp_path: Path) -> None:
    with make_project(tmp_path / "p.intercoder") as project:
        lengths = []
        for start in range(80):
            code(project, HARBOUR, start)
            lengths.append(wal.path_of(project.path).stat().st_size)
        assert lengths[0] < lengths[-1]
        assert len(set(lengths[10:])) == 1


def test_a_command_that_writes_once_makes_no_room(tmp_path: Path) -> None:
    with make_project(tmp_path / "p.intercoder") as project:
        code(project, HARBOUR, 1)
        assert wal.path_of(project.path).stat().st_size < wal.FRAMES * 1000


def test_what_lies_in_a_wal_with_room_is_all_found_after_a_crash(tmp_path: Path) -> None:
    """Also in its second life, when older pages lie behind the newer ones."""
    (tmp_path / "copy").mkdir()
    with make_project(tmp_path / "p.intercoder") as project:
        for start in range(60):
            code(project, HARBOUR, start)
            if start == 40:
                project.connection.execute("PRAGMA wal_checkpoint(RESTART)")
            if start % 20 == 0 or start > 38:
                for suffix in ("", "-wal"):
                    shutil.copyfile(f"{project.path}{suffix}", tmp_path / "copy" / f"p.intercoder{suffix}")
                assert check_file(tmp_path / "copy" / "p.intercoder").problems == ()
                with open_project(tmp_path / "copy" / "p.intercoder", person="anna") as copy:
                    assert len(codings_of(copy, HARBOUR, coder="anna")) == start + 1


def test_a_wal_is_long_until_it_begins_anew(tmp_path: Path) -> None:
    with make_project(tmp_path / "p.intercoder") as project:
        project.connection.execute("PRAGMA wal_autocheckpoint = 0")
        with wal.path_of(project.path).open("rb") as file:
            for start in range(20):
                code(project, HARBOUR, start)
                assert not wal.is_long(file)
            many = [coding(HARBOUR, at % 90, memo="m" * 9_000) for at in range(600)]
            project.commit(code_all("anna", many))
            assert wal.is_long(file)
            project.connection.execute("PRAGMA wal_checkpoint(RESTART)")
            code(project, HARBOUR, 2)
            assert not wal.is_long(file)


def test_where_there_is_no_room_the_acts_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**8, 9 * 10**7, 10**7))
    with make_project(tmp_path / "p.intercoder") as project:
        for start in range(10):
            code(project, HARBOUR, start)
        assert wal.path_of(project.path).stat().st_size < wal.FRAMES * 1000


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="needs limits of processes")
def test_a_limit_on_files_leaves_the_wal_as_long_as_it_was(tmp_path: Path) -> None:
    make_project(tmp_path / "p.intercoder").close()
    done = child(
        """
import resource
from storage import wal
project = open_project(Path(sys.argv[1]), person="anna")
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
for start in range(10):
    code(project, HARBOUR, start)
print(wal.path_of(project.path).stat().st_size)
""",
        tmp_path / "p.intercoder",
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 1_900_000
    with open_project(tmp_path / "p.intercoder", person="anna") as project:
        assert len(codings_of(project, HARBOUR, coder="anna")) == 10
