"""Small projects for the store's tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from annotator.acts import code_span, new_uuid
from annotator.codebook import Attribute, Code, Codebook, Facet
from annotator.records import Coding, Suggestion
from storage import connect
from storage.backup import copy_database
from storage.opening import create_project, open_project
from storage.project import Project, Receipt
from storage.suggestions import suggestion_set
from storage.tables import DERIVED
from storage.texts import NewDocument, add_documents
from ui.workflows.coding import CodingSession

TEXTS = {
    "harbour.txt": "The harbour master 𝔘 warned that the northern mole would not stand another winter. " * 3,
    "orchard.txt": "Growers met on Friday; the frost of April had taken half of the blossom. " * 3,
    "ferry.txt": "The ferry company denied that it had known of the leak. 🛳 Passengers disagreed. " * 3,
}

HARBOUR = hashlib.sha256(TEXTS["harbour.txt"].encode()).hexdigest()


def small_codebook(*, codes: Sequence[str] = ("storm", "frost", "leak"), meaning: int = 1) -> Codebook:
    danger = Facet(
        "danger",
        "Danger",
        attributes=(Attribute("status", "choice", values=("past", "feared")),),
        codes=tuple(Code(code, "danger", code.title()) for code in codes),
    )
    topic = Facet("topic", "Topic", unit="document", codes=(Code("weather", "topic"), Code("sea", "topic")))
    return Codebook("weather", meaning=meaning, facets=(danger, topic))


def make_project(path: Path, *, person: str = "anna", texts: dict[str, str] | None = None) -> Project:
    """An open project with three documents."""
    project = create_project(path, small_codebook(), person=person)
    add_texts(project, TEXTS if texts is None else texts)
    return project


def add_texts(project: Project, texts: dict[str, str]) -> Receipt | None:
    if not texts:
        return None
    act, stored = add_documents(project, [NewDocument(name, text) for name, text in texts.items()])
    return project.commit(act, texts=stored)


def coding(sha256: str, start: int, *, length: int = 5, coder: str = "anna", **fields: Any) -> Coding:
    values: dict[str, Any] = {"facet": "danger", "code": "storm", "created": "2026-03-01T09:00:00.000Z", **fields}
    return Coding(new_uuid(), sha256, coder, start, start + length, **values)


def code(project: Project, sha256: str, start: int, *, coder: str = "anna", **fields: Any) -> Receipt:
    return project.commit(code_span(coding(sha256, start, coder=coder, **fields)))


def suggest(project: Project, sha256: str, starts: Sequence[int]) -> Receipt:
    found = [
        Suggestion(
            f"{sha256[:6]}-{start}", sha256, start, start + 4, "danger", "frost", {"status": "past"}, "rule/1", 0.5
        )
        for start in starts
    ]
    return project.commit(suggestion_set("anna", sha256, found, run={"model": "none"}))


def work(project: Project, coder: str) -> None:
    """Every kind of act at least once, undo and redo among them."""
    session = CodingSession(project, coder=coder)
    shas = [row[0] for row in project.connection.execute("SELECT sha256 FROM documents ORDER BY name")]
    for sha256 in shas:
        suggest(project, sha256, [0, 10, 20, 30])
        session.note_shown(sha256)
    first = session.undecided(shas[0])
    session.accept(first[0].id, seconds=1.5)
    session.reject(first[1].id)
    session.accept(first[2].id, edits={"start": 21})
    session.accept_many([s.id for s in session.undecided(shas[1])[:2]])
    session.code(shas[0], 4, 11, facet="danger", code="leak", attributes={"status": "feared"}, memo="a 🛳 memo")
    session.code(shas[0], None, None, facet="topic", code="sea")
    session.code_everywhere([(sha256, 1, 3) for sha256 in shas], facet="danger", code="storm")
    own = session.codings(shas[0])
    session.change(own[-1].uuid, start=own[-1].start, end=(own[-1].end or 0) + 1)
    session.delete([own[0].uuid])
    session.mark_done(shas[0], facets=["danger", "topic"])
    session.set_memo("document", shas[1], "look again")
    session.undo()
    session.undo()
    session.redo()


def state(project: Project) -> dict[str, list[tuple[Any, ...]]]:
    """Every derived table, with documents by their hash, so that two projects can be compared."""
    ids = dict(project.connection.execute("SELECT id, sha256 FROM documents").fetchall())
    found = {}
    for table in DERIVED:
        rows = project.connection.execute(f"SELECT * FROM {table}").fetchall()
        names = [row[1] for row in project.connection.execute(f"PRAGMA table_info({table})")]
        if table == "documents":
            rows = [row[1:] for row in rows]
        elif "document" in names:
            at = names.index("document")
            rows = [(*row[:at], ids[row[at]], *row[at + 1 :]) for row in rows]
        found[table] = sorted(rows, key=repr)
    aside = "SELECT reason, line FROM quarantine ORDER BY 1, 2"
    return {**found, "quarantine": project.connection.execute(aside).fetchall()}


def copy_of(path: Path, target: Path) -> Path:
    """A copy as another computer would have it."""
    with closing(connect.reading(path, quiet=True)) as connection:
        copy_database(connection, target)
    return target


def reopened(project: Project) -> Project:
    project.close()
    return open_project(project.path, person=project.person)
