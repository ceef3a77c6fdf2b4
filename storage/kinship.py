"""What a file that is merged is to the project: whether it was made as a project of its own, and what its codes mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from annotator.codebook import Codebook
from annotator.codebook_diff import changed_meanings
from annotator.errors import ProjectError
from annotator.wording import say
from storage import events, incoming
from storage.codebooks import stored_codebook
from storage.events import Event
from storage.findings import FAULTS
from storage.place import LINEAGE, lineage
from storage.project import Project

_NAMED = 5
"""Codes that are named; of more, the number is told."""


def kinship_notes(project: Project, other: sqlite3.Connection) -> Iterator[str]:
    """What to say where the file is another project, and where its codebook means something else by the same names.

    What of the file can't be read is not spoken of.
    """
    home = project.meta("project")[:LINEAGE]
    try:
        created = list(events.read(other, where="e.kind = 'create'"))
    except FAULTS:
        return
    for event in created:
        if incoming.odd_header(event) or lineage(event.writer) in ("", home):
            continue
        yield (
            say(
                "It was made as a project of its own: this project's codebook and settings stay in force, and its"
                " codings come in where the codebook has their code."
            )
        )
        for sha256 in _codebooks_of(event):
            try:
                theirs = stored_codebook(other, sha256)
            except FAULTS:
                continue
            yield from _other_meanings(theirs, project.codebook)


def _codebooks_of(event: Event) -> Iterator[str]:
    try:
        changes = event.changes
    except ProjectError:
        return
    for change in changes:
        if change.entity == "codebook" and isinstance(change.after, dict) and change.after:
            yield str(change.after.get("sha256"))


def _other_meanings(theirs: Codebook, ours: Codebook) -> Iterator[str]:
    both = {(code.facet, code.name) for code in ours.codes()} & {(code.facet, code.name) for code in theirs.codes()}
    changed = sorted(f"{facet}:{code}" for facet, code in changed_meanings(theirs, ours) & both)
    if changed:
        named, more = ", ".join(changed[:_NAMED]), len(changed) - _NAMED
        if more > 0:
            yield say("Its codebook means something else by {codes} and {more} more.", codes=named, more=more)
        else:
            yield say("Its codebook means something else by {codes}.", codes=named)
