"""Codebook versions that codings were made under, and the codes whose meaning changed in between."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from annotator.codebook import Codebook
from annotator.codebook_diff import changed_meanings
from storage import events
from storage.codebooks import stored_codebook

if TYPE_CHECKING:
    from storage.project import Project


def codebook_history(project: Project) -> list[tuple[str, Codebook]]:
    """(time, codebook) of each version that was put in force, oldest first; every stream's."""
    stream = events.read(project.connection, where="e.kind IN ('create', 'codebook', 'undo', 'redo', 'merge')")
    found = [
        (event.clock, event.at, str(change.after["sha256"]))
        for event in stream
        for change in event.changes
        if change.entity == "codebook" and change.after is not None
    ]
    return [(at, stored_codebook(project.connection, sha256)) for _, at, sha256 in sorted(found)]


def changed_codes(project: Project) -> set[tuple[str, str]]:
    """(facet, code) that changed in meaning between versions under which the project's codings were made."""
    query = "SELECT DISTINCT meaning FROM codings"
    used = {int(row[0]) for row in project.connection.execute(query)}
    if len(used) < 2:
        return set()
    versions = {book.meaning: book for _, book in codebook_history(project)}
    present = [versions[number] for number in sorted(used) if number in versions]
    changed: set[tuple[str, str]] = set()
    for old, new in pairwise(present):
        changed |= changed_meanings(old, new)
    return changed
