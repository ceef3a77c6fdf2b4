"""The buttons below the codebook's codes: add, rename, merge, split, retire."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QInputDialog, QPushButton, QWidget

from annotator import codebook_edit as edit
from ui.desktop.codebook_changes import CodebookChanges
from ui.desktop.workbench import Workbench


class CodeActs(QWidget):
    """Acts on the code that is chosen; each asks for what it needs, and is one version of the codebook."""

    made = Signal(str, str)
    """The (facet, code) to go to: it is new, or is called so now."""

    def __init__(self, bench: Workbench, changes: CodebookChanges) -> None:
        super().__init__()
        self.bench, self.changes = bench, changes
        self.facet, self.code = "", ""
        self.buttons: dict[str, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for number, (name, words, act) in enumerate((
            ("addCode", self.tr("Add…"), self.add), ("renameCode", self.tr("Rename…"), self.rename), ("mergeCode", self.tr("Merge…"), self.merge),
            ("splitCode", self.tr("Split…"), self.split), ("retireCode", self.tr("Retire"), self.retire),
        )):  # fmt: skip
            button = self.buttons[name] = QPushButton(words)
            button.setObjectName(name)
            button.clicked.connect(act)
            grid.addWidget(button, number // 3, number % 3)

    def show_code(self, facet: str, code: str) -> None:
        """What the acts are about; an empty code is the facet alone, to which one can be added."""
        self.facet, self.code = facet, code
        found = self.bench.codebook.code(facet, code) if code else None
        for name in ("renameCode", "mergeCode", "splitCode", "retireCode"):
            self.buttons[name].setEnabled(found is not None)
        retired = found is not None and found.retired
        self.buttons["retireCode"].setText(self.tr("Offer again") if retired else self.tr("Retire"))

    def add(self) -> bool:
        facet = self.facet or self.bench.codebook.facets[0].name
        title, ok = QInputDialog.getText(
            self, self.tr("Add a code"), self.tr("What shall the code of {0} be called?").format(facet)
        )
        return ok and bool(title.strip()) and self.add_code(facet, title.strip())

    def add_code(self, facet: str, title: str) -> bool:
        name = edit.name_from(title)
        done = self.changes.apply(lambda book: edit.add_code(book, facet, name, title=title))
        if done:
            self.made.emit(facet, name)
        return done

    def rename(self) -> bool:
        facet, code = self.facet, self.code
        name, ok = QInputDialog.getText(
            self, self.tr("Rename"), self.tr("The code's name in codings and exports:"), text=code
        )
        return ok and self.rename_code(facet, code, edit.name_from(name))

    def rename_code(self, facet: str, code: str, new: str) -> bool:
        """A new name; its codings follow in the same act."""
        done = self.changes.apply(lambda book: edit.rename_code(book, facet, code, new), moves={(facet, code): new})
        if done:
            self.made.emit(facet, new)
        return done

    def merge(self) -> bool:
        facet, code = self.facet, self.code
        of = edit.need_facet(self.bench.codebook, facet)
        others = [c.name for c in of.codes if c.name != code and not c.retired]
        into, ok = QInputDialog.getItem(
            self, self.tr("Merge"), self.tr("The codings of {0} get the code:").format(code), others, 0, False
        )
        return ok and self.merge_code(facet, code, into)

    def merge_code(self, facet: str, code: str, into: str) -> bool:
        """Retire a code; its codings and aliases go to another one."""
        return self.changes.apply(lambda book: edit.merge_codes(book, facet, [code], into), moves={(facet, code): into})

    def split(self) -> bool:
        facet, code = self.facet, self.code
        title, ok = QInputDialog.getText(
            self, self.tr("Split"), self.tr("The part of {0} that becomes a code of its own:").format(code)
        )
        if not ok or not title.strip():
            return False
        new = edit.name_from(title)
        done = self.changes.apply(lambda book: edit.split_code(book, facet, code, new, title=title.strip()))
        if done:
            self.made.emit(facet, new)
            self.bench.told.emit(self.tr("Now give the codings that belong to it the new code (Ctrl+T lists them)."))
        return done

    def retire(self) -> bool:
        facet, code = self.facet, self.code
        found = self.bench.codebook.code(facet, code)
        return found is not None and self.changes.apply(
            lambda book: edit.retire_code(book, facet, code, retired=not found.retired)
        )
