"""How far the work is: done marks by coder, document, facet and round, and which suggestions a coder was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from annotator.acts import Change, key_of
from annotator.records import Completion

if TYPE_CHECKING:
    from storage.project import Project


def completions(project: Project) -> list[Completion]:
    """All marks, done or opened again. What has no mark was not coded yet."""
    rows = project.connection.execute(
        "SELECT x.coder, d.sha256, x.facet, x.round, x.done FROM completions x JOIN documents d ON d.id = x.document"
        " ORDER BY d.position, d.sha256, x.coder, x.facet, x.round"
    )
    return [Completion(coder, sha256, facet, round_, bool(done)) for coder, sha256, facet, round_, done in rows]


def completions_of(project: Project, sha256: str, *, coder: str, round_: str) -> dict[str, Completion]:
    """Facet -> mark."""
    rows = project.connection.execute(
        "SELECT facet, done FROM completions WHERE document = ? AND coder = ? AND round = ?",
        (project.tables.document_id(sha256), coder, round_),
    )
    return {facet: Completion(coder, sha256, facet, round_, bool(done)) for facet, done in rows}


def exposure_change(project: Project, sha256: str, *, coder: str, round_: str, shown: bool) -> Change | None:
    """The change that records that a coder saw a document with (or without) suggestions; None if it is known."""
    key = key_of(sha256, coder, round_)
    before = project.tables.current("exposure", key)
    if before is not None and (before["assisted"] or not shown):
        return None
    return Change("exposure", key, before, {"assisted": shown})


def exposures(project: Project) -> dict[tuple[str, str, str], bool]:
    """(document sha256, coder, round) -> whether suggestions were shown. No entry: never opened here."""
    rows = project.connection.execute("SELECT key, row FROM records WHERE entity = 'exposure'")
    out = {}
    for key, row in rows:
        sha256, coder, round_ = key.split("\x1f")
        out[sha256, coder, round_] = bool(orjson.loads(row)["assisted"])
    return out
