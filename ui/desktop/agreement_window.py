"""Agreement in the window: the same rows as the report, and the disagreements with a way into the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.rows import Disagreement, ResultRow, Results
from annotator.errors import IntercoderError
from ui.desktop import ask
from ui.workflows.agree import agree, report

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("facet", "task", "scope", "subset", "measure", "value", "low", "high", "n", "reason")


class RowsModel(QAbstractTableModel):
    """Result rows as a table; an undefined figure says so."""

    def __init__(self, rows: tuple[ResultRow, ...]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return (
            COLUMNS[section]
            if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
            else None
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        value = getattr(self.rows[index.row()], COLUMNS[index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[index.column()] in ("value", "low", "high", "n"):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if COLUMNS[index.column()] == "value" and value is None:
            return self.tr("undefined")
        return f"{value:.3f}" if isinstance(value, float) else value


class DisagreementsModel(QAbstractTableModel):
    """One difference a row: where, which kind, and what either coder has."""

    HEADERS = ("document", "facet", "kind", "coders", "text", "first", "second")

    def __init__(self, found: tuple[Disagreement, ...]) -> None:
        super().__init__()
        self.found = found

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.found)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self.HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return (
            self.HEADERS[section]
            if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
            else None
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        found = self.found[index.row()]
        side = {"first": found.first, "second": found.second}.get(self.HEADERS[index.column()])
        return [
            found.document, found.facet, found.kind, f"{found.coders[0]} / {found.coders[1]}", " ".join(found.text.split()),
            _side(side), _side(side),
        ][index.column()]  # fmt: skip


def _side(side: tuple[int, int, str, dict[str, str]] | None) -> str:
    if side is None:
        return "—"
    start, end, code, attributes = side
    return f"{code} [{start}, {end})" + "".join(f" {name}={value}" for name, value in sorted(attributes.items()))


class AgreementWindow(QMainWindow):
    """Figures and disagreements of the project as it stands; a double click on a disagreement shows it in the text."""

    def __init__(self, window: MainWindow, results: Results) -> None:
        super().__init__(window)
        self.window_, self.results = window, results
        self.setObjectName("agreementWindow")
        self.setWindowTitle(self.tr("Agreement — {0}").format(window.bench.project.path.stem))
        self.resize(1080, 640)
        self.rows = QSortFilterProxyModel(filterKeyColumn=0)
        self.rows.setSourceModel(RowsModel(results.rows))
        self.table = _table(self.tr("Figures"), self.rows)
        self.disagreements = QSortFilterProxyModel(filterKeyColumn=2)
        self.disagreements.setSourceModel(DisagreementsModel(results.disagreements))
        self.list = _table(self.tr("Disagreements"), self.disagreements)
        self.list.activated.connect(self._jump)
        self.facet, self.kind = QComboBox(), QComboBox()
        for box, first, names in (
            (self.facet, self.tr("all facets"), sorted({row.facet for row in results.rows if row.facet})),
            (self.kind, self.tr("all kinds"), sorted({d.kind for d in results.disagreements})),
        ):
            box.addItem(first, "")
            for name in names:
                box.addItem(name, name)
        self.facet.activated.connect(lambda: self.rows.setFilterFixedString(self.facet.currentData()))
        self.kind.activated.connect(lambda: self.disagreements.setFilterFixedString(self.kind.currentData()))
        save = QPushButton(self.tr("Save the report…"))
        save.clicked.connect(self._save)
        tabs = QTabWidget()
        for title, chooser, table in (
            (self.tr("Figures"), self.facet, self.table),
            (self.tr("Disagreements ({0})").format(len(results.disagreements)), self.kind, self.list),
        ):
            page = QWidget()
            layout = QVBoxLayout(page)
            line = QHBoxLayout()
            line.addWidget(chooser)
            line.addStretch(1)
            layout.addLayout(line)
            layout.addWidget(table)
            tabs.addTab(page, title)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        for warning in results.warnings[:3]:
            layout.addWidget(QLabel(warning, wordWrap=True, textFormat=Qt.TextFormat.PlainText))
        layout.addWidget(tabs)
        layout.addWidget(save, 0, Qt.AlignmentFlag.AlignRight)
        self.setCentralWidget(middle)

    def _jump(self, index: QModelIndex) -> None:
        found = self.results.disagreements[self.disagreements.mapToSource(index).row()]
        self.window_.show_document(found.document)
        self.window_.select_span(found.start, found.end)
        self.window_.activateWindow()

    def _save(self) -> None:
        path = ask.ask_save(
            self,
            self.tr("Save the report"),
            "agreement.html",
            "HTML (*.html);;PDF (*.pdf);;Excel (*.xlsx);;CSV (*.csv);;JSON (*.json)",
        )
        if path is not None:
            try:
                report(self.results, path)
            except IntercoderError as fault:
                self.window_.bench.failed.emit(str(fault))


def _table(title: str, model: QSortFilterProxyModel) -> QTableView:
    table = QTableView()
    table.setSortingEnabled(True)
    table.setAlternatingRowColors(True)
    table.setAccessibleName(title)
    table.setModel(model)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.horizontalHeader().setStretchLastSection(True)
    wide = table.fontMetrics().averageCharWidth()
    for column in range(model.columnCount()):
        table.setColumnWidth(column, wide * 17)
    return table


def show_agreement(window: MainWindow) -> AgreementWindow | None:
    """Compute and show; a project with too little says what is missing."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        results = agree(window.bench.project)
    except IntercoderError as fault:
        window.bench.failed.emit(str(fault))
        return None
    finally:
        QGuiApplication.restoreOverrideCursor()
    shown = AgreementWindow(window, results)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.show()
    return shown
