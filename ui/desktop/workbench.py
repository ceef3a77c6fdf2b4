"""What the coding window works on: one coder's session, the open document, and which item is current.

Acts go down to the session and come back as receipts; everything on the screen refreshes from what a receipt says
has changed. No widget is known here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.acts import coding_from_row
from annotator.codebook import Codebook
from annotator.errors import ActError, IntercoderError
from annotator.records import Coding, Document, Region, Suggestion
from storage.codings import coding_counts
from storage.project import Project, Receipt
from storage.suggestions import decisions_of, suggestions_of
from storage.texts import DocumentEntry, list_documents
from ui.workflows.coding import CodingSession


@dataclass(frozen=True, slots=True)
class Filter:
    """Which suggestions are offered. `facets` empty: all; `sources` empty: all."""

    facets: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    score: float = 0.0

    def passes(self, suggestion: Suggestion) -> bool:
        return (
            suggestion.score >= self.score
            and (not self.facets or suggestion.facet in self.facets)
            and (not self.sources or suggestion.source.split("/")[0] in self.sources)
        )


@dataclass(slots=True)
class Open:
    """The open document and its items, by id, in the order of the text."""

    document: Document
    codings: dict[str, Coding] = field(default_factory=dict)
    suggestions: dict[str, Suggestion] = field(default_factory=dict)
    done: dict[str, bool] = field(default_factory=dict)
    covered: dict[str, Suggestion] = field(default_factory=dict)
    """Suggestions that say what a coding says already; they come back when that coding goes."""


def _says(item: Coding | Suggestion) -> tuple[object, ...]:
    return item.start, item.end, item.facet, item.code, tuple(sorted(item.attributes.items()))


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
        self.edits.clear()
        self._current = None
        self.open = self._loaded(document)
        self.document_opened.emit()
        self.current_changed.emit()
        self._try(lambda: self.session.note_shown(document.sha256), loud=False)

    def _loaded(self, document: Document) -> Open:
        sha256 = document.sha256
        left_out = [region for region in document.regions if region.left_out]
        codings = self.session.codings(sha256)
        said = {_says(coding) for coding in codings}
        undecided = [s for s in self.session.undecided(sha256) if not _inside(s, left_out)]
        return Open(
            document,
            {coding.uuid: coding for coding in codings},
            {s.id: s for s in undecided if _says(s) not in said},
            self.session.done(sha256),
            {s.id: s for s in undecided if _says(s) in said},
        )

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

    def item(self, id_: str | None) -> Coding | Suggestion | None:
        if self.open is None or id_ is None:
            return None
        return self.open.codings.get(id_) or self.open.suggestions.get(id_)

    @property
    def current(self) -> Coding | Suggestion | None:
        """The current item as the form shows it: a suggestion with the edits that wait for its acceptance."""
        item = self.item(self._current)
        if isinstance(item, Suggestion) and item.id in self.edits:
            return replace(item, **self.edits[item.id])
        return item

    def set_current(self, id_: str | None) -> None:
        if id_ == self._current:
            return
        self._current = id_ if self.item(id_) else None
        self._since = time.monotonic()
        self.current_changed.emit()

    def offered(self) -> list[Suggestion]:
        """Undecided suggestions that the filter lets through, in the order of the text."""
        if self.open is None:
            return []
        return sorted(
            filter(self.filter.passes, self.open.suggestions.values()), key=lambda s: (s.start, -s.end, s.facet)
        )

    def step(self, direction: int, *, caret: int = 0) -> bool:
        """Make the next (1) or previous (-1) undecided suggestion current, from the current item or the caret on."""
        offered = self.offered()
        item = self.item(self._current)
        at = (item.start or 0, -(item.end or 0), item.facet) if item else (caret - (direction > 0), 0, "")
        later = (
            [s for s in offered if (s.start, -s.end, s.facet) > at]
            if direction > 0
            else [s for s in offered if (s.start, -s.end, s.facet) < at]
        )
        if not later:
            self.told.emit("No undecided suggestion that way." if offered else "Every suggestion here is decided.")
            return False
        self.set_current(later[0 if direction > 0 else -1].id)
        return True

    def set_filter(self, new: Filter) -> None:
        self.filter = new
        self.filter_changed.emit()

    # Acts

    def accept(self) -> bool:
        """Take the current suggestion over, with the edits made to it, and go to the next."""
        item = self.item(self._current)
        if not isinstance(item, Suggestion):
            self.told.emit("No suggestion is current: go to one with Next.")
            return False
        seconds, edits = self._seconds(), self.edits.get(item.id)
        if not self._try(lambda: self.session.accept(item.id, seconds=seconds, edits=edits)):
            return False
        self.edits.pop(item.id, None)
        self._after(item.start, item.end)
        return True

    def reject(self) -> bool:
        item = self.item(self._current)
        if isinstance(item, Coding):
            return self.delete([item.uuid])
        if not isinstance(item, Suggestion):
            self.told.emit("No suggestion is current: go to one with Next.")
            return False
        seconds = self._seconds()
        if not self._try(lambda: self.session.reject(item.id, seconds=seconds)):
            return False
        self.edits.pop(item.id, None)
        self._after(item.start, item.end)
        return True

    def accept_many(self, wanted: Iterable[Suggestion]) -> bool:
        """Accept several as one act and one undo."""
        ids = [s.id for s in wanted if s.code]
        if not ids:
            self.told.emit("There is nothing to accept.")
            return False
        done = self._try(lambda: self.session.accept_many(ids))
        if done:
            self.told.emit(f"Accepted {len(ids):,} as one act; one undo takes it back.")
        return done

    def same_name(self) -> list[Suggestion]:
        """Offered suggestions of the current one's text and code."""
        item = self.current
        if self.open is None or not isinstance(item, Suggestion):
            return []
        text = self.open.document.text
        name = text[item.start : item.end]
        return [
            s for s in self.offered() if s.code == item.code and s.facet == item.facet and text[s.start : s.end] == name
        ]

    def code(
        self, start: int | None, end: int | None, facet: str, code: str, attributes: Mapping[str, str] | None = None
    ) -> bool:
        """Code a span of the open document (or, with None, the document)."""
        if self.open is None:
            return False
        sha256 = self.open.document.sha256
        given = dict(attributes) if attributes is not None else self._defaults(facet)
        done = self._try(lambda: self.session.code(sha256, start, end, facet=facet, code=code, attributes=given))
        if done:
            self.last_code = (facet, code, given)
            self.set_current(next(reversed(self.open.codings)))
        return done

    def code_spans(
        self, spans: Sequence[tuple[int, int]], facet: str, code: str, attributes: Mapping[str, str]
    ) -> bool:
        """Code several spans of the open document as one act."""
        if self.open is None or not spans:
            return False
        sha256 = self.open.document.sha256
        return self._try(lambda: self.session.code_spans(sha256, spans, facet=facet, code=code, attributes=attributes))

    def code_everywhere(
        self, spans: Sequence[tuple[str, int, int]], facet: str, code: str, attributes: Mapping[str, str]
    ) -> bool:
        return self._try(lambda: self.session.code_everywhere(spans, facet=facet, code=code, attributes=attributes))

    def change(self, **fields: Any) -> bool:
        """Change the current item: a coding at once, a suggestion when it is accepted."""
        item = self.item(self._current)
        if isinstance(item, Coding):
            return self._try(lambda: self.session.change(item.uuid, **fields))
        if isinstance(item, Suggestion):
            self.edits[item.id] = {**self.edits.get(item.id, {}), **fields}
            self.items_changed.emit([], [replace(item, **self.edits[item.id])])
            self.current_changed.emit()
            return True
        return False

    def delete(self, uuids: Sequence[str]) -> bool:
        done = self._try(lambda: self.session.delete(uuids))
        if done:
            self.set_current(None)
        return done

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
        done = self._try(lambda: self.session.switch_region(sha256, region))
        if done:
            self.reload()
        return done

    def undo(self) -> bool:
        return self._back(self.session.undo, "There is nothing to undo.")

    def redo(self) -> bool:
        return self._back(self.session.redo, "There is nothing to redo.")

    # Parts

    def _back(self, verb: Callable[[], Receipt | None], nothing: str) -> bool:
        if self.project.last_act(self.coder, redo=verb == self.session.redo) is None:
            self.told.emit(nothing)
            return False
        return self._try(verb)

    def _try(self, verb: Callable[[], Receipt | None], *, loud: bool = True) -> bool:
        try:
            receipt = verb()
        except IntercoderError as fault:
            if loud:
                self.failed.emit(str(fault))
            return False
        if receipt is not None:
            self.take(receipt)
        return True

    def take(self, receipt: Receipt) -> None:
        """Refresh from what an act changed; acts of other coders or documents touch only the lists."""
        gone: list[str] = []
        came: dict[str, Coding | Suggestion] = {}
        touched = {change.entity for change in receipt.changes}
        if self.open is not None:
            for change in receipt.changes:
                row = change.after or change.before or {}
                if (
                    change.entity == "coding"
                    and row.get("coder") == self.coder
                    and row.get("document") == self.open.document.sha256
                ):
                    self._take_coding(change.key, change.after, gone, came)
            if "decision" in touched:
                self._take_decisions(receipt, gone, came)
            if "coding" in touched:
                self._cover(gone, came)
        if gone or came:
            if self._current in gone:
                self._current = None
                self.current_changed.emit()
            self.items_changed.emit(gone, list(came.values()))
            if self._current in came:
                self.current_changed.emit()
        self._tell_lists(touched, receipt)
        self.saved.emit(receipt.event)

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

    def _take_coding(
        self, uuid: str, row: Mapping[str, Any] | None, gone: list[str], came: dict[str, Coding | Suggestion]
    ) -> None:
        assert self.open is not None
        if row is None:
            self.open.codings.pop(uuid, None)
            gone.append(uuid)
        else:
            came[uuid] = self.open.codings[uuid] = coding_from_row(uuid, row)

    def _take_decisions(self, receipt: Receipt, gone: list[str], came: dict[str, Coding | Suggestion]) -> None:
        """A decided suggestion goes; one whose decision was undone comes back."""
        assert self.open is not None
        sha256 = self.open.document.sha256
        back = []
        for change in receipt.changes:
            row = change.after or change.before or {}
            if change.entity != "decision" or row.get("document") != sha256 or row.get("coder") != self.coder:
                continue
            if change.after is None:
                back.append(str(row["suggestion"]))
            else:
                self.open.covered.pop(str(row["suggestion"]), None)
                if self.open.suggestions.pop(str(row["suggestion"]), None):
                    gone.append(str(row["suggestion"]))
        if back:
            decided = decisions_of(self.project, sha256, coder=self.coder, round_=self.session.round)
            for suggestion in suggestions_of(self.project, sha256):
                if suggestion.id in back and suggestion.id not in decided:
                    came[suggestion.id] = self.open.suggestions[suggestion.id] = suggestion

    def _cover(self, gone: list[str], came: dict[str, Coding | Suggestion]) -> None:
        """Suggestions that a new coding says already step back; those that none says any more return."""
        assert self.open is not None
        said = {_says(coding) for coding in self.open.codings.values()}
        for s in [s for s in self.open.suggestions.values() if _says(s) in said]:
            self.open.covered[s.id] = self.open.suggestions.pop(s.id)
            came.pop(s.id, None)
            gone.append(s.id)
        for s in [s for s in self.open.covered.values() if _says(s) not in said]:
            came[s.id] = self.open.suggestions[s.id] = self.open.covered.pop(s.id)

    def _after(self, start: int, end: int) -> None:
        """Go to the suggestion after the place that was just decided; stay there if none is left."""
        later = [s for s in self.offered() if (s.start, -s.end) >= (start, -end)]
        self.set_current(later[0].id if later else None)

    def _seconds(self) -> float:
        return round(time.monotonic() - self._since, 3)

    def _defaults(self, facet: str) -> dict[str, str]:
        found = self.codebook.facet(facet)
        return {a.name: a.default for a in found.attributes if a.default} if found else {}

    def require_document(self) -> Open:
        if self.open is None:
            raise ActError("No document is open: choose one in the list.")
        return self.open


def _inside(suggestion: Suggestion, regions: Sequence[Region]) -> bool:
    return any(region.start <= suggestion.start < region.end for region in regions)
