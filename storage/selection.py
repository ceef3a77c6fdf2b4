"""From a project to a data set: which coders, which rounds; with the provenance that every export carries."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import orjson

from annotator.codebook_file import codebook_to_json
from annotator.errors import FormatError
from annotator.wording import say
from storage import events
from storage.codings import all_codings, known_coders
from storage.formats.dataset import Dataset, Entry
from storage.progress import completions
from storage.suggestions import all_decisions, all_suggestions, suggestions_of
from storage.texts import DocumentEntry, list_documents, load_document

if TYPE_CHECKING:
    from storage.project import Project


def select(project: Project, *, coders: Collection[str] | None = None, whole: bool = False) -> Dataset:
    """The project's documents with the codings and done marks of these coders (all, where None is given).

    `whole` adds suggestions, decisions, memos, overrides, the study and how each document was read; with `coders` what
    is another coder's own stays out.
    """
    chosen = checked_coders(project, coders)
    listed = list_documents(project)
    found = Dataset(
        project.codebook,
        [load_document(project, entry.sha256) for entry in listed],
        list(all_codings(project, coders=chosen)),
        [mark for mark in completions(project) if mark.coder in chosen],
        provenance=provenance(project, coders=chosen),
    )
    if not whole:
        return found
    return replace(
        found,
        suggestions=[s for entry in listed for s in suggestions_of(project, entry.sha256)],
        decisions=[d for d in all_decisions(project) if coders is None or d.coder in chosen],
        live=frozenset(s.id for s in all_suggestions(project)),
        entries=_entries(project, None if coders is None else chosen),
        details={entry.sha256: _details(entry) for entry in listed},
    )


_CODER_AT = {"override": 1, "exposure": 1, "memo": 2}
"""Entities of one coder's own -> where the coder stands in the key."""


def _entries(project: Project, coders: Collection[str] | None) -> list[Entry]:
    rows = project.connection.execute("SELECT entity, key, row FROM records ORDER BY entity, key")
    found = [
        Entry(entity, key, orjson.loads(row)) for entity, key, row in rows if entity not in ("codebook", "regions")
    ]
    if coders is None:
        return found
    return [
        entry
        for entry in found
        if entry.entity == "suggestions"
        or (entry.entity in _CODER_AT and entry.key.split("\x1f")[_CODER_AT[entry.entity]] in coders)
    ]


def _details(entry: DocumentEntry) -> dict[str, Any]:
    return {k: v for k, v in entry.details.items() if k not in ("name", "position", "characters", "metadata")}


def checked_coders(project: Project, coders: Collection[str] | None) -> list[str]:
    """The coders asked for, in sorted order; FormatError for one that the project does not know."""
    known = known_coders(project)
    if coders is None:
        return known
    unknown = sorted(set(coders) - set(known))
    if unknown:
        if not known:
            raise FormatError(say("The project has no coder {unknown!r}: it has none.", unknown=unknown[0]))
        raise FormatError(
            say("The project has no coder {unknown!r}: it has {known}.", unknown=unknown[0], known=", ".join(known))
        )
    return sorted(set(coders))


def provenance(project: Project, *, coders: Collection[str]) -> dict[str, object]:
    book = project.codebook
    return {
        "project": project_hash(project),
        "codebook": {"name": book.name, "meaning": book.meaning, "aids": book.aids},
        "coders": sorted(coders),
        "documents": len(list_documents(project)),
        "heads": {writer: f"{seq}:{digest}" for writer, (seq, digest, _) in events.heads(project.connection).items()},
    }


def project_hash(project: Project) -> str:
    """sha256 over document hashes, codebook and chain heads; without time or path."""
    parts = [
        sorted(entry.sha256 for entry in list_documents(project)),
        hashlib.sha256(codebook_to_json(project.codebook).encode()).hexdigest(),
        sorted((writer, seq, digest) for writer, (seq, digest, _) in events.heads(project.connection).items()),
    ]
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()
