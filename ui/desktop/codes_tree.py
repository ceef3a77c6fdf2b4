"""The codebook's codes as a tree with how often each is used: where the coder chooses which one to edit."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHeaderView, QTreeView

from annotator.codebook import Code
from storage.codings import all_codings
from ui.desktop.marks_for import code_colour
from ui.desktop.two_levels import KEY, Group, Row, TwoLevels
from ui.desktop.workbench import Workbench


class CodesTree(QTreeView):
    """Facets and below them their codes, retired ones too."""

    chosen = Signal(str, str)
    """The coder went to a (facet, code); an empty code is the facet's own row."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self._filling = False
        self.rows = TwoLevels([self.tr("Code"), self.tr("Codings")], self, right=frozenset({1}))
        self.setModel(self.rows)
        self.setUniformRowHeights(True)
        self.setAccessibleName(self.tr("Codes"))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.selectionModel().currentChanged.connect(self._tell)

    def load(self) -> None:
        """The codes as they are now; none is current afterwards."""
        used = Counter((coding.facet, coding.code) for coding in all_codings(self.bench.project))
        self._filling = True
        self.rows.show(
            [
                Group(
                    Row((facet.title or facet.name,), (facet.name, "")),
                    [self._row(code, used[facet.name, code.name]) for code in facet.codes],
                )
                for facet in self.bench.codebook.facets
            ]
        )
        self.expandAll()
        self._filling = False

    def _row(self, code: Code, used: int) -> Row:
        words = f"{code.title or code.name}{self.tr(' (retired)') if code.retired else ''}"
        ink = self.palette().placeholderText() if code.retired else None
        colour = code_colour(self.bench.codebook, code.facet, code.name)
        return Row((words, f"{used:,}" if used else ""), (code.facet, code.name), colour, ink)

    def go_to(self, facet: str, code: str) -> None:
        """Make a row the current one, without a word of it."""
        index = self.rows.index_of((facet, code))
        if index.isValid():
            self._filling = True
            self.setCurrentIndex(index)
            self._filling = False

    def _tell(self, index: QModelIndex) -> None:
        if not self._filling:
            self.chosen.emit(*(index.data(KEY) if index.isValid() else ("", "")))
