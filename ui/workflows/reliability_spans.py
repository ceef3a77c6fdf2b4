"""Tables of spans from CSV; every complaint names the file and the line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from annotator.errors import MeasureError
from annotator.wording import say
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
            say(
                "{name}, line 1: there is no column {missing}; the header of spans is coder,start,end,code, "
                "parted by commas, semicolons or tabs.",
                name=path.name,
                missing=missing[0],
            )
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
        where = say("{name}, line {number}", name=path.name, number=line.number)
        if not coder:
            raise MeasureError(say("{where}: the coder is not named; fill in the cell.", where=where))
        if document is not None and not name:
            raise MeasureError(say("{where}: the document is not named; fill in its cell.", where=where))
        coders[coder] = documents[name] = None
        present.add((name, coder))
        if start or end or code:
            spans.append(_span(line.number, where, (name, coder), (start, end), code))
    if not body:
        raise MeasureError(say("{name} has a header but no spans: give each span a line.", name=path.name))
    if len(coders) < 2:
        raise MeasureError(
            say(
                "{name} has spans of one coder only ({coders}): agreement needs two.",
                name=path.name,
                coders=next(iter(coders)),
            )
        )
    return SpanTable(path, tuple(coders), tuple(documents), spans, present, document is not None)


def _span(line: int, where: str, owner: tuple[str, str], offsets: tuple[str, str], code: str) -> SpanLine:
    if not code:
        raise MeasureError(say("{where}: the code is missing; fill in the cell.", where=where))
    numbers = []
    for name, cell in zip(("start", "end"), offsets, strict=True):
        value = as_number(cell)
        if value is None or value != int(value):
            raise MeasureError(
                say(
                    "{where}: the {name} {cell!r} is not a whole number; offsets count characters from 0.",
                    where=where,
                    name=name,
                    cell=cell,
                )
            )
        if value < 0:
            raise MeasureError(
                say(
                    "{where}: the {name} {cell} is negative; offsets count characters from 0.",
                    where=where,
                    name=name,
                    cell=cell,
                )
            )
        if value > 2**40:
            raise MeasureError(
                say("{where}: the {name} {cell} is beyond any text; correct it.", where=where, name=name, cell=cell)
            )
        numbers.append(int(value))
    start, end = numbers
    if end < start:
        raise MeasureError(
            say(
                "{where}: the span ends at {end} before it starts at {start}; its length is negative.",
                where=where,
                end=end,
                start=start,
            )
        )
    if end == start:
        raise MeasureError(
            say(
                "{where}: the span from {start} to {end} has no length; the end lies behind the last character.",
                where=where,
                start=start,
                end=end,
            )
        )
    return SpanLine(line, owner[0], owner[1], start, end, code)
