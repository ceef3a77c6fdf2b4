"""A disk that is slow or refuses: the keys go on, nothing is called saved before it is, and the coder is told."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import main
from storage import syncing
from storage.check import check_file
from storage.opening import create_project, open_project
from tests.conftest import add_texts
from ui.desktop.window import MainWindow
from ui.workflows.resources import default_codebook


class Disk:
    """Waits while it is shut; refuses so many times."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.open.set()
        self.refusals = 0

    def sync(self, number: int) -> None:
        assert self.open.wait(20)
        if self.refusals:
            self.refusals -= 1
            raise OSError(5, "Input/output error")
        os.fsync(number)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    made = Disk()
    monkeypatch.setattr(syncing, "sync_file", made.sync)
    yield made
    made.open.set()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, disk: Disk) -> MainWindow:
    path = tmp_path / "p.intercoder"
    with create_project(path, default_codebook(), person="Dora") as project:
        add_texts(project, {"a.txt": "The Taliban spoke in Kabul. " * 40})
    opened = main.open_window(path, "Dora")
    assert isinstance(opened, MainWindow)
    qtbot.addWidget(opened)
    opened.bench.disk.settle()
    return opened


def code(window: MainWindow, number: int) -> None:
    window.select_span(number * 28 + 4, number * 28 + 11)
    assert window.apply_code("actor", "taliban", {})


def test_keys_do_not_wait_for_the_disk(window: MainWindow, disk: Disk, qtbot: QtBot) -> None:
    saved: list[str] = []
    window.saved.connect(saved.append)
    disk.open.clear()
    for number in range(5):
        code(window, number)
    assert len(window.view.marks()) == 5
    assert saved == []
    qtbot.waitUntil(window.status.saving.isVisible)
    window.actions_by_name["undo"].trigger()
    assert len(window.view.marks()) == 4
    disk.open.set()
    qtbot.waitUntil(lambda: len(saved) == 6)
    qtbot.waitUntil(lambda: not window.status.saving.isVisible())
    with open_project(window.bench.project.path, readonly=True) as project:
        order = [row[0] for row in project.connection.execute("SELECT uuid FROM events ORDER BY id")]
    assert saved == order[-6:]


def test_a_quick_disk_says_so_as_soon_as_the_text_is_painted(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.desktop.disk_news.PATIENCE", 20.0)
    saved: list[str] = []
    window.saved.connect(saved.append)
    code(window, 1)
    QApplication.processEvents()
    assert len(saved) == 1
    assert not window.status.saving.isVisible()


def test_closing_waits_for_pending_saves(window: MainWindow, disk: Disk) -> None:
    saved: list[str] = []
    window.saved.connect(saved.append)
    disk.open.clear()
    code(window, 1)
    assert saved == []
    threading.Timer(0.3, disk.open.set).start()
    window.close()
    assert len(saved) == 1
    assert check_file(window.bench.project.path).problems == ()


def test_a_disk_that_refuses_is_told_and_tried_again(window: MainWindow, disk: Disk, qtbot: QtBot) -> None:
    saved: list[str] = []
    window.saved.connect(saved.append)
    disk.refusals = 1
    code(window, 1)
    qtbot.waitUntil(window.messages.isVisible)
    assert "disk did not take" in window.messages.label.text()
    assert window.messages.retry.isVisible()
    assert saved == []
    window.messages.retry.click()
    assert len(saved) == 1
    assert not window.messages.isVisible()
    assert len(window.view.marks()) == 1


def test_the_window_stays_open_once_where_the_disk_refuses(
    window: MainWindow, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object, mode: str) -> tuple[int, int, int]:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(syncing._Checkpointer, "_run", refuse)
    disk.refusals = 100
    code(window, 1)
    assert not window.close()
    assert window.isVisible()
    assert "disk did not take" in window.messages.label.text()
    assert window.close()
