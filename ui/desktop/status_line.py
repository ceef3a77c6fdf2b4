"""The line at the bottom: short messages, progress, whether the disk is behind, what is left to do, and the place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar

from ui.desktop.workbench import Workbench

_LONG = 6000
"""Milliseconds for which a message stays."""


class StatusLine(QStatusBar):
    """Follows the workbench."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.bar = QProgressBar()
        self.bar.setMaximumWidth(180)
        self.bar.hide()
        self.bar.setAccessibleName(self.tr("Pre-highlighting"))
        self.place, self.left, self.saving = QLabel(), QLabel(), QLabel(self.tr("Saving …"))
        self.saving.hide()
        for widget in (self.bar, self.saving, self.left, self.place):
            self.addPermanentWidget(widget)
        bench.told.connect(lambda words: self.showMessage(words, _LONG))
        bench.busy.connect(self._show_busy)
        for signal in (bench.document_opened, bench.reading_ended, bench.filter_changed):
            signal.connect(self.show_left)
        bench.disk.waiting.connect(self.saving.setVisible)
        bench.disk.safe_again.connect(lambda: self.showMessage(self.tr("Everything is on the disk now."), _LONG))

    def show_left(self) -> None:
        held = self.bench.open
        self.left.setText(self.tr("%Ln suggestions left", "", held.number_offered) if held else "")

    def show_place(self, start: int, end: int) -> None:
        self.place.setText(self.tr("{0} to {1}").format(f"{start:,}", f"{end:,}") if end > start else f"{start:,}")

    def show_progress(self, done: int, total: int) -> None:
        self.bar.setVisible(True)
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _show_busy(self, busy: bool) -> None:
        """An act on thousands of items takes half a second: one transaction, which nothing may come between."""
        if busy:
            self.showMessage(self.tr("Working …"))
            self.repaint()
            QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        else:
            QGuiApplication.restoreOverrideCursor()
            if self.currentMessage() == self.tr("Working …"):
                self.clearMessage()
