"""A box with a bar and a stop for work that holds the window, shown only where the work takes its time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

PATIENCE = 600
"""Milliseconds without a box."""


class Steps:
    """What a workflow calls between its steps."""

    def __init__(self, dialog: QProgressDialog) -> None:
        self._dialog = dialog

    def progress(self, done: int, total: int, what: str) -> None:
        self._dialog.setMaximum(max(total, done))
        self._dialog.setLabelText(what)
        self._dialog.setValue(done - 1 if done == total else done)  # the last step is still at work

    def cancelled(self) -> bool:
        return self._dialog.wasCanceled()


@contextmanager
def showing_progress(parent: QWidget, words: str) -> Iterator[Steps]:
    """A modal box: the window repaints, but no act can come between the steps."""
    dialog = QProgressDialog(words, QCoreApplication.translate("Waiting", "Stop"), 0, 0, parent)
    dialog.setObjectName("progressDialog")
    dialog.setWindowTitle("Intercoder")
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumDuration(PATIENCE)
    dialog.setMinimumWidth(dialog.fontMetrics().averageCharWidth() * 60)
    dialog.setAutoClose(False)
    dialog.setAutoReset(False)
    try:
        yield Steps(dialog)
    finally:
        dialog.reset()
        dialog.deleteLater()
