"""Documents in a project: their order, texts, regions, and the acts that add them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import orjson

from annotator.acts import Act, Change, key_of
from annotator.errors import DocumentError, ProjectError
from annotator.records import Document, Region
from annotator.wording import say

if TYPE_CHECKING:
    from storage.project import Project


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A line of the list of documents: everything but the text. `details` is the event's row (reader, metadata …)."""

    name: str
    sha256: str
    position: int
    characters: int
    details: dict[str, Any] = field(default_factory=dict)


def _entry(row: Sequence[Any]) -> DocumentEntry:
    name, sha256, position, characters, details = row
    return DocumentEntry(name, sha256, position, characters, orjson.loads(details))


_COLUMNS = """CASE WHEN EXISTS (SELECT 1 FROM documents o WHERE o.name = d.name AND o.sha256 <> d.sha256)
    THEN d.name || ' (' || substr(d.sha256, 1, 8) || ')' ELSE d.name END, d.sha256, d.position, d.characters, d.details"""
_TOLD_APART = re.compile(r"(.+) \(([0-9a-f]{8})\)", re.DOTALL)


def list_documents(project: Project) -> list[DocumentEntry]:
    """In the project's order: as added, and by name within one import.

    Names are unique: where copies of a project brought different texts of one name, each name carries the first
    digits of its text's hash ("report.txt (3fa9c21b)").
    """
    rows = project.connection.execute(f"SELECT {_COLUMNS} FROM documents d ORDER BY d.position, d.name, d.sha256")
    return [_entry(row) for row in rows]


def document_names(project: Project) -> dict[str, str]:
    """sha256 -> name, as `list_documents` gives them and in its order, without reading what else is known of each."""
    rows = project.connection.execute(f"SELECT {_COLUMNS} FROM documents d ORDER BY d.position, d.name, d.sha256")
    return {sha256: name for name, sha256, *_ in rows}


def find_document(project: Project, name: str) -> DocumentEntry:
    """By name (as `list_documents` gives it) or by sha256. DocumentError where there is none, or more than one."""
    rows = _found(project, "d.name = ? OR d.sha256 = ?", name, name)
    if not rows and (parts := _TOLD_APART.fullmatch(name)):
        rows = _found(project, "d.name = ? AND substr(d.sha256, 1, 8) = ?", *parts.groups())
    if not rows:
        raise DocumentError(
            say("The project has no document named {name}: `add` it first, or check the spelling.", name=name)
        )
    if len(rows) > 1:
        names = " or ".join(sorted(row[0] for row in rows))
        raise DocumentError(say("Two documents are named {name}: say {names}.", name=name, names=names))
    return _entry(rows[0])


def _found(project: Project, where: str, *values: str) -> list[Any]:
    return project.connection.execute(f"SELECT {_COLUMNS} FROM documents d WHERE {where}", values).fetchall()


def stored_text(project: Project, sha256: str) -> str:
    """The document's text, verified against its hash each time it is read for use."""
    row = project.connection.execute("SELECT text FROM texts WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        raise DocumentError(
            say("The project has no text with the hash {sha256}…: add the document first.", sha256=sha256[:12])
        )
    if not isinstance(row[0], str) or hashlib.sha256(row[0].encode()).hexdigest() != sha256:
        raise ProjectError(
            say("The text with the hash {sha256}… is damaged: run `check` and restore a backup.", sha256=sha256[:12])
        )
    return str(row[0])


def load_document(project: Project, name: str, *, coder: str = "") -> Document:
    """A document with its text and its regions as `coder` has them (found at import, with that coder's overrides)."""
    entry = find_document(project, name)
    text = stored_text(project, entry.sha256)
    return Document(
        entry.name,
        text,
        entry.sha256,
        regions_of(project, entry.sha256, coder=coder),
        entry.details.get("metadata", {}),
    )


def regions_of(project: Project, sha256: str, *, coder: str = "") -> tuple[Region, ...]:
    """Regions found at import; with a coder, that coder's overrides applied. Sorted by start."""
    row = project.tables.current("regions", sha256)
    found = [Region(*item) for item in (row or {}).get("items", ())]
    if coder:
        override = project.tables.current("override", key_of(sha256, coder)) or {}
        switched = {tuple(item) for item in override.get("ignored", ())}
        found = [replace(r, ignored=True) if (r.start, r.end, r.kind) in switched else r for r in found]
        found += [Region(*item) for item in override.get("added", ())]
    return tuple(sorted(found, key=lambda region: (region.start, region.end)))


def region_items(regions: Iterable[Region]) -> list[list[Any]]:
    return [[r.start, r.end, r.kind, r.reason] for r in regions]


def override_region(project: Project, sha256: str, region: Region, *, coder: str) -> Act:
    """Switch one region's effect off or on again for one coder."""
    key = key_of(sha256, coder)
    before = project.tables.current("override", key)
    ignored = {tuple(item) for item in (before or {}).get("ignored", ())}
    ignored ^= {(region.start, region.end, region.kind)}
    after = {**(before or {"added": []}), "ignored": sorted(map(list, ignored))}
    return Act("region", coder, (Change("override", key, before, after),))


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that was read and may be added. `details` records how (original hash, reader, encoding …)."""

    name: str
    text: str
    regions: tuple[Region, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        try:
            return hashlib.sha256(self.text.encode("utf-8")).hexdigest()
        except UnicodeEncodeError as fault:
            raise DocumentError(
                say(
                    "{name} holds half a character at {start}: save it anew as UTF-8.",
                    name=self.name,
                    start=fault.start,
                )
            ) from fault


def add_documents(project: Project, documents: Iterable[NewDocument]) -> tuple[Act, dict[str, str]]:
    """The act that adds documents (one step of undo) and the texts to store with it.

    The caller has seen to it that neither names nor texts are in the project yet (see `clash`).
    """
    position = int(project.connection.execute("SELECT coalesce(max(position), 0) FROM documents").fetchone()[0]) + 1
    changes: list[Change] = []
    texts: dict[str, str] = {}
    for document in documents:
        sha256 = document.sha256
        row = {"name": document.name, "position": position, "characters": len(document.text), **document.details}
        row["metadata"] = dict(document.metadata)
        changes.append(Change("document", sha256, None, row))
        if document.regions:
            before = project.tables.current("regions", sha256)
            changes.append(Change("regions", sha256, before, {"items": region_items(document.regions)}))
        texts[sha256] = document.text
    return Act("add", project.person, tuple(changes)), texts


def clash(project: Project, sha256: str) -> str | None:
    """The name under which this text is in the project already, if it is."""
    row = project.connection.execute("SELECT name FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
    return str(row[0]) if row else None
