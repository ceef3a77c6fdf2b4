"""Lines that can be ticked, as a model. No item objects: Qt would delete them beside their wrappers in Python."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex


class TicksModel(QAbstractListModel):
    """Lines of (words, value), each ticked or not. `ticked` when a tick came or went, and when the lines are others."""

    ticked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: list[tuple[str, Any]] = []
        self._on: set[int] = set()

    def offer(self, lines: Iterable[tuple[str, Any]], *, on: bool = False) -> None:
        """These lines in place of what was there, all of them ticked or none."""
        self.beginResetModel()
        self._lines = list(lines)
        self._on = set(range(len(self._lines))) if on else set()
        self.endResetModel()
        self.ticked.emit()

    def chosen(self) -> list[Any]:
        """The values of the ticked lines, in their order."""
        return [value for number, (_, value) in enumerate(self._lines) if number in self._on]

    def words(self) -> list[str]:
        """The words of the ticked lines, in their order."""
        return [words for number, (words, _) in enumerate(self._lines) if number in self._on]

    def left_out(self) -> list[Any]:
        """The values of the lines without a tick, in their order."""
        return [value for number, (_, value) in enumerate(self._lines) if number not in self._on]

    def tick(self, value: Any, *, on: bool = True) -> None:
        """Tick the line of a value, or take its tick away."""
        for number, (_, there) in enumerate(self._lines):
            if there == value and on != (number in self._on):
                self.switch(self.index(number))

    def switch(self, index: Index) -> None:
        """The other way round."""
        if index.isValid():
            self._on ^= {index.row()}
            self.dataChanged.emit(index, index)
            self.ticked.emit()

    # What Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        words, value = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if index.row() in self._on else Qt.CheckState.Unchecked
        return value if role == Qt.ItemDataRole.UserRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A tick by mouse or key, as a list sets it."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        if (Qt.CheckState(value) == Qt.CheckState.Checked) != (index.row() in self._on):
            self.switch(index)
        return True
