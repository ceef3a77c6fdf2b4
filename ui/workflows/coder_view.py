"""What a coder has in front of them: codings, open suggestions, done marks, memos. Nothing of it changes a project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from annotator.acts import key_of
from annotator.left_out import LeftOut
from annotator.records import FIRST_ROUND, Coding, Document, Suggestion
from storage.codings import TEXT_END, codings_of, start_after
from storage.opening import open_project
from storage.progress import completions_of
from storage.project import Project
from storage.suggestions import suggestion_start_after, undecided_of
from storage.texts import list_documents, load_document, regions_of
from ui.workflows.progress import Progress, silent

STRETCH = 500
"""Items of one kind in a stretch of a document: read and shown in a few milliseconds."""


class Stretch(NamedTuple):
    """What starts in one stretch of a document's text; `last` where nothing comes after it."""

    codings: list[Coding]
    suggestions: list[Suggestion]
    last: bool


class CoderView:
    """One coder in one project and round. Positions are code points of the stored text."""

    def __init__(self, project: Project, *, coder: str, round_: str = FIRST_ROUND, assisted: bool = True) -> None:
        self.project = project
        self.coder = coder
        self.round = round_
        self.assisted = assisted

    def document(self, name: str) -> Document:
        return load_document(self.project, name, coder=self.coder)

    def codings(self, sha256: str) -> list[Coding]:
        return codings_of(self.project, sha256, coder=self.coder, round_=self.round)

    def undecided(self, sha256: str) -> list[Suggestion]:
        """Suggestions that this coder has neither accepted nor rejected, outside left-out regions."""
        if not self.assisted:
            return []
        left_out = LeftOut(regions_of(self.project, sha256, coder=self.coder))
        found = undecided_of(self.project, sha256, coder=self.coder, round_=self.round)
        return [suggestion for suggestion in found if suggestion.start not in left_out]

    def stretches(self, sha256: str, *, most: int = STRETCH) -> Iterator[Stretch]:
        """Codings and undecided suggestions of a document (those in left-out regions, too), stretch by stretch of its text,
        each read when it is asked for.

        A stretch holds about `most` of either at the most. Between two of them the project must not change.
        """
        begin = -1
        whole: dict[str, Any] = {"coder": self.coder, "round_": self.round}
        while begin < TEXT_END:
            end = start_after(self.project, sha256, coder=self.coder, begin=begin, skipped=most)
            if self.assisted:
                end = min(end, suggestion_start_after(self.project, sha256, begin=begin, skipped=most))
            end = max(end, begin + 1)  # more than `most` may start at one place
            offered = undecided_of(self.project, sha256, begin=begin, end=end, **whole) if self.assisted else []
            codings = codings_of(self.project, sha256, begin=begin, end=end, **whole)
            yield Stretch(codings, offered, last=end >= TEXT_END)
            begin = end

    def done(self, sha256: str) -> dict[str, bool]:
        """Facet -> done. A facet without an entry was not coded yet."""
        marks = completions_of(self.project, sha256, coder=self.coder, round_=self.round)
        return {facet: mark.done for facet, mark in marks.items()}

    def memo(self, kind: str, key: str) -> str:
        row = self.project.tables.current("memo", key_of(kind, key, self.coder))
        return str(row["text"]) if row else ""

    def occurrences(self, name: str, *, facet: str, code: str, only: str | None = None) -> list[tuple[str, int, int]]:
        """Where a name stands and this coder has no such coding yet: (sha256, start, end), in the whole project or in
        the document `only`.

        Whole words, across soft line breaks; stretches that are left out are passed over.
        """
        from annotator.suggest.learn import occurrences

        found: list[tuple[str, int, int]] = []
        for entry in list_documents(self.project):
            if only is not None and entry.sha256 != only:
                continue
            document = self.document(entry.sha256)
            spans = occurrences(name, document.text, regions=document.regions, case=name != name.lower())
            if not spans:
                continue
            taken = {(c.start, c.end) for c in self.codings(entry.sha256) if (c.facet, c.code) == (facet, code)}
            found += [(entry.sha256, *span) for span in spans if span not in taken]
        return found


def occurrences_at(
    *, path: Path, coder: str, round_: str, name: str, facet: str, code: str, progress: Progress = silent
) -> list[tuple[str, int, int]]:
    """`CoderView.occurrences` in the whole project, read from the file, as another process does."""
    with open_project(path, person=coder, readonly=True) as project:
        progress(0, 1, name)
        return CoderView(project, coder=coder, round_=round_).occurrences(name, facet=facet, code=code)
