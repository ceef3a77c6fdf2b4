"""The codebook as a tree of facets and codes; a double click codes the selection."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QTreeView, QVBoxLayout, QWidget

from annotator.codebook import Code, Facet
from ui.desktop.marks_for import code_colour
from ui.desktop.workbench import Workbench

FACET, CODE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


class CodebookDock(QWidget):
    """Facets, their codes with colour and key, and the definition of the code that is chosen."""

    applied = Signal(str, str)
    """(facet, code) that was double-clicked or chosen with Enter."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.model = QStandardItemModel()
        self.view = QTreeView(headerHidden=True, uniformRowHeights=True, animated=False)
        self.view.setObjectName("codebookTree")
        self.view.setAccessibleName(self.tr("Codebook"))
        self.view.setModel(self.model)
        self.view.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.about = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText, alignment=Qt.AlignmentFlag.AlignTop)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.view, 3)
        layout.addWidget(self.about, 1)
        self.view.activated.connect(self._activated)
        self.view.selectionModel().currentChanged.connect(
            lambda index: self._describe(index.data(FACET), index.data(CODE))
        )
        bench.codebook_changed.connect(self.load)
        bench.current_changed.connect(self._follow)
        self.load()

    def load(self) -> None:
        self.model.clear()
        for facet in self.bench.codebook.facets:
            top = QStandardItem(facet.title or facet.name)
            top.setData(facet.name, FACET)
            top.setToolTip(facet.definition)
            for code in facet.codes:
                if not code.retired:
                    top.appendRow(self._row(facet, code))
            self.model.appendRow(top)
        self.view.expandAll()

    def _row(self, facet: Facet, code: Code) -> QStandardItem:
        item = QStandardItem(f"{code.title or code.name}{f'   {code.key}' if code.key else ''}")
        item.setData(facet.name, FACET)
        item.setData(code.name, CODE)
        swatch = QPixmap(12, 12)
        swatch.fill(QColor(code_colour(self.bench.codebook, facet.name, code.name)))
        item.setData(swatch, Qt.ItemDataRole.DecorationRole)
        item.setToolTip(code.definition)
        return item

    def _activated(self, index: object) -> None:
        index = self.view.currentIndex()
        if index.data(CODE):
            self.applied.emit(index.data(FACET), index.data(CODE))

    def _follow(self) -> None:
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
