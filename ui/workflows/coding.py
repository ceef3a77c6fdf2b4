"""A coder at work on one document after another: every act of the coding window, without a window.

Each verb composes an act from what the store holds, commits it, and returns the receipt that views refresh from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.acts import (
    Act,
    Change,
    Deciding,
    accept_suggestion,
    code_all,
    code_span,
    delete_codings,
    edit_coding,
    key_of,
    new_uuid,
    put_completion,
    refuse_suggestion,
)
from annotator.codebook import Codebook
from annotator.errors import ActError
from annotator.records import FIRST_ROUND, Coding, Completion, Decision, Origin, Region, Suggestion
from annotator.validate import check_coding
from annotator.wording import say
from storage.clock import now
from storage.codebooks import set_codebook
from storage.codings import find_coding
from storage.progress import completions_of, exposure_change
from storage.project import Project, Receipt
from storage.suggestions import find_suggestion, find_suggestions
from storage.texts import find_document, override_region
from ui.workflows.codebook_acts import plan_codebook
from ui.workflows.coder_view import CoderView


class CodingSession(CoderView):
    """One coder at work in one project and round. Positions are code points of the stored text."""

    def __init__(self, project: Project, *, coder: str, round_: str = FIRST_ROUND, assisted: bool = True) -> None:
        super().__init__(project, coder=coder, round_=round_, assisted=assisted)
        self._lengths: dict[str, int] = {}

    def note_shown(self, sha256: str) -> Receipt | None:
        """Put on record that this coder saw the document with suggestions, or without; once."""
        shown = self.assisted and self.project.tables.current("suggestions", sha256) is not None
        change = exposure_change(self.project, sha256, coder=self.coder, round_=self.round, shown=shown)
        if change is None or self.project.readonly:
            return None
        return self.project.commit(Act("show", self.coder, (change,), undoable=False))

    def accept(
        self, wanted: str | Suggestion, *, seconds: float | None = None, edits: Mapping[str, Any] | None = None
    ) -> Receipt:
        """Take a suggestion (or that of an id) over, with `edits` (fields of Coding) where it was corrected first."""
        suggestion = find_suggestion(self.project, wanted) if isinstance(wanted, str) else wanted

        def accepting() -> Act:
            previous = self._previous(suggestion)
            return Act("accept", self.coder, self._accepting(suggestion, seconds, previous=previous, edits=edits))

        return self.project.decide(accepting)

    def reject(self, id_: str, *, seconds: float | None = None) -> Receipt:
        suggestion = find_suggestion(self.project, id_)

        def refusing() -> Act:
            previous = self._previous(suggestion)
            return Act(
                "reject", self.coder, refuse_suggestion(suggestion, self._who(), previous=previous, seconds=seconds)
            )

        return self.project.decide(refusing)

    def accept_many(self, ids: Sequence[str]) -> Receipt:
        """Accept several suggestions as one act and one undo (origin bulk)."""
        changes: list[Change] = []
        who = self._who()
        for suggestion in find_suggestions(self.project, ids):
            changes += self._accepting(suggestion, None, previous=self._previous(suggestion), origin="bulk", who=who)
        return self._commit(Act("accept-many", self.coder, tuple(changes)))

    def accept_into_codebook(
        self,
        id_: str,
        book: Codebook,
        *,
        code: str,
        seconds: float | None = None,
        edits: Mapping[str, Any] | None = None,
    ) -> Receipt:
        """Put a changed codebook in force (a new code, or an alias of one) and accept a suggestion with that code, as one
        act. Raises CodebookError for a faulty codebook."""
        plan = plan_codebook(self.project, book)
        suggestion = find_suggestion(self.project, id_)
        accepting = self._accepting(
            suggestion, seconds, previous=self._previous(suggestion), book=plan.codebook,
            edits={**(edits or {}), "code": code, "meaning_version": plan.codebook.meaning},
        )  # fmt: skip
        act, texts = set_codebook(self.project.connection, plan.codebook, person=self.coder)
        whole = Act("new-code", self.coder, (*act.changes, *plan.changes, *accepting))
        return self.project.commit(whole, texts=texts)

    def code(
        self, sha256: str, start: int | None, end: int | None, *, facet: str, code: str,
        attributes: Mapping[str, str] | None = None, memo: str = "", origin: Origin = "manual",
    ) -> Receipt:  # fmt: skip
        """Code a span (or, with start and end None, the document)."""
        return self._commit(code_span(self._new(sha256, start, end, facet, code, attributes or {}, memo, origin)))

    def code_spans(
        self,
        sha256: str,
        spans: Sequence[tuple[int, int]],
        *,
        facet: str,
        code: str,
        attributes: Mapping[str, str] | None = None,
    ) -> Receipt:
        """Code several spans of one document as one act (origin propagated)."""
        return self.code_everywhere([(sha256, *span) for span in spans], facet=facet, code=code, attributes=attributes)

    def code_everywhere(
        self,
        spans: Sequence[tuple[str, int, int]],
        *,
        facet: str,
        code: str,
        attributes: Mapping[str, str] | None = None,
    ) -> Receipt:
        """Code spans (document sha256, start, end) all over the project as one act and one undo."""
        new = [
            self._new(sha256, start, end, facet, code, attributes or {}, "", "propagated")
            for sha256, start, end in spans
        ]
        return self._commit(code_all(self.coder, new))

    def change(self, uuid: str, *, kind: str = "change", **fields: Any) -> Receipt | None:
        """Change fields of a coding (code, facet, start, end, attributes, memo, certainty); None where nothing differs."""
        before = find_coding(self.project, uuid)
        if before.coder != self.coder:
            raise ActError(say("This coding is {coder}'s: only {coder} can change it.", coder=before.coder))
        after = before._replace(**fields)
        if {"code", "facet"} & fields.keys():
            after = after._replace(meaning_version=self.project.codebook.meaning)
        self._check(after)
        act = edit_coding(before, after, kind=kind)
        return self._commit(act) if act else None

    def delete(self, uuids: Sequence[str]) -> Receipt:
        return self._commit(delete_codings(self.coder, [find_coding(self.project, uuid) for uuid in uuids]))

    def mark_done(self, sha256: str, *, facets: Sequence[str], done: bool = True) -> Receipt | None:
        """Mark facets of a document as done (suggestions left undecided there count as ignored) or open again."""
        marks = completions_of(self.project, sha256, coder=self.coder, round_=self.round)
        changes: list[Change] = []
        for facet in facets:
            before = marks.get(facet)
            if (before.done if before else None) == done:
                continue
            changes.append(put_completion(before, Completion(self.coder, sha256, facet, self.round, done)))
            if done:
                who = self._who()
                for suggestion in self.undecided(sha256):
                    if suggestion.facet == facet:
                        changes += refuse_suggestion(suggestion, who, verdict="ignored")
        return self._commit(Act("done" if done else "reopen", self.coder, tuple(changes))) if changes else None

    def set_memo(self, kind: str, key: str, text: str) -> Receipt | None:
        """A memo on a document (kind "document", key its sha256) or a code ("code", key facet:code)."""
        whole = key_of(kind, key, self.coder)
        before = self.project.tables.current("memo", whole)
        after = {"text": text} if text else None
        if before == after:
            return None
        return self._commit(Act("memo", self.coder, (Change("memo", whole, before, after),)))

    def switch_region(self, sha256: str, region: Region) -> Receipt:
        return self._commit(override_region(self.project, sha256, region, coder=self.coder))

    def undo(self) -> Receipt | None:
        return self.project.undo(self.coder)

    def redo(self) -> Receipt | None:
        return self.project.redo(self.coder)

    # Parts

    def _who(self) -> Deciding:
        return Deciding(self.coder, now(), self.round, self.project.codebook.meaning)

    def _previous(self, suggestion: Suggestion) -> Decision | None:
        row = self.project.tables.current("decision", key_of(suggestion.id, self.coder, self.round))
        return Decision(**row) if row else None

    def _accepting(
        self,
        suggestion: Suggestion,
        seconds: float | None,
        *,
        previous: Decision | None,
        origin: Origin = "accepted",
        edits: Mapping[str, Any] | None = None,
        book: Codebook | None = None,
        who: Deciding | None = None,
    ) -> tuple[Change, ...]:
        if previous is not None and previous.verdict in ("accepted", "edited"):
            raise ActError(say("This suggestion is accepted already."))
        if not suggestion.code and not (edits or {}).get("code"):
            raise ActError(say("This name is new to the codebook: choose a code for it first."))
        changes = accept_suggestion(
            suggestion, who or self._who(), previous=previous, seconds=seconds, origin=origin, edits=edits
        )
        row = changes[0].after or {}
        self._check(Coding(**{"uuid": changes[0].key, "start": None, "end": None, **row}), book)
        return changes

    def _new(
        self,
        sha256: str,
        start: int | None,
        end: int | None,
        facet: str,
        code: str,
        attributes: Mapping[str, str],
        memo: str,
        origin: Origin,
    ) -> Coding:
        coding = Coding(
            new_uuid(), sha256, self.coder, start, end, facet, code, dict(attributes), origin, memo, None, self.round,
            self.project.codebook.meaning, now(),
        )  # fmt: skip
        self._check(coding)
        return coding

    def _check(self, coding: Coding, book: Codebook | None = None) -> None:
        if coding.document not in self._lengths:  # a document's text never changes
            self._lengths[coding.document] = find_document(self.project, coding.document).characters
        check_coding(coding, book or self.project.codebook, length=self._lengths[coding.document])

    def _commit(self, act: Act) -> Receipt:
        return self.project.commit(act)
