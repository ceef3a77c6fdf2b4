"""This coder's codings of the open document, sorted and narrowed without delay. Codes of the whole document come first."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QVBoxLayout, QWidget

from annotator.records import Coding
from ui.desktop.items_model import ID, ItemsModel
from ui.desktop.items_view import ItemsView
from ui.desktop.workbench import Workbench

MANY = 50
"""Changed rows from which on the whole table is made anew."""


class CodingsDock(QWidget):
    """The table of codings; the current one follows the text and the other way round."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.model = ItemsModel(bench, last=self.tr("Origin"))
        self.narrow = QLineEdit(placeholderText=self.tr("Narrow the codings…"), clearButtonEnabled=True)
        self.narrow.setAccessibleName(self.tr("Narrow the list of codings"))
        self.view = ItemsView("codingTable", self.tr("Codings"), self.model)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        for widget in (self.narrow, self.view, self.empty):
            layout.addWidget(widget)
        self.narrow.textChanged.connect(self.model.narrow)
        self.view.clicked.connect(lambda index: bench.set_current(index.data(ID)))
        self.view.entered.connect(lambda: bench.set_current(self.view.currentIndex().data(ID)))
        bench.document_opened.connect(self.load)
        bench.reading_ended.connect(self.load)
        bench.items_changed.connect(self._changed)
        bench.codebook_changed.connect(self.load)
        self.load()

    def chosen(self) -> list[str]:
        """Uuids of the selected codings."""
        self.model.catch_up()
        return [str(index.data(ID)) for index in self.view.selectionModel().selectedRows()]

    def load(self) -> None:
        self.model.load(lambda: self.bench.open.codings_so_far if self.bench.open else ())
        self._tell_empty()

    def _changed(self, gone: list[str], came: list[Any]) -> None:
        if len(gone) + len(came) > MANY:
            self.load()
            return
        self.model.change(gone, [item for item in came if isinstance(item, Coding)])

    def catch_up(self) -> None:
        """What follows an act once the text is painted: rows, the current one, and words where there are none."""
        self.model.catch_up()
        self._tell_empty()
        self.view.follow(self.bench)
        self.view.executeDelayedItemsLayout()  # or Qt would do it, and paint, while the next key waits

    def _tell_empty(self) -> None:
        any_here = bool(self.bench.open and self.bench.open.codings_so_far)
        self.view.setVisible(any_here)
        self.narrow.setVisible(any_here)
        self.empty.setVisible(not any_here)
        if not any_here:
            self.empty.setText(
                self.tr("No codings here yet.\nAccept a suggestion with A, or select text and press C.")
                if self.bench.open
                else self.tr("No document is open.")
            )
