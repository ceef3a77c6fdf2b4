"""A combo box of which several lines can be ticked; none means any."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from ui.desktop.ticks import TicksModel


class ManyBox(QComboBox):
    """Shows `any` in words, the one line that is ticked, or how many are. The list stays open while lines are ticked:
    with a click, Space or Enter."""

    ticked = Signal()

    def __init__(self, title: str, any_words: str) -> None:
        super().__init__()
        self._any = any_words
        self._lines = TicksModel(self)
        self.setModel(self._lines)
        self.setAccessibleName(title)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setMaxVisibleItems(20)
        self.view().viewport().installEventFilter(self)
        self.view().installEventFilter(self)
        self._lines.ticked.connect(self._tell)
        self._tell()

    def offer(self, lines: Iterable[tuple[str, Any]]) -> None:
        """The lines as (words, value), nothing ticked."""
        self._lines.offer(lines)
        self.setCurrentIndex(-1)

    def chosen(self) -> list[Any]:
        """The values of the ticked lines, in their order."""
        return self._lines.chosen()

    def tick(self, value: Any, *, on: bool = True) -> None:
        """Tick the line of a value, or take its tick away."""
        self._lines.tick(value, on=on)

    def words(self) -> str:
        """What the box shows while its list is shut."""
        found = self._lines.words()
        if not found:
            return self._any
        return found[0] if len(found) == 1 else self.tr("{0} of {1}").format(len(found), self._lines.rowCount())

    def _tell(self) -> None:
        self.setToolTip("\n".join(self._lines.words()) or self._any)
        self.setAccessibleDescription(self.words())
        self.update()
        self.ticked.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view().viewport() and event.type() == QEvent.Type.MouseButtonRelease:
            assert isinstance(event, QMouseEvent)
            self._lines.switch(self.view().indexAt(event.position().toPoint()))
            return True
        if watched is self.view() and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._lines.switch(self.view().currentIndex())
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
