"""History in words, for the window and for `log`: what happened to a coding or a document, and where copies differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from annotator.acts import Change
from storage import history
from storage.chains import known_heads
from storage.history import Entry, Fork
from storage.project import Project
from storage.quarantine import SetAside
from storage.quarantine import set_aside as all_set_aside
from storage.texts import find_document

_KINDS = {
    "code": "coded", "code-all": "coded everywhere", "accept": "accepted", "accept-many": "accepted several",
    "reject": "rejected", "change": "changed", "delete": "deleted", "done": "marked done", "reopen": "opened again",
    "undo": "took back", "redo": "did again", "import": "imported", "add": "added", "create": "made the project",
    "codebook": "changed the codebook", "prehighlight": "pre-highlighted", "show": "was shown", "memo": "wrote a memo",
    "region": "switched a region",
}  # fmt: skip


def of_coding(project: Project, uuid: str) -> list[Entry]:
    return history.history_of_coding(project, uuid)


def of_document(project: Project, name: str) -> list[Entry]:
    return history.history_of_document(project, find_document(project, name).sha256)


def acts(project: Project) -> Iterator[tuple[Entry, int]]:
    """The whole log act by act: the act's first event, and how many events it took."""
    for _, group in groupby(history.log(project), key=lambda entry: entry.act):
        events = list(group)
        yield events[0], len(events)


def forks(project: Project) -> list[Fork]:
    return history.forks(project)


def set_aside(project: Project) -> list[SetAside]:
    return all_set_aside(project.connection)


def heads(project: Project) -> dict[str, str]:
    """Stream -> "number:hash" of its last event, as exports and reports print it."""
    return {writer: f"{head.seq}:{head.digest}" for writer, head in known_heads(project.connection).items()}


def headline(entry: Entry) -> str:
    """When, who, what, for whom, under which codebook: one line of plain text."""
    whose = "" if entry.subject == entry.person else f" for {entry.subject}"
    undone = " (taken back since)" if entry.undone else ""
    what = _KINDS.get(entry.kind, entry.kind)
    return f"{entry.at}  {entry.person} {what}{whose}{undone}  [codebook {entry.meaning}.{entry.aids}, {entry.place}]"


def details(change: Change) -> list[str]:
    """What a change did, field by field: "start: 4 -> 6"."""
    before, after = change.before or {}, change.after or {}
    names = [name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)]
    verb = "new" if change.before is None else "gone" if change.after is None else "changed"
    return [
        f"{change.entity} {verb}: " + ", ".join(_field(name, before, after, verb) for name in names if name != "items")
    ]


def _field(name: str, before: Mapping[str, Any], after: Mapping[str, Any], verb: str) -> str:
    if verb == "changed":
        return f"{name} {_short(before.get(name))} -> {_short(after.get(name))}"
    return f"{name} {_short((before if verb == 'gone' else after).get(name))}"


def _short(value: object) -> str:
    text = "none" if value is None else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
