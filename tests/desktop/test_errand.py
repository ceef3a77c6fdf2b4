"""Work in a thread of the window's: it reports, it is stopped, and it ends with the window however that goes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from annotator.errors import ProjectError
from storage.project import Project
from ui.desktop.emitting import emit_if_heard
from ui.desktop.errand import Errand


@pytest.fixture
def parent(qapp: Any) -> Iterator[QObject]:
    made = QObject()
    yield made
    if shiboken6.isValid(made):
        shiboken6.delete(made)


@pytest.fixture
def errand(project: Project, parent: QObject) -> Errand:
    return Errand(parent, project.path)


def until_stopped(begun: threading.Event) -> Callable[..., str]:
    def work(project: Project, progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> str:
        begun.set()
        while not cancelled():
            pass
        progress(1, 2, "late")
        return "late"

    return work


def test_the_result_and_the_progress_arrive(errand: Errand, qtbot: QtBot) -> None:
    heard: list[tuple[int, int, str]] = []
    errand.progressed.connect(lambda *what: heard.append(what))

    def work(project: Project, progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> str:
        progress(1, 2, "half")
        return project.readonly

    with qtbot.waitSignal(errand.done) as said:
        errand.start(work)
    assert said.args == ["it was asked for so."]  # why the project is read only
    assert heard == [(1, 2, "half")]


def test_a_refusal_is_said(errand: Errand, qtbot: QtBot) -> None:
    def work(project: Project, progress: Any, cancelled: Any) -> None:
        raise ProjectError("Not today.")

    with qtbot.waitSignal(errand.failed) as said:
        errand.start(work)
    assert said.args == ["Not today."]


def test_a_window_that_is_deleted_while_its_work_runs_ends_it(errand: Errand, parent: QObject) -> None:
    begun = threading.Event()
    errand.start(until_stopped(begun))
    assert begun.wait(30)
    shiboken6.delete(parent)
    assert not errand.running


def test_a_fault_after_the_window_is_gone_stays_in_the_thread(
    errand: Errand, project: Project, parent: QObject
) -> None:
    shiboken6.delete(parent)

    def work(project: Project, progress: Any, cancelled: Any) -> None:
        progress(1, 1, "to nobody")
        raise ZeroDivisionError

    thread = threading.Thread(target=errand._work, args=(0, work, threading.Event()))
    thread.start()
    thread.join()


def test_what_nobody_hears_any_more_is_let_go(parent: QObject, tmp_path: Path) -> None:
    heard: list[int] = []
    errand = Errand(parent, tmp_path)
    errand.progressed.connect(lambda done, total, what: heard.append(done))
    emit_if_heard(errand.progressed, 1, 2, "")
    shiboken6.delete(errand)
    emit_if_heard(errand.progressed, 2, 2, "")
    assert heard == [1]
