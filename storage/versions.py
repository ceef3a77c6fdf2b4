"""Codebook versions that codings were made under, and the codes whose meaning changed in between."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from annotator.codebook import Codebook
from annotator.codebook_diff import changed_meanings
from storage import events
from storage.codebooks import stored_codebook
from storage.place import LINEAGE, lineage

if TYPE_CHECKING:
    from storage.project import Project


def codebook_history(project: Project) -> list[tuple[str, Codebook]]:
    """(time, codebook) of each version that was put in force in this project, oldest first."""
    home = project.meta("project")[:LINEAGE]
    return [(at, book) for at, origin, book in _all_versions(project) if origin in ("", home)]


def _all_versions(project: Project) -> list[tuple[str, str, Codebook]]:
    """(time, lineage, codebook) of each version, of merged projects' too."""
    stream = events.read(project.connection, where="e.kind IN ('create', 'codebook', 'undo', 'redo', 'merge')")
    found = [
        (event.clock, event.writer, event.at, str(change.after["sha256"]))
        for event in stream
        for change in event.changes
        if change.entity == "codebook" and change.after is not None
    ]
    return [
        (at, lineage(writer), stored_codebook(project.connection, sha256)) for _, writer, at, sha256 in sorted(found)
    ]


def changed_codes(project: Project) -> set[tuple[str, str]]:
    """(facet, code) that changed in meaning between versions under which the project's codings were made.

    What a project that was merged into this one means by a code of the same name counts too.
    """
    changed: set[tuple[str, str]] = set()
    home = project.meta("project")[:LINEAGE]
    versions: dict[int, Codebook] = {}
    for _, origin, book in _all_versions(project):
        if origin in ("", home):
            versions[book.meaning] = book
        else:
            changed |= changed_meanings(book, project.codebook)
    used = {int(row[0]) for row in project.connection.execute("SELECT DISTINCT meaning FROM codings")}
    present = [versions[number] for number in sorted(used) if number in versions]
    for old, new in pairwise(present):
        changed |= changed_meanings(old, new)
    return changed
