"""Retrieval: coded segments by code, attribute and coder with their context, and cross-tables; to XLSX, CSV or DOCX."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import IntercoderError
from ui.desktop import ask
from ui.desktop.marks_for import code_title, describe
from ui.desktop.rest_line import with_rest
from ui.desktop.retrieval_choices import SegmentChoices
from ui.desktop.segment_source import SegmentSource
from ui.desktop.sized import size_by_words
from ui.desktop.tables import EndShown, MadeRows, PlainRows, fit_columns, plain_table, show_model, show_rows
from ui.desktop.words import field_words
from ui.workflows.retrieve import SEGMENT_HEADER, Segment, cross_table, line_of, narrow, segment_rows, write_rows

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow

KINDS = "Excel (*.xlsx);;CSV (*.csv);;Word (*.docx)"


class RetrievalWindow(QMainWindow):
    """Choices above, segments and a cross-table below. In a coder's project or a lead's alike it shows all coders that
    the project holds; while a round is blind the coder's own only (studies set that)."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window_, self.bench = window, window.bench
        self.segments: list[Segment] = []
        self.source = SegmentSource(self, window.bench.project)
        self.setObjectName("retrievalWindow")
        self.setWindowTitle(self.tr("Segments — {0}").format(window.bench.project.path.stem))
        size_by_words(self, 160, 44)
        self.choices = SegmentChoices(self.bench)
        self.down, self.across = QComboBox(), QComboBox()
        self.number = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.table, self.cross = plain_table(self.tr("Segments")), plain_table(self.tr("Cross-table"))
        for table in (self.table, self.cross):
            table.setSortingEnabled(True)
        self.table.setItemDelegateForColumn(0, EndShown(self.table))  # what stands beside the segment
        self._fill_choices()
        self._build()
        self.table.activated.connect(lambda index: self._jump(index.row()))
        self.choices.changed.connect(self.refresh)
        self.source.began.connect(self._wait)
        self.source.read.connect(self._show)
        self.source.failed.connect(self._refuse)
        for box in (self.down, self.across):
            box.activated.connect(self._show_cross)
        self.refresh()

    def _fill_choices(self) -> None:
        attributes = sorted({a.name for facet in self.bench.codebook.facets for a in facet.attributes})
        for box, start in ((self.down, "code"), (self.across, "document")):
            for name in ("code", "document", "coder", "facet"):
                box.addItem(field_words(name), name)
            for name in attributes:
                box.addItem(name, name)
            box.setCurrentIndex(box.findData(start))

    def _build(self) -> None:
        crossed = QWidget()
        lines = QGridLayout(crossed)
        for column, (title, box) in enumerate(((self.tr("Rows"), self.down), (self.tr("Columns"), self.across))):
            box.setAccessibleName(title)
            lines.addWidget(QLabel(title), 0, column)
            lines.addWidget(box, 1, column)
        lines.addWidget(self.cross, 2, 0, 1, 3)
        lines.setColumnStretch(2, 1)
        self.tabs = QTabWidget()
        self.tabs.addTab(with_rest(self.table), self.tr("Segments"))
        self.tabs.addTab(crossed, self.tr("Cross-table"))
        self.save = QPushButton(self.tr("Save this table…"))
        self.save.clicked.connect(self._save)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.addWidget(self.choices)
        layout.addWidget(self.number)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.save, 0, Qt.AlignmentFlag.AlignRight)
        layout.setContentsMargins(12, 12, 12, 12)
        self.setCentralWidget(middle)

    def refresh(self) -> None:
        self.source.refresh()

    def _wait(self) -> None:
        """What was shown stays; nothing half read is saved."""
        self.number.setText(self.tr("Reading the segments…"))
        self.save.setEnabled(False)

    def _refuse(self, words: str) -> None:
        self.number.setText(words)
        self.save.setEnabled(bool(self.segments))

    def _show(self) -> None:
        self.segments = narrow(self.source.segments, self.choices.wanted())
        self.save.setEnabled(bool(self.segments))
        self.number.setText(
            self.tr("%Ln segments; a double click or Enter shows one in the text.", "", len(self.segments))
            if self.segments
            else self.tr("No segment is of this kind: choose less above.")
            if self.source.segments
            else self.tr("Nothing is coded yet: what is coded stands here, to read, count and save.")
        )
        words, wide, cells = zip(*self._columns(), strict=True)
        show_model(self.table, MadeRows(words, cells, self.segments, self.table))
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        character = self.table.fontMetrics().averageCharWidth()
        self.table.want(
            [character * n for n in wide], least={1: character * 22, 3: character * 14}, yielding=(8, 7, 5, 4, 2, 6)
        )
        self._show_cross()

    def _show_cross(self) -> None:
        header, rows = cross_table(self.segments, self.down.currentData(), self.across.currentData()).with_totals()
        titles = {code.name: code.title or code.name for code in self.bench.codebook.codes()}
        words = self.tr("{0} × {1}").format(self.down.currentText(), self.across.currentText())
        shown = [words, *(titles.get(name, name) for name in header[1:-1]), self.tr("total")]
        titles["total"] = self.tr("total")
        show_rows(self.cross, shown, [(titles.get(str(row[0]), row[0]), *row[1:]) for row in rows])
        self.cross.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        fit_columns(self.cross, widest=24, first=22)

    def _columns(self) -> list[tuple[str, int, Callable[[Segment], object]]]:
        """Titles, widths in characters, and what makes a cell: what was said first, then what it was coded as, then by
        whom and where."""
        book, whole = self.bench.codebook, self.tr("(the whole document)")
        return [
            (self.tr("Before"), 24, lambda s: line_of(s.before)),
            (self.tr("Text"), 40, lambda s: whole if s.coding.start is None else line_of(s.text)),
            (self.tr("After"), 20, lambda s: line_of(s.after)),
            (self.tr("Code"), 22, lambda s: code_title(book, s.coding.facet, s.coding.code)),
            (self.tr("Attributes"), 30, lambda s: describe(s.coding, book)),
            (self.tr("Coder"), 14, attrgetter("coding.coder")),
            (self.tr("Document"), 26, attrgetter("document")),
            (self.tr("Place"), 9, attrgetter("coding.start")),
            (self.tr("Memo"), 20, attrgetter("coding.memo")),
        ]

    def _jump(self, shown: int) -> None:
        model = self.table.model()
        assert isinstance(model, PlainRows)
        coding = self.segments[model.order[shown]].coding
        self.window_.show_document(coding.document)
        if coding.span:
            self.window_.select_span(*coding.span)
        if coding.coder == self.bench.coder:
            self.bench.set_current(coding.uuid)
        self.window_.activateWindow()

    def _save(self) -> None:
        path = ask.ask_save(self, self.tr("Save this table"), "segments.xlsx", KINDS)
        if path is None:
            return
        try:
            if self.tabs.currentIndex() == 0:
                write_rows(path, SEGMENT_HEADER, segment_rows(self.segments), title="Segments")
            else:
                header, rows = cross_table(
                    self.segments, self.down.currentData(), self.across.currentData()
                ).with_totals()
                write_rows(path, header, rows, title=header[0])
        except IntercoderError as fault:
            self.number.setText(str(fault))
        else:
            self.number.setText(self.tr("Wrote {0}.").format(path))


def show_retrieval(window: MainWindow) -> RetrievalWindow:
    shown = RetrievalWindow(window)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.show()
    return shown
