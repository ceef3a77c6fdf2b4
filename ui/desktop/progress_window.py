"""How far the work is: codings and done marks by document, coder and facet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMainWindow, QVBoxLayout, QWidget

from storage.codings import coding_counts, known_coders
from storage.progress import completions
from storage.texts import document_names
from ui.desktop.flat import FlatModel, Index
from ui.desktop.sized import size_by_words
from ui.desktop.tables import fit_columns, plain_table

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow
    from ui.desktop.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Row:
    """A document and coder: for each facet the number of codings, and done (True), opened again (False) or no mark."""

    sha256: str
    name: str
    coder: str
    cells: tuple[tuple[int, bool | None], ...]

    @property
    def done(self) -> int:
        return sum(mark is True for _, mark in self.cells)


def progress_rows(bench: Workbench, *, coder: str = "") -> list[Row]:
    """A row for each document and coder (all whom the project knows, and whoever works here), in their order."""
    place = {facet.name: number for number, facet in enumerate(bench.codebook.facets)}
    nothing: tuple[tuple[int, bool | None], ...] = ((0, None),) * len(place)
    cells: dict[tuple[str, str], list[tuple[int, bool | None]]] = {}
    for (sha256, who, facet), number in coding_counts(bench.project).items():
        if facet in place:
            cells.setdefault((sha256, who), list(nothing))[place[facet]] = (number, None)
    for mark in completions(bench.project):
        if mark.round == bench.session.round and mark.facet in place:
            line = cells.setdefault((mark.document, mark.coder), list(nothing))
            line[place[mark.facet]] = (line[place[mark.facet]][0], mark.done)
    coders = [who for who in sorted({*known_coders(bench.project), bench.coder}) if coder in ("", who)]
    return [
        Row(sha256, name, who, tuple(cells.get((sha256, who), nothing)))
        for sha256, name in document_names(bench.project).items()
        for who in coders
    ]


class ProgressModel(FlatModel):
    """Columns: document, coder, one for each facet, and how many facets are done."""

    def __init__(self, headers: list[str], rows: list[Row]) -> None:
        super().__init__(headers)
        self.rows = rows
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def number_of_rows(self) -> int:
        return len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cell(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._cell(row, column)
        return None

    def _cell(self, row: Row, column: int) -> str:
        if column < 2:
            return row.name if column == 0 else row.coder
        if column == len(self.headers) - 1:
            return f"{row.done} / {len(row.cells)}"
        number, mark = row.cells[column - 2]
        state = {True: self.tr("done"), False: self.tr("open again"), None: ""}[mark]
        if mark is None and not number:
            return self.tr("not coded")
        return f"{number:,} {state}".strip()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if self._sorted == (column, order):  # the table asks more than once
            return
        self._sorted = column, order
        self.beginResetModel()
        last = len(self.headers) - 1

        def key(row: Row) -> tuple[Any, ...]:
            if column < 2:
                return ((row.name, row.coder) if column == 0 else (row.coder, row.name),)
            return (row.done,) if column == last else (row.cells[column - 2][1] is True, row.cells[column - 2][0])

        self.rows.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)
        self.endResetModel()


class ProgressWindow(QMainWindow):
    """The table, for all coders or one, with a sum for each facet. A double click opens the document."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window_, self.bench = window, window.bench
        self.setObjectName("progressWindow")
        self.setWindowTitle(self.tr("Progress — {0}").format(window.bench.project.path.stem))
        size_by_words(self, 140, 36)
        self.coder = QComboBox()
        self.coder.setAccessibleName(self.tr("Coder"))
        self.coder.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.coder.setMinimumContentsLength(14)  # a long name must not press the sums into a column
        self.coder.addItem(self.tr("all coders"), "")
        for name in sorted({*known_coders(self.bench.project), self.bench.coder}):
            self.coder.addItem(name, name)
        self.sums = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.table = plain_table(self.tr("Progress"), sortable=True)
        self.table.setObjectName("progressTable")
        line = QHBoxLayout()
        line.addWidget(self.coder)
        line.addWidget(self.sums, 1)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addLayout(line)
        layout.addWidget(self.table, 1)
        self.setCentralWidget(middle)
        self.coder.activated.connect(self.refresh)
        self.table.activated.connect(self._jump)
        self.bench.done_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        facets = self.bench.codebook.facets
        rows = progress_rows(self.bench, coder=self.coder.currentData())
        headers = [self.tr("Document"), self.tr("Coder"), *(f.title or f.name for f in facets), self.tr("Facets done")]
        self.table.setModel(ProgressModel(headers, rows))
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        fit_columns(self.table)
        parts = [
            self.tr("{0}: {1}, {2} of {3} done").format(
                f.title or f.name, self.tr("%Ln codings", "", sum(row.cells[n][0] for row in rows)),
                sum(row.cells[n][1] is True for row in rows), len(rows),
            )
            for n, f in enumerate(facets)
        ]  # fmt: skip
        self.sums.setText(" · ".join(parts))

    def _jump(self, index: QModelIndex) -> None:
        model = self.table.model()
        assert isinstance(model, ProgressModel)
        self.window_.show_document(model.rows[index.row()].sha256)
        self.window_.activateWindow()


def show_progress(window: MainWindow) -> ProgressWindow:
    shown = ProgressWindow(window)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.show()
    return shown
