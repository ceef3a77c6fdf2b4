"""A tree of two levels as a model: rows, and the rows below each. No item objects: Qt would delete them beside their
wrappers in Python each time the tree is filled anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.desktop.palette import HINT
from ui.desktop.swatch import swatch

KEY = Qt.ItemDataRole.UserRole + 2
"""The role of a row's key."""

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Row(NamedTuple):
    """`cells`, one for each column (those that are missing are empty); `key` is what the row stands for."""

    cells: tuple[str, ...]
    key: object = None
    colour: str = ""
    ink: Any = None
    """A brush for the words, where they are not to be as usual."""
    hint: str = ""
    """What stands at the right edge, where a HintDelegate paints."""
    tip: str = ""
    """The tool tip, where it says more than the first cell."""


class Group(NamedTuple):
    """A row of the first level with those below it."""

    row: Row
    rows: Sequence[Row]


class TwoLevels(QAbstractItemModel):
    """Groups of rows; columns in `right` hold figures."""

    def __init__(self, header: Sequence[str], parent: QObject, *, right: frozenset[int] = frozenset()) -> None:
        super().__init__(parent)
        self._header, self._right = list(header), right
        self._groups: Sequence[Group] = ()

    def show(self, groups: Sequence[Group]) -> None:
        """In place of what was shown."""
        self.beginResetModel()
        self._groups = groups
        self.endResetModel()

    def row_at(self, index: Index) -> Row:
        """The row that an index of any column stands for."""
        above = index.internalId()  # 0 for the first level, else the number of the group, from 1
        return self._groups[index.row()].row if not above else self._groups[above - 1].rows[index.row()]

    def index_of(self, key: object) -> QModelIndex:
        """Where the row with a key is; an invalid index for none."""
        for top, group in enumerate(self._groups):
            if group.row.key == key:
                return self.createIndex(top, 0, 0)
            for number, row in enumerate(group.rows):
                if row.key == key:
                    return self.createIndex(number, 0, top + 1)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = _TOP) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # QObject.parent has no argument
        above = index.internalId() if index.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else QModelIndex()

    def rowCount(self, parent: Index = _TOP) -> int:
        if not parent.isValid():
            return len(self._groups)
        below = not parent.internalId() and parent.column() == 0
        return len(self._groups[parent.row()].rows) if below else 0

    def columnCount(self, parent: Index = _TOP) -> int:
        return len(self._header)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._header[section] if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.row_at(index), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[column] if column < len(row.cells) else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in self._right else None
        if role == KEY:
            return row.key
        if column:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip or row.cells[0]
        if role in (HINT, Qt.ItemDataRole.AccessibleDescriptionRole):
            return row.hint or None
        if role == Qt.ItemDataRole.ForegroundRole:
            return row.ink
        return swatch(row.colour) if role == Qt.ItemDataRole.DecorationRole and row.colour else None
