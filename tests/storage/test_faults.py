"""What goes wrong around a project: full disks, write protection, locks, lost side files, cut files, odd clocks."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from annotator.errors import IntercoderError, ProjectError
from storage import chains, place, project
from storage.backup import backup_if_changed, newest_heads
from storage.check import check_file
from storage.codings import codings_of
from storage.opening import create_project, open_project
from storage.texts import list_documents, load_document
from tests.storage.children import child, started
from tests.storage.making import HARBOUR, code, make_project, small_codebook, work


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_project(tmp_path / "p.intercoder") as made:
        code(made, HARBOUR, 1)
    return tmp_path / "p.intercoder"


FILL = """
limit = int(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
project = open_project(path, person="anna")
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
done = 0
try:
    for number in range(60):
        code(project, HARBOUR, number % 90, memo="m" * 400)
        done += 1
except ProjectError as fault:
    print(fault, file=sys.stderr)
print(done)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
code(project, HARBOUR, 5)
print(done + 1)
project.close()
"""


def fill(path: Path, limits: list[int]) -> None:
    whole = path.read_bytes()
    stopped = 0
    for limit in limits:
        path.write_bytes(whole)
        found = child(FILL, path, limit)
        assert found.returncode == 0, found.stderr
        acknowledged, after = map(int, found.stdout.split())
        if acknowledged < 60:
            stopped += 1
            assert any(word in found.stderr for word in ("disk is full", "disk refused", "Traceback")), found.stderr
        assert "Traceback" not in found.stderr
        assert check_file(path).problems == ()
        with open_project(path, person="anna") as again:
            assert len(codings_of(again, HARBOUR, coder="anna")) == 1 + after
    assert stopped >= len(limits) // 2


def test_a_full_disk_loses_nothing_that_was_acknowledged(path: Path) -> None:
    """A tenth of the sweep."""
    size = path.stat().st_size
    fill(path, [random.Random(n).randrange(1_000, size) for n in range(10)])


@pytest.mark.slow
def test_a_full_disk_at_100_sizes(path: Path) -> None:
    size = path.stat().st_size
    fill(path, [size * n // 80 + 500 for n in range(100)])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MB, where this user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=False, capture_output=True
        )
    except FileNotFoundError:
        pytest.skip("there is no mount command here")
    if made.returncode:
        pytest.skip("this user may not mount a file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


def until_full(made: project.Project) -> int:
    """Work until the disk is full; how many acts were acknowledged."""
    for done in range(5_000):
        try:
            code(made, HARBOUR, done % 90, memo="m" * 400)
        except ProjectError as fault:
            if "disk is full" in str(fault):
                return done
            raise
    pytest.fail("the disk did not fill up")


def test_a_small_disk_that_fills_up(small_disk: Path) -> None:
    made = make_project(small_disk / "p.intercoder")
    done = until_full(made)
    with pytest.raises(ProjectError):
        backup_if_changed(made.path, why="asked")
    made.close()
    assert check_file(made.path).problems == ()
    with open_project(made.path, person="anna") as again:
        assert len(codings_of(again, HARBOUR, coder="anna")) == done


def test_a_full_disk_is_no_damage(small_disk: Path) -> None:
    """A process that was killed on a full disk leaves an empty -wal, beside which SQLite makes a -shm file."""
    made = make_project(small_disk / "p.intercoder")
    made.close()
    place.side_file(made.path, "-wal").touch()
    (small_disk / "ballast").write_bytes(b"x" * shutil.disk_usage(small_disk).free)
    assert check_file(made.path).problems == ()
    with open_project(made.path, readonly=True) as again:
        assert list_documents(again)


def test_a_project_that_cannot_be_made_leaves_nothing(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(b"x" * 1_020_000)
    with pytest.raises(ProjectError, match="The disk is full"):
        create_project(small_disk / "p.intercoder", small_codebook())
    assert [file.name for file in small_disk.iterdir()] == ["ballast"]


AS_NOBODY = """
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
with open_project(path, person="anna") as project:
    print(project.readonly)
    print(len(project.connection.execute("SELECT 1 FROM codings").fetchall()))
    try:
        code(project, HARBOUR, 7)
    except ProjectError as fault:
        print(fault)
"""


@pytest.mark.parametrize("protected", ["file", "folder", "both"])
def test_a_write_protected_project_opens_for_reading(tmp_path: Path, protected: str) -> None:
    folder = Path("/tmp" if os.getuid() == 0 else tmp_path) / f"intercoder-{os.getpid()}-{protected}"
    folder.mkdir(mode=0o755)
    try:
        with make_project(folder / "p.intercoder") as made:
            code(made, HARBOUR, 1)
        for file in folder.iterdir():
            file.chmod(0o444 if protected != "folder" else 0o666)
        folder.chmod(0o777 if protected == "file" else 0o555)
        before = (folder / "p.intercoder").read_bytes()
        found = child(AS_NOBODY, folder / "p.intercoder")
        why, count, refused = found.stdout.splitlines()
        assert "can't be written" in why or "write-protected" in why, found.stderr
        assert count == "1"
        assert "reading only" in refused
        assert (folder / "p.intercoder").read_bytes() == before
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_folder_that_is_removed_while_open(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    made = make_project(tmp_path / "gone" / "p.intercoder")
    shutil.rmtree(tmp_path / "gone")
    with pytest.raises(ProjectError, match="no longer where it was"):
        code(made, HARBOUR, 3)
    made.close()


def test_a_file_that_is_replaced_while_open(path: Path, tmp_path: Path) -> None:
    """As a synchronising program does."""
    with open_project(path, person="anna") as made:
        code(made, HARBOUR, 3)
        shutil.copy(path, tmp_path / "theirs")
        os.replace(tmp_path / "theirs", path)
        with pytest.raises(ProjectError, match="no longer where it was"):
            code(made, HARBOUR, 5)


def test_a_database_locked_by_another_process(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.connect.BUSY_MILLISECONDS", 50)
    with open_project(path, person="anna") as mine, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProjectError, match="Another program holds"):
            code(mine, HARBOUR, 3)
        other.execute("ROLLBACK")
        code(mine, HARBOUR, 3)


HOLD = """
project = open_project(path, person="ben")
print(project.readonly or "open", flush=True)
sys.stdin.readline()
"""


def test_the_second_window_reads_and_says_who_holds_the_project(path: Path) -> None:
    holder = started(HOLD, path)
    assert holder.stdout
    assert holder.stdin
    try:
        assert holder.stdout.readline().strip() == "open"
        with open_project(path, person="anna") as second:
            assert "ben has it open on" in second.readonly
            assert list_documents(second)
            with pytest.raises(ProjectError, match="ben has it open"):
                code(second, HARBOUR, 3)
        holder.kill()
        holder.wait()
        with open_project(path, person="anna") as third:
            assert third.readonly == "", "a dead owner's lock is taken over"
            code(third, HARBOUR, 3)
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
        holder.stdin.close()
    assert not place.left_open(path)


CRASH = """
project = open_project(path, person="anna")
for number in range(20):
    code(project, HARBOUR, number)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("kept", [None, 0.0, 0.3, 0.7, 1.0])
def test_a_wal_file_that_is_missing_or_cut(path: Path, kept: float | None) -> None:
    assert child(CRASH, path).returncode == -9
    wal = place.side_file(path, "-wal")
    size = wal.stat().st_size
    if kept is None:
        wal.unlink()
    else:
        with wal.open("r+b") as file:
            file.truncate(int(size * kept))
    with open_project(path, person="anna") as again:
        starts = [c.start for c in codings_of(again, HARBOUR, coder="anna")]
        assert starts == sorted([1, *range(len(starts) - 1)]), "a beginning of what was done, and nothing else"
        assert kept != 1.0 or len(starts) == 21
        code(again, HARBOUR, 80)
    assert check_file(path).problems == ()


def test_a_lost_wal_file_is_known_from_the_backup(path: Path) -> None:
    with open_project(path, person="anna") as made:
        name = made.writer_name()
        for number in range(5):
            code(made, HARBOUR, number)
        backup_if_changed(path, why="asked")
        shutil.copy(path, path.with_name("without"))
    shutil.move(path.with_name("without"), path)
    assert "an end was cut" in check_file(path, known=newest_heads(path).values()).problems[0]
    with open_project(path, person="anna") as again:
        code(again, HARBOUR, 9)
        assert again.writer_name() != name


def cut(path: Path, points: int) -> None:
    whole = path.read_bytes()
    chance = random.Random(points)
    for _ in range(points):
        length = chance.randrange(len(whole))
        path.write_bytes(whole[:length])
        assert check_file(path).problems
        with suppress(IntercoderError), open_project(path, person="anna", readonly=True) as again:
            for entry in list_documents(again):
                load_document(again, entry.sha256)


def test_a_file_that_is_cut_short(path: Path) -> None:
    with open_project(path, person="anna") as made:
        work(made, "anna")
    cut(path, 30)


@pytest.mark.slow
def test_a_file_that_is_cut_short_at_300_points(path: Path) -> None:
    with open_project(path, person="anna") as made:
        work(made, "anna")
    cut(path, 300)


def test_a_clock_set_back_changes_no_order(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(["2030-01-01T00:00:00.000Z", "1980-01-01T00:00:00.000Z", "1999-01-01T00:00:00.000Z"])
    with open_project(path, person="anna") as made:
        monkeypatch.setattr(project, "now", lambda: next(times))
        uuid = code(made, HARBOUR, 5).changes[0].key
        made.undo("anna")
        made.redo("anna")
        monkeypatch.undo()
        assert uuid in {c.uuid for c in codings_of(made, HARBOUR, coder="anna")}
        assert list(chains.broken_streams(made.connection)) == []
    assert check_file(path).problems == ()


@pytest.mark.parametrize(
    ("place_of", "warned"),
    [
        ("/home/anna/Dropbox/study/p.intercoder", "Dropbox"),
        ("/home/anna/OneDrive - University/p.intercoder", "OneDrive - University"),
        ("/home/anna/Nextcloud/p.intercoder", "Nextcloud"),
        ("/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/p.intercoder", "CloudDocs"),
        ("/home/anna/studies/p.intercoder", ""),
        ("/home/anna/dropboxes-of-1900/p.intercoder", ""),
        ("/home/anna/studies/Dropbox", ""),
    ],
)
def test_synchronised_folders_are_warned_of(place_of: str, warned: str) -> None:
    warning = place.warning(Path(place_of))
    assert bool(warning) == bool(warned)
    assert warned in warning


def test_network_drives_are_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda / ext4 rw 0 0\nserver:/x /mnt/team\\040drive nfs4 rw 0 0\n//nas/y /mnt/nas cifs rw 0 0\n"
    )
    real = place._file_system
    monkeypatch.setattr(place, "_file_system", lambda path: real(path, mounts=mounts))
    assert "nfs4" in place.warning(Path("/mnt/team drive/p.intercoder"))
    assert "cifs" in place.warning(Path("/mnt/nas/a/p.intercoder"))
    assert place.warning(Path("/mnt/nas2/p.intercoder")) == ""
    assert place.warning(Path("/srv/p.intercoder")) == ""
    assert real(Path("/x"), mounts=tmp_path / "none") == ""
