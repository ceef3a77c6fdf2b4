"""Header and rows of a CSV file with numbers for `reliability`; every complaint names the file and the line."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from annotator.errors import MeasureError
from annotator.files import opened
from annotator.plurals import plural
from annotator.wording import say
from ui.workflows.reliability_labels import as_number

_SEPARATORS = (",", ";", "\t")
MOST_BYTES = 100_000_000
"""Bytes of a table of ratings, counts or spans: a hundred coders of a million units."""


class Line(NamedTuple):
    number: int
    cells: list[str]


def read_lines(path: Path) -> tuple[Line, list[Line]]:
    """Header and rows. Comma, semicolon or tab; a byte-order mark and blank lines do not matter, ragged rows do."""
    try:
        with opened(path) as file:
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise MeasureError(
                say(
                    "{name} is larger than {most_bytes} MB: split it.",
                    name=path.name,
                    most_bytes=MOST_BYTES // 1_000_000,
                )
            )
        text = raw.decode("utf-8-sig")
    except FileNotFoundError:
        raise MeasureError(say("{path} does not exist: check the name.", path=path)) from None
    except IsADirectoryError:
        raise MeasureError(say("{path} is a folder: name a CSV file.", path=path)) from None
    except OSError as fault:
        raise MeasureError(say("{path} can't be read: {why}.", path=path, why=fault.strerror)) from None
    except UnicodeDecodeError:
        raise MeasureError(say("{name} is not UTF-8 text: save it as CSV in UTF-8.", name=path.name)) from None
    rows = _rows(text, path)
    if not rows:
        raise MeasureError(say("{name} is empty: it needs a header line and at least one row.", name=path.name))
    header, body = rows[0], rows[1:]
    for line in body:
        if len(line.cells) != len(header.cells):
            raise MeasureError(
                say(
                    "{name}, line {number}: {cells} where the header has {most}; "
                    "give every line the same number of cells.",
                    name=path.name,
                    number=line.number,
                    cells=plural(len(line.cells), "cell"),
                    most=len(header.cells),
                )
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
            say(
                "{name}, line {start}: a quotation mark is not closed or stands inside a cell; correct the quotes.",
                name=path.name,
                start=start,
            )
        ) from None
    return found


def _with_point(cell: str) -> str:
    pointed = cell.replace(",", ".", 1)
    return pointed if "," in cell and as_number(pointed) is not None else cell
