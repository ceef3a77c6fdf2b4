"""All segments of a project, read once and held until its log grows; where there are many, in a thread of their own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from annotator.errors import IntercoderError
from storage.codings import number_of_codings
from storage.events import last_number
from storage.project import Project
from ui.desktop.errand import Errand
from ui.workflows.retrieve import Reading, Segment, read_segments

AT_ONCE = 3_000
"""Codings that are read while the window waits: a twentieth of a second, in which a word of it would only flicker."""


class SegmentSource(QObject):
    """`refresh` ends in `read` or `failed`: at once, or once `reading` is over."""

    began = Signal()
    read = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject, project: Project) -> None:
        super().__init__(parent)
        self._project = project
        self._held = Reading(-1, ())
        self.reading = False
        self._errand = Errand(self, project.path)
        self._errand.done.connect(self._take)
        self._errand.failed.connect(self._refuse)

    @property
    def segments(self) -> Sequence[Segment]:
        return self._held.segments

    def refresh(self) -> None:
        """Read again if anything was done since; what is being read is waited for."""
        if self.reading:
            return
        try:
            if self._held.number == last_number(self._project.connection):
                self.read.emit()
            elif number_of_codings(self._project) <= AT_ONCE:
                self._take(read_segments(self._project))
            else:
                self.reading = True
                self.began.emit()
                self._errand.start(read_segments)
        except IntercoderError as fault:
            self._refuse(str(fault))

    def _take(self, held: Reading) -> None:
        self._held, self.reading = held, False
        self.read.emit()

    def _refuse(self, words: str) -> None:
        self.reading = False
        self.failed.emit(words)
