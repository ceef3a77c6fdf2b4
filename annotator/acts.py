"""Acts: what a person does to a project, as changes of entities with their state before and after.

Every act is a list of `Change`s. Because a change carries both states, its inverse is plain (undo), whether it still
applies is plain (another state stands there: a fork, or a later act that depends on it), and every table of a project
can be rebuilt by applying the log in order. Functions here are pure: records in, an `Act` out; storage/ writes it.
"""

from __future__ import annotations

import uuid as uuids
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, TypeAlias

from annotator.records import Coding, Completion, Decision, Origin, Suggestion, Verdict

Entity: TypeAlias = Literal[
    "document", "regions", "override", "codebook", "coding", "suggestions", "decision", "completion", "exposure",
    "memo", "coder", "setting", "study", "assignment", "gold", "proposal",
]  # fmt: skip
Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One entity's state before and after; None means that it does not exist."""

    entity: Entity
    key: str
    before: Row | None
    after: Row | None

    def inverse(self) -> Change:
        return Change(self.entity, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did, as one step of undo. `subject` is the coder whose work it is."""

    kind: str
    subject: str
    changes: tuple[Change, ...]
    undoable: bool = True

    def __bool__(self) -> bool:
        return bool(self.changes)


def key_of(*parts: str) -> str:
    """A composite key. Parts are joined by U+001F, which no name may hold."""
    return "\x1f".join(parts)


_DEFAULTS: dict[str, Any] = {
    "attributes": {},
    "memo": "",
    "certainty": None,
    "suggestion": None,
    "start": None,
    "end": None,
}


_CODING_FIELDS = Coding._fields[1:]  # without the uuid


def coding_row(coding: Coding) -> dict[str, Any]:
    """The coding as a row of an event: no uuid (it is the key), empty fields left out."""
    row = dict(zip(_CODING_FIELDS, coding[1:], strict=True))
    row["attributes"] = dict(sorted(coding.attributes.items()))
    return {name: value for name, value in row.items() if name not in _DEFAULTS or value != _DEFAULTS[name]}


def coding_from_row(uuid: str, row: Row) -> Coding:
    return Coding(**{"uuid": uuid, "start": None, "end": None, **row})


def _plain(record: Decision | Completion) -> dict[str, Any]:
    row = {f.name: getattr(record, f.name) for f in fields(record)}
    return {name: value for name, value in row.items() if value is not None}


def decision_key(decision: Decision) -> str:
    return key_of(decision.suggestion, decision.coder, decision.round)


def completion_key(completion: Completion) -> str:
    return key_of(completion.document, completion.coder, completion.facet, completion.round)


def put_coding(before: Coding | None, after: Coding) -> Change:
    return Change("coding", after.uuid, coding_row(before) if before else None, coding_row(after))


def drop_coding(coding: Coding) -> Change:
    return Change("coding", coding.uuid, coding_row(coding), None)


def put_decision(before: Decision | None, after: Decision) -> Change:
    return Change("decision", decision_key(after), _plain(before) if before else None, _plain(after))


def put_completion(before: Completion | None, after: Completion) -> Change:
    return Change("completion", completion_key(after), _plain(before) if before else None, _plain(after))


def new_uuid() -> str:
    return str(uuids.uuid4())


def code_span(coding: Coding) -> Act:
    """A coding made by hand (or by "code all occurrences", one act for many: see `code_all`)."""
    return Act("code", coding.coder, (put_coding(None, coding),))


def code_all(coder: str, codings: Iterable[Coding], *, kind: str = "code-all") -> Act:
    return Act(kind, coder, tuple(put_coding(None, coding) for coding in codings))


def edit_coding(before: Coding, after: Coding, *, kind: str) -> Act:
    """A change of code, boundaries, attributes, memo or certainty of one coding."""
    return Act(kind, before.coder, (put_coding(before, after),) if before != after else ())


def delete_codings(coder: str, codings: Iterable[Coding]) -> Act:
    return Act("delete", coder, tuple(drop_coding(coding) for coding in codings))


@dataclass(frozen=True, slots=True)
class Deciding:
    """Who decides, when, in which round, under which codebook version, and what was decided before."""

    coder: str
    at: str
    round: str
    meaning_version: int


def accept_suggestion(
    suggestion: Suggestion,
    who: Deciding,
    *,
    previous: Decision | None = None,
    seconds: float | None = None,
    origin: Origin = "accepted",
    edits: Mapping[str, Any] | None = None,
) -> tuple[Change, ...]:
    """The changes of taking a suggestion over as a coding, with `edits` of its fields where it was corrected."""
    verdict: Verdict = "edited" if edits else "accepted"
    coding = Coding(
        uuid=new_uuid(),
        document=suggestion.document,
        coder=who.coder,
        start=suggestion.start,
        end=suggestion.end,
        facet=suggestion.facet,
        code=suggestion.code,
        attributes=dict(suggestion.attributes),
        origin="edited" if edits and origin == "accepted" else origin,
        round=who.round,
        meaning_version=who.meaning_version,
        created=who.at,
        suggestion=suggestion.id,
    )
    if edits:
        coding = coding._replace(**edits)
    decision = Decision(suggestion.id, suggestion.document, who.coder, verdict, who.at, seconds, coding.uuid, who.round)
    return put_coding(None, coding), put_decision(previous, decision)


def refuse_suggestion(
    suggestion: Suggestion,
    who: Deciding,
    *,
    previous: Decision | None = None,
    seconds: float | None = None,
    verdict: Verdict = "rejected",
) -> tuple[Change, ...]:
    """The changes of rejecting a suggestion, or of leaving it ("ignored") when a facet is marked done."""
    decision = Decision(suggestion.id, suggestion.document, who.coder, verdict, who.at, seconds, None, who.round)
    return (put_decision(previous, decision),)
