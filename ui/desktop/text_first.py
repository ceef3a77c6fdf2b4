"""The text is painted first: what stands around it follows when no key waits, a moment later."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class TextFirst(QObject):
    """Holds widgets' painting back while an act runs, until the text has been painted, and says when that is."""

    painted = Signal()
    """The text is on the screen: time for what is dear to make and looked at later."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.widgets: Sequence[QWidget] = ()
        self._soon = QTimer(self, singleShot=True, interval=0)  # after what is to be painted
        self._soon.timeout.connect(self._let_go)

    def hold(self) -> None:
        """From now until nothing else waits, these widgets stay as they look."""
        for widget in self.widgets:
            widget.setUpdatesEnabled(False)
        self._soon.start()

    def stop(self) -> None:
        """Nothing follows any more: the project is being closed."""
        self._soon.stop()

    def _let_go(self) -> None:
        self.painted.emit()
        for widget in self.widgets:
            widget.setUpdatesEnabled(True)
        if self.widgets:
            self.widgets[0].repaint()  # and with it all that waits: the next key may come before Qt would do it
