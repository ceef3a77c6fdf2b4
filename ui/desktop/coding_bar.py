"""The tool bar: the acts that a coder does all day, and the line that finds words in the document."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
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
"""Actions whose button has its words beside the icon, those first that keep them longest where room is short."""

_LEAST, _MOST = 16, 34
"""Letters that the search line holds."""
_BETWEEN, _AROUND = 3, 32
"""Pixels between the parts of the bar, and around them (the handle at its beginning)."""


class CodingBar(QToolBar):
    """Actions by name, some with their words, and the search in the text of `view`."""

    def __init__(self, actions: Mapping[str, QAction], view: DocumentView) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Coding"))
        self.setObjectName("codingToolBar")
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setObjectName("searchBox")
        self.search.setPlaceholderText(self.tr("Find in document  (Ctrl+F)"))
        self.search.setToolTip(self.search.placeholderText())
        self.search.setAccessibleName(self.tr("Find in document"))
        self.hits = QLabel()
        for name in TOOLBAR:
            self.addAction(actions[name]) if name else self.addSeparator()
        found = [self.widgetForAction(actions[name]) for name in WORDED]
        self._worded = [button for button in found if isinstance(button, QToolButton)]
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
        letter = self.fontMetrics().averageCharWidth()
        self.search.setMinimumWidth(letter * _LEAST)
        self.search.setMaximumWidth(letter * _MOST)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As many words as there is room for: the search line must not fall off the end."""
        styles = Qt.ToolButtonStyle
        for number in range(len(self._worded), -1, -1):
            for place, button in enumerate(self._worded):
                worded = place < number
                button.setToolButtonStyle(styles.ToolButtonTextBesideIcon if worded else styles.ToolButtonIconOnly)
            if self._needs() <= self.width():
                break

    def _needs(self) -> int:
        """Pixels that everything takes at least."""
        parts = [part for action in self.actions() if (part := self.widgetForAction(action)) is not None]
        wide = [part.minimumWidth() if part is self.search else part.sizeHint().width() for part in parts]
        return sum(wide) + len(wide) * _BETWEEN + _AROUND
