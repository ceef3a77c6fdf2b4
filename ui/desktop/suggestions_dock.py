"""The undecided suggestions of the open document, with the filter: facet, source and score."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from annotator.records import Suggestion
from ui.desktop.items_model import ID, ItemsModel
from ui.desktop.workbench import Workbench


class SuggestionsDock(QWidget):
    """A row a suggestion; the current one follows the text and the other way round."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.model = ItemsModel(bench, last=self.tr("Score"))
        self.view = items_view("suggestionList", self.tr("Suggestions"))
        self.view.setModel(self.model)
        stretch(self.view)
        self.empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.facet, self.source = QComboBox(), QComboBox()
        self.facet.setAccessibleName(self.tr("Facet"))
        self.source.setAccessibleName(self.tr("Source"))
        self.score = QDoubleSpinBox(minimum=0.0, maximum=1.0, singleStep=0.05, prefix=self.tr("score ≥ "))
        self.score.setAccessibleName(self.tr("Lowest score"))
        line = QHBoxLayout()
        for widget in (self.facet, self.source, self.score):
            line.addWidget(widget, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(line)
        layout.addWidget(self.view)
        layout.addWidget(self.empty)
        self.facet.activated.connect(self._filter)
        self.source.activated.connect(self._filter)
        self.score.valueChanged.connect(self._filter)
        self.view.clicked.connect(self._clicked)
        bench.document_opened.connect(self.load)
        bench.filter_changed.connect(self.load)
        bench.items_changed.connect(self._changed)
        bench.current_changed.connect(self._follow)
        bench.codebook_changed.connect(self.load)
        self.load()

    def load(self) -> None:
        self.model.load(self.bench.offered())
        self._fill_choices()
        self._tell_empty()

    def _changed(self, gone: list[str], came: list[Any]) -> None:
        if len(gone) + len(came) > 50:
            self.load()
            return
        self.model.remove(gone)
        for item in came:
            if isinstance(item, Suggestion) and self.bench.filter.passes(item):
                self.model.put(item)
        self._tell_empty()

    def _tell_empty(self) -> None:
        any_here = bool(self.model.items)
        self.view.setVisible(any_here)
        self.empty.setVisible(not any_here)
        if self.bench.open is None:
            self.empty.setText(self.tr("No document is open."))
        elif self.bench.project.tables.current("suggestions", self.bench.open.document.sha256) is None:
            self.empty.setText(self.tr("Not pre-highlighted yet.\nChoose Project › Pre-highlight."))
        elif self.bench.open.suggestions:
            self.empty.setText(
                self.tr("The filter holds back {0} suggestions.").format(len(self.bench.open.suggestions))
            )
        else:
            self.empty.setText(self.tr("Every suggestion is decided."))

    def _fill_choices(self) -> None:
        held = self.bench.open
        sources = sorted({s.source.split("/")[0] for s in held.suggestions.values()}) if held else []
        for box, first, names, chosen in (
            (self.facet, self.tr("all facets"), [f.name for f in self.bench.codebook.facets], self.bench.filter.facets),
            (self.source, self.tr("all sources"), sources, self.bench.filter.sources),
        ):
            box.clear()
            box.addItem(first, "")
            for name in names:
                box.addItem(name, name)
            box.setCurrentIndex(max(0, box.findData(next(iter(chosen), ""))))

    def _filter(self) -> None:
        facet, source = self.facet.currentData(), self.source.currentData()
        new = replace(
            self.bench.filter,
            facets=frozenset([facet] if facet else []),
            sources=frozenset([source] if source else []),
            score=self.score.value(),
        )
        if new != self.bench.filter:
            self.bench.set_filter(new)

    def _clicked(self, index: QModelIndex) -> None:
        self.bench.set_current(index.data(ID))

    def _follow(self) -> None:
        follow(self.view, self.model, self.bench)


def items_view(name: str, title: str) -> QTreeView:
    """A flat table that looks like a list, sorted by clicking its header where the model can."""
    view = QTreeView(rootIsDecorated=False, uniformRowHeights=True, allColumnsShowFocus=True)
    view.setObjectName(name)
    view.setAccessibleName(title)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    return view


def stretch(view: QTreeView) -> None:
    header = view.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    wide = view.fontMetrics().averageCharWidth()
    for column, characters in ((1, 16), (2, 18), (3, 8), (4, 9)):
        view.setColumnWidth(column, wide * characters)


def follow(view: QTreeView, model: ItemsModel, bench: Workbench) -> None:
    """Select the current item's row, or none."""
    current = bench.current
    row = -1 if current is None else model.row_of(current.id if isinstance(current, Suggestion) else current.uuid)
    if row < 0:
        view.clearSelection()
    elif view.currentIndex().row() != row or not view.selectionModel().hasSelection():
        view.setCurrentIndex(model.index(row, 0))
