"""A long document is read on a stretch at a time, between the coder's events."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.collector import keep_what_is_there
from ui.desktop.items import Item
from ui.desktop.open_document import Open


class StretchReader(QObject):
    """Tells what came, whether it was read here or by an act that needed all of the document."""

    came = Signal(object)
    """Items of another stretch."""
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._held: Open | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._read_on)

    def begin(self, held: Open) -> None:
        """Read this document on, and no other any more."""
        self._held = held
        held.came = self._take
        self._timer.stop() if held.complete else self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        self._held = None

    def _read_on(self) -> None:
        if self._held is None or self._held.complete:
            self._timer.stop()
            return
        try:
            self._held.read_on()
        except BaseException:
            self._timer.stop()  # what cannot be read is said once
            raise

    def _take(self, items: list[Item]) -> None:
        self.came.emit(items)
        if self._held is not None and self._held.complete:
            self._timer.stop()
            self.ended.emit()
            keep_what_is_there()
