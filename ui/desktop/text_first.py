"""The text is painted first: the form follows when no key waits, lists and counts a frame later."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

_FRAME = 16  # milliseconds: what comes so much later is seen with the text


class TextFirst(QObject):
    """Says after an act when the text has been painted, and when the hand has rested for a frame."""

    painted = Signal()
    """The text is on the screen: time for what is read next."""
    rested = Signal()
    """A frame later: time for what is dear to make and looked at last."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._soon = QTimer(self, singleShot=True, interval=0)  # after what is to be painted
        self._soon.timeout.connect(self.painted)
        self._later = QTimer(self, singleShot=True, interval=_FRAME)
        self._later.timeout.connect(self.rested)

    def wait(self) -> None:
        """From now on, as an act goes on or another follows it."""
        self._soon.start()
        self._later.start()

    def stop(self) -> None:
        """Nothing follows any more: the project is being closed."""
        self._soon.stop()
        self._later.stop()
