"""Backups from the window: after the first paint, on closing, when asked; and one put back in two clicks."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout

from annotator.errors import IntercoderError
from ui.desktop import ask
from ui.desktop.emitting import emit_if_heard
from ui.desktop.sized import size_by_words
from ui.desktop.tables import plain_list
from ui.desktop.words import translate

if TYPE_CHECKING:
    from storage.backup import Why
    from ui.desktop.window import MainWindow

AFTER_OPENING = 3_000
"""Milliseconds after which the backup of opening begins: the coder reads by then."""


class BackingUp(QObject):
    """Backs the open project up in a thread of its own; the store makes a connection of its own for it."""

    told = Signal(str, bool)
    """What to say, and whether it is a failure."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window_ = window
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self, singleShot=True, interval=AFTER_OPENING)
        self._timer.timeout.connect(lambda: self.start("open"))
        self.told.connect(self._tell)

    def start_later(self) -> None:
        if not self.window_.bench.project.readonly:
            self._timer.start()

    def start(self, why: Why) -> None:
        """Back up now, unless a backup is being made."""
        if self._thread is not None and self._thread.is_alive():
            if why == "asked":
                self.told.emit(self.tr("A backup is being made already."), False)
            return
        self._thread = threading.Thread(target=self._work, args=(why,), daemon=True)
        self._thread.start()

    def _work(self, why: Why) -> None:
        from storage.backup import backup_if_changed

        try:
            made = backup_if_changed(self.window_.bench.project.path, why=why)
        except IntercoderError as fault:
            self._say(str(fault), failed=True)
            return
        if why == "asked":
            words = (
                self.tr("Backed up to {0}.").format(made.path.name) if made else self.tr("The last backup holds all.")
            )
            self._say(words, failed=False)

    def _say(self, words: str, *, failed: bool) -> None:
        emit_if_heard(self.told, words, failed)

    def wait(self) -> None:
        """Until the thread has ended."""
        self._timer.stop()
        if self._thread is not None:
            self._thread.join()

    def close(self) -> str:
        """The backup of closing; the sentence to show where it failed."""
        from ui.workflows.backups import backup_quietly

        self.wait()
        return backup_quietly(self.window_.bench.project, why="close")

    def _tell(self, words: str, failed: bool) -> None:
        if failed:
            self.window_.messages.tell(words)
        else:
            self.window_.bench.told.emit(words)


class RestoreDialog(QDialog):
    """The backups beside the project, newest first."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        from ui.workflows.backups import list_backups

        self.setObjectName("restoreDialog")
        self.setWindowTitle(self.tr("Put a backup back"))
        size_by_words(self, 62, 24)
        whys = {
            "open": self.tr("after opening"), "close": self.tr("on closing"), "asked": self.tr("asked for"),
            "migration": self.tr("before a new format"), "merge": self.tr("before merging"),
            "codebook": self.tr("before a new codebook"), "restore": self.tr("after a restore"),
        }  # fmt: skip
        self.backups = list_backups(window.bench.project.path)
        rows = QStringListModel(
            [
                self.tr("{0} UTC, {1}").format(backup.at[:16].replace("T", " "), whys.get(backup.why, backup.why))
                for backup in self.backups
            ],
            self,
        )
        any_here = bool(self.backups)
        self.list = plain_list(self.tr("Backups"), rows)
        self.list.setCurrentIndex(rows.index(0))
        self.list.setVisible(any_here)
        words = (
            self.tr(
                "The project goes back to the chosen state. What it holds now is kept beside it under another name."
            )
            if any_here
            else self.tr("There is no backup yet: Project › Back up now makes one.")
        )
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Cancel)
        self.put = self.buttons.addButton(self.tr("Put back"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.put.setEnabled(any_here)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(words, wordWrap=True))
        layout.addWidget(self.list, 1)
        if not any_here:
            layout.addStretch(1)
        layout.addWidget(self.buttons)

    def number(self) -> int | None:
        row = self.list.currentIndex().row()
        return self.backups[row].number if row >= 0 else None


def ask_restore(window: MainWindow) -> RestoreDialog:
    """The dialog, open; the chosen backup is put back when it is accepted."""
    dialog = RestoreDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def put() -> None:
        if (number := dialog.number()) is not None:
            QTimer.singleShot(0, lambda: restore(window, number))  # when the dialog has gone: its window goes, too

    dialog.accepted.connect(put)
    dialog.open()
    return dialog


def restore(window: MainWindow, number: int) -> MainWindow | None:
    """Close the project, put a backup in its place, and open it again."""
    from ui.desktop.start import open_another
    from ui.workflows.backups import put_back

    path, coder, settings, theme = window.bench.project.path, window.bench.coder, window.settings, window.theme
    window.close()
    try:
        done = put_back(path, number=number)
        words = translate("MainWindow", "The backup of {0} stands in its place.").format(
            done.backup.at[:16].replace("T", " ")
        )
        if done.kept is not None:
            words += translate("MainWindow", " What was there before is kept as {0}.").format(done.kept.name)
    except IntercoderError as fault:
        words = str(fault)
    again = open_another(path, settings=settings, theme=theme, coder=coder)
    if again is not None:
        again.messages.tell(words)
    else:
        ask.warn(words)
    return again
