"""A table whose columns share its width: where they do not fit, long ones are cut first and then the least ones put away,
so that nothing lies beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView

Index = QModelIndex | QPersistentModelIndex

LEAST = 12
"""Characters that are left of a column at least."""
_ROW = 10
"""Pixels that a row is higher than its words."""
_BESIDE_WORDS = 28
"""Pixels that a heading needs beside its words: the edges, and the arrow of the order."""


_NONE: Mapping[int, int] = MappingProxyType({})


class SharingTable(QTableView):
    """Scrolls sideways only where not even the beginnings of the columns that stay fit."""

    rest_changed = Signal()
    """What the columns that are put away hold for the current row is other than before: see rest_line.py."""

    _wanted: Sequence[int] = ()
    _whole: Collection[int] = ()
    _least: Mapping[int, int] = _NONE
    _yielding: Sequence[int] = ()
    _narrowed = False
    _letter = 0
    """Pixels of an average character when the widths were wanted."""

    def want(
        self, widths: Sequence[int], *, whole: Collection[int] = (), least: Mapping[int, int] = _NONE,
        yielding: Sequence[int] = (),
    ) -> None:  # fmt: skip
        """How wide the columns are where there is room (pixels); those in `whole` are never cut, those in `least` to no
        less than that. Those in `yielding` are put away where the beginnings of all do not fit, the first one first."""
        self._wanted, self._whole, self._narrowed = tuple(widths), whole, True
        self._least, self._yielding = least, yielding
        self._letter = self.fontMetrics().averageCharWidth()
        self.share()

    def share(self) -> None:
        """As wide as wanted where that fits. Columns that a person drew wider or narrower stay so until then."""
        if len(self._wanted) != self._columns():
            return
        room = self.viewport().width()
        self._put_away(room)
        wanted = [0 if self.isColumnHidden(column) else width for column, width in enumerate(self._wanted)]
        short = sum(wanted) > room
        if short or self._narrowed:
            for column, width in enumerate(shared(wanted, self._floors(), room) if short else wanted):
                if width:
                    self.horizontalHeader().resizeSection(column, width)
        self._narrowed = short
        self.rest_changed.emit()

    def away(self) -> list[int]:
        """The columns that are put away for lack of room."""
        return sorted(column for column in self._yielding if self.isColumnHidden(column))

    def _put_away(self, room: int) -> None:
        least = {
            column: min(want, floor)
            for column, (want, floor) in enumerate(zip(self._wanted, self._floors(), strict=True))
            if column in self._yielding or not self.isColumnHidden(column)
        }
        for column in self._yielding:
            away = sum(least.values()) > room
            if away:
                least.pop(column)
            if self.isColumnHidden(column) != away:
                self.setColumnHidden(column, away)
                self._narrowed = True

    def _columns(self) -> int:
        model: QAbstractItemModel | None = self.model()
        return model.columnCount() if model is not None else 0

    def _floors(self) -> list[int]:
        metrics = self.fontMetrics()
        least = metrics.averageCharWidth() * LEAST

        def floor(column: int) -> int:
            if column in self._whole:
                return self._wanted[column]
            title = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
            heading = min(metrics.horizontalAdvance(title), least) + _BESIDE_WORDS  # a longer one has a tool tip
            return max(least, heading, self._least.get(column, 0))

        return [floor(column) for column in range(self._columns())]

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.rest_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger words want wider columns and higher rows."""
        super().changeEvent(event)
        if event.type() not in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            return
        metrics, before = self.fontMetrics(), self._letter
        if before and metrics.averageCharWidth() != before:
            row_height(self)
            grown = metrics.averageCharWidth() / before
            least = {column: round(width * grown) for column, width in self._least.items()}
            self.want([round(n * grown) for n in self._wanted], whole=self._whole, least=least, yielding=self._yielding)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share()


def row_height(table: QTableView) -> None:
    """Rows as high as the words are now."""
    words = table.fontMetrics().height()
    table.verticalHeader().setMinimumSectionSize(words)  # Qt's own is that of the words before
    table.verticalHeader().setDefaultSectionSize(words + _ROW)


def shared(wanted: Sequence[int], floors: Sequence[int], room: int) -> list[int]:
    """Widths that add up to `room` where they can: the widest are cut to one measure, none below its floor.

    Where the floors do not fit, the floors: the less is left to scroll.

    >>> shared([100, 400, 300], [50, 50, 50], 500)
    [100, 200, 200]
    """
    least = [min(want, floor) for want, floor in zip(wanted, floors, strict=True)]
    if sum(least) > room:
        return least
    low, high = 0, max(wanted, default=0)
    while low < high:  # the largest measure with which all fit
        middle = (low + high + 1) // 2
        if sum(_cut(wanted, least, middle)) <= room:
            low = middle
        else:
            high = middle - 1
    return _cut(wanted, least, low)


def _cut(wanted: Sequence[int], least: Sequence[int], measure: int) -> list[int]:
    return [max(floor, min(want, measure)) for want, floor in zip(wanted, least, strict=True)]
