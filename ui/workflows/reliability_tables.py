"""Reading tables of ratings, counts, spans and weights from CSV; every complaint names the file and the line."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from annotator.agreement.figure import Floats, Ints
from annotator.errors import MeasureError
from annotator.files import opened
from ui.workflows.reliability_labels import as_number

_SEPARATORS = (",", ";", "\t")


class Line(NamedTuple):
    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class RatingTable:
    """`cells[unit][coder]`, empty for missing; `lines[unit]` in the file; `clusters`: each unit's document, if named."""

    path: Path
    coders: tuple[str, ...]
    cells: list[list[str]]
    lines: list[int]
    clusters: Ints | None


@dataclass(frozen=True, slots=True)
class CountTable:
    """`counts[i, j]`: units that coder one gave label i and coder two label j."""

    path: Path
    labels: tuple[str, ...]
    counts: Ints


class SpanLine(NamedTuple):
    line: int
    document: str
    coder: str
    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class SpanTable:
    """`present`: (document, coder) with at least one line; a line without start, end and code says "found nothing"."""

    path: Path
    coders: tuple[str, ...]
    documents: tuple[str, ...]
    spans: list[SpanLine]
    present: set[tuple[str, str]]
    clustered: bool


MOST_BYTES = 100_000_000
"""Bytes of a table of ratings, counts or spans: a hundred coders of a million units."""


def read_lines(path: Path) -> tuple[Line, list[Line]]:
    """Header and rows. Comma, semicolon or tab; a byte-order mark and blank lines do not matter, ragged rows do."""
    try:
        with opened(path) as file:
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise MeasureError(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB: split it.")
        text = raw.decode("utf-8-sig")
    except FileNotFoundError:
        raise MeasureError(f"{path} does not exist: check the name.") from None
    except IsADirectoryError:
        raise MeasureError(f"{path} is a folder: name a CSV file.") from None
    except OSError as fault:
        raise MeasureError(f"{path} can't be read: {fault.strerror}.") from None
    except UnicodeDecodeError:
        raise MeasureError(f"{path.name} is not UTF-8 text: save it as CSV in UTF-8.") from None
    rows = _rows(text, path)
    if not rows:
        raise MeasureError(f"{path.name} is empty: it needs a header line and at least one row.")
    header, body = rows[0], rows[1:]
    for line in body:
        if len(line.cells) != len(header.cells):
            raise MeasureError(
                f"{path.name}, line {line.number}: {len(line.cells)} cells where the header has {len(header.cells)}; "
                "give every line the same number of cells."
            )
    return header, body


def _rows(text: str, path: Path) -> list[Line]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in lines.split("\n") if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    decimal_comma = separator != ","
    reader = csv.reader(lines.split("\n"), delimiter=separator, strict=True)
    found: list[Line] = []
    start = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                found.append(Line(start, [_with_point(cell) if decimal_comma else cell for cell in stripped]))
            start = reader.line_num + 1
    except csv.Error:
        raise MeasureError(
            f"{path.name}, line {start}: a quotation mark is not closed or stands inside a cell; correct the quotes."
        ) from None
    return found


def _with_point(cell: str) -> str:
    pointed = cell.replace(",", ".", 1)
    return pointed if "," in cell and as_number(pointed) is not None else cell


def read_ratings(path: Path) -> RatingTable:
    """Header `unit,<coder>,<coder>…`, an optional `document` column anywhere; without `unit` the first column is it."""
    header, body = read_lines(path)
    names = header.cells
    document = next((at for at, name in enumerate(names) if name.casefold() == "document"), None)
    others = [at for at in range(len(names)) if at != document]
    unit = next((at for at in others if names[at].casefold() == "unit"), others[0] if others else 0)
    columns = [at for at in others if at != unit]
    coders = tuple(names[at] for at in columns)
    _check_coders(coders, path)
    if not body:
        raise MeasureError(f"{path.name} has a header but no units: give each unit a line.")
    seen: dict[tuple[str, str], int] = {}
    for line in body:
        key = ("" if document is None else line.cells[document], line.cells[unit])
        if key[1] and key in seen:
            raise MeasureError(
                f"{path.name}, line {line.number}: the unit {key[1]} already stands on line {seen[key]}; give each "
                "unit one line."
            )
        seen[key] = line.number
    clusters = None
    if document is not None:
        clusters = _numbered([line.cells[document] for line in body], [line.number for line in body], path)
    return RatingTable(
        path, coders, [[line.cells[at] for at in columns] for line in body], [line.number for line in body], clusters
    )


def _check_coders(coders: Sequence[str], path: Path) -> None:
    if len(coders) < 2:
        had = f"only one coder ({coders[0]})" if coders else "no coders"
        raise MeasureError(
            f"{path.name} has {had} in its header: agreement needs two, as in unit,<coder>,<coder>, parted by commas, "
            "semicolons or tabs."
        )
    for at, coder in enumerate(coders):
        if not coder:
            raise MeasureError(f"{path.name}, line 1: a column has no coder's name; name every column.")
        if coder in coders[:at]:
            raise MeasureError(f"{path.name}, line 1: the coder {coder} has two columns; give each coder one.")


def _numbered(names: Sequence[str], lines: Sequence[int], path: Path) -> Ints:
    for name, line in zip(names, lines, strict=True):
        if not name:
            raise MeasureError(f"{path.name}, line {line}: the document is not named; fill in its cell.")
    place = {name: at for at, name in enumerate(dict.fromkeys(names))}
    return np.array([place[name] for name in names], dtype=np.int64)


def read_counts(path: Path) -> CountTable:
    """A square table; first column and header name the same categories, of coder one and coder two."""
    labels, cells, lines = _square(path)
    counts = np.zeros((len(labels), len(labels)), dtype=np.int64)
    for i, row in enumerate(cells):
        for j, cell in enumerate(row):
            value = as_number(cell)
            where = f"{path.name}, line {lines[i]}"
            if value is None:
                raise MeasureError(f"{where}: {cell!r} is not a number; a table holds counts of units.")
            if value < 0:
                raise MeasureError(f"{where}: {cell} is negative; a table holds counts of units.")
            if value != int(value):
                raise MeasureError(f"{where}: {cell} is not a whole number; multiply shares by the number of units.")
            if value > 10_000_000:
                raise MeasureError(f"{where}: {cell} is more than ten million units; correct the count.")
            counts[i, j] = int(value)
    return CountTable(path, tuple(labels), counts)


def read_weights(path: Path | None) -> tuple[tuple[str, ...], Floats]:
    """A file of disagreement weights: 0 on the diagonal, symmetric or not, with row and column names."""
    assert path is not None
    labels, cells, lines = _square(path)
    weights = np.zeros((len(labels), len(labels)))
    for i, row in enumerate(cells):
        for j, cell in enumerate(row):
            value = as_number(cell)
            where = f"{path.name}, line {lines[i]}"
            if value is None or value < 0:
                raise MeasureError(f"{where}: {cell!r} is not a weight; disagreement weights are numbers from 0 up.")
            if i == j and value != 0:
                raise MeasureError(f"{where}: the weight of {labels[i]} with itself is {cell}; it must be 0.")
            weights[i, j] = value
    if not weights.any():
        raise MeasureError(f"{path.name} holds zeros only: give disagreements a weight above 0.")
    return tuple(labels), weights


def _square(path: Path) -> tuple[list[str], list[list[str]], list[int]]:
    """Labels, cells in the labels' order of the rows, and each row's line."""
    header, body = read_lines(path)
    columns, rows = header.cells[1:], [line.cells[0] for line in body]
    if len(rows) != len(columns) or set(rows) != set(columns) or len(set(rows)) != len(rows):
        raise MeasureError(
            f"{path.name}: rows ({', '.join(rows) or 'none'}) and columns ({', '.join(columns) or 'none'}) must name "
            "the same categories, each once."
        )
    if len(rows) < 2:
        raise MeasureError(f"{path.name} has one category only: agreement needs two.")
    order = [1 + columns.index(label) for label in rows]
    return rows, [[line.cells[at] for at in order] for line in body], [line.number for line in body]


def read_spans(path: Path) -> SpanTable:
    """Header `coder,start,end,code` in any order, with an optional `document` column."""
    header, body = read_lines(path)
    names = [name.casefold() for name in header.cells]
    missing = [name for name in ("coder", "start", "end", "code") if name not in names]
    if missing:
        raise MeasureError(
            f"{path.name}, line 1: there is no column {missing[0]}; the header of spans is coder,start,end,code, "
            "parted by commas, semicolons or tabs."
        )
    at = {name: names.index(name) for name in ("coder", "start", "end", "code")}
    document = names.index("document") if "document" in names else None
    spans: list[SpanLine] = []
    present: set[tuple[str, str]] = set()
    coders: dict[str, None] = {}
    documents: dict[str, None] = {}
    for line in body:
        name = "" if document is None else line.cells[document]
        coder, start, end, code = (line.cells[at[column]] for column in ("coder", "start", "end", "code"))
        where = f"{path.name}, line {line.number}"
        if not coder:
            raise MeasureError(f"{where}: the coder is not named; fill in the cell.")
        if document is not None and not name:
            raise MeasureError(f"{where}: the document is not named; fill in its cell.")
        coders[coder] = documents[name] = None
        present.add((name, coder))
        if start or end or code:
            spans.append(_span(line.number, where, (name, coder), (start, end), code))
    if not body:
        raise MeasureError(f"{path.name} has a header but no spans: give each span a line.")
    if len(coders) < 2:
        raise MeasureError(f"{path.name} has spans of one coder only ({next(iter(coders))}): agreement needs two.")
    return SpanTable(path, tuple(coders), tuple(documents), spans, present, document is not None)


def _span(line: int, where: str, owner: tuple[str, str], offsets: tuple[str, str], code: str) -> SpanLine:
    if not code:
        raise MeasureError(f"{where}: the code is missing; fill in the cell.")
    numbers = []
    for name, cell in zip(("start", "end"), offsets, strict=True):
        value = as_number(cell)
        if value is None or value != int(value):
            raise MeasureError(f"{where}: the {name} {cell!r} is not a whole number; offsets count characters from 0.")
        if value < 0:
            raise MeasureError(f"{where}: the {name} {cell} is negative; offsets count characters from 0.")
        if value > 2**40:
            raise MeasureError(f"{where}: the {name} {cell} is beyond any text; correct it.")
        numbers.append(int(value))
    start, end = numbers
    if end < start:
        raise MeasureError(f"{where}: the span ends at {end} before it starts at {start}; its length is negative.")
    if end == start:
        raise MeasureError(
            f"{where}: the span from {start} to {end} has no length; the end lies behind the last character."
        )
    return SpanLine(line, owner[0], owner[1], start, end, code)
