"""The list of documents: name, this coder's codings, and how far the document is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from storage.progress import completions
from storage.texts import DocumentEntry
from ui.desktop.workbench import Workbench

Index = QModelIndex | QPersistentModelIndex
DETAIL, PART = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


class DocumentsModel(QAbstractListModel):
    """One row a document. PART is the share of facets marked done, DETAIL the second line."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.entries: list[DocumentEntry] = []
        self._counts: dict[str, int] = {}
        self._done: dict[str, int] = {}

    def load(self) -> None:
        self.beginResetModel()
        self.entries = self.bench.documents()
        self._read_counts()
        self.endResetModel()

    def refresh(self) -> None:
        """Counts and marks again, the rows stay."""
        self._read_counts()
        if self.entries:
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))

    def refresh_open(self) -> None:
        """Only the open document's row: what an act changes. Costs nothing, however many documents there are."""
        self.note_open()
        held = self.bench.open
        row = self.row_of(held.document.sha256) if held is not None else -1
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def note_open(self) -> None:
        """Count the open document's codings and marks; its row is painted at `refresh_open`."""
        held = self.bench.open
        if held is not None and held.complete:  # acts read it to its end; to be shown, it need not be
            self._counts[held.document.sha256] = len(held.codings)
            self._done[held.document.sha256] = sum(held.done.values())

    def _read_counts(self) -> None:
        self._counts = self.bench.counts()
        self._done = {}
        for mark in completions(self.bench.project):
            if mark.coder == self.bench.coder and mark.round == self.bench.session.round and mark.done:
                self._done[mark.document] = self._done.get(mark.document, 0) + 1

    def row_of(self, sha256: str) -> int:
        return next((row for row, entry in enumerate(self.entries) if entry.sha256 == sha256), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        facets = max(1, len(self.bench.codebook.facets))
        part = min(1.0, self._done.get(entry.sha256, 0) / facets)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return entry.name
        if role == PART:
            return part
        if role in (DETAIL, Qt.ItemDataRole.AccessibleDescriptionRole):
            number = self._counts.get(entry.sha256, 0)
            state = (
                self.tr("done")
                if part >= 1
                else self.tr("{0} of %Ln facets done", "", facets).format(self._done[entry.sha256])
                if part
                else self.tr("open")
            )
            return self.tr("%Ln codings, {0}", "", number).format(state) if number else state
        return None


class DocumentDelegate(QStyledItemDelegate):
    """Two lines and a thin bar of progress; a long name is cut in its middle."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() * 2 + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        box = option.rect.adjusted(10, 5, -10, -5)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        strong = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        soft = strong if chosen else QPalette.ColorRole.PlaceholderText
        line = option.fontMetrics.height()
        name = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideMiddle, box.width())
        painter.save()
        painter.setPen(option.palette.color(strong))
        painter.drawText(QRect(box.left(), box.top(), box.width(), line), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(option.palette.color(soft))
        detail = option.fontMetrics.elidedText(index.data(DETAIL), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(QRect(box.left(), box.top() + line, box.width(), line), Qt.AlignmentFlag.AlignVCenter, detail)
        bar = QRect(box.left(), box.bottom() - 1, box.width(), 3)
        painter.fillRect(bar, option.palette.color(QPalette.ColorRole.Mid))
        filled = option.palette.color(QPalette.ColorRole.Accent)
        painter.fillRect(QRect(bar.left(), bar.top(), round(bar.width() * index.data(PART)), 3), filled)
        painter.restore()


class DocumentsDock(QWidget):
    """The list with a line to narrow it. Emits the sha256 of a document that was chosen."""

    chosen = Signal(str)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.model = DocumentsModel(bench)
        self.narrow = QLineEdit(placeholderText=self.tr("Narrow the list…"), clearButtonEnabled=True)
        self.narrow.setAccessibleName(self.tr("Narrow the list of documents"))
        self.view = QListView()
        self.view.setObjectName("documentList")
        self.view.setAccessibleName(self.tr("Documents"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(DocumentDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.empty = QLabel(
            self.tr("No documents yet.\nDrop files here, or choose Project › Add documents."),
            wordWrap=True,
            alignment=Qt.AlignmentFlag.AlignCenter,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        for widget in (self.narrow, self.view, self.empty):
            layout.addWidget(widget)
        self.narrow.textChanged.connect(self._narrow)
        self.view.selectionModel().currentChanged.connect(self._chosen)
        bench.documents_changed.connect(self.load)
        bench.document_opened.connect(self._follow)
        bench.done_changed.connect(self.model.refresh_open)
        self.load()

    def load(self) -> None:
        self.view.selectionModel().blockSignals(True)
        self.model.load()
        self.view.selectionModel().blockSignals(False)
        self.view.setVisible(bool(self.model.entries))
        self.narrow.setVisible(len(self.model.entries) > 8)
        self.empty.setVisible(not self.model.entries)
        self._narrow(self.narrow.text())
        self._follow()

    def catch_up(self) -> None:
        """The open document's row, once the text is painted."""
        self.model.refresh_open()
        self.view.executeDelayedItemsLayout()

    def step(self, direction: int) -> None:
        """Open the next (1) or previous (-1) document."""
        held = self.bench.open
        row = self.model.row_of(held.document.sha256) + direction if held else 0
        if 0 <= row < len(self.model.entries):
            self.chosen.emit(self.model.entries[row].sha256)
        else:
            self.bench.told.emit(
                self.tr("This is the last document.") if direction > 0 else self.tr("This is the first document.")
            )

    def _follow(self) -> None:
        held = self.bench.open
        row = self.model.row_of(held.document.sha256) if held else -1
        if row >= 0 and self.view.currentIndex().row() != row:
            self.view.setCurrentIndex(self.model.index(row))

    def _narrow(self, text: str) -> None:
        for row, entry in enumerate(self.model.entries):
            self.view.setRowHidden(row, text.casefold() not in entry.name.casefold())

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            sha256 = self.model.entries[index.row()].sha256
            if self.bench.open is None or self.bench.open.document.sha256 != sha256:
                self.chosen.emit(sha256)
