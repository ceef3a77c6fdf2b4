"""Full-text search: an FTS5 index in a private sidecar, brought up to date when it is asked, deletable any time."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import orjson

from annotator.errors import ProjectError
from annotator.records import Region
from annotator.reflow import reflow
from annotator.wording import say
from storage import connect, place
from storage.side_database import MEMORY, open_side
from storage.texts import list_documents, regions_of, stored_text

if TYPE_CHECKING:
    from storage.project import Project

SUFFIX = "-search"
MOST_DOCUMENTS = 50
MOST_HITS = 20
_SCHEMA = (
    "CREATE TABLE indexed (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2')",
)
_WORD = re.compile(r"\"([^\"]*)\"|(\S+)")


@dataclass(frozen=True, slots=True)
class Hit:
    """Where something was found: a stretch [start, end) of a document's stored text, or a memo (start None).

    `kind`: "text", "coding", "memo". `context` is the hit with some text around it, in one line.
    """

    kind: str
    document: str
    name: str
    start: int | None
    end: int | None
    context: str
    coder: str = ""


class SearchIndex:
    """The index of one project. Only documents' texts are indexed; memos are few and are read as they are."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.path = place.side_file(project.path, SUFFIX)
        self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        for where in (self.path, MEMORY):
            if (connection := open_side(where, _SCHEMA)) is not None:
                return connection
        raise ProjectError(say("The search index can't be made: this Python's SQLite has no FTS5."))

    def update(self) -> int:
        """Index the documents that are not in yet; how many there were."""
        known = {row[0] for row in self._connection.execute("SELECT sha256 FROM indexed")}
        missing = [entry.sha256 for entry in list_documents(self.project) if entry.sha256 not in known]
        if missing:
            self._connection.execute("BEGIN")
            for sha256 in missing:
                row = self._connection.execute("INSERT INTO indexed (sha256) VALUES (?)", (sha256,))
                self._connection.execute(
                    "INSERT INTO words (rowid, text) VALUES (?, ?)", (row.lastrowid, stored_text(self.project, sha256))
                )
            self._connection.execute("COMMIT")
        return len(missing)

    def documents(self, words: str, *, most: int = MOST_DOCUMENTS) -> list[str]:
        """The sha256s of the documents that hold all the words, best first. "Words in quotes" are a phrase, word* a beginning."""
        query = fts_query(words)
        if not query:
            return []
        try:
            return self._found(query, most)
        except connect.FAULTS:  # a damaged index: it is made anew
            self.close()
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
            self._connection = self._open()
            return self._found(query, most)

    def _found(self, query: str, most: int) -> list[str]:
        self.update()
        rows = self._connection.execute(
            "SELECT i.sha256 FROM words w JOIN indexed i ON i.id = w.rowid WHERE words MATCH ? ORDER BY rank LIMIT ?",
            (query, most),
        )
        return [str(row[0]) for row in rows]

    def close(self) -> None:
        self._connection.close()


def terms(words: str) -> list[str]:
    """Words and quoted phrases of a query, without FTS's own signs."""
    found = [(phrase or word).strip() for phrase, word in _WORD.findall(words)]
    return [term for term in found if re.search(r"\w", term)]


def fts_query(words: str) -> str:
    """A query that FTS5 takes as text only: each term quoted, a final * kept as "begins with"."""
    parts = []
    for term in terms(words):
        star = term.endswith("*")
        parts.append('"' + term.rstrip("*").replace('"', " ") + '"' + ("*" if star else ""))
    return " ".join(parts)


def pattern(words: str) -> re.Pattern[str] | None:
    """What to look for in a text that was found: any of the terms, white space as any white space."""
    parts = []
    for term in terms(words):
        inner = r"\s+".join(map(re.escape, term.rstrip("*").split()))
        parts.append(rf"(?<!\w){inner}" + (r"\w*" if term.endswith("*") else r"(?!\w)"))
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def search_texts(index: SearchIndex, words: str) -> Iterator[Hit]:
    """Hits in the documents' texts: best documents first, at most MOST_HITS each."""
    names = {entry.sha256: entry.name for entry in list_documents(index.project)}
    wanted = pattern(words)
    for sha256 in index.documents(words):
        if wanted is None or sha256 not in names:
            continue
        text, regions = stored_text(index.project, sha256), regions_of(index.project, sha256)
        for number, match in enumerate(wanted.finditer(text)):
            if number == MOST_HITS:
                break
            yield Hit("text", sha256, names[sha256], *match.span(), context(text, *match.span(), regions=regions))


def search_codings(index: SearchIndex, words: str, *, coder: str) -> Iterator[Hit]:
    """Hits in the texts that lie inside one of the coder's codings."""
    from storage.codings import codings_of

    spans: dict[str, list[tuple[int, int]]] = {}
    for hit in search_texts(index, words):
        if hit.document not in spans:
            codings = codings_of(index.project, hit.document, coder=coder)
            spans[hit.document] = [(c.start, c.end) for c in codings if c.start is not None and c.end is not None]
        if any(start <= (hit.start or 0) and (hit.end or 0) <= end for start, end in spans[hit.document]):
            yield Hit("coding", hit.document, hit.name, hit.start, hit.end, hit.context, coder)


def search_memos(project: Project, words: str, *, coder: str) -> Iterator[Hit]:
    """This coder's memos on codings, documents and codes that hold all the words."""
    wanted = [term.rstrip("*").casefold() for term in terms(words)]
    if not wanted:
        return
    names = {entry.sha256: entry.name for entry in list_documents(project)}
    rows = project.connection.execute(
        "SELECT d.sha256, c.start, c.end, c.memo FROM codings c JOIN documents d ON d.id = c.document WHERE c.coder = ? AND c.memo IS NOT NULL",
        (coder,),
    )
    for sha256, start, end, memo in rows:
        if all(term in memo.casefold() for term in wanted):
            at, to = (None, None) if start < 0 else (start, end)
            yield Hit("memo", sha256, names[sha256], at, to, " ".join(memo.split())[:200], coder)
    for key, row in project.connection.execute("SELECT key, row FROM records WHERE entity = 'memo'"):
        kind, about, whose = key.split("\x1f")
        text = orjson.loads(row)["text"]
        if whose == coder and all(term in text.casefold() for term in wanted):
            yield Hit(
                "memo",
                about if kind == "document" else "",
                names.get(about, about),
                None,
                None,
                " ".join(text.split())[:200],
                coder,
            )


def context(text: str, start: int, end: int, *, around: int = 60, regions: Sequence[Region] = ()) -> str:
    """A stretch with some text on either side, in one line; hard-wrapped text and broken words as they are read."""
    before, after = max(0, start - around), min(len(text), end + around)
    inside = [
        replace(region, start=max(0, region.start - before), end=min(after, region.end) - before)
        for region in regions
        if region.transparent and region.start < after and region.end > before
    ]
    shown = reflow(text[before:after], inside).text
    cut = f"{'…' if before else ''}{shown}{'…' if after < len(text) else ''}"
    return " ".join(cut.split())
