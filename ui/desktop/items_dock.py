"""What the lists of suggestions and codings have in common: a row an item, in step with the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.desktop.items_model import ID, Item, ItemsModel
from ui.desktop.items_view import ItemsView
from ui.desktop.workbench import Workbench

MANY = 50
"""Changed rows from which on the whole table is made anew."""


class ItemsDock(QWidget):
    """The current item's row follows the text, and the other way round."""

    def __init__(self, bench: Workbench, *, name: str, title: str, last: str) -> None:
        """`name` is the table's object name, `last` the title of its last column."""
        super().__init__()
        self.bench = bench
        self.model = ItemsModel(bench, last=last)
        self.view = ItemsView(name, title, self.model)
        self.empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.view.clicked.connect(lambda index: bench.set_current(index.data(ID)))
        self.view.entered.connect(lambda: bench.set_current(self.view.currentIndex().data(ID)))
        for signal in (bench.document_opened, bench.reading_ended, bench.codebook_changed):
            signal.connect(self.load)
        bench.items_changed.connect(self._changed)

    def load(self) -> None:
        """All rows anew."""
        raise NotImplementedError

    def sort_out(self, gone: Iterable[str], came: Iterable[Any]) -> tuple[list[str], list[Item]]:
        """Of what changed: the ids that have no row here now, and the items that have one."""
        raise NotImplementedError

    def tell_empty(self) -> None:
        """Words instead of the table where there is nothing to show."""
        raise NotImplementedError

    def _changed(self, gone: list[str], came: list[Any]) -> None:
        if len(gone) + len(came) > MANY:
            self.load()
        else:
            self.model.change(*self.sort_out(gone, came))

    def catch_up(self) -> None:
        """What follows an act once the text is painted: rows, the current one, and words where there are none."""
        self.model.catch_up()
        self.tell_empty()
        self.view.follow(self.bench)
        self.view.executeDelayedItemsLayout()  # or Qt would do it, and paint, while the next key waits
