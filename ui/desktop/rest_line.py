"""The line under a table that says what the current row holds in the columns that there is no room for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.desktop.sharing import SharingTable


class RestLine(QLabel):
    """There only while columns of rows are put away."""

    def __init__(self, table: SharingTable) -> None:
        super().__init__(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._table = table
        self.setProperty("kind", "quiet")
        self.setObjectName("restLine")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        table.rest_changed.connect(self.tell)

    def tell(self) -> None:
        """The titles of what is put away, with the current row's words."""
        model, row = self._table.model(), self._table.currentIndex().row()
        away = self._table.away() if model is not None and model.rowCount() else []
        self.setVisible(bool(away))
        if not away:
            self.clear()
            return
        titles = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in away]
        if row < 0:
            words = self.tr("No room is left for {0}: go to a row to read here what it says there.")
            self.setText(words.format(", ".join(titles)))
            return
        cells = [str(model.index(row, column).data() or "—") for column in away]
        self.setText(" · ".join(self.tr("{0}: {1}").format(*pair) for pair in zip(titles, cells, strict=True)))


def with_rest(table: SharingTable) -> QWidget:
    """The table, and below it what it has no room for."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(table, 1)
    column.addWidget(RestLine(table))
    return made
