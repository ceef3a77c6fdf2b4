"""The text is painted first: words and forms around it follow when no key waits, lists a frame later."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_FRAME = 16  # milliseconds: lists that come so much later are seen with the text


class TextFirst(QObject):
    """Holds widgets' painting back while an act runs, until the text has been painted, and says when that is."""

    painted = Signal()
    """The text is on the screen: time for what is read next."""
    rested = Signal()
    """A frame later: time for what is dear to make and looked at last."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.widgets: Sequence[QWidget] = ()
        self._soon = QTimer(self, singleShot=True, interval=0)  # after what is to be painted
        self._soon.timeout.connect(self.painted)
        self._later = QTimer(self, singleShot=True, interval=_FRAME)
        self._later.timeout.connect(self._let_go)

    def hold(self) -> None:
        """From now until the hand rests for a frame, these widgets stay as they look."""
        for widget in self.widgets:
            widget.setUpdatesEnabled(False)
        self._soon.start()
        self._later.start()

    def stop(self) -> None:
        """Nothing follows any more: the project is being closed."""
        self._soon.stop()
        self._later.stop()

    def _let_go(self) -> None:
        self.rested.emit()
        for widget in self.widgets:
            widget.setUpdatesEnabled(True)
        if self.widgets:
            self.widgets[0].repaint()  # and with it all that waits: the next key may come before Qt would do it
