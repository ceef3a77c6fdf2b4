"""A table whose columns share its width: where they do not fit, long ones are cut first, so that nothing lies beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView

LEAST = 12
"""Characters that are left of a column at least."""
_BESIDE_WORDS = 28
"""Pixels that a heading needs beside its words: the edges, and the arrow of the order."""


class SharingTable(QTableView):
    """Scrolls sideways only where not even the beginnings of all columns fit."""

    _wanted: Sequence[int] = ()
    _whole: Collection[int] = ()
    _narrowed = False

    def want(self, widths: Sequence[int], *, whole: Collection[int] = ()) -> None:
        """How wide the columns are where there is room (pixels); those in `whole` are never cut."""
        self._wanted, self._whole, self._narrowed = tuple(widths), whole, True
        self.share()

    def share(self) -> None:
        """As wide as wanted where that fits. Columns that a person drew wider or narrower stay so until then."""
        if len(self._wanted) != self._columns():
            return
        room = self.viewport().width()
        wanted = [0 if self.isColumnHidden(column) else width for column, width in enumerate(self._wanted)]
        short = sum(wanted) > room
        if short or self._narrowed:
            for column, width in enumerate(shared(wanted, self._floors(), room) if short else wanted):
                if width:
                    self.horizontalHeader().resizeSection(column, width)
        self._narrowed = short

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
            return max(least, metrics.horizontalAdvance(title) + _BESIDE_WORDS)

        return [floor(column) for column in range(self._columns())]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share()


def shared(wanted: Sequence[int], floors: Sequence[int], room: int) -> list[int]:
    """Widths that add up to `room` where they can: the widest are cut to one measure, none below its floor.

    Where the floors do not fit, what was wanted.

    >>> shared([100, 400, 300], [50, 50, 50], 500)
    [100, 200, 200]
    """
    least = [min(want, floor) for want, floor in zip(wanted, floors, strict=True)]
    if sum(least) > room:
        return list(wanted)
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
