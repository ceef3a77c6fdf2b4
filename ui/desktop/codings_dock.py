"""This coder's codings of the open document, sorted and narrowed without delay."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QVBoxLayout, QWidget

from annotator.records import Coding
from ui.desktop.items_model import ID, SORT, ItemsModel
from ui.desktop.suggestions_dock import items_view, stretch
from ui.desktop.workbench import Workbench


class CodingsDock(QWidget):
    """The table of codings. Emits uuids of codings that are to be deleted."""

    delete = Signal(list)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.model = ItemsModel(bench, last=self.tr("Origin"))
        self.sorted = QSortFilterProxyModel(
            sortRole=SORT, filterKeyColumn=-1, filterCaseSensitivity=Qt.CaseSensitivity.CaseInsensitive
        )
        self.sorted.setSourceModel(self.model)
        self.narrow = QLineEdit(placeholderText=self.tr("Narrow the codings…"), clearButtonEnabled=True)
        self.narrow.setAccessibleName(self.tr("Narrow the list of codings"))
        self.view = items_view("codingTable", self.tr("Codings"))
        self.view.setModel(self.sorted)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(3, Qt.SortOrder.AscendingOrder)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        stretch(self.view)
        self.empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        for widget in (self.narrow, self.view, self.empty):
            layout.addWidget(widget)
        self.narrow.textChanged.connect(self.sorted.setFilterFixedString)
        self.view.clicked.connect(lambda index: bench.set_current(index.data(ID)))
        bench.document_opened.connect(self.load)
        bench.items_changed.connect(self._changed)
        bench.current_changed.connect(self._follow)
        bench.codebook_changed.connect(self.load)
        self.load()

    def chosen(self) -> list[str]:
        """Uuids of the selected codings."""
        return [str(index.data(ID)) for index in self.view.selectionModel().selectedRows()]

    def load(self) -> None:
        self.model.load(self.bench.open.codings.values() if self.bench.open else ())
        self._tell_empty()

    def _changed(self, gone: list[str], came: list[Any]) -> None:
        if len(gone) + len(came) > 50:
            self.load()
            return
        self.model.remove(gone)
        for item in came:
            if isinstance(item, Coding):
                self.model.put(item)
        self._tell_empty()

    def _tell_empty(self) -> None:
        any_here = bool(self.model.items)
        self.view.setVisible(any_here)
        self.narrow.setVisible(any_here)
        self.empty.setVisible(not any_here)
        self.empty.setText(
            self.tr("No codings here yet.\nAccept a suggestion with A, or select text and press C.")
            if self.bench.open
            else self.tr("No document is open.")
        )

    def _follow(self) -> None:
        current = self.bench.current
        row = self.model.row_of(current.uuid) if isinstance(current, Coding) else -1
        if row < 0:
            self.view.clearSelection()
            return
        index: QModelIndex = self.sorted.mapFromSource(self.model.index(row, 0))
        if index.isValid() and not self.view.selectionModel().isSelected(index):
            self.view.setCurrentIndex(index)
