"""What the coding window works on: one coder's session, the open document, and which item is current.

Acts go down to the session and come back as receipts; everything on the screen refreshes from what a receipt says
has changed. No widget is known here.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator import codebook_edit
from annotator.codebook import Alias, Codebook
from annotator.errors import ActError, IntercoderError, ProjectError
from annotator.records import Coding, Document, Region, Suggestion
from storage.codings import coding_counts
from storage.project import Project, Receipt
from storage.suggestions import decisions_of, find_suggestion, suggestions_of
from storage.texts import DocumentEntry, list_documents
from ui.desktop.open_document import Filter, Item, Open, place_of
from ui.workflows.coding import CodingSession

Verb = Callable[[], Receipt | None]
Then = Callable[[], object]
_FEW = 40


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Without Python's search for cycles, which takes as long as making forty thousand records does."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Workbench(QObject):
    """The state behind the window. Methods that act return True when the act is on disk, False when it failed
    (the reason goes out by `failed`, and nothing of the coder's input is lost)."""

    documents_changed = Signal()
    document_opened = Signal()
    regions_changed = Signal()
    items_changed = Signal(object, object)
    """(ids that went, items that came or changed) in the open document."""
    current_changed = Signal()
    filter_changed = Signal()
    done_changed = Signal()
    codebook_changed = Signal()
    saved = Signal(str)
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
        self.filter = Filter()
        self.edits: dict[str, dict[str, Any]] = {}
        self.last_code: tuple[str, str, dict[str, str]] | None = None
        self._current: str | None = None
        self._since = time.monotonic()
        self._lost = False
        self._failed: tuple[Verb, Then] | None = None

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
        with _no_collecting():
            loaded = self._loaded(document)
            self.edits.clear()
            self._current = None
            self.open = loaded
            self.document_opened.emit()
        self.current_changed.emit()
        self._try(lambda: self.session.note_shown(document.sha256), loud=False)

    def _loaded(self, document: Document) -> Open:
        sha256, session = document.sha256, self.session
        held = Open(document, session.codings(sha256), session.undecided(sha256), session.done(sha256))
        held.filter = self.filter
        return held

    def reload(self) -> None:
        """Read the open document's items again (new suggestions, another codebook, a region switched)."""
        if self.open is None:
            return
        before = self.open
        self.open = self._loaded(self.session.document(before.document.sha256))
        gone = [id_ for id_ in (*before.codings, *before.suggestions) if self.item(id_) is None]
        if self.open.document.regions != before.document.regions:
            self.regions_changed.emit()
        if self._current in gone:
            self._current = None
        self.items_changed.emit(gone, [*self.open.codings.values(), *self.open.suggestions.values()])
        self.done_changed.emit()
        self.current_changed.emit()

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
            )
            return False
        self.set_current(found.id)
        return True

    def set_filter(self, new: Filter) -> None:
        self.filter = new
        if self.open is not None:
            self.open.refilter(new)
        self.filter_changed.emit()

    # Acts

    def accept(self) -> bool:
        """Take the current suggestion over, with the edits made to it, and go to the next."""
        item = self.item(self._current)
        if not isinstance(item, Suggestion):
            self.told.emit(self.tr("No suggestion is current: go to one with Next."))
            return False
        seconds, edits = self._seconds(), self.edits.get(item.id)
        return self._try(
            lambda: self.session.accept(item.id, seconds=seconds, edits=edits), then=lambda: self._decided(item)
        )

    def accept_as_new(self, facet: str, code: str, *, alias: str = "", title: str = "") -> bool:
        """Accept the current suggestion with a new code of this title, or with a known one that gets `alias`; one act."""
        item = self.item(self._current)
        if not isinstance(item, Suggestion):
            return False
        seconds, edits = self._seconds(), self.edits.get(item.id)

        def verb() -> Receipt:
            old = self.codebook
            book = (
                codebook_edit.add_alias(old, facet, code, alias)
                if alias
                else codebook_edit.add_code(old, facet, code, title=title, aliases=(Alias(title),))
            )
            return self.session.accept_into_codebook(item.id, book, code=code, seconds=seconds, edits=edits)

        return self._try(verb, then=lambda: self._decided(item))

    def reject(self) -> bool:
        item = self.item(self._current)
        if isinstance(item, Coding):
            return self.delete([item.uuid])
        if not isinstance(item, Suggestion):
            self.told.emit(self.tr("No suggestion is current: go to one with Next."))
            return False
        seconds = self._seconds()
        return self._try(lambda: self.session.reject(item.id, seconds=seconds), then=lambda: self._decided(item))

    def _decided(self, item: Suggestion) -> None:
        self.edits.pop(item.id, None)
        found = self.open.next_offered((item.start, -item.end)) if self.open is not None else None
        self.set_current(found.id if found is not None else None)

    def accept_many(self, wanted: Iterable[Suggestion]) -> bool:
        """Accept several as one act and one undo."""
        ids = [s.id for s in wanted if s.code]
        if not ids:
            self.told.emit(self.tr("There is nothing to accept."))
            return False
        words = self.tr("Accepted {0} as one act; one undo takes it back.").format(f"{len(ids):,}")
        return self._try(lambda: self.session.accept_many(ids), then=lambda: self.told.emit(words))

    def same_name(self) -> list[Suggestion]:
        """Offered suggestions of the current one's text and code."""
        item, held = self.current, self.open
        if held is None or not isinstance(item, Suggestion):
            return []
        name = held.text_of(item)
        return [s for s in self.offered() if s.code == item.code and s.facet == item.facet and held.text_of(s) == name]

    def code(
        self, start: int | None, end: int | None, facet: str, code: str, attributes: Mapping[str, str] | None = None,
        *, then: Then | None = None,
    ) -> bool:  # fmt: skip
        """Code a span of the open document (or, with None, the document)."""
        if self.open is None:
            return False
        sha256 = self.open.document.sha256
        given = dict(attributes) if attributes is not None else self._defaults(facet)

        def done() -> None:
            self.last_code = (facet, code, given)
            if self.open is not None and self.open.codings:
                self.set_current(next(reversed(self.open.codings)))
            if then is not None:
                then()

        return self._try(
            lambda: self.session.code(sha256, start, end, facet=facet, code=code, attributes=given), then=done
        )

    def code_everywhere(
        self, spans: Sequence[tuple[str, int, int]], facet: str, code: str, attributes: Mapping[str, str]
    ) -> bool:
        """Code spans (sha256, start, end) all over the project as one act; False for none."""
        if not spans:
            return False
        return self._try(lambda: self.session.code_everywhere(spans, facet=facet, code=code, attributes=attributes))

    def change(self, **fields: Any) -> bool:
        """Change the current item: a coding at once, a suggestion when it is accepted."""
        item = self.item(self._current)
        if isinstance(item, Coding):
            return self.change_coding(item.uuid, **fields)
        if isinstance(item, Suggestion):
            self.edits[item.id] = {**self.edits.get(item.id, {}), **fields}
            self.items_changed.emit([], [replace(item, **self.edits[item.id])])
            self.current_changed.emit()
            return True
        return False

    def change_coding(self, uuid: str, *, then: Then | None = None, **fields: Any) -> bool:
        kind = next(iter(fields)) if len(fields) == 1 else "boundaries" if "start" in fields else "change"
        return self._try(lambda: self.session.change(uuid, kind=kind, **fields), then=then)

    def delete(self, uuids: Sequence[str]) -> bool:
        return self._try(lambda: self.session.delete(uuids), then=lambda: self.set_current(None))

    def mark_done(self, facets: Sequence[str], *, done: bool = True) -> bool:
        if self.open is None:
            return False
        sha256 = self.open.document.sha256
        return self._try(lambda: self.session.mark_done(sha256, facets=facets, done=done))

    def set_memo(self, kind: str, key: str, text: str) -> bool:
        return self._try(lambda: self.session.set_memo(kind, key, text))

    def switch_region(self, region: Region) -> bool:
        if self.open is None:
            return False
        sha256 = self.open.document.sha256
        return self._try(lambda: self.session.switch_region(sha256, region))

    def undo(self) -> bool:
        return self._back(self.session.undo, redo=False)

    def redo(self) -> bool:
        return self._back(self.session.redo, redo=True)

    def act(self, verb: Verb, *, then: Then | None = None) -> bool:
        """An act of another window (the codebook's): done, shown and, where the disk refused it, repeatable."""
        return self._try(verb, then=then)

    def try_again(self) -> bool:
        """Repeat the act that failed last, with what the coder had given."""
        if self._failed is None:
            return False
        verb, then = self._failed
        return self._try(verb, then=then)

    @property
    def can_try_again(self) -> bool:
        return self._failed is not None

    # Parts

    def _back(self, verb: Verb, *, redo: bool) -> bool:
        last = self.project.last_act(self.coder, redo=redo)
        if last is None:
            self.told.emit(self.tr("There is nothing to redo.") if redo else self.tr("There is nothing to undo."))
            return False
        done: list[Receipt] = []

        def noted() -> Receipt | None:
            receipt = verb()
            done[:] = [receipt] if receipt is not None else []
            return receipt

        def then() -> None:
            words = self.tr("Redone: {0}") if redo else self.tr("Undone: {0}")
            self.told.emit(words.format(last[1].replace("-", " ")))
            for receipt in done:
                self._go_to(receipt)

        return self._try(noted, then=then)

    def _go_to(self, receipt: Receipt) -> None:
        """Make what an undo brought back the current item, in its document; or go to the place of what it took away."""
        for change in receipt.changes:
            row = change.after or change.before or {}
            if change.entity not in ("coding", "decision") or row.get("coder") != self.coder:
                continue
            sha256 = str(row["document"])
            if self.open is None or self.open.document.sha256 != sha256:
                if self.project.tables.current("document", sha256) is None:
                    return
                self.show(sha256)
            id_ = change.key if change.entity == "coding" else str(row["suggestion"])
            if self.item(id_) is not None:
                self.set_current(id_)
                return
        for change in receipt.changes:
            row = change.before or {}
            if change.entity == "coding" and change.after is None and row.get("start") is not None:
                self.left.emit(row["start"], row["end"])
                return

    def _try(self, verb: Verb, *, then: Then | None = None, loud: bool = True) -> bool:
        self._failed = None if loud else self._failed
        try:
            receipt = verb()
        except IntercoderError as fault:
            if loud:
                if isinstance(fault, ProjectError) and not self.project.readonly:
                    self._failed = (verb, then or (lambda: None))
                self.failed.emit(str(fault))
            return False
        if receipt is not None:
            self._take(receipt)
        if then is not None:
            then()
        self._tell_lost()
        if receipt is not None:
            self.saved.emit(receipt.event)
        return True

    def _tell_lost(self) -> None:
        """The current item went with an act, and the act made no other one current."""
        if self._lost:
            self._lost = False
            self.current_changed.emit()

    def take(self, receipt: Receipt) -> None:
        """Refresh from what an act changed; acts of other coders or documents touch only the lists."""
        self._take(receipt)
        self._tell_lost()
        self.saved.emit(receipt.event)

    def _take(self, receipt: Receipt) -> None:
        gone: list[str] = []
        came: dict[str, Item] = {}
        touched = {change.entity for change in receipt.changes}
        if self.open is not None:
            if "coding" in touched:
                self._take_codings(receipt, gone, came)
            if "decision" in touched:
                self._take_decisions(receipt, gone, came)
        if gone or came:
            if self._current in gone:
                self._current, self._lost = None, True
            self.items_changed.emit(gone, list(came.values()))
            if self._current in came:
                self.current_changed.emit()
        self._tell_lists(touched, receipt)

    def _tell_lists(self, touched: set[Any], receipt: Receipt) -> None:
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
            self.open = None
            self._current = None
            self.document_opened.emit()
            self.current_changed.emit()

    def _take_codings(self, receipt: Receipt, gone: list[str], came: dict[str, Item]) -> None:
        assert self.open is not None
        sha256, concerned = self.open.document.sha256, []
        for change in receipt.changes:
            row = change.after or change.before or {}
            if change.entity != "coding" or row.get("coder") != self.coder or row.get("document") != sha256:
                continue
            old = self.open.codings.get(change.key)
            new = self.open.put_coding(change.key, change.after)
            if new is None:
                gone.append(change.key)
            else:
                came[change.key] = new
            concerned += [item for item in (old, new) if item is not None]
        stepped_back, returned = self.open.cover(concerned)
        gone += stepped_back
        came.update((s.id, s) for s in returned)

    def _take_decisions(self, receipt: Receipt, gone: list[str], came: dict[str, Item]) -> None:
        """A decided suggestion goes; one whose decision was undone comes back."""
        assert self.open is not None
        sha256, back = self.open.document.sha256, []
        for change in receipt.changes:
            row = change.after or change.before or {}
            if change.entity != "decision" or row.get("document") != sha256 or row.get("coder") != self.coder:
                continue
            id_ = str(row["suggestion"])
            if change.after is None:
                back.append(id_)
            elif self.open.drop_suggestion(id_) is not None:
                gone.append(id_)
                came.pop(id_, None)
        for suggestion in self._found(back, sha256):
            self.open.put_suggestion(suggestion)
            came[suggestion.id] = suggestion
        for id_ in self.open.cover([came[id_] for id_ in back if id_ in came])[0]:
            came.pop(id_, None)

    def _found(self, ids: Sequence[str], sha256: str) -> list[Suggestion]:
        """Suggestions by id that are undecided (by this coder, in this round)."""
        if len(ids) <= _FEW:
            return [find_suggestion(self.project, id_) for id_ in ids]
        decided = decisions_of(self.project, sha256, coder=self.coder, round_=self.session.round)
        wanted = set(ids) - decided.keys()
        return [s for s in suggestions_of(self.project, sha256) if s.id in wanted]

    def _seconds(self) -> float:
        return round(time.monotonic() - self._since, 3)

    def _defaults(self, facet: str) -> dict[str, str]:
        found = self.codebook.facet(facet)
        return {a.name: a.default for a in found.attributes if a.default} if found else {}

    def require_document(self) -> Open:
        if self.open is None:
            raise ActError("No document is open: choose one in the list.")
        return self.open
