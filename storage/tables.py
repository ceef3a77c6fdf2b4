"""The tables that screens read, kept in step with the log: one change in, one row written.

Everything here can be thrown away and rebuilt from events and texts (storage/replay.py).
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from itertools import count
from typing import Any

import orjson

from annotator.acts import Change, Row, coding_row
from annotator.errors import ActError
from annotator.wording import say
from storage.coding_rows import CODING_COLUMNS, coding_from_values, coding_values, dumps

_MANY = 20_000
DERIVED = ("documents", "codings", "tallies", "suggestions", "decisions", "completions", "records", "forks")


class Tables:
    """Writes changes into the tables of one open connection. Knows nothing of transactions.

    `numbers` gives new documents the row ids that they have elsewhere, so that two sets of tables can be compared.
    """

    def __init__(self, connection: sqlite3.Connection, *, numbers: Mapping[str, int] | None = None) -> None:
        self.connection = connection
        self._numbers = dict(numbers or {})
        self._spare = count(max(self._numbers.values(), default=0) + 1)
        self._ids: dict[str, int] = {}

    def forget(self) -> None:
        """Drop what is cached (after a rollback or a rebuild)."""
        self._ids.clear()

    def document_id(self, sha256: str) -> int:
        found = self._ids.get(sha256)
        if found is None:
            row = self.connection.execute("SELECT id FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
            if row is None:
                raise ActError(
                    say("The project has no document with the hash {sha256}…: add it first.", sha256=sha256[:12])
                )
            found = self._ids[sha256] = int(row[0])
        return found

    def current(self, entity: str, key: str) -> Row | None:
        """The entity's state as an event would give it, None where it does not exist."""
        if entity == "coding":
            return self._current_coding(key)
        if entity == "document":
            row = self.connection.execute("SELECT details FROM documents WHERE sha256 = ?", (key,)).fetchone()
        elif entity == "decision":
            return self._current_decision(key)
        elif entity == "completion":
            return self._current_completion(key)
        else:
            row = self.connection.execute(
                "SELECT row FROM records WHERE entity = ? AND key = ?", (entity, key)
            ).fetchone()
        return orjson.loads(row[0]) if row else None

    def _current_coding(self, uuid: str) -> Row | None:
        columns = ", ".join(f"c.{name}" for name in CODING_COLUMNS.split(", "))
        row = self.connection.execute(
            f"SELECT d.sha256, {columns} FROM codings c JOIN documents d ON d.id = c.document WHERE c.uuid = ?", (uuid,)
        ).fetchone()
        return coding_row(coding_from_values(row[0], row[1:])) if row else None

    def _current_decision(self, key: str) -> Row | None:
        suggestion, coder, round_ = key.split("\x1f")
        row = self.connection.execute(
            "SELECT d.sha256, x.verdict, x.at, x.seconds, x.coding FROM decisions x JOIN documents d ON d.id = x.document"
            " WHERE x.suggestion = ? AND x.coder = ? AND x.round = ?",
            (suggestion, coder, round_),
        ).fetchone()
        if row is None:
            return None
        whole = {
            "suggestion": suggestion, "document": row[0], "coder": coder, "verdict": row[1], "at": row[2],
            "seconds": row[3], "coding": row[4], "round": round_,
        }  # fmt: skip
        return {name: value for name, value in whole.items() if value is not None}

    def _current_completion(self, key: str) -> Row | None:
        document, coder, facet, round_ = key.split("\x1f")
        row = self.connection.execute(
            "SELECT x.done FROM completions x JOIN documents d ON d.id = x.document"
            " WHERE d.sha256 = ? AND x.coder = ? AND x.facet = ? AND x.round = ?",
            (document, coder, facet, round_),
        ).fetchone()
        if row is None:
            return None
        return {"coder": coder, "document": document, "facet": facet, "round": round_, "done": bool(row[0])}

    def apply(self, changes: Iterable[Change]) -> None:
        """Write the changes' `after` states. New codings go in by the thousand, which is what imports need."""
        new: list[tuple[Any, ...]] = []
        for change in changes:
            row = change.after
            if change.entity == "coding" and change.before is None and row is not None:
                new.append(coding_values(change.key, row, self.document_id(row["document"])))
                continue
            self.insert_codings(new)
            new.clear()
            self.put(change)
        self.insert_codings(new)

    def insert_codings(self, new: list[tuple[Any, ...]]) -> None:
        """Insert rows of `coding_values`; sqlite3.IntegrityError where a uuid is there already."""
        if not new:
            return
        sql = f"INSERT INTO codings (document, {CODING_COLUMNS}) VALUES ({','.join('?' * 15)})"
        many = len(new) >= _MANY and len(new) > self.connection.execute("SELECT count(*) FROM codings").fetchone()[0]
        with self._index_made_at_the_end() if many else nullcontext():
            self.connection.executemany(sql, sorted(new, key=_clustered))
        self._tally(Counter((values[0], values[2], values[5]) for values in new))

    def _tally(self, change: Mapping[tuple[int, str, str], int]) -> None:
        """Keep the numbers of codings by document, coder and facet in step."""
        self.connection.executemany(
            "INSERT INTO tallies VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET number = number + excluded.number",
            [(*place, number) for place, number in change.items()],
        )

    def tally_anew(self) -> None:
        self.connection.execute("DELETE FROM tallies")
        self.connection.execute(
            "INSERT INTO tallies SELECT document, coder, facet, count(*) FROM codings GROUP BY 1, 2, 3"
        )

    def _delete_coding(self, uuid: str) -> None:
        where = self.connection.execute("SELECT document, coder, facet FROM codings WHERE uuid = ?", (uuid,)).fetchone()
        if where is not None:
            self.connection.execute("DELETE FROM codings WHERE uuid = ?", (uuid,))
            self._tally({where: -1})
            self.connection.execute(
                "DELETE FROM tallies WHERE document = ? AND coder = ? AND facet = ? AND number = 0", where
            )

    @contextmanager
    def _index_made_at_the_end(self) -> Iterator[None]:
        """An index is made in one go far faster than entry by entry, where the new ones outnumber the old."""
        sql = self.connection.execute("SELECT sql FROM sqlite_master WHERE name = 'codings_uuid'").fetchone()[0]
        self.connection.execute("DROP INDEX codings_uuid")
        yield
        self.connection.execute(sql)

    def put(self, change: Change) -> None:
        """Write one change, replacing whatever state stands there."""
        execute, row, key = self.connection.execute, change.after, change.key
        if change.entity == "coding":
            self._delete_coding(key)
            if row is not None:
                self.insert_codings([coding_values(key, row, self.document_id(row["document"]))])
        elif change.entity == "document":
            self._put_document(key, row)
        elif change.entity == "decision":
            self._put_decision(change)
        elif change.entity == "completion":
            self._put_completion(change)
        elif change.entity == "suggestions":
            self._put_suggestions(key, row)
        elif row is None:
            execute("DELETE FROM records WHERE entity = ? AND key = ?", (change.entity, key))
        else:
            execute("INSERT OR REPLACE INTO records VALUES (?,?,?)", (change.entity, key, dumps(row)))

    def _put_document(self, sha256: str, row: Row | None) -> None:
        execute = self.connection.execute
        if row is None:  # its suggestions go along: the row id may be given to another document
            execute("DELETE FROM suggestions WHERE document = (SELECT id FROM documents WHERE sha256 = ?)", (sha256,))
            execute("DELETE FROM records WHERE entity = 'suggestions' AND key = ?", (sha256,))
            execute("DELETE FROM documents WHERE sha256 = ?", (sha256,))
            self._ids.pop(sha256, None)
            return
        if self._numbers and sha256 not in self._numbers:  # taken back later: it must not take another one's row
            self._numbers[sha256] = next(self._spare)
        values = (self._numbers.get(sha256), sha256, row["name"], row["position"], row["characters"], dumps(row))
        execute(
            "INSERT INTO documents (id, sha256, name, position, characters, details) VALUES (?,?,?,?,?,?)"
            " ON CONFLICT(sha256) DO UPDATE SET name = excluded.name, position = excluded.position,"
            " characters = excluded.characters, details = excluded.details",
            values,
        )

    def _put_suggestions(self, sha256: str, row: Row | None) -> None:
        """A new set for a document. Older ones stay, no longer live, because decisions may refer to them."""
        document = self.document_id(sha256)
        self.connection.execute("UPDATE suggestions SET live = 0 WHERE document = ? AND live = 1", (document,))
        head = {name: value for name, value in (row or {}).items() if name != "items"}
        self.connection.execute("INSERT OR REPLACE INTO records VALUES ('suggestions', ?, ?)", (sha256, dumps(head)))
        self._insert_suggestions("REPLACE", document, row, live=1)

    def keep_suggestions(self, sha256: str, row: Row | None) -> None:
        """A set from elsewhere that is not shown: decisions that come along may refer to it."""
        self._insert_suggestions("IGNORE", self.document_id(sha256), row, live=0)

    def _insert_suggestions(self, clash: str, document: int, row: Row | None, *, live: int) -> None:
        self.connection.executemany(
            f"INSERT OR {clash} INTO suggestions (document, start, end, id, facet, code, attributes, source, score, model,"
            " meaning, aids, live) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                (document, start, end, id_, facet, code, dumps(attributes) if attributes else None, *rest, live)
                for id_, start, end, facet, code, attributes, *rest in (row or {}).get("items", ())
            ],
        )

    def _put_decision(self, change: Change) -> None:
        suggestion, coder, round_ = change.key.split("\x1f")
        if change.after is None:
            self.connection.execute(
                "DELETE FROM decisions WHERE suggestion = ? AND coder = ? AND round = ?"
                " AND document = (SELECT id FROM documents WHERE sha256 = ?)",
                (suggestion, coder, round_, (change.before or {}).get("document", "")),
            )
            return
        row = change.after
        self.connection.execute(
            "INSERT OR REPLACE INTO decisions VALUES (?,?,?,?,?,?,?,?)",
            (
                self.document_id(row["document"]), coder, suggestion, round_, row["verdict"], row["at"],
                row.get("seconds"), row.get("coding"),
            ),
        )  # fmt: skip

    def _put_completion(self, change: Change) -> None:
        document, coder, facet, round_ = change.key.split("\x1f")
        place = (self.document_id(document), coder, facet, round_)
        if change.after is None:
            self.connection.execute(
                "DELETE FROM completions WHERE document = ? AND coder = ? AND facet = ? AND round = ?", place
            )
        else:
            self.connection.execute(
                "INSERT OR REPLACE INTO completions VALUES (?,?,?,?,?)", (*place, int(change.after["done"]))
            )


def _clustered(values: Any) -> tuple[Any, ...]:
    """The order of the table's primary key, which makes a bulk insert sequential."""
    return values[0], values[2], values[3], values[4], values[1]
