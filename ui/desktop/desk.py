"""What the coding window shows: one coder's open document, which item is current, and what the filter lets through.

Everything on the screen refreshes from the signals here. No widget is known, and nothing is changed in the project.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.codebook import Codebook
from annotator.collector import keep_what_is_there, without_collector
from annotator.errors import ActError
from annotator.records import Coding, Document, Suggestion
from annotator.wording import say
from storage.codings import coding_counts
from storage.project import Project, Receipt
from storage.texts import DocumentEntry, list_documents
from ui.desktop.disk_news import DiskNews
from ui.desktop.items import Item, place_of
from ui.desktop.offered import Filter
from ui.desktop.open_document import Open
from ui.desktop.receipts import Difference, take_into
from ui.desktop.stretch_reader import StretchReader
from ui.workflows.coding import CodingSession


class Desk(QObject):
    """The state behind the window, and how it follows what acts have changed."""

    documents_changed = Signal()
    document_opened = Signal()
    regions_changed = Signal()
    items_changed = Signal(object, object)
    """(ids that went, items that came or changed) in the open document."""
    items_read = Signal(object)
    """Items of the open document that were there all along: a long one is shown before it is read to its end."""
    reading_ended = Signal()
    current_changed = Signal()
    filter_changed = Signal()
    done_changed = Signal()
    codebook_changed = Signal()
    busy = Signal(bool)
    """Whether an act is being done that takes its time."""
    failed = Signal(str)
    told = Signal(str)
    """A short message for the status bar."""
    left = Signal(int, int)
    """The place of a coding that an undo took away: the text goes there."""

    def __init__(self, project: Project, *, coder: str) -> None:
        super().__init__()
        self.project = project
        self.session = CodingSession(project, coder=coder)
        self.open: Open | None = None
        self._former: Open | None = None
        self.closed = False
        self.filter = Filter()
        self.edits: dict[str, dict[str, Any]] = {}
        self._current: str | None = None
        self._since = time.monotonic()
        self._lost = False
        self.disk = DiskNews(self, project)
        self.disk.refused.connect(self.failed)
        self._reader = StretchReader(self)
        self._reader.came.connect(self.items_read)
        self._reader.ended.connect(self.reading_ended)

    @property
    def coder(self) -> str:
        return self.session.coder

    @property
    def codebook(self) -> Codebook:
        return self.project.codebook

    def documents(self) -> list[DocumentEntry]:
        return list_documents(self.project)

    def counts(self) -> dict[str, int]:
        """Document sha256 -> this coder's codings."""
        out: dict[str, int] = {}
        for (sha256, coder, _), number in coding_counts(self.project).items():
            if coder == self.coder:
                out[sha256] = out.get(sha256, 0) + number
        return out

    # The open document and the current item

    def show(self, name: str) -> None:
        """Open a document by name or sha256. Raises DocumentError for an unknown one."""
        document = self.session.document(name)
        with without_collector():
            loaded = self._loaded(document)
            self.edits.clear()
            self._current = None
            self._hold(loaded)
            self.document_opened.emit()
        if loaded.complete:
            keep_what_is_there()
        self.current_changed.emit()

    def _loaded(self, document: Document) -> Open:
        sha256, session = document.sha256, self.session
        held = Open(document, session.stretches(sha256), session.done(sha256))
        held.filter = self.filter
        return held

    def _hold(self, held: Open) -> None:
        self._former = self.open  # letting go of twenty thousand records takes longer than painting
        QTimer.singleShot(0, self._let_go)
        self.open = held
        self._reader.begin(held)

    def _let_go(self) -> None:
        self._former = None

    def reload(self) -> None:
        """Read the open document's items again (new suggestions, another codebook, a region switched)."""
        if self.open is None:
            return
        before, after = self.open, self._loaded(self.session.document(self.open.document.sha256))
        before.finish()
        after.finish()
        self._hold(after)
        gone = [id_ for id_ in (*before.codings, *before.suggestions) if after.item(id_) is None]
        if after.document.regions != before.document.regions:
            self.regions_changed.emit()
        if self._current in gone:
            self._current = None
        self.items_changed.emit(gone, [*after.codings.values(), *after.suggestions.values()])
        self.done_changed.emit()
        self.current_changed.emit()

    def close(self) -> None:
        """Let go of the project; nothing is read or done any more."""
        self._reader.stop()
        self.disk.stop()
        self.closed = True
        self.project.close()

    def item(self, id_: str | None) -> Item | None:
        return self.open.item(id_) if self.open is not None else None

    @property
    def current(self) -> Coding | Suggestion | None:
        """The current item as the form shows it: a suggestion with the edits that wait for its acceptance."""
        item = self.item(self._current)
        if isinstance(item, Suggestion) and item.id in self.edits:
            return replace(item, **self.edits[item.id])
        return item

    def set_current(self, id_: str | None) -> None:
        if id_ == self._current and not (id_ is None and self._lost):
            return
        self._current = id_ if self.item(id_) else None
        self._lost = False
        self._since = time.monotonic()
        self.current_changed.emit()

    def offered(self) -> list[Suggestion]:
        """Undecided suggestions that the filter lets through, in the order of the text."""
        return self.open.offered() if self.open is not None else []

    def step(self, direction: int, *, caret: int = 0) -> bool:
        """Make the next (1) or previous (-1) undecided suggestion current, from the current item or the caret on."""
        held, item = self.open, self.item(self._current)
        if held is None:
            return False
        # Without a current item: after whatever starts before the caret, or before all that starts at it.
        here: tuple[Any, ...] = place_of(item) if item is not None else (caret - 1, 1) if direction > 0 else (caret,)
        found = held.next_offered(here) if direction > 0 else held.previous_offered(here)
        if found is None:
            self.told.emit(
                self.tr("No undecided suggestion that way.")
                if held.number_offered
                else self.tr("Every suggestion here is decided.")
                if self.project.tables.current("suggestions", held.document.sha256) is not None
                else self.tr("Not pre-highlighted yet: choose Project › Pre-highlight.")
            )
            return False
        self.set_current(found.id)
        return True

    def set_filter(self, new: Filter) -> None:
        self.filter = new
        if self.open is not None:
            self.open.refilter(new)
        self.filter_changed.emit()

    # Following acts

    def take(self, receipt: Receipt) -> None:
        """Refresh from what an act changed; acts of other coders or documents touch only the lists."""
        self._take(receipt)
        self._tell_lost()
        self.disk.announce(receipt.event)

    def _take(self, receipt: Receipt) -> None:
        if self.open is not None:
            self.open.finish()
        found = take_into(self.open, receipt, self.session) if self.open is not None else Difference()
        if found:
            if self._current in found.gone:
                self._current, self._lost = None, True
            self.items_changed.emit(found.gone, list(found.came.values()))
            if self._current in found.came:
                self.current_changed.emit()
        self._tell_lists(receipt)

    def _tell_lists(self, receipt: Receipt) -> None:
        touched = {change.entity for change in receipt.changes}
        if "completion" in touched and self.open is not None:
            self.open.done = self.session.done(self.open.document.sha256)
            self.done_changed.emit()
        if "codebook" in touched:
            self.codebook_changed.emit()
        if "document" in touched:
            self._drop_removed_document()
            self.documents_changed.emit()
        if self.open is not None and any(
            c.entity in ("suggestions", "override", "regions") and c.key.startswith(self.open.document.sha256)
            for c in receipt.changes
        ):
            self.reload()

    def _drop_removed_document(self) -> None:
        if self.open is not None and self.project.tables.current("document", self.open.document.sha256) is None:
            self._reader.stop()
            self.open = None
            self._current = None
            self.document_opened.emit()
            self.current_changed.emit()

    def _tell_lost(self) -> None:
        """The current item went with an act, and the act made no other one current."""
        if self._lost:
            self._lost = False
            self.current_changed.emit()

    def require_document(self) -> Open:
        if self.open is None:
            raise ActError(say("No document is open: choose one in the list."))
        return self.open
