"""The codebook edited in the window: codes, definitions, aliases, colours, keys; what a change touches is shown first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator import codebook_edit as edit
from ui.desktop import ask
from ui.desktop.code_acts import CodeActs
from ui.desktop.code_form import CodeForm
from ui.desktop.codebook_changes import CodebookChanges
from ui.desktop.codebook_versions import VersionsList
from ui.desktop.codes_tree import CodesTree
from ui.desktop.cues_editor import CuesEditor
from ui.desktop.marks_for import code_colour
from ui.desktop.palette import Choice, Palette
from ui.desktop.sized import size_by_words
from ui.workflows.codebook_acts import coded_texts

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow


class CodebookWindow(QMainWindow):
    """A tree of codes, a form for the chosen one, and the versions so far. Each change becomes a version when it is saved."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window_, self.bench = window, window.bench
        self.chosen: tuple[str, str] | None = None
        self.setObjectName("codebookWindow")
        self.setWindowTitle(self.tr("Codebook — {0}").format(self.bench.codebook.title or self.bench.codebook.name))
        size_by_words(self, 140, 46)
        self.tree = CodesTree(self.bench)
        self.changes = CodebookChanges(self.bench, self)
        self.acts = CodeActs(self.bench, self.changes)
        self.form = CodeForm()
        self.versions = VersionsList(self.bench)
        self.cues = CuesEditor(self.bench)
        self.choices = Palette(self)
        self.version = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.save_code = QPushButton(self.tr("Save this code"))
        self.save_code.setObjectName("saveCode")
        self.save_code.setDefault(True)
        self.save_code.clicked.connect(self.save)
        self._build(self.fontMetrics().averageCharWidth())
        self.tree.chosen.connect(self._choose)
        self.acts.made.connect(self.choose)
        self.changes.told.connect(self.version.setText)
        self.form.edited.connect(self.save_code.setEnabled)
        self.form.examples_wanted.connect(self.choose_example)
        self.bench.codebook_changed.connect(self.load)
        self.load()

    def _build(self, wide: int) -> None:
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.addWidget(self.tree)
        column.addWidget(self.acts)
        tabs = self.tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(self.form, self.tr("This code"))
        tabs.addTab(self.cues, self.tr("Cues"))
        tabs.addTab(self.versions, self.tr("Versions"))
        line = QHBoxLayout()
        line.addWidget(self.version, 1)
        line.addWidget(self.save_code)
        column = QVBoxLayout(right)
        column.addWidget(tabs, 1)
        column.addLayout(line)
        middle = QSplitter()
        middle.addWidget(left)
        middle.addWidget(right)
        middle.setChildrenCollapsible(False)
        middle.setSizes([wide * 52, wide * 88])
        self.setCentralWidget(middle)

    def load(self) -> None:
        """The tree again, the chosen code kept."""
        kept, book = self.chosen, self.bench.codebook
        self.version.setText(self.tr("Version {0} (meaning) and {1} (aids)").format(book.meaning, book.aids))
        for part in (self.tree, self.versions, self.cues):
            part.load()
        self.choose(*(kept if kept and book.code(*kept) else self._first()))

    def _first(self) -> tuple[str, str]:
        return next(((code.facet, code.name) for code in self.bench.codebook.codes()), ("", ""))

    def choose(self, facet: str, code: str) -> None:
        """Show a code in the form and the tree."""
        self.tree.go_to(facet, code)
        self.chosen = (facet, code) if code else None
        found = self.bench.codebook.code(facet, code) if code else None
        of = self.bench.codebook.facet(facet)
        about = self.tr("Choose a code of {0}, or add one.").format(of.title or of.name) if of else ""
        self.form.show_code(found, code_colour(self.bench.codebook, facet, code) if code else "", about=about)
        self.acts.show_code(facet, code)

    def _choose(self, facet: str, code: str) -> None:
        if (facet, code) != self._at() and not self.leave():
            facet, code = self._at()
        self.choose(facet, code)  # saving has made the tree anew

    def leave(self) -> bool:
        """Before another code is shown: what was changed here is saved or let go; False where it could not be saved."""
        shown = self.form.code
        if shown is None or not self.form.is_edited() or self.bench.codebook.code(shown.facet, shown.name) != shown:
            return True
        if not ask.confirm(self, self.tr("Save the changes to {0}?").format(shown.title or shown.name)):
            self.form.show_code(shown, code_colour(self.bench.codebook, shown.facet, shown.name))
            return True
        return self.save()

    def closeEvent(self, event: QCloseEvent) -> None:
        unsaved = self.tr("The cues are changed and not saved. Close all the same?")
        if self.leave() and (not self.cues.is_edited() or ask.confirm(self, unsaved)):
            self.cues.stop()
            super().closeEvent(event)
        else:
            event.ignore()

    def choose_example(self) -> None:
        """One of the texts that were coded so becomes an example; it is saved with the code."""
        facet, code = self._at()
        quotes = coded_texts(self.bench.project, facet, code)
        if not quotes:
            self.version.setText(self.tr("Nothing is coded so yet: code a text with it first."))
            return

        def adding(text: str) -> Callable[[], object]:
            return lambda: self.form.add_example(text)

        self.choices.ask(
            [Choice(text, adding(text), f"{number:,}" if number > 1 else "") for text, number in quotes],
            title=self.tr("Which text is an example?"),
        )

    def save(self) -> bool:
        """The form's fields into the code."""
        if self.chosen is None:
            return False
        return self.changes.apply(lambda book: edit.change_code(book, *self._at(), **self.form.fields()))

    def _at(self) -> tuple[str, str]:
        return self.chosen or ("", "")


def show_codebook(window: MainWindow) -> CodebookWindow:
    shown = CodebookWindow(window)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.show()
    return shown
