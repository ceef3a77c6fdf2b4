"""The store against its floors: one durable act, a bulk import, fetching a document's codings, and a big project.

Each figure is the median of pairs measured in turn in one run: what we do, and the floor beside it. The floors: a
write of 4 KB with fdatasync (one act), `executemany` of the same rows into the same table (import), a clustered SELECT
(fetch). Run with `python -m benchmarks.store [--documents 20000] [--codings 1000000] [--pairs 9]`.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import perf_counter

from annotator.acts import Act, Change, code_span, new_uuid, put_coding
from annotator.codebook import Attribute, Code, Codebook, Facet
from annotator.records import Coding
from storage import chains
from storage.backup import backup_if_changed
from storage.coding_rows import CODING_COLUMNS
from storage.codings import coding_counts, codings_of
from storage.opening import create_project, open_project
from storage.progress import completions
from storage.project import Project
from storage.suggestions import suggestions_of
from storage.texts import NewDocument, add_documents, list_documents, load_document

FETCHED = 20_000
SENTENCE = "Growers met on Friday and spoke of the frost that had taken the blossom. "


@dataclass(frozen=True, slots=True)
class Figure:
    """Ours and the floor in milliseconds (or the limit, where there is no floor), and the goal as a ratio."""

    name: str
    ours: float
    floor: float
    goal: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    def line(self) -> str:
        verdict = "ok" if self.ratio <= self.goal else "ABOVE THE GOAL"
        return (
            f"{self.name:<52} {self.ours:>10.2f} {self.floor:>10.2f} {self.unit:<4}"
            f" {self.ratio:>6.2f}x  goal {self.goal:g}x  {verdict}"
        )


def codebook() -> Codebook:
    attribute = Attribute("status", "choice", values=("past", "feared"))
    return Codebook(
        "bench", facets=(Facet("danger", attributes=(attribute,), codes=tuple(Code(c, "danger") for c in "abcd")),)
    )


def codings_for(sha256: str, number: int, *, length: int) -> list[Coding]:
    coders, codes = ("anna", "ben"), "abcd"
    return [
        Coding(
            new_uuid(), sha256, coders[at % 2], at * 19 % (length - 9), at * 19 % (length - 9) + 9, "danger", codes[at % 4],
            {"status": "past"} if at % 4 == 0 else {}, "imported", created="2026-03-01T09:00:00.000Z",
        )
        for at in range(number)
    ]  # fmt: skip


def in_turn(first: Callable[[], float], second: Callable[[], float], pairs: int) -> tuple[float, float]:
    """Medians of two timed functions in milliseconds, run one after the other so that both meet the same noise."""
    ours, floors = [], []
    for _ in range(pairs):
        floors.append(second())
        ours.append(first())
    return statistics.median(ours) * 1000, statistics.median(floors) * 1000


def timed(function: Callable[[], object]) -> float:
    begun = perf_counter()
    function()
    return perf_counter() - begun


def one_act(folder: Path, pairs: int) -> Figure:
    """A coding saved so that it survives a crash, against 4 KB written and synced."""
    with create_project(folder / "act", codebook(), person="anna") as project, (folder / "floor").open("wb", 0) as file:
        (document,) = added(project, 1)
        number = count()

        def act() -> float:
            coding = Coding(new_uuid(), document, "anna", next(number) % 500, 600, "danger", "a", created="2026")
            return timed(lambda: project.commit(code_span(coding)))

        def floor() -> float:
            def write() -> None:
                file.write(b"x" * 4096)
                os.fdatasync(file.fileno())

            return timed(write)

        for _ in range(20):
            act()
        return Figure("one coding, saved and on disk", *in_turn(act, floor, pairs * 20), 1.5)


def plain_sql_act(folder: Path, pairs: int) -> Figure:
    """The same, against what any store must write: the rows themselves in plain SQL, WAL, synchronous=FULL."""
    with create_project(folder / "act2", codebook(), person="anna") as project, closing(plain(folder / "p.db")) as db:
        (document,) = added(project, 1)
        number = count()

        def act() -> float:
            coding = Coding(new_uuid(), document, "anna", next(number) % 500, 600, "danger", "a", created="2026")
            return timed(lambda: project.commit(code_span(coding)))

        def floor() -> float:
            row = (
                1,
                new_uuid(),
                "anna",
                next(number) % 500,
                600,
                "danger",
                "a",
                None,
                "manual",
                None,
                None,
                "1",
                1,
                "",
                None,
            )
            return timed(
                lambda: db.execute(f"INSERT INTO codings (document, {CODING_COLUMNS}) VALUES ({marks()})", row)
            )

        return Figure("one coding, against one plain durable INSERT", *in_turn(act, floor, pairs * 20), 1.5)


def marks() -> str:
    return ",".join("?" * 15)


def plain(path: Path) -> sqlite3.Connection:
    """A database with nothing but the table of codings, as the store has it."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute(
        "CREATE TABLE codings (document INTEGER NOT NULL, coder TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,"
        " uuid TEXT NOT NULL, facet TEXT NOT NULL, code TEXT NOT NULL, attributes TEXT, origin TEXT NOT NULL, memo TEXT,"
        " certainty REAL, round TEXT NOT NULL, meaning INTEGER NOT NULL, created TEXT NOT NULL, suggestion TEXT,"
        " PRIMARY KEY (document, coder, start, end, uuid)) WITHOUT ROWID"
    )
    db.execute("CREATE UNIQUE INDEX codings_uuid ON codings(uuid)")
    return db


def added(project: Project, number: int, *, sentences: int = 14) -> list[str]:
    documents = [NewDocument(f"{at:05}.txt", f"Document {at}. " + SENTENCE * sentences) for at in range(number)]
    act, texts = add_documents(project, documents)
    project.commit(act, texts=texts)
    return [document.sha256 for document in documents]


def bulk_import(folder: Path, pairs: int, *, documents: int, codings: int) -> Figure:
    """Importing codings as one act with its events, against `executemany` of the same rows."""
    each = codings // documents
    number = count()

    def ours() -> float:
        with create_project(folder / f"bulk{next(number)}", codebook(), person="lead") as project:
            changes = tuple(
                put_coding(None, coding)
                for sha in added(project, documents)
                for coding in codings_for(sha, each, length=1000)
            )
            return timed(lambda: project.commit(Act("import", "lead", changes)))

    def floor() -> float:
        rows = [
            (at, c.uuid, c.coder, c.start, c.end, c.facet, c.code, None, c.origin, None, None, "1", 1, c.created, None)
            for at in range(documents)
            for c in codings_for("", each, length=1000)
        ]
        with closing(plain(folder / f"floor{next(number)}")) as db:

            def insert() -> None:
                db.execute("BEGIN")
                db.executemany(f"INSERT INTO codings (document, {CODING_COLUMNS}) VALUES ({marks()})", rows)
                db.execute("COMMIT")

            return timed(insert)

    return Figure(f"import {codings:,} codings", *in_turn(ours, floor, pairs), 2)


def fetch(folder: Path, pairs: int) -> list[Figure]:
    """A document's 20,000 codings: the rows against a clustered SELECT, and as records, which screens need."""
    with create_project(folder / "fetch", codebook(), person="lead") as project:
        (sha256,) = added(project, 1, sentences=7_000)
        changes = tuple(put_coding(None, c) for c in codings_for(sha256, FETCHED * 2, length=500_000))
        project.commit(Act("import", "lead", changes))
        query = f"SELECT {CODING_COLUMNS} FROM codings WHERE document = ? AND coder = ?"

        def floor() -> float:
            return timed(lambda: project.connection.execute(query, (1, "anna")).fetchall())

        def ours() -> float:
            return timed(lambda: codings_of(project, sha256, coder="anna"))

        return [Figure(f"fetch {FETCHED:,} codings of a document, as records", *in_turn(ours, floor, pairs), 1.5)]


def scale(folder: Path, *, documents: int, codings: int) -> list[Figure]:
    """A big project: opening, switching documents, the quick check, a backup, the file's size. Limits, not floors."""
    path = folder / "big"
    with create_project(path, codebook(), person="lead") as project:
        shas = added(project, documents)
        for start in range(0, documents, 2_000):
            part = shas[start : start + 2_000]
            changes: tuple[Change, ...] = tuple(
                put_coding(None, coding)
                for sha in part
                for coding in codings_for(sha, codings // documents, length=1000)
            )
            project.commit(Act("import", "lead", changes))
        text = sum(entry.characters for entry in list_documents(project))
    opened = statistics.median(timed(lambda: opened_once(path)) for _ in range(5))
    with open_project(path, person="anna") as project:
        names = [entry.name for entry in list_documents(project)][:: max(1, documents // 20)]
        switched = statistics.median(timed(lambda name=name: switch(project, name)) for name in names)  # type: ignore[misc]
        checked = statistics.median(timed(lambda: chains.broken_tails(project.connection)) for _ in range(5))
        backed_up = timed(lambda: backup_if_changed(path, why="asked"))
    size = path.stat().st_size
    return [
        Figure("open, list documents, counts and done marks", opened * 1000, 2_000, 1),
        Figure("switch to another document", switched * 1000, 200, 1),
        Figure("quick check", checked * 1000, 1_000, 1),
        Figure("backup, verified", backed_up * 1000, 3_000, 1),
        Figure("the file, against 2x text + 700 bytes a coding", size / 1e6, (2 * text + 700 * codings) / 1e6, 1, "MB"),
    ]


def opened_once(path: Path) -> None:
    with open_project(path, person="anna") as project:
        list_documents(project)
        coding_counts(project)
        completions(project)


def switch(project: Project, name: str) -> None:
    document = load_document(project, name, coder="anna")
    codings_of(project, document.sha256, coder="anna")
    suggestions_of(project, document.sha256)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--codings", type=int, default=1_000_000)
    parser.add_argument("--bulk", type=int, default=200_000, help="codings of the bulk import, which runs in pairs")
    parser.add_argument("--pairs", type=int, default=9)
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="intercoder-bench-") as name:
        folder = Path(name)
        figures = [one_act(folder, args.pairs), plain_sql_act(folder, args.pairs), *fetch(folder, args.pairs)]
        figures.append(bulk_import(folder, args.pairs, documents=args.bulk // 50, codings=args.bulk))
        figures += scale(folder, documents=args.documents, codings=args.codings)
    print(f"{'':<52} {'ours':>10} {'floor':>10}")
    for figure in figures:
        print(figure.line())
    return 0


if __name__ == "__main__":
    sys.exit(main())
