"""Tables of suggestions and codings: one model for both, cheap to change a row at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QPixmap

from annotator.records import Coding, Suggestion
from ui.desktop.marks_for import code_colour, code_title, describe
from ui.desktop.workbench import Workbench

Index = QModelIndex | QPersistentModelIndex
Item = Coding | Suggestion
ID = Qt.ItemDataRole.UserRole + 1
SORT = Qt.ItemDataRole.UserRole + 2
_TEXT = 120


def id_of(item: Item) -> str:
    return item.uuid if isinstance(item, Coding) else item.id


class ItemsModel(QAbstractTableModel):
    """Rows in the order of the text. Columns: text, code, details, place, and the score or the origin."""

    def __init__(self, bench: Workbench, *, last: str) -> None:
        super().__init__()
        self.bench = bench
        self.headers = [self.tr("Text"), self.tr("Code"), self.tr("Details"), self.tr("Place"), last]
        self.items: list[Item] = []
        self._rows: dict[str, int] = {}
        self._swatches: dict[str, QPixmap] = {}

    def load(self, items: Iterable[Item]) -> None:
        self.beginResetModel()
        self.items = sorted(items, key=lambda item: (item.start or 0, -(item.end or 0), item.facet, id_of(item)))
        self._number()
        self.endResetModel()

    def remove(self, ids: Iterable[str]) -> None:
        for row in sorted((self._rows[id_] for id_ in ids if id_ in self._rows), reverse=True):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self.items[row]
            self.endRemoveRows()
        self._number()

    def put(self, item: Item) -> None:
        """Replace a row in place where the item is known; otherwise insert it in the order of the text."""
        row = self._rows.get(id_of(item))
        if row is not None and (self.items[row].start, self.items[row].end) == (item.start, item.end):
            self.items[row] = item
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.headers) - 1))
            return
        self.remove([id_of(item)])
        key = (item.start or 0, -(item.end or 0))
        row = next(
            (n for n, other in enumerate(self.items) if (other.start or 0, -(other.end or 0)) > key), len(self.items)
        )
        self.beginInsertRows(QModelIndex(), row, row)
        self.items.insert(row, item)
        self._number()
        self.endInsertRows()

    def row_of(self, id_: str) -> int:
        return self._rows.get(id_, -1)

    def _number(self) -> None:
        self._rows = {id_of(item): row for row, item in enumerate(self.items)}

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.headers[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.items[index.row()]
        if role == ID:
            return id_of(item)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, SORT):
            return self._cell(item, index.column(), sort=role == SORT)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1:
            return self._swatch(code_colour(self.bench.codebook, item.facet, item.code))
        return None

    def _cell(self, item: Item, column: int, *, sort: bool) -> Any:
        if column == 0:
            return self.quote(item)
        if column == 1:
            return code_title(self.bench.codebook, item.facet, item.code)
        if column == 2:
            return describe(item, self.bench.codebook)
        if column == 3:
            return (item.start or 0) if sort else f"{item.start:,}" if item.start is not None else self.tr("document")
        if isinstance(item, Suggestion):
            return item.score if sort else f"{item.score:.2f}"
        return item.origin

    def quote(self, item: Item) -> str:
        """The coded text in one line."""
        if self.bench.open is None or item.start is None or item.end is None:
            return ""
        text = self.bench.open.document.text[item.start : min(item.end, item.start + _TEXT)]
        return " ".join(text.split()) + ("…" if item.end - item.start > _TEXT else "")

    def _swatch(self, colour: str) -> QPixmap:
        if colour not in self._swatches:
            pixmap = QPixmap(QSize(10, 10))
            pixmap.fill(QColor(colour))
            self._swatches[colour] = pixmap
        return self._swatches[colour]
