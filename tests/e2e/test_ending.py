"""The program ends as it should: the status of its process, after what reaches beyond it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.storage.children import ROOT
from ui.workflows.sample import fill_sample

COPY_AND_CLOSE = """
import sys
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication
import main

def work():
    if not QThread.currentThread().loopLevel():  # the window is still being built
        return QTimer.singleShot(20, work)
    window = next(w for w in app.topLevelWidgets() if type(w).__name__ == "MainWindow")
    window.view.select_span(10, 80)
    window.view.copy()
    print(len(app.clipboard().text()), flush=True)
    window.close()

app = QApplication([])
QTimer.singleShot(20, work)
sys.exit(main.main(["open", sys.argv[1], "--coder", "Ann"]))
"""


def test_words_left_on_the_clipboard_do_not_crash_the_program_as_it_ends(tmp_path: Path) -> None:
    fill_sample(tmp_path / "sample.intercoder").close()
    private = {name: str(tmp_path / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    ended = subprocess.run(
        [sys.executable, "-c", COPY_AND_CLOSE, str(tmp_path / "sample.intercoder")],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **private, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        timeout=60,
    )
    assert (ended.returncode, ended.stdout.strip()) == (0, "70"), ended.stderr
