"""A line over the text for what went wrong: says what to do, stays until it is read, never a box in the way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.desktop.icons import icon


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
        sign = QLabel()
        sign.setPixmap(icon("warning").pixmap(18, 18))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.addWidget(sign)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.retry)
        layout.addWidget(close)
        self.hide()

    def tell(self, words: str, *, again: bool = False) -> None:
        """Show a sentence, with a button to repeat the act where that may help."""
        self.label.setText(words)
        self.setAccessibleDescription(words)
        self.retry.setVisible(again)
        self.show()

    def _retry(self) -> None:
        self.hide()
        self.again.emit()
