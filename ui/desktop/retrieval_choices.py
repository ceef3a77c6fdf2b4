"""Which segments: any combination of facets, codes, attributes and coders."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from storage.codings import attribute_values, known_coders
from ui.desktop.many_box import ManyBox
from ui.desktop.marks_for import code_title
from ui.desktop.workbench import Workbench
from ui.workflows.retrieve import Wanted

_LETTERS = 22
"""Letters that a box needs; where there is no room for all beside each other, some stand below."""


class SegmentChoices(QWidget):
    """Boxes with their titles above. Ticks in one box widen it, boxes narrow each other; so do values of different attributes."""

    changed = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.facet = ManyBox(self.tr("Facets"), self.tr("any facet"))
        self.code = ManyBox(self.tr("Codes"), self.tr("any code"))
        self.attribute = ManyBox(self.tr("Attributes"), self.tr("any attributes"))
        self.coder = ManyBox(self.tr("Coders"), self.tr("any coder"))
        self.over = QComboBox()
        self.over.setAccessibleName(self.tr("Overlapping"))
        self.over.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.over.setMinimumContentsLength(10)
        self._boxes = [(QLabel(box.accessibleName()), box) for box in self._all()]
        for label, box in self._boxes:
            label.setBuddy(box)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._across = 0
        self._place(len(self._boxes))
        self._fill()
        self.facet.ticked.connect(self._fill_codes)
        for many in (self.code, self.attribute, self.coder):
            many.ticked.connect(self.changed)
        self.over.activated.connect(self.changed)

    def _all(self) -> tuple[QComboBox, ...]:
        return self.facet, self.code, self.attribute, self.coder, self.over

    def _place(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for number, pair in enumerate(self._boxes):
            row, column = divmod(number, across)
            for below, widget in enumerate(pair):
                self._grid.addWidget(widget, 2 * row + below, column)
        for column in range(len(self._boxes)):
            self._grid.setColumnStretch(column, int(column < across))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit = self.width() // (self.fontMetrics().averageCharWidth() * _LETTERS)
        self._place(min(len(self._boxes), max(2, fit)))

    def minimumSizeHint(self) -> QSize:
        """No wider than two boxes: the window may become as narrow."""
        return QSize(self.fontMetrics().averageCharWidth() * _LETTERS * 2, super().minimumSizeHint().height())

    def _fill(self) -> None:
        book = self.bench.codebook
        self.facet.offer((facet.title or facet.name, facet.name) for facet in book.facets)
        self.coder.offer((name, name) for name in known_coders(self.bench.project))
        titles = {code.name: code.title or code.name for code in book.codes()}
        self.attribute.offer(
            (f"{name}: {titles.get(value, value)}", (name, value))
            for name, value in attribute_values(self.bench.project)
        )
        self.over.addItem(self.tr("anything"), None)
        for code in book.codes():
            self.over.addItem(f"{code.facet}: {code_title(book, code.facet, code.name)}", (code.facet, code.name))
        self._offer_codes()

    def _fill_codes(self) -> None:
        self._offer_codes()
        self.changed.emit()

    def _offer_codes(self) -> None:
        """Those of the ticked facets, ticks kept."""
        facets, kept = self.facet.chosen(), self.code.chosen()
        self.code.blockSignals(True)
        self.code.offer(
            (f"{code.facet}: {code.title or code.name}", (code.facet, code.name))
            for code in self.bench.codebook.codes()
            if not facets or code.facet in facets
        )
        for value in kept:
            self.code.tick(value)
        self.code.blockSignals(False)

    def wanted(self) -> Wanted:
        attributes: dict[str, frozenset[str]] = {}
        for name, value in self.attribute.chosen():
            attributes[name] = attributes.get(name, frozenset()) | {value}
        over = self.over.currentData()
        return Wanted(
            facets=frozenset(self.facet.chosen()),
            codes=frozenset(tuple(code) for code in self.code.chosen()),
            coders=frozenset(self.coder.chosen()),
            attributes=attributes,
            overlapping=tuple(over) if over else None,
        )
