"""Tables of suggestions and codings: one model for both, sorted and narrowed by itself, a row at a time.

Qt's own sorting model asks Python for each comparison: a second for twenty thousand rows. Here a column's keys are
made once, and a row goes in or out by bisection.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QPixmap

from annotator.records import Suggestion
from ui.desktop.marks_for import code_colour, code_title, describe
from ui.desktop.open_document import Item, id_of, place_of
from ui.desktop.workbench import Workbench

Index = QModelIndex | QPersistentModelIndex
ID = Qt.ItemDataRole.UserRole + 1
TEXT, CODE, DETAILS, PLACE, LAST = range(5)
_TEXT = 120
_Sort = tuple[Any, ...]
"""What a row is sorted by: the column's value (none for the place), the place in the text; the last part is the id."""

__all__ = ["CODE", "DETAILS", "ID", "LAST", "PLACE", "TEXT", "Index", "Item", "ItemsModel", "id_of"]


class ItemsModel(QAbstractTableModel):
    """Columns: text, code, details, place, and the score or the origin. In the order of the text until it is sorted.

    `load` costs nothing: rows are made when a view first asks for them.
    """

    def __init__(self, bench: Workbench, *, last: str) -> None:
        super().__init__()
        self.bench = bench
        self.headers = [self.tr("Text"), self.tr("Code"), self.tr("Details"), self.tr("Place"), last]
        self._source: Callable[[], Mapping[str, Item] | Iterable[Item]] | None = None
        self._items: dict[str, Item] = {}
        self._keys: dict[str, _Sort] = {}
        self._rows: list[_Sort] = []
        self._column, self._descending, self._narrow = PLACE, False, ""
        self._swatches: dict[str, QPixmap] = {}

    # Rows

    def load(self, source: Callable[[], Mapping[str, Item] | Iterable[Item]]) -> None:
        """Show what `source` gives (items, or a dictionary of them by id); it is called when a row is asked for."""
        self.beginResetModel()
        self._source = source
        self.endResetModel()

    def _ready(self) -> None:
        if self._source is not None:
            source, self._source = self._source, None
            found = source()
            self._items = dict(found) if isinstance(found, Mapping) else {id_of(item): item for item in found}
            self._order()

    def _order(self) -> None:
        items: Iterable[Item] = self._items.values()
        if self._narrow:
            items = filter(self._passes, items)
        make = place_of if self._column == PLACE else self._key
        self._rows = sorted(map(make, items))
        self._keys = {key[-1]: key for key in self._rows}

    def _key(self, item: Item) -> _Sort:
        column = self._column
        if column == PLACE:
            return place_of(item)
        if column == LAST and isinstance(item, Suggestion):
            return item.score, *place_of(item)
        return self.cell(item, column).casefold(), *place_of(item)

    def _passes(self, item: Item) -> bool:
        wanted = self._narrow
        return not wanted or any(wanted in self.cell(item, column).casefold() for column in (TEXT, CODE, DETAILS, LAST))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._change(column=max(0, column), descending=order == Qt.SortOrder.DescendingOrder)

    def narrow(self, words: str) -> None:
        """Only rows in which these words stand, in whatever column."""
        self._change(words=words.strip().casefold())

    def _change(self, *, column: int | None = None, descending: bool | None = None, words: str | None = None) -> None:
        self.beginResetModel()
        self._column = self._column if column is None else column
        self._descending = self._descending if descending is None else descending
        self._narrow = self._narrow if words is None else words
        if self._source is None:
            self._order()
        self.endResetModel()

    def remove(self, ids: Iterable[str]) -> None:
        self._ready()
        for id_ in ids:
            row = self.row_of(id_)
            self._items.pop(id_, None)
            key = self._keys.pop(id_, None)
            if key is not None:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[bisect_left(self._rows, key)]
                self.endRemoveRows()

    def put(self, item: Item) -> None:
        """Replace a row in place where the item keeps its place in the order; otherwise move or insert it."""
        self._ready()
        id_, key = id_of(item), self._key(item)
        if self._keys.get(id_) == key and self._passes(item):
            self._items[id_] = item
            row = self.row_of(id_)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.headers) - 1))
            return
        self.remove([id_])
        self._items[id_] = item
        if not self._passes(item):
            return
        at = bisect_left(self._rows, key)
        row = len(self._rows) - at if self._descending else at
        self.beginInsertRows(QModelIndex(), row, row)
        self._keys[id_] = key
        insort(self._rows, key)
        self.endInsertRows()

    def row_of(self, id_: str) -> int:
        self._ready()
        key = self._keys.get(id_)
        if key is None:
            return -1
        at = bisect_left(self._rows, key)
        return len(self._rows) - 1 - at if self._descending else at

    def item_at(self, row: int) -> Item:
        self._ready()
        key = self._rows[len(self._rows) - 1 - row if self._descending else row]
        return self._items[key[-1]]

    def number(self) -> int:
        """How many items there are, narrowed or not."""
        self._ready()
        return len(self._items)

    # What Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        self._ready()
        return len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.headers[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole or role == Qt.ItemDataRole.ToolTipRole:
            return self.cell(self.item_at(index.row()), index.column())
        if role == ID:
            return id_of(self.item_at(index.row()))
        if role == Qt.ItemDataRole.DecorationRole and index.column() == CODE:
            item = self.item_at(index.row())
            return self._swatch(code_colour(self.bench.codebook, item.facet, item.code))
        return None

    def cell(self, item: Item, column: int) -> str:
        if column == TEXT:
            return self.quote(item)
        if column == CODE:
            return code_title(self.bench.codebook, item.facet, item.code)
        if column == DETAILS:
            return describe(item, self.bench.codebook)
        if column == PLACE:
            return f"{item.start:,}" if item.start is not None else self.tr("document")
        if isinstance(item, Suggestion):
            return f"{item.score:.2f}"
        return self.tr(item.origin)

    def quote(self, item: Item) -> str:
        """The coded text in one line."""
        if item.start is None or item.end is None:
            return self.tr("(the whole document)")
        if self.bench.open is None:
            return ""
        text = self.bench.open.document.text[item.start : min(item.end, item.start + _TEXT)]
        return " ".join(text.split()) + ("…" if item.end - item.start > _TEXT else "")

    def _swatch(self, colour: str) -> QPixmap:
        if colour not in self._swatches:
            pixmap = QPixmap(QSize(10, 10))
            pixmap.fill(QColor(colour))
            self._swatches[colour] = pixmap
        return self._swatches[colour]
