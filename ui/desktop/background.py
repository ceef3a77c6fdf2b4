"""Long work in a process of its own, with progress and a stop: the window never waits for it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import IntercoderError
from ui.desktop.language import Spoken, speak_apart, spoken_here


def _child(pipe: Connection, spoken: Spoken | None, function: Callable[..., Any], arguments: dict[str, Any]) -> None:
    speak_apart(spoken)

    def progress(done: int, total: int, what: str) -> None:
        pipe.send(("progress", (done, total, what)))

    try:
        pipe.send(("done", function(**arguments, progress=progress)))
    except IntercoderError as fault:
        pipe.send(("failed", str(fault)))


class Background(QObject):
    """Runs `function(**arguments, progress=…)`, a function of a module, and hands its result over by `done`."""

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject, function: Callable[..., Any], arguments: dict[str, Any]) -> None:
        super().__init__(parent)
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_child, args=(theirs, spoken_here(), function, arguments), daemon=True)
        self._theirs = theirs
        self._timer = QTimer(self, interval=40)
        self._timer.timeout.connect(self._visit)
        parent.destroyed.connect(self.stop)  # then this object, its child, is still there

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def start(self) -> None:
        self._process.start()
        self._theirs.close()
        self._timer.start()

    def stop(self) -> None:
        """Stop at once; neither `done` nor `failed` follows."""
        if self._timer.isActive():
            self._timer.stop()
            self._process.terminate()
            self._process.join()
        self._pipe.close()

    def _visit(self) -> None:
        try:
            while self._timer.isActive() and self._pipe.poll():
                kind, what = self._pipe.recv()
                if kind == "progress":
                    self.progressed.emit(*what)
                else:
                    self._end(kind, what)
        except EOFError:
            self._end("failed", self.tr("The work ended before it was finished (out of memory?): try again."))

    def _end(self, kind: str, what: Any) -> None:
        self._timer.stop()
        self._process.join()
        (self.done if kind == "done" else self.failed).emit(what)
