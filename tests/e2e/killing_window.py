"""The kill test's second form: the child works through the real window and names what its signal `saved` said."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import PySide6.QtWidgets  # before the fork, which makes each cycle short

import main
import ui.desktop.start  # noqa: F401
from tests.storage.killing import run


def work_in_window(path: Path, acknowledge: int, seed: int) -> None:
    """Code, undo and redo as fast as the window takes it."""
    chance = random.Random(seed)
    app = PySide6.QtWidgets.QApplication(sys.argv[:1])
    window = main.open_window(path, "anna")
    window.saved.connect(lambda event: os.write(acknowledge, f"{event}\n".encode()))  # type: ignore[attr-defined]
    while True:
        start = chance.randrange(100)
        window.select_span(start, start + 5)  # type: ignore[attr-defined]
        window.apply_code("danger", "storm", {})  # type: ignore[attr-defined]
        app.processEvents()
        if chance.random() < 0.2:
            action = window.findChild(PySide6.QtGui.QAction, chance.choice(["undo", "redo"]))
            if action is not None:
                action.trigger()
        app.processEvents()


if __name__ == "__main__":
    run(work_in_window, longest=0.8)
