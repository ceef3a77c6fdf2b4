"""Header and rows of a CSV file with numbers for `reliability`; every complaint names the file and the line."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from annotator.errors import MeasureError
from annotator.files import opened
from annotator.plurals import plural
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
                f"{path.name}, line {line.number}: {plural(len(line.cells), 'cell')} where the header has {len(header.cells)}; "
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
