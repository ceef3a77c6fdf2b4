"""From a project to a data set: which coders, which rounds; with the provenance that every export carries."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING

import orjson

from annotator.codebook_file import codebook_to_json
from annotator.errors import FormatError
from storage import events
from storage.codings import all_codings, known_coders
from storage.formats.dataset import Dataset
from storage.progress import completions
from storage.suggestions import all_suggestions
from storage.texts import list_documents, load_document

if TYPE_CHECKING:
    from storage.project import Project


def select(project: Project, *, coders: Collection[str] | None = None, suggestions: bool = False) -> Dataset:
    """The project's documents with the codings and done marks of these coders (all, where None is given)."""
    chosen = checked_coders(project, coders)
    documents = [load_document(project, entry.sha256) for entry in list_documents(project)]
    return Dataset(
        project.codebook,
        documents,
        list(all_codings(project, coders=chosen)),
        [mark for mark in completions(project) if mark.coder in chosen],
        list(all_suggestions(project)) if suggestions else (),
        provenance(project, coders=chosen),
    )


def checked_coders(project: Project, coders: Collection[str] | None) -> list[str]:
    """The coders asked for, in sorted order; FormatError for one that the project does not know."""
    known = known_coders(project)
    if coders is None:
        return known
    unknown = sorted(set(coders) - set(known))
    if unknown:
        raise FormatError(f"The project has no coder {unknown[0]!r}: it has {', '.join(known) or 'none'}.")
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
