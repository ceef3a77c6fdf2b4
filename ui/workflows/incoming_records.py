"""What a whole project's package brings besides codings: suggestions, decisions, memos, overrides and the rest."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.acts import Change, Row, decision_key, put_decision
from annotator.errors import FormatError
from annotator.wording import say
from storage.formats.dataset import Parcel
from storage.shapes.rows import odd_row
from storage.texts import stored_text
from ui.workflows.incoming import Desk

NOT_TAKEN = ("codebook", "setting", "regions", "suggestions")
"""Kept by the project itself, or brought by another part of the package."""


def further_changes(desk: Desk, parcel: Parcel) -> tuple[list[Change], list[str]]:
    """(changes, notes). What the project has already stays as it is, and a note says so where the two differ."""
    changes = [
        Change("suggestions", sha256, None, row)
        for sha256, row in parcel.suggestions
        if sha256 in desk.texts.new or desk.project.tables.current("suggestions", sha256) is None
    ]
    kept: dict[str, int] = {}
    texts = _Texts(desk)
    for decision in parcel.decisions:
        before = desk.project.tables.current("decision", decision_key(decision))
        change = put_decision(None, decision)
        if before is None:
            changes.append(change)
        elif before != change.after:
            kept["decision"] = kept.get("decision", 0) + 1
    for entry in parcel.entries:
        if entry.entity in NOT_TAKEN:
            continue
        if problem := odd_row(entry.entity, entry.key, entry.row, texts):
            raise FormatError(
                say(
                    "The package's {entity} {key!r:.60} does not fit ({problem}): get the file anew.",
                    entity=entry.entity,
                    key=entry.key,
                    problem=problem,
                )
            )
        present: Row | None = desk.project.tables.current(entry.entity, entry.key)
        if present is None:
            changes.append(Change(entry.entity, entry.key, None, dict(entry.row)))  # type: ignore[arg-type]
        elif present != entry.row:
            kept[entry.entity] = kept.get(entry.entity, 0) + 1
    notes = [
        say("The project's own {entity} was kept where the file has another ({n:,}).", entity=entity, n=n)
        for entity, n in kept.items()
    ]
    return changes, notes


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts that the package brings, or that are here already."""

    desk: Desk

    def text_of(self, sha256: str) -> str | None:
        if sha256 in self.desk.texts.new:
            return self.desk.texts.new[sha256].text
        return stored_text(self.desk.project, sha256) if sha256 in self.desk.texts.names else None

    def length_of(self, sha256: str) -> int | None:
        text = self.text_of(sha256)
        return None if text is None else len(text)
