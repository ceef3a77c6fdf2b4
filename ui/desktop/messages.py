"""A line over the text for what went wrong: says what to do, stays until it is read, never a box in the way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.desktop.icons import icon

_LETTERS = 40
"""What a line of the sentence is to hold, or the buttons go below it."""


class MessageBar(QFrame):
    """Shows one sentence; `again` is emitted when the coder wants the act repeated."""

    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.retry = QPushButton(icon("retry"), self.tr("Try again"))
        self.retry.setObjectName("tryAgain")
        self.retry.clicked.connect(self._retry)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.hide)
        self._sign = QLabel(alignment=Qt.AlignmentFlag.AlignVCenter)
        words, self._buttons = QHBoxLayout(), QHBoxLayout()
        words.addWidget(self._sign)
        words.addWidget(self.label, 1)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.retry)
        self._buttons.addWidget(close)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(10, 6, 10, 6)
        self._parts.addLayout(words, 1)
        self._parts.addLayout(self._buttons)
        self._arrange()
        self.hide()

    def tell(self, words: str, *, again: bool = False) -> None:
        """Show a sentence, with a button to repeat the act where that may help."""
        self.label.setText(words)
        self.setAccessibleDescription(words)
        self.retry.setVisible(again)
        self._arrange()
        self.show()

    def _arrange(self) -> None:
        """The buttons beside the sentence, or below it where they would squeeze it into short lines."""
        metrics = self.fontMetrics()
        self._sign.setPixmap(icon("warning").pixmap(metrics.height(), metrics.height()))
        beside = self.width() - metrics.height() - self._buttons.sizeHint().width() - 40
        direction = QBoxLayout.Direction
        room = beside >= metrics.averageCharWidth() * _LETTERS
        self._parts.setDirection(direction.LeftToRight if room else direction.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _retry(self) -> None:
        self.hide()
        self.again.emit()
