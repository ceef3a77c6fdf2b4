"""The codebook as a tree of facets and codes; a double click codes the selection."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QTreeView, QVBoxLayout, QWidget

from annotator.codebook import Code, Facet
from ui.desktop.favourites import Favourites
from ui.desktop.marks_for import code_colour
from ui.desktop.palette import HINT, HintDelegate
from ui.desktop.swatch import swatch
from ui.desktop.workbench import Workbench

FACET, CODE = Qt.ItemDataRole.UserRole + 11, Qt.ItemDataRole.UserRole + 12
_TIP = Qt.ItemDataRole.ToolTipRole


class CodebookDock(QWidget):
    """Facets, their codes with colour and key, and the definition of the code that is chosen."""

    applied = Signal(str, str)
    """(facet, code) that was double-clicked or chosen with Enter."""

    def __init__(self, bench: Workbench, favourites: Favourites) -> None:
        super().__init__()
        self.bench, self.favourites = bench, favourites
        self._digits: dict[tuple[str, str], str] = {}
        self.model = QStandardItemModel()
        self.view = QTreeView(headerHidden=True, uniformRowHeights=True, animated=False)
        self.view.setObjectName("codebookTree")
        self.view.setAccessibleName(self.tr("Codebook"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(HintDelegate(self.view))
        self.view.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.about = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText, alignment=Qt.AlignmentFlag.AlignTop)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.view, 3)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self.about)
        scroll.setMinimumHeight(self.fontMetrics().height() * 2)
        layout.addWidget(scroll, 1)
        self.view.activated.connect(self._activated)
        self.view.selectionModel().currentChanged.connect(
            lambda index: self._describe(index.data(FACET), index.data(CODE))
        )
        bench.codebook_changed.connect(self.load)
        self.load()

    def chosen(self) -> tuple[str, str]:
        """The (facet, code) chosen in the tree, empty names where none is."""
        index = self.view.currentIndex()
        return (index.data(FACET) or "", index.data(CODE) or "") if index.isValid() else ("", "")

    def load(self) -> None:
        self.model.clear()
        held = self.favourites.all(self.bench.codebook)
        self._digits = {code: digit for digit, code in reversed(held.items())}
        self.model.setColumnCount(1)
        for facet in self.bench.codebook.facets:
            top = self._add_row(QModelIndex(), facet.title or facet.name, {FACET: facet.name, _TIP: facet.definition})
            for code in facet.codes:
                if not code.retired:
                    self._add_row(top, code.title or code.name, self._data(facet, code))
        self.view.expandAll()

    def _add_row(self, parent: QModelIndex, title: str, data: dict[int, Any]) -> QModelIndex:
        """A row by its data: the model makes the item, so that no wrapper in Python stands beside it."""
        if parent.isValid() and not self.model.columnCount(parent):
            self.model.insertColumn(0, parent)
        row = self.model.rowCount(parent)
        self.model.insertRow(row, parent)
        index = self.model.index(row, 0, parent)
        for role, value in {Qt.ItemDataRole.DisplayRole: title, **data}.items():
            self.model.setData(index, value, role)
        return index

    def _data(self, facet: Facet, code: Code) -> dict[int, Any]:
        digit = self._digits.get((facet.name, code.name), "")
        keys = [f"[{digit}]" if digit else "", code.key if code.key != digit else ""]
        words = self.tr("Favourite {0}: {1} applies it").format(digit, digit) if digit else ""
        return {
            HINT: "  ".join(key for key in keys if key),
            FACET: facet.name,
            CODE: code.name,
            Qt.ItemDataRole.DecorationRole: swatch(code_colour(self.bench.codebook, facet.name, code.name)),
            _TIP: "\n".join(part for part in (code.title or code.name, code.definition, words) if part),
        }

    def _activated(self, index: object) -> None:
        index = self.view.currentIndex()
        if index.data(CODE):
            self.applied.emit(index.data(FACET), index.data(CODE))

    def catch_up(self) -> None:
        """The definition of the current item's code, once the text is painted."""
        current = self.bench.current
        if current is not None:
            self._describe(current.facet, current.code)

    def _describe(self, facet: str | None, code: str | None) -> None:
        found = self.bench.codebook.code(facet, code) if facet and code else None
        of = self.bench.codebook.facet(facet) if facet else None
        if found is None:
            self.about.setText(of.definition if of else "")
            return
        parts = [found.title or found.name, found.definition]
        parts += [self.tr("Use: {0}").format(found.use)] if found.use else []
        parts += [self.tr("Not: {0}").format(found.avoid)] if found.avoid else []
        parts += [self.tr("Also: {0}").format(", ".join(a.text for a in found.aliases[:12]))] if found.aliases else []
        self.about.setText("\n".join(part for part in parts if part))
