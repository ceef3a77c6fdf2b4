"""What the disk says of the acts: that it has them, that it is behind, that it refuses them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from storage.project import Project
from storage.syncing import Syncing

PATIENCE = 0.01
"""Seconds for which the window waits for the disk, once an act is shown, before it says that the disk is behind."""


class DiskNews(QObject):
    """News of one project's disk. A project that is only read has none, and its acts are as good as saved."""

    saved = Signal(str)
    """The uuid of an event that is on the disk now."""
    waiting = Signal(bool)
    """Whether the disk has still to take an act."""
    refused = Signal(str)
    """Why the disk did not take what was done."""
    safe_again = Signal()
    """The disk has taken what it had refused."""
    _told = Signal()

    def __init__(self, parent: QObject, project: Project) -> None:
        super().__init__(parent)
        self._project = project
        self.refusing = False
        if not project.readonly and project.syncing is None:
            self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)  # it comes from another thread
            project.syncing = Syncing(project, told=self._told.emit)
        self._listener = QTimer(self, singleShot=True, interval=0)  # after what is to be painted
        self._listener.timeout.connect(self._listen)

    def announce(self, event: str) -> None:
        """`saved` for an act: the disk is at work on it while the text is painted, and is asked after that."""
        syncing = self._project.syncing
        if syncing is None:
            self.saved.emit(event)
            return
        syncing.announce(event)
        self._listener.start()

    def settle(self) -> bool:
        """Wait until every act is on the disk; False where the disk refuses (`refused` says so)."""
        syncing = self._project.syncing
        if syncing is None:
            return True
        if syncing.refused:
            syncing.try_again()
        settled = syncing.wait()
        self._hear()
        return settled

    def stop(self) -> None:
        """Ask no more."""
        self._listener.stop()

    def _listen(self) -> None:
        if self._project.syncing is not None and not self._project.syncing.wait(PATIENCE):
            self.waiting.emit(True)
        self._hear()

    def _hear(self) -> None:
        syncing = self._project.syncing
        if syncing is None:
            return
        for event in syncing.news():
            self.saved.emit(event)
        if words := syncing.refusal():
            self.refusing = True
            self.refused.emit(words)
        elif syncing.wait(0):
            self.waiting.emit(False)
            if self.refusing:
                self.refusing = False
                self.safe_again.emit()
