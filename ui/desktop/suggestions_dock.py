"""The undecided suggestions of the open document, with the filter: facet, source and score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QGridLayout, QVBoxLayout

from annotator.records import Suggestion
from ui.desktop.items_dock import ItemsDock
from ui.desktop.items_model import Item
from ui.desktop.words import translate
from ui.desktop.workbench import Workbench

ONE_LINE = 52
"""Letters from which on the three filters stand side by side."""


class SuggestionsDock(ItemsDock):
    """The table of suggestions below their filter."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(
            bench,
            name="suggestionList",
            title=translate("SuggestionsDock", "Suggestions"),
            last=translate("SuggestionsDock", "Score"),
        )
        self.facet, self.source = QComboBox(), QComboBox()
        self.facet.setAccessibleName(self.tr("Facet"))
        self.source.setAccessibleName(self.tr("Source"))
        self.score = QDoubleSpinBox(minimum=0.0, maximum=1.0, singleStep=0.05, prefix=self.tr("score ≥ "))
        self.score.setAccessibleName(self.tr("Lowest score"))
        self.score.lineEdit().setTextMargins(5, 0, 0, 0)  # a style sheet moves the buttons, not the words
        self.filters = QGridLayout()
        for widget in (self.facet, self.source, self.score):
            widget.setMinimumWidth(widget.fontMetrics().averageCharWidth() * 6)
        self._place_filters()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(self.filters)
        layout.addWidget(self.view)
        layout.addWidget(self.empty)
        self.facet.activated.connect(self._filter)
        self.source.activated.connect(self._filter)
        self.score.valueChanged.connect(self._filter)
        bench.filter_changed.connect(self.load)
        self.load()

    def _place_filters(self) -> None:
        """Side by side, or the score below where three do not fit."""
        narrow = self.width() < self.fontMetrics().averageCharWidth() * ONE_LINE
        for widget, place in ((self.facet, (0, 0)), (self.source, (0, 1)), (self.score, (1, 0) if narrow else (0, 2))):
            self.filters.addWidget(widget, *place, 1, 2 if narrow and widget is self.score else 1)
        for column in range(3):
            self.filters.setColumnStretch(column, 0 if narrow and column == 2 else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_filters()

    def load(self) -> None:
        self.model.load(self._offered)
        self._fill_choices()
        self.tell_empty()

    def _offered(self) -> Mapping[str, Suggestion] | Iterable[Suggestion]:
        held = self.bench.open
        if held is not None and (held.filter.open or not held.complete):
            return (
                held.suggestions_so_far
                if held.filter.open
                else filter(held.filter.passes, held.suggestions_so_far.values())
            )
        return self.bench.offered()

    def sort_out(self, gone: Iterable[str], came: Iterable[Any]) -> tuple[list[str], list[Item]]:
        passes, offered = self.bench.filter.passes, [item for item in came if isinstance(item, Suggestion)]
        held_back = [item.id for item in offered if not passes(item)]  # they may have passed before another run
        return [*gone, *held_back], [item for item in offered if passes(item)]

    def tell_empty(self) -> None:
        any_here = bool(self.bench.open and self.bench.open.number_offered)
        self.view.setVisible(any_here)
        self.empty.setVisible(not any_here)
        if any_here:
            return
        if self.bench.open is None:
            self.empty.setText(self.tr("No document is open."))
        elif self.bench.project.tables.current("suggestions", self.bench.open.document.sha256) is None:
            self.empty.setText(self.tr("Not pre-highlighted yet.\nChoose Project › Pre-highlight."))
        elif self.bench.open.suggestions_so_far:
            self.empty.setText(
                self.tr("The filter holds back %Ln suggestions.", "", len(self.bench.open.suggestions_so_far))
            )
        else:
            self.empty.setText(self.tr("Every suggestion is decided."))

    def _fill_choices(self) -> None:
        held = self.bench.open
        sources = (
            sorted({s.partition("/")[0] for s in {s.source for s in held.suggestions_so_far.values()}}) if held else []
        )
        for box, first, names, chosen in (
            (self.facet, self.tr("all facets"), [f.name for f in self.bench.codebook.facets], self.bench.filter.facets),
            (self.source, self.tr("all sources"), sources, self.bench.filter.sources),
        ):
            box.clear()
            box.addItem(first, "")
            for name in names:
                box.addItem(name, name)
            box.setCurrentIndex(max(0, box.findData(next(iter(chosen), ""))))

    def _filter(self) -> None:
        facet, source = self.facet.currentData(), self.source.currentData()
        new = replace(
            self.bench.filter,
            facets=frozenset([facet] if facet else []),
            sources=frozenset([source] if source else []),
            score=self.score.value(),
        )
        if new != self.bench.filter:
            self.bench.set_filter(new)
