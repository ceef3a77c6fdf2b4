"""The middle of the window while no document is open: what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.desktop.icons import icon

_LINES = 4
"""Lines of words that the picture is high."""


class EmptyPage(QWidget):
    """Emits the name of the action that was asked for."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("emptyPage")
        self.setAutoFillBackground(True)
        picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        side = self.fontMetrics().height() * _LINES
        picture.setPixmap(icon("documents").pixmap(side, side))
        self.title = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.words = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.add = QPushButton(icon("add"), self.tr("Add documents…"))
        self.add.setObjectName("addFirstDocuments")
        self.add.clicked.connect(lambda: self.wanted.emit("addDocuments"))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.add)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(12)
        layout.addStretch(2)
        for widget in (picture, self.title, self.words):
            layout.addWidget(widget)
        layout.addLayout(line)
        layout.addStretch(3)

    def tell(self, any_documents: bool, *, readonly: bool) -> None:
        """The sentence for a project with or without documents."""
        self.add.setVisible(not any_documents and not readonly)
        if any_documents:
            self.title.setText(self.tr("No document is open"))
            self.words.setText(self.tr("Choose one in the list of documents (Ctrl+5)."))
        else:
            self.title.setText(self.tr("No documents yet"))
            self.words.setText(
                self.tr(
                    "Drop files or folders here: text, Markdown, HTML, PDF, Word, OpenDocument, CSV, JSON lines or zip.\n"
                    "Then pre-highlight (the wand, or Ctrl+Shift+H), and confirm with A."
                )
            )
