"""A combo box of which several lines can be ticked; none means any."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter


class ManyBox(QComboBox):
    """Shows `any` in words, the one line that is ticked, or how many are. The list stays open while lines are ticked:
    with a click, Space or Enter."""

    ticked = Signal()

    def __init__(self, title: str, any_words: str) -> None:
        super().__init__()
        self._any = any_words
        self._lines = QStandardItemModel(self)
        self.setModel(self._lines)
        self.setAccessibleName(title)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setMaxVisibleItems(20)
        self.view().viewport().installEventFilter(self)
        self.view().installEventFilter(self)
        self._lines.itemChanged.connect(lambda item: self._tell())
        self._tell()

    def offer(self, lines: Iterable[tuple[str, Any]]) -> None:
        """The lines as (words, value), nothing ticked."""
        self._lines.blockSignals(True)
        self._lines.clear()
        for words, value in lines:
            item = QStandardItem(words)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setData(Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
            item.setData(value, Qt.ItemDataRole.UserRole)
            item.setToolTip(words)
            self._lines.appendRow(item)
        self._lines.blockSignals(False)
        self._lines.layoutChanged.emit()
        self.setCurrentIndex(-1)
        self._tell()

    def chosen(self) -> list[Any]:
        """The values of the ticked lines, in their order."""
        return [item.data(Qt.ItemDataRole.UserRole) for item in self._ticked()]

    def tick(self, value: Any, *, on: bool = True) -> None:
        """Tick the line of a value, or take its tick away."""
        for row in range(self._lines.rowCount()):
            item = self._lines.item(row)
            if item is not None and item.data(Qt.ItemDataRole.UserRole) == value:
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def words(self) -> str:
        """What the box shows while its list is shut."""
        found = self._ticked()
        if not found:
            return self._any
        return found[0].text() if len(found) == 1 else self.tr("{0} of {1}").format(len(found), self._lines.rowCount())

    def _ticked(self) -> list[QStandardItem]:
        items = [self._lines.item(row) for row in range(self._lines.rowCount())]
        return [item for item in items if item is not None and item.checkState() == Qt.CheckState.Checked]

    def _tell(self) -> None:
        self.setToolTip("\n".join(item.text() for item in self._ticked()) or self._any)
        self.setAccessibleDescription(self.words())
        self.update()
        self.ticked.emit()

    def _switch(self, index: QModelIndex) -> None:
        item = self._lines.itemFromIndex(index)
        if item is not None:
            on = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view().viewport() and event.type() == QEvent.Type.MouseButtonRelease:
            assert isinstance(event, QMouseEvent)
            self._switch(self.view().indexAt(event.position().toPoint()))
            return True
        if watched is self.view() and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._switch(self.view().currentIndex())
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.words()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
