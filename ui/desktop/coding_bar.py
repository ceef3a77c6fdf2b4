"""The tool bar: the acts that a coder does all day, and the line that finds words in the document."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QToolBar, QToolButton, QWidget

from ui.desktop.text.view import DocumentView

TOOLBAR = (
    "previousSuggestion",
    "acceptSuggestion",
    "rejectSuggestion",
    "nextSuggestion",
    "",
    "codeSelection",
    "memo",
    "",
    "undo",
    "redo",
    "",
    "markDone",
    "nextDocument",
    "",
    "prehighlight",
    "openAgreement",
    "exportDataset",
)

WORDED = ("acceptSuggestion", "rejectSuggestion", "codeSelection", "markDone", "openAgreement")
"""Actions whose button has its words beside the icon."""


class CodingBar(QToolBar):
    """Actions by name, some with their words, and the search in the text of `view`."""

    def __init__(self, actions: Mapping[str, QAction], view: DocumentView) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Coding"))
        self.setObjectName("codingToolBar")
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setObjectName("searchBox")
        self.search.setPlaceholderText(self.tr("Find in document  (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Find in document"))
        self.hits = QLabel()
        for name in TOOLBAR:
            self.addAction(actions[name]) if name else self.addSeparator()
            button = self.widgetForAction(actions[name]) if name in WORDED else None
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        spacer = QWidget()
        spacer.setSizePolicy(spacer.sizePolicy().Policy.Expanding, spacer.sizePolicy().Policy.Preferred)
        for widget in (spacer, self.search, self.hits):
            self.addWidget(widget)
        self.search.textChanged.connect(lambda words: view.search(words) if words else view.clear_search())
        self.search.returnPressed.connect(view.search_next)
        view.search_changed.connect(lambda at, of: self.hits.setText(f"  {at} / {of}  " if of else ""))

    def arrange(self) -> None:
        """Sizes that follow the words'."""
        side = max(24, self.fontMetrics().height() * 9 // 8)
        self.setIconSize(QSize(side, side))
        self.search.setMaximumWidth(self.fontMetrics().averageCharWidth() * 34)
