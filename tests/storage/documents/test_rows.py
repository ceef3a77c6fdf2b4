"""CSV and JSON lines: a document a row, the other columns as metadata."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.documents import ReadDocument, read_path
from tests.storage.documents.making import PARAGRAPHS, read, refusal

cells = st.text(st.sampled_from('aé🙂,;"\n|\t') | st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
tables = st.lists(st.tuples(cells, cells), min_size=1, max_size=5)


def put(folder: Path, text: str, name: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def as_csv(rows: list[tuple[str, str]]) -> str:
    made = io.StringIO(newline="")
    csv.writer(made).writerows([("Text", "headline"), *rows])
    return made.getvalue()


def as_lines(rows: list[tuple[str, str]]) -> str:
    return "".join(json.dumps({"Text": text, "headline": title}) + "\n" for text, title in rows)


def check_rows(rows: list[tuple[str, str]], name: str) -> None:
    text = as_csv(rows) if name.endswith("csv") else as_lines(rows)
    with tempfile.TemporaryDirectory() as folder:
        found = list(read_path(put(Path(folder), text, name)))
    documents = [item for item in found if isinstance(item, ReadDocument)]
    expected = [
        (cell.removeprefix("\ufeff"), title.strip()) for cell, title in rows if cell.removeprefix("\ufeff").strip()
    ]
    assert [document.text for document in documents] == [cell for cell, _ in expected]
    assert [document.metadata.get("title", "") for document in documents] == [title for _, title in expected]


@given(tables, st.sampled_from(["t.csv", "t.jsonl"]))
@settings(max_examples=60)
def test_rows_come_back(rows: list[tuple[str, str]], name: str) -> None:
    check_rows(rows, name)


@pytest.mark.slow
@given(tables, st.sampled_from(["t.csv", "t.jsonl"]))
@settings(max_examples=5000)
def test_many_rows_come_back(rows: list[tuple[str, str]], name: str) -> None:
    check_rows(rows, name)


def test_columns_become_metadata(tmp_path: Path) -> None:
    rows = 'Published;Outlet;ID;Article Text\r\n2019-03-02;Courier;7;"One; two\r\nthree"\r\n2019-03-03;Courier;8;\r\n'
    documents, refused = read(put(tmp_path, rows, "t.csv"))
    assert [(d.name, d.text) for d in documents] == [("t.csv#1", "One; two\nthree")]
    assert documents[0].metadata == {"date": "2019-03-02", "source": "Courier", "ID": "7"}
    assert documents[0].options == {"column": "Article Text", "delimiter": ";"}
    assert [(r.name, r.reason) for r in refused] == [("t.csv#2", "it has nothing in Article Text.")]


def test_a_column_of_long_cells_is_the_texts(tmp_path: Path) -> None:
    documents, _ = read(put(tmp_path, f'nr,inhalt\n1,"{" ".join(PARAGRAPHS)}"\n', "t.csv"))
    assert documents[0].options["column"] == "inhalt"
    documents, _ = read(put(tmp_path, "nr,inhalt\n1,kurz\n", "t.csv"), options={"column": "inhalt"})
    assert documents[0].text == "kurz"


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("a,b\n", "t.csv", "no row"),
        ("a,b\n1,2\n", "t.csv", "name one text (it has a, b)"),
        ("text,text\n1,2\n", "t.csv", "two columns of one name"),
        ('text\n"never closed\n', "t.csv", "no proper CSV"),
        ("text,a\n1,2,3\n", "t.csv", "3 cells under 2 headings"),
        ("[1]\n", "t.jsonl", "no JSON object"),
        ('{"a": 1}\n', "t.jsonl", "no column with texts"),
        ('{"text": "a\\u0000b"}\n', "t.jsonl", "NUL"),
    ],
)
def test_faulty_tables_are_refused_with_the_reason(tmp_path: Path, text: str, name: str, reason: str) -> None:
    _, refused = read(put(tmp_path, text, name))
    assert any(reason in item.reason for item in refused)


def test_one_bad_line_does_not_lose_the_others(tmp_path: Path) -> None:
    documents, refused = read(
        put(tmp_path, '{"text": "one"}\n{broken\n\n{"text": "two", "n": 3, "x": null}\n', "t.jsonl")
    )
    assert [d.name for d in documents] == ["t.jsonl#1", "t.jsonl#4"]
    assert documents[1].metadata == {"n": "3"}
    assert [r.name for r in refused] == ["t.jsonl#2"]


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    assert "no column named body" in refusal(put(tmp_path, "text\nx\n", "t.csv"), options={"column": "body"})


@pytest.mark.parametrize("name", ["c.jsonl", "c.csv"])
def test_codings_are_not_taken_for_documents(tmp_path: Path, name: str) -> None:
    row = {"document": "a.txt", "coder": "A", "start": 0, "end": 4, "text": "word", "facet": "actor", "code": "un"}
    table = ",".join(row) + "\n" + ",".join(map(str, row.values())) + "\n"
    path = put(tmp_path, json.dumps(row) + "\n" if name == "c.jsonl" else table, name)
    assert refusal(path) == "it holds codings, not documents: take it in with import-codings."
    assert read(path, options={"column": "text"})[0][0].text == "word"
