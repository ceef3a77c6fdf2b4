"""The codebook edited in the window: codes, definitions, aliases, colours, keys; what a change touches is shown first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator import codebook_edit as edit
from annotator.codebook import Code, Codebook
from annotator.errors import IntercoderError
from storage.codings import all_codings
from ui.desktop import ask
from ui.desktop.code_form import CodeForm
from ui.desktop.codebook_versions import VersionsList
from ui.desktop.cues_editor import CuesEditor
from ui.desktop.marks_for import code_colour
from ui.desktop.palette import Choice, Palette
from ui.workflows.codebook_acts import Moves, Plan, coded_texts, describe, plan_codebook, put_codebook

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow

NAME = Qt.ItemDataRole.UserRole + 1
_SHOWN = 8


class CodebookWindow(QMainWindow):
    """A tree of codes, a form for the chosen one, and the versions so far. Each change becomes a version when it is saved."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window_, self.bench = window, window.bench
        self.chosen: tuple[str, str] | None = None
        self.setObjectName("codebookWindow")
        self.setWindowTitle(self.tr("Codebook — {0}").format(self.bench.codebook.title or self.bench.codebook.name))
        wide, high = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(min(1300, wide * 140), min(900, high * 46))
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([self.tr("Code"), self.tr("Codings")])
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName(self.tr("Codes"))
        self.form = CodeForm()
        self.versions = VersionsList(self.bench)
        self.cues = CuesEditor(self.bench)
        self.choices = Palette(self)
        self.version = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.buttons: dict[str, QPushButton] = {}
        self.save_code = QPushButton(self.tr("Save this code"))
        self.save_code.setObjectName("saveCode")
        self.save_code.setDefault(True)
        self.save_code.clicked.connect(self.save)
        self._build(wide)
        self.tree.currentItemChanged.connect(self._choose)
        self.form.edited.connect(self.save_code.setEnabled)
        self.form.examples_wanted.connect(self.choose_example)
        self.bench.codebook_changed.connect(self.load)
        self.load()

    def _build(self, wide: int) -> None:
        buttons = QGridLayout()
        for number, (name, words, act) in enumerate((
            ("addCode", self.tr("Add…"), self.add), ("renameCode", self.tr("Rename…"), self.rename), ("mergeCode", self.tr("Merge…"), self.merge),
            ("splitCode", self.tr("Split…"), self.split), ("retireCode", self.tr("Retire"), self.retire),
        )):  # fmt: skip
            button = self.buttons[name] = QPushButton(words)
            button.setObjectName(name)
            button.clicked.connect(act)
            buttons.addWidget(button, number // 3, number % 3)
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.addWidget(self.tree)
        column.addLayout(buttons)
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
        used = Counter((coding.facet, coding.code) for coding in all_codings(self.bench.project))
        self.tree.blockSignals(True)
        self.tree.clear()
        for facet in book.facets:
            top = QTreeWidgetItem([facet.title or facet.name])
            top.setData(0, NAME, (facet.name, ""))
            top.setToolTip(0, facet.title or facet.name)
            for code in facet.codes:
                top.addChild(self._row(code, used[facet.name, code.name]))
            self.tree.addTopLevelItem(top)
            top.setExpanded(True)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.blockSignals(False)
        self.versions.load()
        self.cues.load()
        self.choose(*(kept if kept and book.code(*kept) else self._first()))

    def _row(self, code: Code, used: int) -> QTreeWidgetItem:
        title = code.title or code.name
        item = QTreeWidgetItem([f"{title}{self.tr(' (retired)') if code.retired else ''}", f"{used:,}" if used else ""])
        item.setData(0, NAME, (code.facet, code.name))
        item.setToolTip(0, title)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setForeground(0, self.palette().placeholderText() if code.retired else self.palette().text())
        swatch = QPixmap(12, 12)
        swatch.fill(QColor(code_colour(self.bench.codebook, code.facet, code.name)))
        item.setIcon(0, QIcon(swatch))
        return item

    def _first(self) -> tuple[str, str]:
        return next(((code.facet, code.name) for code in self.bench.codebook.codes()), ("", ""))

    def choose(self, facet: str, code: str) -> None:
        """Show a code in the form and the tree."""
        for item in self.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive):
            if tuple(item.data(0, NAME)) == (facet, code):
                self.tree.blockSignals(True)
                self.tree.setCurrentItem(item)
                self.tree.blockSignals(False)
        self._show(facet, code)

    def _choose(self, item: QTreeWidgetItem | None, _before: object = None) -> None:
        facet, code = item.data(0, NAME) if item else ("", "")
        if (facet, code) != self._at() and not self.leave():
            facet, code = self._at()
        self.choose(facet, code)  # saving has made the tree anew

    def _show(self, facet: str, code: str) -> None:
        self.chosen = (facet, code) if code else None
        found = self.bench.codebook.code(facet, code) if code else None
        for name in ("renameCode", "mergeCode", "splitCode", "retireCode"):
            self.buttons[name].setEnabled(found is not None)
        of = self.bench.codebook.facet(facet)
        about = self.tr("Choose a code of {0}, or add one.").format(of.title or of.name) if of else ""
        self.form.show_code(found, code_colour(self.bench.codebook, facet, code) if code else "", about=about)
        retired = found is not None and found.retired
        self.buttons["retireCode"].setText(self.tr("Offer again") if retired else self.tr("Retire"))

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

    # Acts

    def save(self) -> bool:
        """The form's fields into the code."""
        if self.chosen is None:
            return False
        return self.apply(lambda book: edit.change_code(book, *self._at(), **self.form.fields()))

    def add(self) -> bool:
        item = self.tree.currentItem()
        facet = item.data(0, NAME)[0] if item else self.bench.codebook.facets[0].name
        title, ok = QInputDialog.getText(
            self, self.tr("Add a code"), self.tr("What shall the code of {0} be called?").format(facet)
        )
        return ok and bool(title.strip()) and self.add_code(facet, title.strip())

    def add_code(self, facet: str, title: str) -> bool:
        name = edit.name_from(title)
        done = self.apply(lambda book: edit.add_code(book, facet, name, title=title))
        if done:
            self.choose(facet, name)
        return done

    def rename(self) -> bool:
        facet, code = self._at()
        name, ok = QInputDialog.getText(
            self, self.tr("Rename"), self.tr("The code's name in codings and exports:"), text=code
        )
        return ok and self.rename_code(facet, code, edit.name_from(name))

    def rename_code(self, facet: str, code: str, new: str) -> bool:
        """A new name; its codings follow in the same act."""
        done = self.apply(lambda book: edit.rename_code(book, facet, code, new), moves={(facet, code): new})
        if done:
            self.choose(facet, new)
        return done

    def merge(self) -> bool:
        facet, code = self._at()
        of = edit.need_facet(self.bench.codebook, facet)
        others = [c.name for c in of.codes if c.name != code and not c.retired]
        into, ok = QInputDialog.getItem(
            self, self.tr("Merge"), self.tr("The codings of {0} get the code:").format(code), others, 0, False
        )
        return ok and self.merge_code(facet, code, into)

    def merge_code(self, facet: str, code: str, into: str) -> bool:
        """Retire a code; its codings and aliases go to another one."""
        return self.apply(lambda book: edit.merge_codes(book, facet, [code], into), moves={(facet, code): into})

    def split(self) -> bool:
        facet, code = self._at()
        title, ok = QInputDialog.getText(
            self, self.tr("Split"), self.tr("The part of {0} that becomes a code of its own:").format(code)
        )
        if not ok or not title.strip():
            return False
        new = edit.name_from(title)
        done = self.apply(lambda book: edit.split_code(book, facet, code, new, title=title.strip()))
        if done:
            self.choose(facet, new)
            self.bench.told.emit(self.tr("Now give the codings that belong to it the new code (Ctrl+T lists them)."))
        return done

    def retire(self) -> bool:
        facet, code = self._at()
        found = self.bench.codebook.code(facet, code)
        return found is not None and self.apply(
            lambda book: edit.retire_code(book, facet, code, retired=not found.retired)
        )

    def _at(self) -> tuple[str, str]:
        return self.chosen or ("", "")

    def apply(self, change: Callable[[Codebook], Codebook], *, moves: Moves | None = None) -> bool:
        """Plan a change, show what it touches where it touches codings or meanings, and put it in force."""
        try:
            plan = plan_codebook(self.bench.project, change(self.bench.codebook), moves=moves)
            if not plan.kind and not plan.changes:
                return False
            if (plan.touched or plan.meaning) and not ask.confirm(self, self.question(plan)):
                return False
            receipt = put_codebook(self.bench.project, plan, person=self.bench.coder)
        except IntercoderError as fault:
            self.bench.failed.emit(str(fault))
            self.version.setText(str(fault))
            return False
        if receipt is not None:
            self.bench.take(receipt)
            self.bench.reload()
            self.version.setText(self._summary(plan))
        return True

    def _summary(self, plan: Plan) -> str:
        """The version that came of it, and what is different in it."""
        book = self.bench.codebook
        words = self.tr("Version {0} (meaning) and {1} (aids)").format(book.meaning, book.aids)
        shown = "; ".join(describe(difference) for difference in plan.differences[:2])
        more = self.tr(" and {0} more").format(len(plan.differences) - 2) if len(plan.differences) > 2 else ""
        return f"{words}: {shown}{more}" if shown else words

    def question(self, plan: Plan) -> str:
        """The difference and the number of codings, before anything happens."""
        lines = [describe(difference) for difference in plan.differences[:_SHOWN]]
        if len(plan.differences) > _SHOWN:
            lines.append(self.tr("… and {0} more").format(len(plan.differences) - _SHOWN))
        if plan.touched:
            by = ", ".join(f"{coder} {number:,}" for coder, number in sorted(plan.touched.items()))
            lines.append(self.tr("{0} codings get another code ({1}).").format(f"{sum(plan.touched.values()):,}", by))
        if plan.meaning:
            lines.append(
                self.tr(
                    "The meaning of {0} codings changes: they are compared with later ones only when told so."
                ).format(f"{plan.meaning:,}")
            )
        return "\n".join([*lines, "", self.tr("One undo takes it back. Go on?")])


def show_codebook(window: MainWindow) -> CodebookWindow:
    shown = CodebookWindow(window)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.show()
    return shown
