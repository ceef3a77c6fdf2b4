"""A flat table that looks like a list: as quick with twenty thousand rows as with ten, and usable when it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from annotator.records import Coding
from ui.desktop.items_model import CODE, DETAILS, LAST, PLACE, TEXT, ItemsModel
from ui.desktop.tables import for_reading
from ui.desktop.workbench import Workbench

_NEEDS = {TEXT: 16, CODE: 22, DETAILS: 16, LAST: 10, PLACE: 8}
"""Characters that a column needs, in the order in which columns are given room."""

LINES, CROWDED = 4, 3
"""Lines of words that a table keeps, and where another panel was opened below it."""


class ItemsView(QTableView):
    """Rows of an ItemsModel. Columns that do not fit step aside; text comes first."""

    entered = Signal()
    """Enter was pressed on a row."""

    def __init__(self, name: str, title: str, model: ItemsModel) -> None:
        super().__init__()
        self.setObjectName(name)
        for_reading(self, title)
        self._items, self._lines = model, LINES
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(PLACE, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sortIndicatorChanged.connect(model.sort)
        self._measure()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.setMinimumHeight(self.fontMetrics().height() * self._lines)

    def keep_lines(self, number: int) -> None:
        """How many lines of words the table is high at least, its heading among them."""
        self._lines = number
        self._measure()

    def lay_out(self) -> None:
        """Share the width: columns that do not fit are hidden, details first come after text and code."""
        wide, room = self.fontMetrics().averageCharWidth(), self.viewport().width()
        shown: list[int] = []
        used = 0
        for column, characters in _NEEDS.items():
            need = characters * wide + 14
            if len(shown) < 2 or used + need <= room:  # text and code always
                shown.append(column)
                used += need
        needs = {column: characters * wide + 14 for column, characters in _NEEDS.items()}
        if used > room:  # text and code, cut alike
            needs[CODE] = min(needs[CODE], room // 2)
        for column, need in needs.items():
            self.setColumnHidden(column, column not in shown)
            if column in shown and column != TEXT:
                part = max(0, room - used) // 4 if column in (CODE, DETAILS) else 0
                self.setColumnWidth(column, need + part)
        rest = sum(self.columnWidth(column) for column in shown if column != TEXT)
        self.setColumnWidth(TEXT, max(room - rest, 8 * wide))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()
            self.lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.catch_up()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.catch_up()
        super().mousePressEvent(event)

    def catch_up(self) -> None:
        """Before Qt walks over the rows, what has changed is taken in."""
        self._items.catch_up()

    def follow(self, bench: Workbench) -> None:
        """Select the current item's row, or none."""
        model, current = self._items, bench.current
        id_ = current.uuid if isinstance(current, Coding) else current.id if current is not None else ""
        row = model.row_of(id_) if id_ else -1
        if row < 0:
            self.clearSelection()
        elif not self.selectionModel().isRowSelected(row):
            self.selectRow(row)
            self.scrollTo(model.index(row, 0))
