"""Search over all documents, this coder's codings and memos; a hit opens its place in the text."""

from __future__ import annotations

from itertools import islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import IntercoderError
from storage.search import Hit, SearchIndex, search_codings, search_memos, search_texts
from ui.desktop.workbench import Workbench

MOST = 500


class SearchDock(QWidget):
    """A line, a scope, and the hits by document. Emits the hit that was chosen."""

    chosen = Signal(object)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self._index: SearchIndex | None = None
        self.hits: list[Hit] = []
        self.line = QLineEdit(placeholderText=self.tr('words, "a phrase", begin*'), clearButtonEnabled=True)
        self.line.setObjectName("projectSearchBox")
        self.line.setAccessibleName(self.tr("Search the project"))
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("Where to search"))
        for words, name in (
            (self.tr("documents"), "text"),
            (self.tr("my codings"), "coding"),
            (self.tr("my memos"), "memo"),
        ):
            self.scope.addItem(words, name)
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setObjectName("searchHits")
        self.list.setAccessibleName(self.tr("Hits"))
        self.list.setColumnCount(2)
        self.told = QLabel(
            self.tr("Type some words and press Enter."), wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter
        )
        top = QHBoxLayout()
        top.addWidget(self.line, 1)
        top.addWidget(self.scope)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(top)
        layout.addWidget(self.list)
        layout.addWidget(self.told)
        self.line.returnPressed.connect(self.search)
        self.scope.activated.connect(self.search)
        self.list.itemActivated.connect(lambda item: self.chosen.emit(item.data(0, Qt.ItemDataRole.UserRole)))
        self.list.itemClicked.connect(lambda item: self.chosen.emit(item.data(0, Qt.ItemDataRole.UserRole)))

    def search(self) -> None:
        words, scope = self.line.text(), self.scope.currentData()
        if not words.strip():
            return
        try:
            if self._index is None:
                self._index = SearchIndex(self.bench.project)
            if scope == "memo":
                found = search_memos(self.bench.project, words, coder=self.bench.coder)
            elif scope == "coding":
                found = search_codings(self._index, words, coder=self.bench.coder)
            else:
                found = search_texts(self._index, words)
            self.hits = list(islice(found, MOST))
        except IntercoderError as fault:
            self.bench.failed.emit(str(fault))
            return
        self._show()

    def _show(self) -> None:
        self.list.clear()
        for hit in self.hits:
            item = QTreeWidgetItem([hit.name, hit.context])
            item.setToolTip(1, hit.context)
            item.setData(0, Qt.ItemDataRole.UserRole, hit)
            self.list.addTopLevelItem(item)
        self.list.setColumnWidth(0, self.fontMetrics().averageCharWidth() * 24)
        self.told.setText(self.tr("{0} hits").format(len(self.hits)) if self.hits else self.tr("Nothing found."))

    def close_index(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None
