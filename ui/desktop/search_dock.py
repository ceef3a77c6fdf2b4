"""Search over all documents, this coder's codings and memos; a hit opens its place in the text."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import IntercoderError
from storage.opening import open_project
from storage.project import Project
from storage.search import Hit, SearchIndex, search_codings, search_memos, search_texts
from ui.desktop.emitting import emit_if_heard
from ui.desktop.tables import MadeRows, show_model
from ui.desktop.workbench import Workbench

MOST = 500


class SearchDock(QWidget):
    """A line, a scope, and the hits by document. Emits the hit that was chosen."""

    chosen = Signal(object)
    _answer_came = Signal(int, object, str)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self._asked = self._answered = 0
        self._turn = threading.Lock()  # one search after another
        self._answer_came.connect(self._show, Qt.ConnectionType.QueuedConnection)
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
        self.list = QTreeView()
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setMinimumHeight(self.fontMetrics().height() * 2)
        self.list.setObjectName("searchHits")
        self.list.setAccessibleName(self.tr("Hits"))
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
        self.list.activated.connect(self._choose)
        self.list.clicked.connect(self._choose)
        self._fill()

    @property
    def busy(self) -> bool:
        """Whether a search is being made."""
        return self._asked > self._answered

    def search(self) -> None:
        """Look for the words, in a thread with a reader of its own: the first time every document is indexed."""
        words, scope = self.line.text(), self.scope.currentData()
        if not words.strip():
            return
        self._asked += 1
        self.told.setText(self.tr("Searching …"))
        question = _Question(self._asked, words, scope, self.bench.coder)
        if self.bench.project.readonly:  # a second reader might tidy away what the first one needs
            self._show(question.number, *_answer(self.bench.project, question))
        else:
            threading.Thread(target=self._work, args=(question,), daemon=True).start()

    def _work(self, question: _Question) -> None:
        with self._turn:
            if question.number < self._asked:
                return  # something else is wanted by now
            try:
                with open_project(self.bench.project.path, readonly=True) as project:
                    hits, fault = _answer(project, question)
            except IntercoderError as found:
                hits, fault = [], str(found)
            emit_if_heard(self._answer_came, question.number, hits, fault)

    def _show(self, number: int, hits: list[Hit], fault: str) -> None:
        if number < self._asked:
            return
        self._answered, self.hits = number, hits
        if fault:
            self.bench.failed.emit(fault)
        self._fill()
        self.told.setText(self.tr("%Ln hits", "", len(self.hits)) if self.hits else self.tr("Nothing found."))

    def _fill(self) -> None:
        cells = attrgetter("name"), attrgetter("context")
        show_model(self.list, MadeRows([self.tr("Document"), self.tr("Text")], cells, self.hits, self.list))
        self.list.setColumnWidth(0, self.fontMetrics().averageCharWidth() * 24)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.hits[index.row()])


@dataclass(frozen=True, slots=True)
class _Question:
    number: int
    words: str
    scope: str
    coder: str


def _answer(project: Project, question: _Question) -> tuple[list[Hit], str]:
    """The hits, or why there are none."""
    words, coder = question.words, question.coder
    try:
        if question.scope == "memo":
            return list(islice(search_memos(project, words, coder=coder), MOST)), ""
        with closing(SearchIndex(project)) as index:
            found = (
                search_codings(index, words, coder=coder) if question.scope == "coding" else search_texts(index, words)
            )
            return list(islice(found, MOST)), ""
    except IntercoderError as fault:
        return [], str(fault)
