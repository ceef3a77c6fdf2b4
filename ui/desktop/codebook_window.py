"""The codebook edited in the window: codes, definitions, aliases, colours, keys; what a change touches is shown first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QColorDialog,
    QFormLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator import codebook_edit as edit
from annotator.codebook import Alias, Code, Codebook
from annotator.errors import IntercoderError
from ui.desktop import ask
from ui.desktop.marks_for import code_colour
from ui.desktop.theme import DARK, LIGHT, contrast
from ui.workflows.codebook_acts import Moves, Plan, describe, plan_codebook, put_codebook

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow

NAME = Qt.ItemDataRole.UserRole + 1
LEAST_CONTRAST = 3.0
_SHOWN = 8


class CodebookWindow(QMainWindow):
    """A tree of codes and a form for the chosen one. Each change becomes a version of the codebook when it is saved."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window_, self.bench = window, window.bench
        self.chosen: tuple[str, str] | None = None
        self.setObjectName("codebookWindow")
        self.setWindowTitle(self.tr("Codebook — {0}").format(self.bench.codebook.title or self.bench.codebook.name))
        self.resize(940, 680)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(self.tr("Codes"))
        self.form = CodeForm()
        self.version = QLabel()
        buttons = QHBoxLayout()
        self.buttons: dict[str, QPushButton] = {}
        for name, words, act in (
            ("addCode", self.tr("Add…"), self.add), ("renameCode", self.tr("Rename…"), self.rename), ("mergeCode", self.tr("Merge…"), self.merge),
            ("splitCode", self.tr("Split…"), self.split), ("retireCode", self.tr("Retire"), self.retire),
        ):  # fmt: skip
            button = self.buttons[name] = QPushButton(words)
            button.setObjectName(name)
            button.clicked.connect(act)
            buttons.addWidget(button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.addWidget(self.tree)
        column.addLayout(buttons)
        right = QWidget()
        column = QVBoxLayout(right)
        column.addWidget(self.form, 1)
        save = QPushButton(self.tr("Save this code"))
        save.setObjectName("saveCode")
        save.clicked.connect(self.save)
        line = QHBoxLayout()
        line.addWidget(self.version, 1)
        line.addWidget(save)
        column.addLayout(line)
        middle = QSplitter()
        middle.addWidget(left)
        middle.addWidget(right)
        middle.setSizes([380, 560])
        self.setCentralWidget(middle)
        self.tree.currentItemChanged.connect(self._choose)
        self.bench.codebook_changed.connect(self.load)
        self.load()

    def load(self) -> None:
        """The tree again, the chosen code kept."""
        kept, book = self.chosen, self.bench.codebook
        self.version.setText(self.tr("Version {0} (meaning) and {1} (aids)").format(book.meaning, book.aids))
        self.tree.blockSignals(True)
        self.tree.clear()
        for facet in book.facets:
            top = QTreeWidgetItem([facet.title or facet.name])
            top.setData(0, NAME, (facet.name, ""))
            for code in facet.codes:
                words = f"{code.title or code.name}{self.tr(' (retired)') if code.retired else ''}"
                item = QTreeWidgetItem([words])
                item.setData(0, NAME, (facet.name, code.name))
                item.setForeground(0, self.palette().placeholderText() if code.retired else self.palette().text())
                top.addChild(item)
            self.tree.addTopLevelItem(top)
            top.setExpanded(True)
        self.tree.blockSignals(False)
        self.choose(*(kept if kept and book.code(*kept) else self._first()))

    def _first(self) -> tuple[str, str]:
        return next(((code.facet, code.name) for code in self.bench.codebook.codes()), ("", ""))

    def choose(self, facet: str, code: str) -> None:
        """Show a code in the form and the tree."""
        for item in self.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive):
            if tuple(item.data(0, NAME)) == (facet, code):
                self.tree.setCurrentItem(item)
                self._choose(item)
                return

    def _choose(self, item: QTreeWidgetItem | None, _before: object = None) -> None:
        facet, code = item.data(0, NAME) if item else ("", "")
        self.chosen = (facet, code) if code else None
        found = self.bench.codebook.code(facet, code) if code else None
        self.form.setEnabled(found is not None)
        for name in ("renameCode", "mergeCode", "splitCode", "retireCode"):
            self.buttons[name].setEnabled(found is not None)
        if found is not None:
            self.form.show_code(found, code_colour(self.bench.codebook, facet, code))
            self.buttons["retireCode"].setText(self.tr("Offer again") if found.retired else self.tr("Retire"))

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
        return True

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


class CodeForm(QWidget):
    """The fields of one code."""

    def __init__(self) -> None:
        super().__init__()
        self.code: Code | None = None
        self.name = QLabel()
        self.title, self.key = QLineEdit(), QLineEdit(maxLength=1)
        self.texts = {name: QPlainTextEdit() for name in ("definition", "use", "avoid", "examples", "aliases", "memo")}
        self.colour = QPushButton()
        self.colour.clicked.connect(self._ask_colour)
        self.warning = QLabel(wordWrap=True)
        form = QFormLayout(self)
        form.addRow(self.tr("Name"), self.name)
        form.addRow(self.tr("Title"), self.title)
        words = {
            "definition": self.tr("Definition"), "use": self.tr("When to use"), "avoid": self.tr("When not"), "examples": self.tr("Examples, one a line"),
            "aliases": self.tr("Aliases, one a line"), "memo": self.tr("Memo"),
        }  # fmt: skip
        for name, box in self.texts.items():
            box.setTabChangesFocus(True)
            box.setAccessibleName(words[name])
            box.setMinimumHeight(box.fontMetrics().height() * 2)
            form.addRow(words[name], box)
        line = QHBoxLayout()
        line.addWidget(self.colour)
        line.addWidget(QLabel(self.tr("Key")))
        line.addWidget(self.key)
        line.addStretch(1)
        form.addRow(self.tr("Colour"), line)
        form.addRow("", self.warning)
        self._picked = ""

    def show_code(self, code: Code, colour: str) -> None:
        self.code = code
        self.name.setText(f"{code.facet}: {code.name}")
        self.title.setText(code.title)
        self.key.setText(code.key)
        for name in ("definition", "use", "avoid", "memo"):
            self.texts[name].setPlainText(getattr(code, name))
        self.texts["examples"].setPlainText("\n".join(code.examples))
        self.texts["aliases"].setPlainText("\n".join(alias.text for alias in code.aliases))
        self._picked = code.colour
        self._show_colour(colour)

    def fields(self) -> dict[str, Any]:
        """The fields as the form has them. An alias that was there keeps its rules; a new one is plain."""
        code = self.code
        known = {alias.text: alias for alias in code.aliases} if code else {}
        texts = {name: box.document().toPlainText().strip() for name, box in self.texts.items()}
        return {
            "title": self.title.text().strip(), "key": self.key.text().strip(), "colour": self._picked,
            **{name: texts[name] for name in ("definition", "use", "avoid", "memo")},
            "examples": tuple(line.strip() for line in texts["examples"].splitlines() if line.strip()),
            "aliases": tuple(known.get(t, Alias(t)) for t in dict.fromkeys(" ".join(line.split()) for line in texts["aliases"].splitlines()) if t),
        }  # fmt: skip

    def _ask_colour(self) -> None:
        colour = QColorDialog.getColor(QColor(self._picked or "#888888"), self)
        if colour.isValid():
            self._picked = colour.name()
            self._show_colour(self._picked)

    def _show_colour(self, colour: str) -> None:
        self.colour.setText(colour)
        self.colour.setStyleSheet(f"border-left: 14px solid {colour}; padding: 3px 8px;")
        weak = [
            words
            for words, ground in ((self.tr("light"), LIGHT.base), (self.tr("dark"), DARK.base))
            if contrast(colour, ground) < LEAST_CONTRAST
        ]
        words = self.tr("Weak on a {0} ground: lines are drawn in an adapted shade.")
        self.warning.setText(words.format(self.tr(" and ").join(weak)) if weak else "")


def show_codebook(window: MainWindow) -> CodebookWindow:
    shown = CodebookWindow(window)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.show()
    return shown
