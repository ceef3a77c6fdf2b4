"""Codings in a project: by document and coder, by uuid, or all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import repeat
from typing import TYPE_CHECKING

import orjson

from annotator.collector import without_collector
from annotator.errors import ActError
from annotator.records import Coding
from annotator.wording import say
from storage.coding_rows import CODING_COLUMNS, coding_from_values, codings_from_rows

if TYPE_CHECKING:
    from storage.project import Project

_COLUMNS = ", ".join(f"c.{name}" for name in CODING_COLUMNS.split(", "))
_LOT = 2_000
TEXT_END = 1 << 62
"""Beyond the end of any text."""


def codings_of(
    project: Project, sha256: str, *, coder: str, round_: str | None = None, begin: int = -1, end: int = TEXT_END
) -> list[Coding]:
    """One coder's codings of one document, sorted by start, end and uuid; document codes come first.

    With `begin` and `end`, those that start in [begin, end) only; -1 is where document codes start.
    """
    rows = project.connection.execute(
        f"SELECT {_COLUMNS} FROM codings c WHERE c.document = ? AND c.coder = ? AND c.start >= ? AND c.start < ?"
        " ORDER BY c.start, c.end, c.uuid",
        (project.tables.document_id(sha256), coder, begin, end),
    )
    with without_collector():
        found = codings_from_rows(repeat(sha256), rows)
    return found if round_ is None else [coding for coding in found if coding.round == round_]


def start_after(project: Project, sha256: str, *, coder: str, begin: int, skipped: int) -> int:
    """Where this coder's coding starts that comes after `skipped` others from `begin` on; TEXT_END for none."""
    row = project.connection.execute(
        "SELECT start FROM codings WHERE document = ? AND coder = ? AND start >= ? ORDER BY start LIMIT 1 OFFSET ?",
        (project.tables.document_id(sha256), coder, begin, skipped),
    ).fetchone()
    return int(row[0]) if row else TEXT_END


def all_codings(project: Project, *, coders: Collection[str] | None = None) -> Iterator[Coding]:
    """All codings, document by document in the project's order, then by coder and position."""
    rows = project.connection.execute(
        f"SELECT d.sha256, {_COLUMNS} FROM codings c JOIN documents d ON d.id = c.document"
        " ORDER BY d.position, d.name, d.sha256, c.coder, c.start, c.end, c.uuid"
    )
    while lot := rows.fetchmany(_LOT):
        if coders is not None:
            lot = [row for row in lot if row[2] in coders]
        yield from codings_from_rows((row[0] for row in lot), (row[1:] for row in lot))


def find_coding(project: Project, uuid: str) -> Coding:
    row = project.connection.execute(
        f"SELECT d.sha256, {_COLUMNS} FROM codings c JOIN documents d ON d.id = c.document WHERE c.uuid = ?", (uuid,)
    ).fetchone()
    if row is None:
        raise ActError(say("This coding is no longer in the project: it was deleted or undone."))
    return coding_from_values(row[0], row[1:])


def known_coders(project: Project) -> list[str]:
    """Everybody who has a coding or a done mark, sorted."""
    rows = project.connection.execute("SELECT coder FROM tallies UNION SELECT coder FROM completions ORDER BY 1")
    return [str(row[0]) for row in rows]


def attribute_values(project: Project) -> list[tuple[str, str]]:
    """Every (name, value) that a coding's attributes have, sorted."""
    rows = project.connection.execute("SELECT DISTINCT attributes FROM codings WHERE attributes IS NOT NULL")
    return sorted({pair for (attributes,) in rows for pair in orjson.loads(attributes).items()})


def number_of_codings(project: Project) -> int:
    return int(project.connection.execute("SELECT coalesce(sum(number), 0) FROM tallies").fetchone()[0])


def coding_counts(project: Project) -> dict[tuple[str, str, str], int]:
    """(document sha256, coder, facet) -> number of codings."""
    rows = project.connection.execute(
        "SELECT d.sha256, t.coder, t.facet, t.number FROM tallies t JOIN documents d ON d.id = t.document"
    )
    return {(sha256, coder, facet): count for sha256, coder, facet, count in rows}
