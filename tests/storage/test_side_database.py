"""What lies beside a project under the name of a sidecar is used only if it is ours, else made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage.parses import SUFFIX, Parses
from storage.search import SearchIndex
from tests.storage.making import HARBOUR, make_project

TABLE = "CREATE TABLE parses (key TEXT PRIMARY KEY, parse BLOB NOT NULL) WITHOUT ROWID"
FOREIGN = [
    "CREATE VIEW parses AS SELECT 'k' AS key, zeroblob(1000000000) AS parse",
    "CREATE VIEW parses AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS key, x AS parse FROM n",
    TABLE + "; CREATE TRIGGER t AFTER INSERT ON parses BEGIN DELETE FROM parses; END",
    TABLE + "; CREATE TABLE more (x)",
    "CREATE TABLE parses (key)",
]


@pytest.mark.timeout(30)
@pytest.mark.parametrize("sql", FOREIGN)
def test_a_foreign_schema_is_thrown_away(tmp_path: Path, sql: str) -> None:
    path = tmp_path / f"p.intercoder{SUFFIX}"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)
    with closing(Parses(tmp_path / "p.intercoder")) as parses:
        assert parses.get("k") is None
        parses.put("k", b"a parse")
        assert parses.get("k") == b"a parse"


def test_ours_is_kept(tmp_path: Path) -> None:
    with closing(Parses(tmp_path / "p.intercoder")) as parses:
        parses.put("k", b"a parse")
        parses.keep_answers("k", b"answers")
    with closing(Parses(tmp_path / "p.intercoder")) as parses:
        assert (parses.get("k"), parses.answers("k")) == (b"a parse", b"answers")
        assert parses.answers("another") is None


@pytest.mark.parametrize("value", [10**9, "text", 0.5])
def test_a_parse_is_bytes(tmp_path: Path, value: object) -> None:
    with closing(Parses(tmp_path / "p.intercoder")) as parses:
        parses.put("k", b"a parse")
    with closing(sqlite3.connect(tmp_path / f"p.intercoder{SUFFIX}", isolation_level=None)) as connection:
        connection.execute("UPDATE parses SET parse = ?", (value,))
    with closing(Parses(tmp_path / "p.intercoder")) as parses:
        assert parses.get("k") is None


def folder(path: Path) -> None:
    path.mkdir()


def text(path: Path) -> None:
    path.write_text("no database, but long enough to be looked at" * 40, encoding="utf-8")


def link(path: Path) -> None:
    path.with_name("other").write_text("somebody's", encoding="utf-8")
    path.symlink_to(path.with_name("other"))


@pytest.mark.parametrize("make", [folder, text, link])
def test_anything_else_is_done_without(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / f"p.intercoder{SUFFIX}")
    with closing(Parses(tmp_path / "p.intercoder")) as parses:
        parses.put("k", b"a parse")
        assert parses.get("k") == (None if make is folder else b"a parse")
    if make is link:
        assert (tmp_path / "other").read_text(encoding="utf-8") == "somebody's"


def test_a_damaged_index_of_words_is_made_anew(tmp_path: Path) -> None:
    with make_project(tmp_path / "p.intercoder") as project:
        with closing(SearchIndex(project)) as index:
            assert index.documents("harbour") == [HARBOUR]
            whole = index.path.read_bytes()
        index.path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
        with closing(SearchIndex(project)) as index:
            assert index.documents("harbour") == [HARBOUR]
        index.path.write_bytes(whole[: len(whole) // 2])
        with closing(SearchIndex(project)) as index:
            assert index.documents("harbour") == [HARBOUR]
