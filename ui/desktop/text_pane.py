"""The middle of the coding window: messages, codes of the document, and its text with the marks kept in step."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.records import Coding, Suggestion
from ui.desktop.document_codes import DocumentCodes
from ui.desktop.empty_page import EmptyPage
from ui.desktop.marks_for import mark_of, marks_of
from ui.desktop.messages import MessageBar
from ui.desktop.remembered import restore_text
from ui.desktop.settings import Settings
from ui.desktop.text.marks import Mark
from ui.desktop.text.view import DocumentView
from ui.desktop.workbench import Workbench


class TextPane(QWidget):
    """Shows the open document, its items as marks, and which one is current; a page of what to do where none is open."""

    def __init__(self, bench: Workbench, settings: Settings) -> None:
        super().__init__()
        self.bench = bench
        self.view = DocumentView()
        self.view.setAccessibleName(self.tr("Document text"))
        self.view.set_margin_yields(True)
        self.messages, self.empty, self.document_codes = MessageBar(), EmptyPage(), DocumentCodes(bench)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.messages)
        layout.addWidget(self.document_codes)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.empty, 1)
        restore_text(self.view, settings)
        bench.document_opened.connect(self.show_text)
        bench.regions_changed.connect(self._show_regions)
        bench.items_changed.connect(self._update_marks)
        bench.items_read.connect(self._add_marks)
        bench.filter_changed.connect(lambda: self.view.set_marks(self._marks()))
        bench.codebook_changed.connect(lambda: self.view.set_marks(self._marks()))
        bench.left.connect(self._show_left)
        bench.current_changed.connect(self._show_current)
        bench.failed.connect(lambda words: self.messages.tell(words, again=bench.can_try_again))
        bench.disk.safe_again.connect(self.messages.hide)
        self.messages.again.connect(bench.try_again)

    def show_text(self) -> None:
        held = self.bench.open
        self.view.setVisible(held is not None)
        self.empty.setVisible(held is None)
        if held is None:
            self.view.set_document("")
            self.empty.tell(bool(self.bench.documents()), readonly=bool(self.bench.project.readonly))
        else:
            self.view.set_document(held.document.text, held.document.regions, marks=self._marks())

    def _show_regions(self) -> None:
        if self.bench.open is not None:
            self.view.set_regions(self.bench.open.document.regions)

    def _mark(self, item: Coding | Suggestion) -> Mark | None:
        faint = isinstance(item, Suggestion) and not self.bench.filter.passes(item)
        return mark_of(item, self.bench.codebook, faint=faint)

    def _marks(self) -> list[Mark]:
        held = self.bench.open
        if held is None:
            return []
        items: Iterable[Coding | Suggestion] = chain(held.codings_so_far.values(), held.suggestions_so_far.values())
        return marks_of(items, self.bench.codebook, self.bench.filter)

    def _add_marks(self, items: list[Coding | Suggestion]) -> None:
        self.view.update_marks([], marks_of(items, self.bench.codebook, self.bench.filter))

    def _update_marks(self, gone: list[str], came: list[Coding | Suggestion]) -> None:
        self.view.update_marks(gone, [mark for mark in map(self._mark, came) if mark])

    def _show_current(self) -> None:
        item = self.bench.current
        if item is None:
            self.view.set_current(None)
        else:
            mark = mark_of(item, self.bench.codebook, held=self.bench.open)
            if mark is not None:
                if mark.links:
                    self.view.update_marks([], [mark])
                self.view.set_current(mark.id)
                self.view.reveal(mark.start, mark.end)

    def _show_left(self, start: int, end: int) -> None:
        """Where an undo took a coding away: its words are selected, ready to be coded otherwise."""
        self.view.select_span(start, end)
        self.view.reveal(start, end)
