"""What a coder does in the coding window: every act, as a call.

Acts go down to the session and come back as receipts; what the window shows follows them (desk.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from annotator import codebook_edit
from annotator.codebook import Alias
from annotator.errors import IntercoderError, ProjectError
from annotator.records import Coding, Region, Suggestion
from storage.project import Project, Receipt
from ui.desktop.desk import Desk
from ui.desktop.words import act_words

Verb = Callable[[], Receipt | None]
Then = Callable[[], object]
_MANY = 500
"""Changed items from which on an act takes longer than a key may."""
_LONG = 20_000
"""The same for an act that is taken back, in bytes of its events."""


class Workbench(Desk):
    """The acts. Each returns True when it is done (`disk.saved` says when it is on disk), False when it failed: then the
    reason goes out by `failed`, and nothing of the coder's input is lost."""

    def __init__(self, project: Project, *, coder: str) -> None:
        super().__init__(project, coder=coder)
        self.last_code: tuple[str, str, dict[str, str]] | None = None
        self._failed: tuple[Verb, Then] | None = None

    def show(self, name: str) -> None:
        super().show(name)
        with suppress(IntercoderError):  # a project that cannot be written can be read
            receipt = self.session.note_shown(self.require_document().document.sha256)
            if receipt is not None:
                self.disk.announce(receipt.event)

    def accept(self) -> bool:
        """Take the current suggestion over, with the edits made to it, and go to the next."""
        item = self.item(self._current)
        if not isinstance(item, Suggestion):
            self.told.emit(self.tr("No suggestion is current: go to one with Next."))
            return False
        seconds, edits = self._seconds(), self.edits.get(item.id)
        return self._try(
            lambda: self.session.accept(item, seconds=seconds, edits=edits), then=lambda: self._decided(item)
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
        with self._taking_time(len(ids) > _MANY):
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
        with self._taking_time(len(spans) > _MANY):
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
        with self._taking_time(done and len(self.open.suggestions) > _MANY):
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
        """Repeat the act that failed last, with what the coder had given, or the saving that the disk refused."""
        if self.disk.refusing:
            return self.disk.settle()
        if self._failed is None:
            return False
        verb, then = self._failed
        return self._try(verb, then=then)

    @property
    def can_try_again(self) -> bool:
        return self._failed is not None or self.disk.refusing

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
            self.told.emit(words.format(act_words(last[1])))
            for receipt in done:
                self._go_to(receipt)

        with self._taking_time(self.project.size_of_act(last[0]) > _LONG):
            return self._try(noted, then=then)

    @contextmanager
    def _taking_time(self, long: bool) -> Iterator[None]:
        """Tell that the window will not answer for a moment, and when it does again."""
        if long:
            self.busy.emit(True)
        try:
            yield
        finally:
            if long:
                self.busy.emit(False)

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

    def _try(self, verb: Verb, *, then: Then | None = None) -> bool:
        self._failed = None
        if self.open is not None:
            self.open.finish()
        try:
            receipt = verb()
        except IntercoderError as fault:
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
            self.disk.announce(receipt.event)
        return True

    def _seconds(self) -> float:
        """How long the current item has been so, for the decision's record."""
        return round(time.monotonic() - self._since, 3)

    def _defaults(self, facet: str) -> dict[str, str]:
        found = self.codebook.facet(facet)
        return {a.name: a.default for a in found.attributes if a.default} if found else {}
