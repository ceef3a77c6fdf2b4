"""Acts that reach the disk after they are done: what is said to be there is there, and a refusal is told and mended."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import connect, syncing
from storage.check import check_file
from storage.opening import open_project
from storage.project import Project
from storage.syncing import Syncing
from tests.storage.making import HARBOUR, code, make_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with make_project(tmp_path / "p.intercoder") as made:
        yield made


class Disk:
    """A disk that can be slow or refuse, and remembers the files as they were when it was last asked to keep them."""

    def __init__(self, project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path, self.folder, self.number = project.path, folder, 0
        self.kept: Path | None = None
        self.open = threading.Event()
        self.open.set()
        self.refuses = False
        monkeypatch.setattr(syncing, "sync_file", self.sync)

    def sync(self, number: int) -> None:
        copy = self.folder / f"disk-{self.number}"
        self.number += 1
        copy.mkdir()
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{self.path}{suffix}", copy / f"{self.path.name}{suffix}")
        assert self.open.wait(10)
        if self.refuses:
            raise OSError(5, "Input/output error")
        os.fsync(number)
        self.kept = copy / self.path.name

    def events(self) -> set[str]:
        """What would be found after the power went."""
        assert self.kept is not None
        connection = connect.connect(self.kept)
        try:
            return {row[0] for row in connection.execute("SELECT uuid FROM events")}
        finally:
            connection.close()


@pytest.fixture
def disk(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(project, tmp_path, monkeypatch)


def test_an_act_is_announced_when_the_disk_has_it(project: Project, disk: Disk) -> None:
    told = threading.Semaphore(0)
    project.syncing = Syncing(project, told=told.release)
    for number in range(5):
        receipt = code(project, HARBOUR, number)
        project.syncing.announce(receipt.event)
        assert project.syncing.wait(10)
        assert project.syncing.news() == [receipt.event]
        assert told.acquire(timeout=10)
        assert receipt.event in disk.events()


def test_acts_go_on_while_the_disk_is_slow_and_are_announced_in_order(project: Project, disk: Disk) -> None:
    project.syncing = Syncing(project, told=lambda: None)
    disk.open.clear()
    begun = time.monotonic()
    events = []
    for number in range(20):
        receipt = code(project, HARBOUR, number)
        events.append(receipt.event)
        project.syncing.announce(receipt.event)
    assert time.monotonic() - begun < 5
    assert not project.syncing.wait(0.01)
    assert project.syncing.news() == []
    disk.open.set()
    assert project.syncing.wait(10)
    assert project.syncing.news() == events
    assert set(events) <= disk.events()
    assert disk.number < 20, "acts that waited together go to the disk together"


def test_closing_waits_for_the_disk(project: Project, disk: Disk) -> None:
    kept = project.syncing = Syncing(project, told=lambda: None)
    disk.open.clear()
    receipt = code(project, HARBOUR, 1)
    kept.announce(receipt.event)
    threading.Timer(0.2, disk.open.set).start()
    project.close()
    assert kept.news() == [receipt.event]
    assert receipt.event in disk.events()
    assert check_file(project.path).problems == ()


def test_a_refusal_is_told_once_and_the_acts_come_to_the_disk_another_way(project: Project, disk: Disk) -> None:
    project.syncing = Syncing(project, told=lambda: None)
    disk.refuses = True
    receipt = code(project, HARBOUR, 1)
    project.syncing.announce(receipt.event)
    assert not project.syncing.wait(10)
    assert project.syncing.refused
    assert "Input/output error" in project.syncing.refusal()
    assert project.syncing.refusal() == ""
    assert project.syncing.news() == []
    project.syncing.try_again()
    assert project.syncing.wait(10)
    assert project.syncing.news() == [receipt.event]
    alone = sqlite3.connect(f"file:{project.path}?immutable=1", uri=True)  # the project file without its WAL
    assert alone.execute("SELECT count(*) FROM events WHERE uuid = ?", (receipt.event,)).fetchone() == (1,)
    alone.close()
    assert not project.syncing.refused


def test_the_next_act_is_another_attempt(project: Project, disk: Disk) -> None:
    project.syncing = Syncing(project, told=lambda: None)
    disk.refuses = True
    first = code(project, HARBOUR, 1)
    project.syncing.announce(first.event)
    assert not project.syncing.wait(10)
    second = code(project, HARBOUR, 2)
    project.syncing.announce(second.event)
    assert project.syncing.wait(10)
    assert project.syncing.news() == [first.event, second.event]


def test_a_long_wal_is_copied_into_the_file(project: Project) -> None:
    project.syncing = Syncing(project, told=lambda: None)
    before = project.path.stat().st_size
    for number in range(12):
        code(project, HARBOUR, number, memo="m" * 400_000)
        assert project.syncing.wait(30)
    assert project.path.stat().st_size > before + 3_000_000
    project.close()
    with open_project(project.path, person="anna") as again:
        assert check_file(again.path).problems == ()


def test_a_project_that_is_not_in_a_window_writes_through(project: Project) -> None:
    assert project.connection.execute("PRAGMA synchronous").fetchone() == (2,)
    project.syncing = Syncing(project, told=lambda: None)
    kept, project.syncing = project.syncing, None
    kept.close()
    assert project.connection.execute("PRAGMA synchronous").fetchone() == (2,)
