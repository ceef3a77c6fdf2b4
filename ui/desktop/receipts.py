"""What an act changed in the open document: receipts taken into it, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.records import Suggestion
from storage.project import Receipt
from storage.suggestions import decisions_of, find_suggestion, suggestions_of
from ui.desktop.open_document import Item, Open
from ui.workflows.coding import CodingSession

_FEW = 40
"""Suggestions that are looked up one by one; of more, the whole set is read."""


@dataclass(slots=True)
class Difference:
    """Ids of the items that went from the open document, and the items that came or changed, by id."""

    gone: list[str] = field(default_factory=list)
    came: dict[str, Item] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.gone or self.came)


def take_into(held: Open, receipt: Receipt, session: CodingSession) -> Difference:
    """Bring the open document in step with an act of its coder; changes of other documents or coders are passed over."""
    found = Difference()
    touched = {change.entity for change in receipt.changes}
    if "coding" in touched:
        _take_codings(held, receipt, session, found)
    if "decision" in touched:
        _take_decisions(held, receipt, session, found)
    return found


def _take_codings(held: Open, receipt: Receipt, session: CodingSession, found: Difference) -> None:
    sha256, concerned = held.document.sha256, []
    for change in receipt.changes:
        row = change.after or change.before or {}
        if change.entity != "coding" or row.get("coder") != session.coder or row.get("document") != sha256:
            continue
        old = held.codings.get(change.key)
        new = held.put_coding(change.key, change.after)
        if new is None:
            found.gone.append(change.key)
        else:
            found.came[change.key] = new
        concerned += [item for item in (old, new) if item is not None]
    stepped_back, returned = held.cover(concerned)
    found.gone += stepped_back
    found.came.update((suggestion.id, suggestion) for suggestion in returned)


def _take_decisions(held: Open, receipt: Receipt, session: CodingSession, found: Difference) -> None:
    """A decided suggestion goes; one whose decision was undone comes back."""
    sha256, back = held.document.sha256, []
    for change in receipt.changes:
        row = change.after or change.before or {}
        if change.entity != "decision" or row.get("document") != sha256 or row.get("coder") != session.coder:
            continue
        id_ = str(row["suggestion"])
        if change.after is None:
            back.append(id_)
        elif held.drop_suggestion(id_) is not None:
            found.gone.append(id_)
            found.came.pop(id_, None)
    for suggestion in _undecided(back, sha256, session):
        held.put_suggestion(suggestion)
        found.came[suggestion.id] = suggestion
    for id_ in held.cover([found.came[id_] for id_ in back if id_ in found.came])[0]:
        found.came.pop(id_, None)


def _undecided(ids: Sequence[str], sha256: str, session: CodingSession) -> list[Suggestion]:
    """Suggestions by id that are undecided (by this coder, in this round)."""
    if len(ids) <= _FEW:
        return [find_suggestion(session.project, id_) for id_ in ids]
    decided = decisions_of(session.project, sha256, coder=session.coder, round_=session.round)
    wanted = set(ids) - decided.keys()
    return [s for s in suggestions_of(session.project, sha256) if s.id in wanted]
