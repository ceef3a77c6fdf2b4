"""A plain table as a file: XLSX (cells typed as text, so that none is a formula), CSV or DOCX."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from storage.atomic import replacing

Cell: TypeAlias = str | int | None
Rows: TypeAlias = Sequence[Sequence[Cell]]


def write_xlsx(path: Path, title: str, header: Sequence[str], rows: Rows) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31] or "table")
    sheet.freeze_panes = "A2"
    for row in (header, *rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    with replacing(path) as draft:
        book.save(draft)


def write_csv(path: Path, title: str, header: Sequence[str], rows: Rows) -> None:
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_docx(path: Path, title: str, header: Sequence[str], rows: Rows) -> None:
    from docx import Document

    document = Document()
    document.add_heading(title, level=1)
    table = document.add_table(rows=1, cols=len(header))
    table.style = "Light Grid Accent 1"
    for cell, name in zip(table.rows[0].cells, header, strict=True):
        cell.text = name
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = "" if value is None else _allowed(str(value))
    with replacing(path) as draft:
        document.save(str(draft))


def _allowed(text: str) -> str:
    """XML 1.0 knows no control characters but tab and line ends."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))


WRITERS: dict[str, Callable[[Path, str, Sequence[str], Rows], None]] = {
    ".xlsx": write_xlsx,
    ".csv": write_csv,
    ".docx": write_docx,
}
