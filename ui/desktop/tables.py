"""Tables that look alike in every window: no grid, words at the left, figures at the right, what is cut in a tool tip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QObject, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.desktop.flat import RIGHT, FlatModel, Index
from ui.desktop.sharing import SharingTable, row_height

WIDEST = 44
"""Characters that a column takes at most when it is made as wide as its words."""

_EDGE = 10
"""Pixels around the words of a line in a list."""

MEASURED = 40
"""Columns of which every cell is measured. In a cross-table of hundreds those after them hold figures, and are as wide as
their titles: to measure each cell would hold the window."""


def plain_table(title: str, *, sortable: bool = False) -> SharingTable:
    """A table for reading."""
    made = SharingTable(sortingEnabled=sortable)
    look_plain(made, title)
    return made


def look_plain(made: QTableView, title: str) -> None:
    """Make a table look like one for reading."""
    for_reading(made, title)
    made.setAlternatingRowColors(True)
    row_height(made)
    header = made.horizontalHeader()
    header.setTextElideMode(Qt.TextElideMode.ElideRight)
    header.setStretchLastSection(True)


def for_reading(table: QTableView, title: str) -> None:
    """What all tables have in common: whole rows, no lines, nothing to type in, Tab leads on, words cut at the right."""
    table.setAccessibleName(title)
    table.setTextElideMode(Qt.TextElideMode.ElideRight)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setHighlightSections(False)


def wrap_rows(table: QTableView) -> None:
    """Long cells wrapped, each row as high as it needs once the columns have their widths."""
    table.setWordWrap(True)
    table.horizontalHeader().sectionResized.connect(table.resizeRowsToContents, Qt.ConnectionType.QueuedConnection)


def plain_list(title: str, model: QAbstractItemModel) -> QListView:
    """A list for reading: nothing to type in, long lines wrapped, never scrolled sideways."""
    made = QListView()
    made.setModel(model)
    made.setAccessibleName(title)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setWordWrap(True)
    made.setResizeMode(QListView.ResizeMode.Adjust)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setItemDelegate(Wrapped(made))
    return made


def fit_columns(table: QTableView, *, widest: int = WIDEST, first: int = 0) -> None:
    """Each column as wide as its words, at most `widest` characters; the last takes what is left, and where there is not
    room for all, long ones are cut, the first one to no less than `first` characters."""
    model, header, metrics = table.model(), table.horizontalHeader(), table.fontMetrics()
    most, widths = metrics.averageCharWidth() * widest, []
    for column in range(model.columnCount() if model else 0):
        if column < MEASURED:
            table.resizeColumnToContents(column)
            width = header.sectionSize(column) + 12
        else:
            words = str(model.headerData(column, Qt.Orientation.Horizontal))
            width = max(map(metrics.horizontalAdvance, (words, "00,000"))) + 36
        widths.append(min(most, width))
        header.resizeSection(column, widths[-1])
    if isinstance(table, SharingTable):
        table.want(widths, least={0: metrics.averageCharWidth() * first})


class Wrapped(QStyledItemDelegate):
    """Lines of a list as high as their wrapped words: Qt forgets the edges that the style sheet gives them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, QListView)
        room = QRect(0, 0, view.viewport().width() - 2 * _EDGE, 1 << 16)
        words = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data() or ""))
        return QSize(view.viewport().width(), words.height() + _EDGE)


class EndShown(QStyledItemDelegate):
    """A column of which the end matters: at the right, and cut at the left."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideLeft
        option.displayAlignment = RIGHT


class PlainRows(FlatModel):
    """Rows of words and numbers; nothing is made for a cell before it is painted. Sorted in place, `order` says how."""

    def __init__(self, header: Sequence[str], rows: Sequence[Sequence[object]], parent: QObject | None = None) -> None:
        super().__init__(header, parent)
        self.rows = rows
        self.order = list(range(len(rows)))
        """Number of the row shown -> number of the row as it was given."""

    @cached_property
    def _figures(self) -> set[int]:
        """Columns of figures, judged by their first rows."""
        some = range(min(200, len(self.rows)))
        columns = range(len(self.headers)) if some else ()
        return {column for column in columns if all(_is_figure(self.cell(row, column)) for row in some)}

    def cell(self, row: int, column: int) -> object:
        """The word or number of a row as it was given."""
        return self.rows[row][column]

    def number_of_rows(self) -> int:
        return len(self.rows)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return RIGHT if section in self._figures else None
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if index.column() in self._figures else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        value = self.cell(self.order[index.row()], index.column())
        return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column, rows of equal value as they were given; a column below 0 gives back the order of the rows."""
        self.beginResetModel()
        self.order = list(range(len(self.rows)))
        if column >= 0:
            descending = order == Qt.SortOrder.DescendingOrder
            self.order.sort(key=lambda row: _sort_key(self.cell(row, column)), reverse=descending)
        self.endResetModel()


class MadeRows(PlainRows):
    """Rows of whatever they are about: `cells` make a row's words, one for each column, when they are asked for."""

    def __init__(
        self, header: Sequence[str], cells: Sequence[Callable[[Any], object]], rows: Sequence[Any], parent: QObject
    ) -> None:
        super().__init__(header, rows, parent)
        self._cells = cells

    def cell(self, row: int, column: int) -> object:
        return self._cells[column](self.rows[row])


def _is_figure(value: object) -> bool:
    return value is None or isinstance(value, int | float)


def _sort_key(value: object) -> tuple[int, float, str]:
    if value is None or value == "":
        return 0, 0.0, ""
    return (1, float(value), "") if isinstance(value, int | float) else (2, 0.0, str(value).casefold())


def show_rows(table: QTableView, header: Sequence[str], rows: Sequence[Sequence[object]]) -> PlainRows:
    """Rows of words and numbers in place of what the table showed."""
    model = PlainRows(header, rows, table)
    show_model(table, model)
    return model


def show_model(table: QAbstractItemView, model: PlainRows) -> None:
    """A model in place of what the table showed."""
    before, selection = table.model(), table.selectionModel()
    table.setModel(model)
    for old in (before, selection):
        if old is not None:
            old.deleteLater()
