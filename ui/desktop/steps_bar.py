"""The bar of work that reports its steps."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget


class StepsBar(QProgressBar):
    """Runs to and fro until the first step is reported."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.hide()

    def begin(self) -> None:
        self.setRange(0, 0)
        self.setToolTip("")
        self.show()

    def take_step(self, done: int, total: int, what: str) -> None:
        """`done` of `total` steps; `what` is at hand now."""
        self.setRange(0, total)
        self.setValue(done)
        self.setToolTip(what)
