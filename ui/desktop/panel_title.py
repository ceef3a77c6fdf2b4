"""The title of a panel: its name, and buttons that grow with the words, which Qt's own do not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QToolButton, QWidget

from ui.desktop.icons import icon


class PanelTitle(QWidget):
    """Takes the place of a dock's title bar; it is dragged and double-clicked as that one is."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        self.words = QLabel(dock.windowTitle(), textFormat=Qt.TextFormat.PlainText)
        self.words.setProperty("kind", "panel")
        dock.windowTitleChanged.connect(self.words.setText)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 4, 2)
        row.setSpacing(2)
        row.addWidget(self.words, 1)
        for name, told, act in (
            ("float", self.tr("Float “{0}”, or put it back"), self._float),
            ("close", self.tr("Close “{0}”: the View menu brings it back"), dock.close),
        ):
            row.addWidget(self._button(name, told.format(dock.windowTitle()), act))

    def _button(self, name: str, told: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"{self._dock.objectName()}-{name}")
        button.setProperty("kind", "panel")
        button.setIcon(icon(name))
        button.setToolTip(told)
        button.setAccessibleName(told)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # as Qt's own: the View menu has a key for each panel
        button.clicked.connect(lambda: act())
        return button

    def _float(self) -> None:
        self._dock.setFloating(not self._dock.isFloating())
