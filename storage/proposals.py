"""Proposals in a project: changes to the codebook that a coder offers to the lead, and offers that were declined."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

import orjson

from annotator.acts import Change, key_of

if TYPE_CHECKING:
    from storage.project import Project

Verb = Literal["add", "drop", "case", "government"]
State = Literal["open", "declined"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody proposes for an alias: to add it, drop it, or narrow it (see annotator/suggest/doubts.py)."""

    verb: Verb
    facet: str
    code: str
    text: str
    by: str
    at: str
    case: bool = False
    reason: str = ""
    state: State = "open"


def proposals(project: Project) -> list[Proposal]:
    """All of them, by verb, person, facet, code and text."""
    rows = project.connection.execute("SELECT row FROM records WHERE entity = 'proposal' ORDER BY key")
    return [Proposal(**orjson.loads(row[0])) for row in rows]


def put_proposal(project: Project, proposal: Proposal) -> Change | None:
    """The change that puts a proposal on record, in place of the same person's older one; None where it stands there."""
    key = key_of(proposal.verb, proposal.by, proposal.facet, proposal.code, proposal.text)
    before = project.tables.current("proposal", key)
    after = asdict(proposal)
    if before is not None and {**before, "at": ""} == {**after, "at": ""}:
        return None
    return Change("proposal", key, before, after)
