"""A memo being typed: it is saved when the coder leaves it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit


class MemoEdit(QPlainTextEdit):
    """A memo that is saved when the focus leaves it, or with Escape."""

    left = Signal(str, str)
    """(what the memo is about, its text)"""
    escaped = Signal()
    """Escape was pressed: the keys belong to the text again."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setMaximumHeight(self.fontMetrics().height() * 4 + 12)
        self._shown = self._about = ""

    def about(self, key: str) -> None:
        """What the memo is about from now on; what was typed about something else goes out first."""
        if key != self._about:
            self._leave()
            self._about, self._shown = key, ""
            self.clear()

    def show_text(self, text: str) -> None:
        if text != self._shown and not (self.hasFocus() and self.document().isModified()):
            self._shown = text
            self.setPlainText(text)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self._leave()

    def keyPressEvent(self, event: object) -> None:
        if event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self.clearFocus()
            self.escaped.emit()
            return
        super().keyPressEvent(event)  # type: ignore[arg-type]

    def _leave(self) -> None:
        text = self.document().toPlainText()
        if self._about and text != self._shown:
            self._shown = text
            self.document().setModified(False)
            self.left.emit(self._about, text)
