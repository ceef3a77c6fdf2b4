"""This coder's codings of the open document, sorted and narrowed without delay. Codes of the whole document come first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QVBoxLayout

from annotator.records import Coding
from ui.desktop.items_dock import ItemsDock
from ui.desktop.items_model import ID, Item
from ui.desktop.words import translate
from ui.desktop.workbench import Workbench


class CodingsDock(ItemsDock):
    """The table of codings, with a line to narrow it."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(
            bench,
            name="codingTable",
            title=translate("CodingsDock", "Codings"),
            last=translate("CodingsDock", "Origin"),
        )
        self.narrow = QLineEdit(placeholderText=self.tr("Narrow the codings…"), clearButtonEnabled=True)
        self.narrow.setToolTip(self.narrow.placeholderText())
        self.narrow.setAccessibleName(self.tr("Narrow the list of codings"))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        for widget in (self.narrow, self.view, self.empty):
            layout.addWidget(widget)
        self.narrow.textChanged.connect(self.model.narrow)
        self.load()

    def chosen(self) -> list[str]:
        """Uuids of the selected codings."""
        self.model.catch_up()
        return [str(index.data(ID)) for index in self.view.selectionModel().selectedRows()]

    def load(self) -> None:
        self.model.load(lambda: self.bench.open.codings_so_far if self.bench.open else ())
        self.tell_empty()

    def sort_out(self, gone: Iterable[str], came: Iterable[Any]) -> tuple[list[str], list[Item]]:
        return list(gone), [item for item in came if isinstance(item, Coding)]

    def tell_empty(self) -> None:
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
