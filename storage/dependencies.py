"""Why an undo is refused: what stands in the project is no longer what the act left, or something rests on it."""

from __future__ import annotations

from annotator.acts import Change
from storage.codebooks import stored_codebook
from storage.tables import Tables


def reason_against(tables: Tables, change: Change) -> str:
    """The reason in words why `change` (an inverse) can't be applied now, empty if it can."""
    if tables.current(change.entity, change.key) != change.before:
        return f"a later act changed this {change.entity} again."
    if change.entity == "document" and change.after is None:
        return _document_in_use(tables, change.key)
    if change.entity == "codebook":
        return _codes_in_use(tables, change)
    return ""


def _document_in_use(tables: Tables, sha256: str) -> str:
    document = tables.document_id(sha256)
    for table, words in (("codings", "codings"), ("completions", "done marks"), ("decisions", "decisions")):
        if tables.connection.execute(f"SELECT 1 FROM {table} WHERE document = ? LIMIT 1", (document,)).fetchone():
            return f"the document has {words} by now; take those back first."
    return ""


def _codes_in_use(tables: Tables, change: Change) -> str:
    if change.after is None:
        return "a project needs a codebook."
    known = {
        (code.facet, code.name) for code in stored_codebook(tables.connection, str(change.after["sha256"])).codes()
    }
    used = tables.connection.execute("SELECT DISTINCT facet, code FROM codings")
    missing = sorted(f"{facet}:{code}" for facet, code in used if (facet, code) not in known)
    return f"codings use {', '.join(missing[:3])}, which the earlier codebook does not have." if missing else ""
