"""Work on the stored project in a thread of its own, with progress and a stop: for what takes seconds, not minutes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.errors import IntercoderError
from storage.opening import open_project
from ui.desktop.emitting import emit_if_heard

Work = Callable[..., Any]
"""Called with (project, progress=…, cancelled=…)."""


class Errand(QObject):
    """Runs one work at a time on a project opened anew for reading. Signals arrive in the window's thread; those of a
    work that was stopped, or replaced by a newer one, do not. The thread ends with its parent, closed or only deleted."""

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(str)
    _reported = Signal(int, str, object)

    def __init__(self, parent: QObject, path: Path) -> None:
        super().__init__(parent)
        self._path = path
        self._turn = 0
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self._reported.connect(self._hear)
        parent.destroyed.connect(self.stop)  # then this object, its child, is still there
        parent.destroyed.connect(self.wait)

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self, work: Work) -> None:
        """Do this; what was being done is dropped."""
        self.stop()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, args=(self._turn, work, self._stopped), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ask the work to end; nothing of it arrives any more."""
        self._turn += 1
        self._stopped.set()

    def cancel(self) -> None:
        """Ask the work to end; what it says then still arrives: that it was stopped, or that it was done already."""
        self._stopped.set()

    def wait(self) -> None:
        """Until the thread has ended."""
        if self._thread is not None:
            self._thread.join()

    def _work(self, turn: int, work: Work, stopped: threading.Event) -> None:
        def report(kind: str, what: object) -> None:
            emit_if_heard(self._reported, turn, kind, what)

        def progress(done: int, total: int, what: str) -> None:
            report("progress", (done, total, what))

        try:
            with open_project(self._path, readonly=True) as project:
                result = work(project, progress=progress, cancelled=stopped.is_set)
            report("done", result)
        except IntercoderError as fault:
            report("failed", str(fault))
        except Exception as fault:  # noqa: BLE001 - a fault in the program: raised again where it is shown and logged
            report("fault", fault)

    def _hear(self, turn: int, kind: str, what: Any) -> None:
        if turn != self._turn:
            return
        if kind == "progress":
            self.progressed.emit(*what)
        elif kind == "done":
            self.done.emit(what)
        elif kind == "failed":
            self.failed.emit(what)
        else:
            self.failed.emit(self.tr("Something went wrong in the program; nothing was written."))
            raise what
