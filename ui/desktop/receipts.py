"""What an act changed in the open document: receipts taken into it, item by item."""

from __future__ import annotations

from dataclasses import dataclass, field

from storage.project import Receipt
from storage.suggestions import undecided_among
from ui.desktop.items import Item
from ui.desktop.open_document import Open
from ui.workflows.coding import CodingSession


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
    for suggestion in undecided_among(session.project, sha256, back, coder=session.coder, round_=session.round):
        if held.put_suggestion(suggestion):
            found.came[suggestion.id] = suggestion
    for id_ in held.cover([found.came[id_] for id_ in back if id_ in found.came])[0]:
        found.came.pop(id_, None)
