"""The rows as JSON and CSV: the same values in both, the same bytes for the same results."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import orjson

from annotator.agreement.rows import SCHEMA, Disagreement, ResultRow, Results, Table
from ui.report.numbers import rounded

COLUMNS = (
    "facet", "task", "scope", "code", "subset", "measure", "level", "weights", "value", "low", "high", "interval",
    "replicates", "seed", "n", "n_documents", "coverage", "coders", "reason", "note",
)  # fmt: skip
"""The keys of a row, in order, in every format."""

NOT_FINITE = "the computation gave no finite number"


def row_record(row: ResultRow) -> dict[str, object]:
    """A row as files hold it: floats rounded to 12 digits, coders a list, undefined values null with a reason."""
    value = rounded(row.value)
    return {
        "facet": row.facet,
        "task": row.task,
        "scope": row.scope,
        "code": row.code,
        "subset": row.subset,
        "measure": row.measure,
        "level": row.level,
        "weights": row.weights,
        "value": value,
        "low": rounded(row.low),
        "high": rounded(row.high),
        "interval": row.interval,
        "replicates": row.replicates,
        "seed": row.seed,
        "n": row.n,
        "n_documents": row.n_documents,
        "coverage": rounded(row.coverage),
        "coders": list(row.coders),
        "reason": row.reason or (NOT_FINITE if value is None and row.value is not None else None),
        "note": row.note,
    }


def table_record(table: Table) -> dict[str, object]:
    return {
        "kind": table.kind,
        "title": table.title,
        "facet": table.facet,
        "scope": table.scope,
        "subset": table.subset,
        "rows": list(table.rows),
        "columns": list(table.columns),
        "cells": [[rounded(cell) if isinstance(cell, float) else cell for cell in line] for line in table.cells],
        "notes": list(table.notes),
    }


def disagreement_record(case: Disagreement) -> dict[str, object]:
    def side(found: tuple[int, int, str, dict[str, str]] | None) -> dict[str, object] | None:
        if found is None:
            return None
        return {"start": found[0], "end": found[1], "code": found[2], "attributes": dict(found[3])}

    return {
        "facet": case.facet,
        "kind": case.kind,
        "document": case.document,
        "coders": list(case.coders),
        "start": case.start,
        "end": case.end,
        "text": case.text,
        "first": side(case.first),
        "second": side(case.second),
    }


def write_json(results: Results, stream: BinaryIO) -> None:
    """The agreement JSON, one row a line."""
    stream.write(b'{"schema":' + _dump(SCHEMA) + b',\n"provenance":' + _dump(_plain(results.provenance)))
    _lines(stream, b"results", (_dump(row_record(row)) for row in results.rows))
    _lines(stream, b"tables", (_dump(table_record(table)) for table in results.tables))
    _lines(stream, b"disagreements", (_dump(disagreement_record(case)) for case in results.disagreements))
    _lines(stream, b"warnings", (_dump(warning) for warning in results.warnings))
    stream.write(b"}\n")


def write_csv(results: Results, stream: BinaryIO) -> None:
    """The rows: UTF-8, a header, empty cells for null, coders joined by commas."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in results.rows:
        record = row_record(row)
        writer.writerow([",".join(row.coders) if name == "coders" else _text(record[name]) for name in COLUMNS])
    text.flush()
    text.detach()


def _lines(stream: BinaryIO, key: bytes, items: Iterator[bytes]) -> None:
    stream.write(b',\n"' + key + b'":[')
    for place, item in enumerate(items):
        stream.write((b",\n" if place else b"\n") + item)
    stream.write(b"]")


def _dump(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS)


def _plain(value: object) -> object:
    """Provenance of any shape as JSON: rounded floats, sets in order, anything else as its text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, set | frozenset):
        return [_plain(item) for item in sorted(value, key=str)]
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return rounded(value)
    return value if value is None or isinstance(value, str | int) else str(value)


def _text(value: object) -> str:
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)
