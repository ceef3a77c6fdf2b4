"""Pre-highlighting from the window: a timer writes what worker processes have finished, a document at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import IntercoderError
from ui.desktop.workbench import Workbench

if TYPE_CHECKING:
    from ui.workflows.prehighlight import Prehighlighting


class Prehighlighter(QObject):
    """Starts, watches and stops a run. The window never waits: the timer's visits take one short transaction each."""

    progressed = Signal(int, int)
    ended = Signal(str)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.run: Prehighlighting | None = None
        self.timer = QTimer(self, interval=40)
        self.timer.timeout.connect(self._visit)

    @property
    def running(self) -> bool:
        return self.run is not None

    def start(self, *, jobs: int = 1) -> None:
        if self.run is not None:
            return
        from ui.workflows.prehighlight import Prehighlighting  # not before it is wanted

        try:
            self.run = Prehighlighting(self.bench.project, jobs=jobs)
        except IntercoderError as fault:
            self.bench.failed.emit(str(fault))
            return
        self.timer.start()
        self._visit()

    def stop(self) -> None:
        """Stop at once; documents that were finished keep their suggestions."""
        if self.run is not None:
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
            words = self.tr("{0} suggestions in {1} documents; {2} had not changed.")
            self._end(words.format(f"{outcome.suggestions:,}", outcome.done, outcome.unchanged))
            if outcome.faults:
                self.bench.failed.emit(
                    self.tr("Some cues could not be used: {0}").format("; ".join(outcome.faults[:3]))
                )

    def _end(self, words: str) -> None:
        self.timer.stop()
        if self.run is not None:
            self.run.close()
            self.run = None
        self.ended.emit(words)
