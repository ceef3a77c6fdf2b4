"""Tables of suggestions and codings: one model for both, sorted and narrowed by itself, a row at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPixmap

from annotator.records import Suggestion
from ui.desktop.flat import FlatModel, Index
from ui.desktop.items import Item, id_of
from ui.desktop.items_order import CODE, DETAILS, LAST, PLACE, QUOTED, TEXT, ItemsOrder
from ui.desktop.marks_for import code_colour, code_title, describe
from ui.desktop.swatch import swatch, swatch_size
from ui.desktop.workbench import Workbench

ID = Qt.ItemDataRole.UserRole + 1

__all__ = ["CODE", "DETAILS", "ID", "LAST", "PLACE", "TEXT", "Index", "Item", "ItemsModel", "id_of"]


class ItemsModel(FlatModel):
    """Columns: text, code, details, place, and the score or the origin. In the order of the text until it is sorted.

    `load` and `change` cost nothing: rows are made, and changes taken in, when somebody asks how many there are or where
    one is, and at `catch_up`. What an index stands for never changes but by that.
    """

    def __init__(self, bench: Workbench, *, last: str) -> None:
        super().__init__()
        self.bench = bench
        self.headers = [self.tr("Text"), self.tr("Code"), self.tr("Details"), self.tr("Place"), last]
        self._source: Callable[[], Mapping[str, Item] | Iterable[Item]] | None = None
        self._changes: list[Item | str] = []
        self._order = ItemsOrder(self.cell, lambda: bench.open.document.text if bench.open else "")
        self._swatches: dict[tuple[str, int], QPixmap] = {}

    # Rows

    def load(self, source: Callable[[], Mapping[str, Item] | Iterable[Item]]) -> None:
        """Show what `source` gives (items, or a dictionary of them by id); it is called when a row is asked for."""
        self.beginResetModel()
        self._changes = []
        self._source = source
        self.endResetModel()

    def change(self, gone: Iterable[str], came: Iterable[Item]) -> None:
        """Rows that went, by id, and such as came or are otherwise now."""
        self._changes += [*gone, *came]

    def catch_up(self) -> None:
        """Take in what has changed, row by row."""
        changes, self._changes = self._changes, []
        for change in changes:
            if isinstance(change, str):
                self.remove([change])
            else:
                self.put(change)

    def _ready(self) -> ItemsOrder:
        if self._source is not None:
            source, self._source = self._source, None
            found = source()
            self._order.fill(found if isinstance(found, Mapping) else {id_of(item): item for item in found})
        return self._order

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.catch_up()
        self.beginResetModel()
        self._order.sort(max(0, column), descending=order == Qt.SortOrder.DescendingOrder)
        self.endResetModel()

    def narrow(self, words: str) -> None:
        """Only rows in which these words stand, in whatever column."""
        self.catch_up()
        self.beginResetModel()
        self._order.narrow(words)
        self.endResetModel()

    def remove(self, ids: Iterable[str]) -> None:
        order = self._ready()
        for id_ in ids:
            row = order.row_of(id_)
            if row >= 0:
                self.beginRemoveRows(QModelIndex(), row, row)
                order.discard(id_)
                self.endRemoveRows()
            else:
                order.discard(id_)

    def put(self, item: Item) -> None:
        """Replace a row in place where the item keeps its place in the order; otherwise move or insert it."""
        order = self._ready()
        if order.replace(item):
            row = order.row_of(id_of(item))
            if row >= 0:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.headers) - 1))
            return
        self.remove([id_of(item)])
        row = order.row_for(item)
        if row >= 0:
            self.beginInsertRows(QModelIndex(), row, row)
            order.add(item)
            self.endInsertRows()
        else:
            order.add(item)

    def row_of(self, id_: str) -> int:
        self.catch_up()
        return self._ready().row_of(id_)

    def item_at(self, row: int) -> Item:
        return self._ready().item_at(row)

    def number(self) -> int:
        """How many items there are, narrowed or not."""
        self.catch_up()
        return len(self._ready().items)

    # What Qt asks

    def number_of_rows(self) -> int:
        if self._changes:
            self.catch_up()
        return len(self._ready())

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
        end = item.start + QUOTED
        if item.end > end:
            return " ".join(self.bench.open.document.text[item.start : end].split()) + "…"
        return " ".join(self.bench.open.document.text[item.start : item.end].split())

    def _swatch(self, colour: str) -> QPixmap:
        size = swatch_size()
        if (colour, size) not in self._swatches:
            self._swatches[colour, size] = swatch(colour, size=size)
        return self._swatches[colour, size]
