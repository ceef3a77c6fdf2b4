"""A project that is locked, moved away or on a full disk, in the real window: what to do is said, nothing is lost, and the
act can be tried again."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from storage.check import check_file
from tests.desktop.scene import build_scene, place, scene, spans
from ui.desktop.window import MainWindow

CODED = [(*place("mayor"), "council")]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, codebook: Codebook) -> MainWindow:
    (tmp_path / "usb").mkdir()
    return scene(qtbot, tmp_path / "usb" / "town.intercoder", codebook)


def code(window: MainWindow) -> bool:
    window.select_span(*place("mayor"))
    return window.apply_code("group", "council", {})


def refused(window: MainWindow, words: str) -> None:
    """The act was not done, the window says why, and the coder's selection is still there."""
    assert spans(window) == []
    assert window.messages.isVisible()
    assert words in window.messages.label.text()
    assert tuple(window.view.selected_span() or ()) == place("mayor")
    assert window.messages.retry.isVisible()


def kept(window: MainWindow) -> None:
    """Trying again does the act with what the coder had given."""
    window.messages.retry.click()
    assert spans(window) == CODED
    assert not window.messages.isVisible()
    path = window.bench.project.path
    window.close()
    assert check_file(path).problems == ()


def test_another_program_holds_the_project(window: MainWindow) -> None:
    window.bench.project.connection.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(window.bench.project.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert not code(window)
    refused(window, "Another program holds")
    other.execute("ROLLBACK")
    other.close()
    kept(window)


def test_the_folder_is_taken_away(window: MainWindow) -> None:
    folder = window.bench.project.path.parent
    folder.rename(folder.with_name("elsewhere"))
    assert not code(window)
    refused(window, "put the file back")
    folder.with_name("elsewhere").rename(folder)
    kept(window)


FULL = """
import resource, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
import main
from tests.desktop.scene import place
app = QApplication([])
path = Path(sys.argv[1])
window = main.open_window(path, "Amira")
window.show_document("a.txt")
window.bench.disk.settle()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (Path(f"{path}-wal").stat().st_size, hard))
window.select_span(*place("mayor"))
print(window.apply_code("group", "council", {}), len(window.bench.require_document().codings))
print(window.messages.label.text())
print(tuple(window.view.selected_span()) == place("mayor"), window.messages.retry.isVisible())
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
window.messages.retry.click()
print(len(window.bench.require_document().codings), window.messages.isVisible())
window.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_the_disk_is_full(tmp_path: Path, codebook: Codebook) -> None:
    path = tmp_path / "town.intercoder"
    build_scene(path, codebook)
    child = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, timeout=120)
    said = child.stdout.splitlines()
    assert child.returncode == 0, child.stderr
    assert said[0] == "False 0"
    assert "nothing of this act was written" in said[1]
    assert said[2:] == ["True True", "1 False"]
    assert check_file(path).problems == ()
