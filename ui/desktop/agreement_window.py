"""Agreement in the window: the rows of the report, its warnings, and the disagreements with both coders side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, QStringListModel, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.rows import Disagreement, Results
from annotator.errors import IntercoderError
from annotator.records import FIRST_ROUND
from ui.desktop import ask
from ui.desktop.agreement_models import DisagreementsFilter, DisagreementsModel, RowsFilter, RowsModel
from ui.desktop.agreement_words import kind_words, subset_words
from ui.desktop.background import Background
from ui.desktop.disagreement_panes import DisagreementPanes
from ui.desktop.rest_line import with_rest
from ui.desktop.sharing import SharingTable
from ui.desktop.sized import size_by_words
from ui.desktop.steps_bar import StepsBar
from ui.desktop.tables import plain_list, plain_table
from ui.desktop.words import report_words
from ui.workflows.agree import agree_at, report

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow

REPORTS = "HTML (*.html);;PDF (*.pdf);;Excel (*.xlsx);;CSV (*.csv);;JSON (*.json)"


class AgreementWindow(QMainWindow):
    """Computes in the background, then shows. Up and down in the list of disagreements show each in the text below."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window_, self.bench = window, window.bench
        self.results: Results | None = None
        self.setObjectName("agreementWindow")
        self.setWindowTitle(self.tr("Agreement — {0}").format(window.bench.project.path.stem))
        size_by_words(self, 165, 52)
        self.rows, self.differences = RowsFilter(), DisagreementsFilter()
        self.table, self.list = (
            _table(self.tr("Figures"), self.rows),
            _table(self.tr("Disagreements"), self.differences),
        )
        self.panes = DisagreementPanes(self.bench)
        self.panes.set_text_percent(window.settings.number("text_percent", 100))
        self._warnings = QStringListModel(self)
        self.warnings = plain_list(self.tr("Warnings"), self._warnings)
        self.warnings.setObjectName("agreementWarnings")
        self.bar = StepsBar(self.tr("Progress"))
        self.told = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.again, self.save = QPushButton(self.tr("Stop")), QPushButton(self.tr("Save the report…"))
        self.again.setObjectName("stopAgreement")
        self._build()
        self.again.clicked.connect(self._stop_or_start)
        self.save.clicked.connect(self._ask_save)
        self.work: Background | None = None
        self.start()

    # Computing

    def start(self) -> None:
        """Compute anew from what is on disk."""
        self.work = Background(self, agree_at, {"path": self.bench.project.path})
        self.work.progressed.connect(self.bar.take_step)
        self.work.done.connect(self.show_results)
        self.work.failed.connect(self._failed)
        self.told.setText(self.tr("Computing…"))
        self.bar.begin()
        self.save.setEnabled(False)
        self.again.setText(self.tr("Stop"))
        self.work.start()

    def _stop_or_start(self) -> None:
        if self.work is not None and self.work.running:
            self.work.stop()
            self._failed(self.tr("Stopped."))
        else:
            self.start()

    def _failed(self, words: str) -> None:
        self.bar.hide()
        self.told.setText(words)
        self.again.setText(self.tr("Compute again"))

    def show_results(self, results: Results) -> None:
        self.results = results
        self.bar.hide()
        self.again.setText(self.tr("Compute again"))
        self.save.setEnabled(True)
        undefined = sum(row.value is None for row in results.rows)
        told = self.tr("%Ln figures, {0} of them undefined (the note says why).", "", len(results.rows))
        self.told.setText(told.format(f"{undefined:,}"))
        self._warnings.setStringList(list(results.warnings))
        self.tabs.setTabText(2, self.tr("Warnings ({0})").format(len(results.warnings)))
        self.rows.setSourceModel(RowsModel(results.rows))
        self.differences.setSourceModel(DisagreementsModel(results.disagreements))
        self.tabs.setTabText(1, self.tr("Disagreements ({0})").format(f"{len(results.disagreements):,}"))
        found = results.disagreements
        for box, values, word in (
            (self.facets, (row.facet or "" for row in results.rows), str),
            (self.tasks, (row.task for row in results.rows), report_words),
            (self.subsets, (row.subset for row in results.rows), subset_words),
            (self.kinds, (d.kind for d in found), kind_words), (self.in_facets, (d.facet for d in found), str),
            (self.pairs, (" / ".join(d.coders) for d in found), str),
        ):  # fmt: skip
            _refill(box, values, word)
        for box in (self.facets, self.tasks, self.subsets, self.kinds, self.in_facets, self.pairs):
            box.activated.emit(box.currentIndex())
        self._share()

    def _share(self) -> None:
        """What is chosen above the tables anyhow steps aside first; the rows of both coders stand below the list."""
        wide = self.fontMetrics().averageCharWidth()
        figures, found = (11, 12, 37, 22, 14, 13, 18, 14, 10, 14, 40), (13, 9, 28, 20, 32, 28, 28)
        self.table.want(
            [wide * n for n in figures], whole=(5, 6), least={2: wide * 29}, yielding=(4, 7, 9, 1, 10, 3, 8, 0)
        )
        least = {column: wide * n for column, n in ((4, 16), (5, 15), (6, 15))}
        self.list.want([wide * n for n in found], least=least, yielding=(1, 2, 3))

    # Building

    def _build(self) -> None:
        self.facets, self.tasks, self.subsets = (
            self._box(self.tr("Facet"), self.tr("all facets")),
            self._box(self.tr("Task"), self.tr("all tasks")),
            self._box(self.tr("Subset")),
        )
        self.subsets.addItem(subset_words("all"), "all")
        self.scopes = self._box(self.tr("Scope"))
        for title, name in (
            (self.tr("all coders and codes"), "all"),
            (self.tr("by code"), "code:"),
            (self.tr("by pair"), "pair:"),
            (self.tr("by document"), "document:"),
            (self.tr("every scope"), ""),
        ):
            self.scopes.addItem(title, name)
        self.kinds, self.in_facets, self.pairs = (
            self._box(self.tr("Kind of disagreement"), self.tr("all kinds")),
            self._box(self.tr("Facet"), self.tr("all facets")),
            self._box(self.tr("Pair of coders"), self.tr("all pairs")),
        )
        for box, name in (
            (self.facets, "facet"),
            (self.tasks, "task"),
            (self.subsets, "subset"),
            (self.scopes, "scope"),
        ):
            box.activated.connect(_wanting(self.rows.want, name, box))
        for box, column in ((self.kinds, 0), (self.in_facets, 1), (self.pairs, 3)):
            box.activated.connect(_wanting(self.differences.want, column, box))
        self.list.activated.connect(self._jump)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(with_rest(self.list))
        split.addWidget(self.panes)
        self.list.selectionModel().currentChanged.connect(self._show_text)
        self.tabs = QTabWidget()
        self.tabs.addTab(
            _page((self.facets, self.tasks, self.scopes, self.subsets), with_rest(self.table)), self.tr("Figures")
        )
        self.tabs.addTab(_page((self.kinds, self.in_facets, self.pairs), split), self.tr("Disagreements"))
        self.tabs.addTab(self.warnings, self.tr("Warnings"))
        foot = QHBoxLayout()
        foot.addWidget(self.bar, 1)
        foot.addStretch(1)
        foot.addWidget(self.again)
        foot.addWidget(self.save)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.addWidget(self.told)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)
        self.setCentralWidget(middle)

    def _box(self, name: str, first: str = "") -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        if first:
            box.addItem(first, "")
        return box

    # The text of a disagreement

    def _found(self, index: QModelIndex) -> Disagreement | None:
        row = self.differences.mapToSource(index).row()
        return self.results.disagreements[row] if self.results and row >= 0 else None

    def _show_text(self, index: QModelIndex) -> None:
        """Both coders' spans, side by side."""
        found = self._found(index)
        if found is not None and self.results is not None:
            self.panes.show_case(found, str(self.results.provenance.get("round", FIRST_ROUND)))

    def _jump(self, index: QModelIndex) -> None:
        found = self._found(index)
        if found is not None:
            self.window_.show_document(found.document)
            self.window_.select_span(found.start, found.end)
            self.window_.activateWindow()

    def _ask_save(self) -> None:
        path = ask.ask_save(self, self.tr("Save the report"), "agreement.html", REPORTS)
        if path is None or self.results is None:
            return
        try:
            report(self.results, path)
        except IntercoderError as fault:
            self.told.setText(str(fault))
        else:
            self.told.setText(self.tr("Wrote {0}.").format(path))


def _wanting(want: Callable[..., None], name: str | int, box: QComboBox) -> Callable[[], None]:
    return lambda: want(name, box.currentData())


def _refill(box: QComboBox, values: Iterable[str], word: Callable[[str], str] = str) -> None:
    """The values that there are, after the first line that lets all pass; what was chosen stays so if it is there."""
    chosen = box.currentData()
    first = [(box.itemText(0), box.itemData(0))] if box.count() and box.itemData(0) == "" else []
    box.clear()
    for words_, value in first + [(word(v), v) for v in dict.fromkeys(values) if v]:
        box.addItem(words_, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))


def _page(boxes: Iterable[QComboBox], body: QWidget) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    line = QHBoxLayout()
    for box in boxes:
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        line.addWidget(box)
    line.addStretch(1)
    layout.addLayout(line)
    layout.addWidget(body)
    return page


def _table(title: str, model: QSortFilterProxyModel) -> SharingTable:
    table = plain_table(title, sortable=True)
    table.setModel(model)
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    return table


def show_agreement(window: MainWindow) -> AgreementWindow:
    shown = AgreementWindow(window)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.show()
    return shown
