"""What the coder's own decisions teach: names to add as aliases, and rules that were rejected again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator import codebook_edit
from annotator.codebook import Codebook
from annotator.errors import IntercoderError
from storage.project import Receipt
from ui.desktop.marks_for import code_title
from ui.desktop.tables import plain_table
from ui.workflows.codebook_acts import plan_codebook, put_codebook
from ui.workflows.learning import aliases_to_learn, rules_in_doubt

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow


class LearningWindow(QMainWindow):
    """Two tables: offers above, doubtful rules below. Adding an alias is an act on the codebook, and can be undone."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window_, self.bench = window, window.bench
        self.setObjectName("learningWindow")
        self.setWindowTitle(
            self.tr("Names to learn — {0}").format(self.bench.codebook.title or self.bench.codebook.name)
        )
        self.resize(780, 560)
        self.names = self._table(
            self.tr("Names to learn"),
            [self.tr("Name"), self.tr("Code"), self.tr("Codings"), self.tr("Documents")],
        )
        self.no_rules = QLabel(
            self.tr("None so far: no rule was rejected much more often than accepted."), wordWrap=True
        )
        self.rules = self._table(
            self.tr("Rules rejected often"),
            [self.tr("Rule"), self.tr("Code"), self.tr("Rejected"), self.tr("Accepted"), self.tr("Edited")],
        )
        self.add = QPushButton(self.tr("Add as alias"))
        self.add.setObjectName("addLearned")
        self.add.clicked.connect(self.add_chosen)
        self.told = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        line = QHBoxLayout()
        line.addWidget(self.told, 1)
        line.addWidget(self.add)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.addWidget(QLabel(self.tr("Coded by hand, and known to no alias of their code:")))
        layout.addWidget(self.names, 2)
        layout.addLayout(line)
        layout.addWidget(QLabel(self.tr("Rejected again and again; the codebook (Ctrl+B) changes aliases and cues:")))
        layout.addWidget(self.rules, 1)
        layout.addWidget(self.no_rules)
        layout.setContentsMargins(12, 12, 12, 12)
        self.setCentralWidget(middle)
        self.bench.codebook_changed.connect(self.refresh)
        self.refresh()

    def _table(self, title: str, headers: list[str]) -> QTableWidget:
        table = QTableWidget(0, len(headers))
        table.setHorizontalHeaderLabels(headers)
        plain_table(title, table=table)
        wide = table.fontMetrics().averageCharWidth()
        for column, characters in enumerate((40, 26)):
            table.setColumnWidth(column, wide * characters)
        return table

    def refresh(self) -> None:
        try:
            self.offers = aliases_to_learn(self.bench.project, coder=self.bench.coder)
            doubts = rules_in_doubt(self.bench.project, coder=self.bench.coder, round_=self.bench.session.round)
        except IntercoderError as fault:
            self.told.setText(str(fault))
            return
        book = self.bench.codebook
        _fill(
            self.names,
            [(o.text, code_title(book, o.facet, o.code), o.count, o.documents) for o in self.offers],
        )
        _fill(
            self.rules,
            [(u.source, code_title(book, u.facet, u.code), u.rejected, u.accepted, u.edited) for u in doubts],
        )
        self.rules.setVisible(bool(doubts))
        self.no_rules.setVisible(not doubts)
        self.add.setEnabled(bool(self.offers))
        if not self.offers:
            self.told.setText(self.tr("Every name that was coded by hand is known."))

    def add_chosen(self) -> bool:
        """The chosen names (or the first one) as aliases: one act."""
        rows = sorted({index.row() for index in self.names.selectedIndexes()}) or [0]
        chosen = [self.offers[row] for row in rows if row < len(self.offers)]
        if not chosen:
            return False

        def put() -> Receipt | None:
            book: Codebook = self.bench.codebook
            for offer in chosen:
                book = codebook_edit.add_alias(book, offer.facet, offer.code, offer.text, case=offer.case)
            return put_codebook(self.bench.project, plan_codebook(self.bench.project, book), person=self.bench.coder)

        if not self.bench.act(put):
            return False
        self.told.setText(self.tr("Added {0}. Pre-highlight to find them elsewhere.").format(len(chosen)))
        return True


def _fill(table: QTableWidget, rows: list[tuple[object, ...]]) -> None:
    table.setRowCount(len(rows))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            item = QTableWidgetItem()
            item.setData(Qt.ItemDataRole.DisplayRole, value)
            table.setItem(number, column, item)


def show_learning(window: MainWindow) -> LearningWindow:
    shown = LearningWindow(window)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.show()
    return shown
