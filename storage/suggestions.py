"""Suggestions and decisions in a project. Suggestions come in sets, one a document, and replace the set before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import orjson

from annotator.acts import Act, Change, Row
from annotator.errors import ActError
from annotator.records import Decision, Suggestion
from annotator.wording import say
from storage.codings import TEXT_END

if TYPE_CHECKING:
    from storage.project import Project

_LOT = 500
_UNDECIDED = (
    "(live = 1 OR EXISTS (SELECT 1 FROM decisions d WHERE d.suggestion = s.id AND d.document = s.document)) AND NOT EXISTS"
    " (SELECT 1 FROM decisions d WHERE d.document = s.document AND d.coder = ? AND d.suggestion = s.id AND d.round = ?)"
)
_COLUMNS = "id, start, end, facet, code, attributes, source, score, model, meaning, aids"


def _suggestion(sha256: str, row: Sequence[Any]) -> Suggestion:
    id_, start, end, facet, code, attributes, source, score, model, meaning, aids = row
    plain = orjson.loads(attributes) if attributes else {}
    return Suggestion(id_, sha256, start, end, facet, code, plain, source, score, model, aids, meaning)


def suggestion_set(person: str, sha256: str, suggestions: Sequence[Suggestion], *, run: Row) -> Act:
    """The act that gives a document a new set. `run` says how it was made (model, versions, what it depended on).

    Not a step of undo: it is a function of text and codebook. Decided suggestions outlive it in any case.
    """
    items = [
        [s.id, s.start, s.end, s.facet, s.code, dict(sorted(s.attributes.items())), s.source, s.score, s.model,
         s.meaning_version, s.aids_version]
        for s in suggestions
    ]  # fmt: skip
    return Act("prehighlight", person, (Change("suggestions", sha256, None, {**run, "items": items}),), undoable=False)


def run_of(project: Project, sha256: str) -> Row | None:
    """How the document's present set was made, None if it never was."""
    return project.tables.current("suggestions", sha256)


def suggestions_of(project: Project, sha256: str) -> list[Suggestion]:
    """The present set and all older ones that somebody decided on, by start, then longest first."""
    document = project.tables.document_id(sha256)
    rows = project.connection.execute(
        f"SELECT {_COLUMNS} FROM suggestions s WHERE document = ? AND (live = 1 OR EXISTS"
        " (SELECT 1 FROM decisions d WHERE d.suggestion = s.id AND d.document = s.document))"
        " ORDER BY start, end DESC, facet, id",
        (document,),
    )
    return [_suggestion(sha256, row) for row in rows]


def undecided_of(
    project: Project, sha256: str, *, coder: str, round_: str, begin: int = 0, end: int = TEXT_END
) -> list[Suggestion]:
    """As `suggestions_of`, without those that this coder decided on in this round; those that start in [begin, end)."""
    rows = project.connection.execute(
        f"SELECT {_COLUMNS} FROM suggestions s WHERE document = ? AND start >= ? AND start < ? AND {_UNDECIDED}"
        " ORDER BY start, end DESC, facet, id",
        (project.tables.document_id(sha256), begin, end, coder, round_),
    )
    return [_suggestion(sha256, row) for row in rows]


def undecided_among(project: Project, sha256: str, ids: Sequence[str], *, coder: str, round_: str) -> list[Suggestion]:
    """Those of some suggestions of a document that `undecided_of` would give, in no particular order."""
    found: list[Suggestion] = []
    for begin in range(0, len(ids), _LOT):
        lot = ids[begin : begin + _LOT]
        rows = project.connection.execute(
            f"SELECT {_COLUMNS} FROM suggestions s WHERE document = ? AND {_UNDECIDED} AND s.id IN ({','.join('?' * len(lot))})",
            (project.tables.document_id(sha256), coder, round_, *lot),
        )
        found += [_suggestion(sha256, row) for row in rows]
    return found


def suggestion_start_after(project: Project, sha256: str, *, begin: int, skipped: int) -> int:
    """Where the suggestion starts that comes after `skipped` others from `begin` on; TEXT_END for none."""
    row = project.connection.execute(
        "SELECT start FROM suggestions WHERE document = ? AND start >= ? ORDER BY start LIMIT 1 OFFSET ?",
        (project.tables.document_id(sha256), begin, skipped),
    ).fetchone()
    return int(row[0]) if row else TEXT_END


def all_suggestions(project: Project) -> Iterator[Suggestion]:
    """The present sets, document by document in the project's order."""
    columns = ", ".join(f"s.{name}" for name in _COLUMNS.split(", "))
    rows = project.connection.execute(
        f"SELECT d.sha256, {columns} FROM suggestions s JOIN documents d ON d.id = s.document WHERE s.live = 1"
        " ORDER BY d.position, d.name, d.sha256, s.start, s.end DESC, s.facet, s.id"
    )
    return (_suggestion(row[0], row[1:]) for row in rows)


def find_suggestion(project: Project, id_: str) -> Suggestion:
    columns = ", ".join(f"s.{name}" for name in _COLUMNS.split(", "))
    row = project.connection.execute(
        f"SELECT d.sha256, {columns} FROM suggestions s JOIN documents d ON d.id = s.document WHERE s.id = ?", (id_,)
    ).fetchone()
    if row is None:
        raise ActError(say("This suggestion is no longer in the project: pre-highlight the document again."))
    return _suggestion(row[0], row[1:])


def find_suggestions(project: Project, ids: Sequence[str]) -> list[Suggestion]:
    """Several suggestions, in the order of their ids as given. ActError where one is not there."""
    columns = ", ".join(f"s.{name}" for name in _COLUMNS.split(", "))
    found: dict[str, Suggestion] = {}
    for begin in range(0, len(ids), _LOT):
        lot = ids[begin : begin + _LOT]
        rows = project.connection.execute(
            f"SELECT d.sha256, {columns} FROM suggestions s JOIN documents d ON d.id = s.document"
            f" WHERE s.id IN ({','.join('?' * len(lot))})",
            lot,
        )
        found.update((row[1], _suggestion(row[0], row[1:])) for row in rows)
    if any(id_ not in found for id_ in ids):
        raise ActError(say("A suggestion is no longer in the project: pre-highlight the document again."))
    return [found[id_] for id_ in ids]


def all_decisions(project: Project) -> Iterator[Decision]:
    rows = project.connection.execute(
        "SELECT x.suggestion, d.sha256, x.coder, x.verdict, x.at, x.seconds, x.coding, x.round"
        " FROM decisions x JOIN documents d ON d.id = x.document ORDER BY d.position, d.sha256, x.coder, x.suggestion"
    )
    return (Decision(*row) for row in rows)
