"""Tables of spans from CSV; every complaint names the file and the line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from annotator.errors import MeasureError
from ui.workflows.reliability_labels import as_number
from ui.workflows.reliability_lines import read_lines


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
