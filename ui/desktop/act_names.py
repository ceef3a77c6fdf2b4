"""What the acts' list cannot say: names in the menus that depend on the project, the current item and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from ui.desktop.act_specs import SPECS
from ui.desktop.actions import translated
from ui.desktop.favourites import DIGITS
from ui.desktop.marks_for import code_title
from ui.desktop.panels import panels_menu
from ui.desktop.words import act_words

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow

CONTEXT = (
    "acceptSuggestion",
    "rejectSuggestion",
    "",
    "codeSelection",
    "sameAsLast",
    "codeOccurrences",
    "codeEverywhere",
    "acceptSameName",
    "addCode",
    "addAlias",
    "",
    "memo",
    "showHistory",
    "deleteCoding",
)
"""The menu of the right button."""


class ActNames(QObject):
    """Keeps the menus' words in step; `context` is the menu of the right button."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window, self.actions = window, window.actions_by_name
        menus = {menu.objectName(): menu for menu in window.menuBar().findChildren(QMenu)}
        panels_menu(menus["menuView"].addMenu(self.tr("Panels")), window.docks)
        menus["menuEdit"].aboutToShow.connect(self.name_acts)
        menus["menuCodeAttributes"].aboutToShow.connect(self.name_attributes)
        self.context = QMenu(self.tr("Code"), window)
        for name in CONTEXT:
            self.context.addAction(self.actions[name]) if name else self.context.addSeparator()
        window.bench.codebook_changed.connect(self.name_by_codebook)
        self.name_by_codebook()

    def name_by_codebook(self) -> None:
        """Favourites and facets by their names in the menus."""
        book = self.window.bench.codebook
        held = self.window.favourites.all(book)
        for digit in DIGITS:
            code = held.get(digit)
            words = code_title(book, *code) if code else self.tr("Favourite {0}").format(digit)
            self.actions[f"favourite{digit}"].setText(words)
            self.actions[f"favourite{digit}"].setEnabled(code is not None)
        facets = [facet for facet in book.facets if facet.unit == "span"]
        for number in range(1, 7):
            action = self.actions[f"facet{number}"]
            action.setVisible(number <= len(facets))
            if number <= len(facets):
                action.setText(facets[number - 1].title or facets[number - 1].name)

    def name_acts(self) -> None:
        """What undo and redo would take back, in their words."""
        for name, words in (("undo", self.tr("Undo")), ("redo", self.tr("Redo"))):
            act = self.window.bench.project.last_act(self.window.bench.coder, redo=name == "redo")
            self.actions[name].setText(f"{words}: {act_words(act[1])}" if act else words)
            self.actions[name].setIconText(words)

    def name_attributes(self) -> None:
        """The attributes that the current item has, by their names."""
        item = self.window.bench.current
        facet = self.window.bench.codebook.facet(item.facet) if item is not None else None
        for number in range(1, 4):
            known = facet.attributes[number - 1 : number] if facet else ()
            for name, words in (
                (f"attribute{number}", self.tr("{0}…")),
                (f"pick{number}", self.tr("Pick the {0} in the text")),
            ):
                usual = translated(next(spec.text for spec in SPECS if spec.name == name))
                title = known[0].title or known[0].name.capitalize() if known else ""
                self.actions[name].setText(words.format(title) if title else usual)
