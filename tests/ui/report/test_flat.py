"""JSON, CSV and XLSX: the contract's keys, the same rows in each, text that stays text."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from annotator.agreement.rows import Disagreement, ResultRow, Results, Table
from tests.ui.report.factory import FORMULA, PROVENANCE, results
from ui.report import write_report

KEYS = [
    "facet", "task", "scope", "code", "subset", "measure", "level", "weights", "value", "low", "high", "interval",
    "replicates", "seed", "n", "n_documents", "coverage", "coders", "reason", "note",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for suffix in ("json", "csv", "xlsx"):
        write_report(results(actors=4), folder / f"report.{suffix}")
    return folder


def _json(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "report.json").read_text(encoding="utf-8")))


def test_json_has_the_keys_of_the_contract(folder: Path) -> None:
    data = _json(folder)
    assert list(data) == ["schema", "provenance", "results", "tables", "disagreements", "warnings"]
    assert data["schema"] == "intercoder-agreement/1"
    assert data["provenance"] == PROVENANCE
    assert all(list(row) == KEYS for row in data["results"])
    assert {key for table in data["tables"] for key in table} == {
        "kind", "title", "facet", "scope", "subset", "rows", "columns", "cells", "notes",
    }  # fmt: skip


def test_json_holds_what_the_run_found(folder: Path) -> None:
    expected = results(actors=4)
    data = _json(folder)
    assert len(data["results"]) == len(expected.rows)
    for written, row in zip(data["results"], expected.rows, strict=True):
        assert written["scope"] == row.scope
        assert written["coders"] == list(row.coders)
        assert written["value"] == (None if row.value is None else round(row.value, 12))
        assert (written["value"] is None) == bool(written["reason"])
    assert len(data["disagreements"]) == len(expected.disagreements)
    assert data["warnings"] == list(expected.warnings)


def test_csv_holds_the_same_rows(folder: Path) -> None:
    with (folder / "report.csv").open(encoding="utf-8", newline="") as stream:
        read = list(csv.DictReader(stream))
    assert list(read[0]) == KEYS
    assert [_as_text(row) for row in _json(folder)["results"]] == read


def test_xlsx_holds_the_same_rows(folder: Path) -> None:
    book = load_workbook(folder / "report.xlsx")
    header, *lines = book["Results"].iter_rows(values_only=True)
    assert list(header) == KEYS
    rows = _json(folder)["results"]
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        expected = {**row, "coders": ",".join(row["coders"])}
        for name, value in zip(KEYS, line, strict=True):
            wanted = expected[name]
            assert value == (pytest.approx(wanted, abs=1e-12) if isinstance(wanted, float) else wanted), name


def test_xlsx_has_its_sheets_with_frozen_headers_and_no_formula(folder: Path) -> None:
    book = load_workbook(folder / "report.xlsx")
    assert book.sheetnames == [
        "Results", "Summary", "Tables coincidence", "Tables confusion", "Tables acceptance", "Tables boundaries",
        "Tables counts",
        "Disagreements", "Warnings", "Provenance",
    ]  # fmt: skip
    assert book["Results"].freeze_panes == "A2"
    assert book["Results"].column_dimensions["C"].width == 30
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    suspects = [cell for cell in cells if cell.value == FORMULA]
    assert suspects
    assert all(cell.data_type in ("s", "inlineStr") for cell in suspects)
    value = book["Results"].cell(row=2, column=KEYS.index("value") + 1)
    assert value.number_format == "0.000"


def test_floats_are_rounded_and_what_is_not_finite_is_undefined(tmp_path: Path) -> None:
    rows = (
        ResultRow(facet="a", task="spans", measure="f1_exact", value=1 / 3, low=-1e-15, high=0.1 + 0.2, n=3),
        ResultRow(facet="a", task="spans", measure="f1_overlap", value=math.nan, n=3),
    )
    table = Table(kind="counts", title="t", rows=("r",), columns=("x", "y", "z"), cells=((2 / 3, math.inf, None),))
    write_report(Results(rows=rows, tables=(table,), provenance={"when": Path("x"), "of": {2, 1}}), tmp_path / "r.json")
    data = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert (data["results"][0]["value"], data["results"][0]["low"], data["results"][0]["high"]) == (
        0.333333333333,
        0,
        0.3,
    )
    assert data["results"][1]["value"] is None
    assert "finite" in data["results"][1]["reason"]
    assert data["tables"][0]["cells"] == [[0.666666666667, None, None]]
    assert data["provenance"] == {"when": "x", "of": [1, 2]}


def test_control_signs_and_endless_text_fit_into_a_cell(tmp_path: Path) -> None:
    case = Disagreement(
        facet="a", kind="missed", document="d\x00.txt", coders=("A", "B"), start=0, end=40_000, text="x" * 40_000,
        first=(0, 40_000, "c", {}), second=None,
    )  # fmt: skip
    write_report(Results(rows=(), disagreements=(case,)), tmp_path / "r.xlsx")
    line = list(load_workbook(tmp_path / "r.xlsx")["Disagreements"].iter_rows(values_only=True))[1]
    assert line[2] == "d\N{REPLACEMENT CHARACTER}.txt"
    assert str(line[5]).endswith("x…")
    assert len(str(line[5])) < 32_767


def test_an_empty_run_is_still_a_file(tmp_path: Path) -> None:
    for suffix in ("json", "csv", "xlsx", "html", "pdf"):
        write_report(Results(rows=()), tmp_path / f"r.{suffix}")
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["results"] == []
    assert (tmp_path / "r.csv").read_text(encoding="utf-8") == ",".join(KEYS) + "\n"
    assert "nothing to report" in (tmp_path / "r.html").read_text(encoding="utf-8")


def _as_text(row: dict[str, Any]) -> dict[str, str]:
    texts = {name: "" if value is None else str(value) for name, value in row.items()}
    return {**texts, "coders": ",".join(row["coders"])}
