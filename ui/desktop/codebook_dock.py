"""The codebook as a tree of facets and codes; a double click codes the selection."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QTreeView, QVBoxLayout, QWidget

from annotator.codebook import Code, Facet
from ui.desktop.favourites import Favourites
from ui.desktop.marks_for import code_colour
from ui.desktop.palette import HintDelegate
from ui.desktop.two_levels import KEY, Group, Row, TwoLevels
from ui.desktop.workbench import Workbench


class CodebookDock(QWidget):
    """Facets, their codes with colour and key, and the definition of the code that is chosen."""

    applied = Signal(str, str)
    """(facet, code) that was double-clicked or chosen with Enter."""

    def __init__(self, bench: Workbench, favourites: Favourites) -> None:
        super().__init__()
        self.bench, self.favourites = bench, favourites
        self._digits: dict[tuple[str, str], str] = {}
        self.model = TwoLevels([self.tr("Code")], self)
        self.view = QTreeView(headerHidden=True, uniformRowHeights=True, animated=False)
        self.view.setObjectName("codebookTree")
        self.view.setAccessibleName(self.tr("Codebook"))
        self.view.setModel(self.model)
        self.view.setMinimumHeight(self.fontMetrics().height() * 2)
        self.view.setItemDelegate(HintDelegate(self.view))
        self.view.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.about = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText, alignment=Qt.AlignmentFlag.AlignTop)
        self.about.setMargin(4)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.view, 3)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self.about)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumHeight(self.fontMetrics().height() * 2)
        layout.addWidget(scroll, 1)
        self.view.activated.connect(self._activated)
        self.view.selectionModel().currentChanged.connect(lambda index: self._describe(*self._at(index)))
        bench.codebook_changed.connect(self.load)
        self.load()

    def chosen(self) -> tuple[str, str]:
        """The (facet, code) chosen in the tree, empty names where none is."""
        return self._at(self.view.currentIndex())

    def _at(self, index: QModelIndex) -> tuple[str, str]:
        return index.data(KEY) if index.isValid() else ("", "")

    def load(self) -> None:
        held = self.favourites.all(self.bench.codebook)
        self._digits = {code: digit for digit, code in reversed(held.items())}
        self.model.show(
            [
                Group(
                    Row((facet.title or facet.name,), (facet.name, ""), tip=facet.definition),
                    [self._row(facet, code) for code in facet.codes if not code.retired],
                )
                for facet in self.bench.codebook.facets
            ]
        )
        self.view.ensurePolished()  # or rows are measured without the room that the style gives them
        self.view.expandAll()

    def _row(self, facet: Facet, code: Code) -> Row:
        digit, title = self._digits.get((facet.name, code.name), ""), code.title or code.name
        keys = [f"[{digit}]" if digit else "", code.key if code.key != digit else ""]
        words = self.tr("Favourite {0}: {1} applies it").format(digit, digit) if digit else ""
        return Row(
            (title,), (facet.name, code.name), code_colour(self.bench.codebook, facet.name, code.name),
            hint="  ".join(key for key in keys if key),
            tip="\n".join(part for part in (title, code.definition, words) if part),
        )  # fmt: skip

    def _activated(self, index: object) -> None:
        facet, code = self.chosen()
        if code:
            self.applied.emit(facet, code)

    def catch_up(self) -> None:
        """The definition of the current item's code, once the text is painted."""
        current = self.bench.current
        if current is not None:
            self._describe(current.facet, current.code)

    def _describe(self, facet: str, code: str) -> None:
        found = self.bench.codebook.code(facet, code) if facet and code else None
        of = self.bench.codebook.facet(facet) if facet else None
        if found is None:
            self.about.setText(of.definition if of else "")
            return
        parts = [found.title or found.name, found.definition]
        parts += [self.tr("Use: {0}").format(found.use)] if found.use else []
        parts += [self.tr("Not: {0}").format(found.avoid)] if found.avoid else []
        parts += [self.tr("Also: {0}").format(", ".join(a.text for a in found.aliases[:12]))] if found.aliases else []
        self.about.setText("\n".join(part for part in parts if part))
