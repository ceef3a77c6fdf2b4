"""What the coder's decisions teach: names to add as aliases, aliases to remove or narrow, rules that people must mend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from storage.project import Receipt
from ui.desktop.background import Background
from ui.desktop.marks_for import code_title
from ui.desktop.sized import size_by_words
from ui.desktop.tables import fit_columns, plain_table, show_rows, wrap_rows
from ui.workflows.learn import Lessons, Offer, counts, decline, lessons_at, take

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow


class LearningWindow(QMainWindow):
    """Offers above, each to take or to decline as one act; below the rules that only an edit of the cues can mend.

    In a coder's project what is taken becomes a proposal to the lead. Offers are looked for in a process of their own.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.bench = window.bench
        self.found = Lessons((), ())
        self.work: Background | None = None
        self._again = False
        self.setObjectName("learningWindow")
        self.setWindowTitle(
            self.tr("Names to learn — {0}").format(self.bench.codebook.title or self.bench.codebook.name)
        )
        size_by_words(self, 160, 36)
        self._offer_titles = self.tr("What to do"), self.tr("Name"), self.tr("Code"), self.tr("Why")
        self._rule_titles = self.tr("Rule"), self.tr("Code"), self.tr("Rejected")
        self.offers = plain_table(self.tr("Names to learn"))
        self.offers.setObjectName("learningOffers")
        self.rules = plain_table(self.tr("Rules rejected often"))
        self.rules.setObjectName("doubtfulRules")
        for table in (self.offers, self.rules):
            wrap_rows(table)
        own = self.bench.project.kind == "coder"
        self.add = self._button(
            "addLearned", self.tr("Propose to the lead") if own else self.tr("Do it"), self.add_chosen
        )
        self.leave = self._button("declineLearned", self.tr("Never offer again"), self.decline_chosen)
        self.told = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._build()
        self.bench.codebook_changed.connect(self.refresh)
        self.show_lessons(self.found)
        self.refresh()

    def _build(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.told, 1)
        line.addWidget(self.leave)
        line.addWidget(self.add)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.addWidget(
            QLabel(self.tr("Names coded by hand that no alias knows, and aliases that are mostly rejected:"))
        )
        layout.addWidget(self.offers, 3)
        layout.addLayout(line)
        self.about_rules = QLabel(
            self.tr("Rejected again and again, and no single alias is to blame (Ctrl+B, Cues, to edit them):")
        )
        layout.addWidget(self.about_rules)
        layout.addWidget(self.rules, 1)
        layout.setContentsMargins(12, 12, 12, 12)
        self.setCentralWidget(middle)

    def _button(self, name: str, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.clicked.connect(act)
        return button

    def refresh(self) -> None:
        """Look for offers anew; once more where a search is under way already."""
        if self.work is not None and self.work.running:
            self._again = True
            return
        self.told.setText(self.tr("Looking through codings and decisions…"))
        self.bench.disk.settle()  # the process reads what is on disk
        about = {"path": self.bench.project.path, "coder": self.bench.coder, "round_": self.bench.session.round}
        self.work = Background(self, lessons_at, about)
        self.work.done.connect(self.show_lessons)
        self.work.failed.connect(self.told.setText)
        self.work.start()

    def show_lessons(self, found: Lessons) -> None:
        """Both tables anew."""
        if self._again:
            self._again = False
            self.refresh()
            return
        self.found, book = found, self.bench.codebook
        verbs = {
            "add": self.tr("Add as an alias"), "drop": self.tr("Remove the alias"),
            "case": self.tr("Let its capitals decide"), "government": self.tr("Only where it means the government"),
        }  # fmt: skip
        offers = [(verbs[o.verb], o.text, code_title(book, o.facet, o.code), o.reason) for o in found.offers]
        shown = [(d.use.source, code_title(book, d.use.facet, d.use.code), counts(d)) for d in found.shown]
        _fill(self.offers, self._offer_titles, offers)
        _fill(self.rules, self._rule_titles, shown)
        for widget in (self.about_rules, self.rules):
            widget.setVisible(bool(found.shown))
        for button in (self.add, self.leave):
            button.setEnabled(bool(found.offers))
        self.told.setText("" if found.offers else self.tr("Every name that was coded by hand is known."))

    def chosen(self) -> list[Offer]:
        """The offers of the chosen rows, or the first one."""
        rows = sorted({index.row() for index in self.offers.selectedIndexes()}) or [0]
        return [self.found.offers[row] for row in rows if row < len(self.found.offers)]

    def add_chosen(self) -> bool:
        """What the chosen rows offer: one act."""
        words = (
            self.tr("Proposed to the lead.")
            if self.bench.project.kind == "coder"
            else self.tr("Done: pre-highlight to use it.")
        )
        return self._act(lambda chosen: take(self.bench.project, chosen), words)

    def decline_chosen(self) -> bool:
        """The chosen rows are not offered again: one act."""
        return self._act(lambda chosen: decline(self.bench.project, chosen), self.tr("It will not be offered again."))

    def _act(self, verb: Callable[[list[Offer]], Receipt | None], words: str) -> bool:
        chosen = self.chosen()
        if not chosen or not self.bench.act(lambda: verb(chosen)):
            return False
        left = tuple(offer for offer in self.found.offers if offer not in chosen)
        self.show_lessons(Lessons(left, self.found.shown))
        self.told.setText(words)
        return True


def _fill(table: QTableView, titles: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    show_rows(table, titles, rows)
    fit_columns(table, widest=34)
    table.resizeRowsToContents()


def show_learning(window: MainWindow) -> LearningWindow:
    shown = LearningWindow(window)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.show()
    return shown
