"""Why an undo is refused: what stands in the project is no longer what the act left, or something rests on it."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.acts import Change
from annotator.wording import later, say
from storage.codebooks import stored_codebook
from storage.tables import Tables


def reason_against(tables: Tables, changes: Sequence[Change]) -> str:
    """The reason in words why these changes (an inverse act) can't be applied now, empty if they can."""
    left: dict[tuple[str, str], object] = {}
    for change in changes:
        place = (change.entity, change.key)
        if (left[place] if place in left else tables.current(*place)) != change.before:
            return say("a later act changed this {entity} again.", entity=say(change.entity))
        left[place] = change.after
    for change in changes:
        if change.entity == "document" and change.after is None:
            reason = _document_in_use(tables, change.key, left)
        elif change.entity == "codebook":
            reason = _codes_in_use(tables, change, left)
        else:
            continue
        if reason:
            return reason
    return ""


def _document_in_use(tables: Tables, sha256: str, left: dict[tuple[str, str], object]) -> str:
    """Whether work rests on the document that these changes do not take back themselves (an import brings both)."""
    number = tables.document_id(sha256)
    for entity, query, words in (
        (
            "coding",
            "SELECT uuid FROM codings WHERE document = ?",
            later("the document has codings by now; take those back first."),
        ),
        (
            "completion",
            "SELECT d.sha256 || char(31) || coder || char(31) || facet || char(31) || round"
            " FROM completions JOIN documents d ON d.id = document WHERE document = ?",
            later("the document has done marks by now; take those back first."),
        ),
        (
            "decision",
            "SELECT suggestion || char(31) || coder || char(31) || round FROM decisions WHERE document = ?",
            later("the document has decisions by now; take those back first."),
        ),
    ):
        keys = tables.connection.execute(query, (number,))
        if any(left.get((entity, key), "") is not None for (key,) in keys):
            return say(words)
    return ""


def _codes_in_use(tables: Tables, change: Change, left: dict[tuple[str, str], object]) -> str:
    if change.after is None:
        return say("a project needs a codebook.")
    book = stored_codebook(tables.connection, str(change.after["sha256"]))
    known = {(code.facet, code.name) for code in book.codes()}
    used = tables.connection.execute("SELECT DISTINCT facet, code FROM codings").fetchall()
    for facet, code in sorted(set(used) - known):
        rows = tables.connection.execute("SELECT uuid FROM codings WHERE facet = ? AND code = ?", (facet, code))
        if any(("coding", uuid) not in left for (uuid,) in rows):
            return say("codings use {facet}:{code}, which it would remove.", facet=facet, code=code)
    return ""
