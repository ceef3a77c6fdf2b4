"""What a whole project's package brings besides codings: suggestions, decisions, memos, overrides and the rest."""

from __future__ import annotations

from annotator.acts import Change, Row, decision_key, put_decision
from annotator.errors import FormatError
from storage.formats.dataset import Entry, Parcel
from ui.workflows.incoming import Desk

_SHAPES: dict[str, dict[str, type]] = {
    "override": {"ignored": list, "added": list},
    "exposure": {"assisted": bool},
    "memo": {"text": str},
}
_DOCUMENT_FIRST = ("override", "exposure")
NOT_TAKEN = ("codebook", "setting", "regions", "suggestions")
"""Kept by the project itself, or brought by another part of the package."""


def further_changes(desk: Desk, parcel: Parcel) -> tuple[list[Change], list[str]]:
    """(changes, notes). What the project has already stays as it is, and a note says so where the two differ."""
    changes = [
        Change("suggestions", sha256, None, row)
        for sha256, row in parcel.suggestions
        if sha256 in desk.new or desk.project.tables.current("suggestions", sha256) is None
    ]
    kept: dict[str, int] = {}
    for decision in parcel.decisions:
        before = desk.project.tables.current("decision", decision_key(decision))
        change = put_decision(None, decision)
        if before is None:
            changes.append(change)
        elif before != change.after:
            kept["decision"] = kept.get("decision", 0) + 1
    for entry in parcel.entries:
        _check(desk, entry)
        if entry.entity in NOT_TAKEN:
            continue
        present: Row | None = desk.project.tables.current(entry.entity, entry.key)
        if present is None:
            changes.append(Change(entry.entity, entry.key, None, dict(entry.row)))  # type: ignore[arg-type]
        elif present != entry.row:
            kept[entry.entity] = kept.get(entry.entity, 0) + 1
    notes = [f"The project's own {entity} was kept where the file has another ({n:,})." for entity, n in kept.items()]
    return changes, notes


def _check(desk: Desk, entry: Entry) -> None:
    for name, kind in _SHAPES.get(entry.entity, {}).items():
        if not isinstance(entry.row.get(name), kind):
            raise FormatError(
                f"The package's {entry.entity} {entry.key!r:.60} has no proper {name}: get the file anew."
            )
    if entry.entity in _DOCUMENT_FIRST:
        sha256 = entry.key.split("\x1f")[0]
        if sha256 not in desk.names:
            raise FormatError(
                f"The package's {entry.entity} is about a document that it does not hold ({sha256[:12]}…)."
            )
