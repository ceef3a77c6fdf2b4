"""Pre-highlighting from the window: a timer writes what worker processes have finished, a document at a time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from annotator.errors import IntercoderError
from ui.desktop.emitting import emit_if_heard
from ui.desktop.workbench import Workbench

if TYPE_CHECKING:
    from annotator.codebook import Codebook
    from ui.workflows.prehighlight import Prehighlighting


class Prehighlighter(QObject):
    """Starts, watches and stops a run. The window never waits: the timer's visits take one short transaction each."""

    progressed = Signal(int, int)
    ended = Signal(str)
    _ready = Signal(object)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.run: Prehighlighting | None = None
        self.making_ready = False
        self._jobs = 1
        self._ready.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        self.timer = QTimer(self, interval=40)
        self.timer.timeout.connect(self._visit)

    @property
    def running(self) -> bool:
        return self.making_ready or self.run is not None

    def start(self, *, jobs: int = 1) -> None:
        if self.running:
            return
        self.making_ready = True
        self._jobs = jobs
        threading.Thread(target=self._make_ready, args=(self.bench.codebook,), daemon=True).start()

    def _make_ready(self, codebook: Codebook) -> None:
        """In a thread: half a second of imports and reading must not hold up a key."""
        fault: Exception | None = None
        try:
            from ui.workflows.prehighlight import make_ready  # not before it is wanted

            make_ready(codebook)
        except Exception as found:  # noqa: BLE001  # raised again where it is shown
            fault = found
        emit_if_heard(self._ready, fault)

    def _begin(self, fault: Exception | None) -> None:
        if not self.making_ready:
            return  # it was stopped
        self.making_ready = False
        try:
            if fault is not None:
                raise fault
            from ui.workflows.prehighlight import Prehighlighting

            self.run = Prehighlighting(self.bench.project, jobs=self._jobs, behind=True)
        except IntercoderError as found:
            self.bench.failed.emit(str(found))
            self.ended.emit("")
            return
        self.timer.start()
        self._visit()

    def stop(self) -> None:
        """Stop at once; documents that were finished keep their suggestions."""
        if self.running:
            self._end(self.tr("Pre-highlighting was stopped; what was finished is kept."))

    def _visit(self) -> None:
        run = self.run
        if run is None:
            return
        try:
            for receipt in run.poll(most=1):
                self.bench.take(receipt)
        except IntercoderError as fault:
            self._end("")
            self.bench.failed.emit(str(fault))
            return
        outcome = run.outcome
        self.progressed.emit(outcome.done + outcome.unchanged, outcome.total)
        if run.finished:
            suggestions = self.tr("%Ln suggestions", "", outcome.suggestions)
            documents = self.tr("in %Ln documents", "", outcome.done)
            words = self.tr("{0} {1}; {2} had not changed.")
            self._end(words.format(suggestions, documents, f"{outcome.unchanged:,}"))
            if outcome.faults:
                self.bench.failed.emit(
                    self.tr("Some cues could not be used: {0}").format("; ".join(outcome.faults[:3]))
                )

    def _end(self, words: str) -> None:
        self.timer.stop()
        self.making_ready = False
        if self.run is not None:
            self.run.close(wait_for_workers=False)
            self.run = None
        self.ended.emit(words)
