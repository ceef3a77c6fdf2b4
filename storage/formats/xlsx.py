"""XLSX: a workbook with the tables of the CSV folder. Every text is typed as text, so that none becomes a formula."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

from annotator.errors import Cancelled, FormatError
from annotator.files import opened
from annotator.wording import later, say
from storage.atomic import replacing
from storage.formats.archive import Archive, write_zip
from storage.formats.csv_tables import check_header, spelt
from storage.formats.dataset import Dataset, Loss, Parcel, Written
from storage.formats.registry import Format
from storage.formats.tables import (
    Table,
    codebook_table,
    documents_table,
    done_table,
    long_table,
    parcel_of,
    told_rows,
    wide_tables,
)

Row = tuple[str, dict[str, str]]
"""Where a row stands, and its cells by heading."""
LONGEST_CELL = 32_767
MOST_ROWS, MOST_COLUMNS = 1_048_576, 1_000
"""The first is a sheet's limit."""
_LARGEST_WITH_MERGED = 20_000_000  # bytes of sheets, unpacked
_MOST_MERGED = 1_000_000
_WIDTHS = {
    "document": 30,
    "sha256": 14,
    "text": 60,
    "definition": 60,
    "memo": 40,
    "uuid": 14,
    "unit": 30,
    "aliases": 40,
}
"""Of columns, in characters; others are as wide as their names."""
_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_MERGED = re.compile(rb'<mergeCell [^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_TITLE = re.compile(r"[\[\]:*?/\\']")


def write(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
    from openpyxl import Workbook

    losses: list[Loss] = []
    book = Workbook(write_only=True)
    taken: set[str] = set()
    try:
        for name, (header, rows) in _sheets(dataset.checked()).items():
            told = told_rows(dataset, rows) if name == "codings" else rows
            _fill(book.create_sheet(_title(name, taken)), name, header, told, losses)
    except Cancelled:
        for sheet in book.worksheets:
            sheet.close()  # or the library's own file of it stays open
        raise
    raw = BytesIO()
    book.save(raw)
    with replacing(path) as draft:
        write_zip(draft, _steady(raw))
    return Written([path], losses)


def _sheets(dataset: Dataset) -> dict[str, Table]:
    wide = {f"wide {facet}": table for facet, table in wide_tables(dataset).items()}
    return {
        "codings": long_table(dataset), "done": done_table(dataset), **wide, "documents": documents_table(dataset),
        "codebook": codebook_table(dataset.codebook),
    }  # fmt: skip


def _title(name: str, taken: set[str]) -> str:
    """A sheet's name: 31 characters at most, none of them reserved, each name once."""
    base = _TITLE.sub("_", name)[:31]
    title, number = base, 1
    while title.casefold() in taken:
        number += 1
        title = f"{base[:27]} {number}"
    taken.add(title.casefold())
    return title


def _fill(
    sheet: Any, name: str, header: list[str], rows: Iterable[list[Any]], losses: list[Loss]
) -> None:  # fmt: skip
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"  # the header stays in sight
    for place, column in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column, max(10, min(30, len(column) + 2)))
    for number, row in enumerate(chain([header], rows), start=1):
        cells = []
        for column, value in zip(header, row, strict=True):
            if isinstance(value, str):
                value = _fitted(value, column, say("{name}, row {number}", name=name, number=number), losses)
            elif isinstance(value, float) and float(f"{value:.16g}") != value:
                value = repr(value)  # the library writes 16 digits
            cell = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                cell.data_type = "s"
            if number == 1:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)


def _fitted(value: str, column: str, where: str, losses: list[Loss]) -> str:
    text = _ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", value)
    if len(text) <= LONGEST_CELL:
        return text
    if column == "text":  # a quote that is cut would not match its document
        return ""
    losses.append(
        Loss(
            "memo",
            say(
                "{where}: {column} was cut at {longest_cell:,} characters, a cell's limit.",
                where=where,
                column=column,
                longest_cell=LONGEST_CELL,
            ),
        )
    )
    return text[:LONGEST_CELL]


def _steady(raw: BytesIO) -> dict[str, bytes]:
    """The workbook's parts without the time of writing."""
    with zipfile.ZipFile(raw) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    core = "docProps/core.xml"
    return {**parts, core: _TIME.sub(rb"\g<1>1980-01-01T00:00:00Z", parts[core])}


def read(path: Path, options: Mapping[str, Any]) -> Parcel:
    """The sheet "codings" (or the only one of another's workbook) and, where it is there, "done"."""
    from openpyxl import load_workbook

    with Archive(path) as archive:
        if "xl/workbook.xml" not in archive.names:
            raise FormatError(say("{name} is not an XLSX workbook.", name=path.name))
        merged = _has_merged_cells(path, archive)
    try:
        with opened(path) as file:
            book = load_workbook(file, read_only=not merged, data_only=True)
            if merged:
                _fill_merged(book)
            codings, done = _sheets_of(path.name, book)
    except FormatError:
        raise
    except Exception as fault:  # (openpyxl raises whatever a damaged file makes it stumble over)
        raise FormatError(
            say("{name} is not a workbook that can be read ({kind}).", name=path.name, kind=type(fault).__name__)
        ) from fault
    return parcel_of(codings, done)


def _has_merged_cells(path: Path, archive: Archive) -> bool:
    """Whether to read the workbook as a whole, which alone tells of merged cells; a very large one is read in a stream."""
    from openpyxl.utils.cell import range_boundaries

    sheets = [name for name in archive.names if name.startswith("xl/worksheets/sheet")]
    if sum(archive.size(name) for name in sheets) > _LARGEST_WITH_MERGED:
        return False
    cells = 0
    for area in (found.decode() for name in sheets for found in _MERGED.findall(archive.read(name))):
        left, top, right, bottom = range_boundaries(area)
        cells += max(0, right - left + 1) * max(0, bottom - top + 1)  # type: ignore[operator]
    if cells > _MOST_MERGED:
        raise FormatError(
            say(
                "{name} has more than {most_merged:,} merged cells: part them in the spreadsheet.",
                name=path.name,
                most_merged=_MOST_MERGED,
            )
        )
    return cells > 0


def _fill_merged(book: Any) -> None:
    """What stands in merged cells holds for each of them: often one document's name beside the rows of its codings."""
    for sheet in book.worksheets:
        for area in list(sheet.merged_cells.ranges):
            value = sheet.cell(area.min_row, area.min_col).value
            sheet.unmerge_cells(area.coord)
            for row in sheet.iter_rows(area.min_row, area.max_row, area.min_col, area.max_col):
                for cell in row:
                    cell.value = value


def _sheets_of(name: str, book: Any) -> tuple[list[Row], list[Row]]:
    """The rows of codings and of done marks."""
    title = "codings" if "codings" in book.sheetnames or len(book.sheetnames) > 1 else book.sheetnames[0]
    if title not in book.sheetnames:
        raise FormatError(
            say(
                "{name} has no sheet named codings; it has {sheetnames}.",
                name=name,
                sheetnames=", ".join(book.sheetnames)[:200],
            )
        )
    codings = list(_rows(name, title, book[title], ("document", "start", "end", "facet", "code")))
    if "done" not in book.sheetnames:
        return codings, []
    return codings, list(_rows(name, "done", book["done"], ("document", "facet", "done")))


def _rows(file: str, sheet: str, rows: Any, needed: tuple[str, ...]) -> Iterator[Row]:
    header: list[str] = []
    if hasattr(rows, "reset_dimensions"):  # what a streamed sheet says of its size would be filled up with empty cells
        rows.reset_dimensions()
    for number, values in enumerate(rows.iter_rows(values_only=True), start=1):
        if number > MOST_ROWS or len(values) > MOST_COLUMNS:
            raise FormatError(
                say(
                    "{file}, sheet {sheet}, row {number}: at most {most_rows:,} rows of {most_columns:,} cells are read.",
                    file=file,
                    sheet=sheet,
                    number=number,
                    most_rows=MOST_ROWS,
                    most_columns=MOST_COLUMNS,
                )
            )
        texts = [_text(value) for value in values]
        if not header:
            header = spelt(_trimmed(texts), needed)
            check_header(header, say("{file}, sheet {sheet}, row 1", file=file, sheet=sheet), needed=needed)
        elif any(texts):
            yield (
                say("{file}, sheet {sheet}, row {number}", file=file, sheet=sheet, number=number),
                dict(zip(header, texts, strict=False)),
            )


def _trimmed(texts: Iterable[str]) -> list[str]:
    found = list(texts)
    while found and not found[-1]:
        found.pop()
    return found


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value))


FORMAT = Format(
    "xlsx", "Excel workbook: codings (long), unit x coders (wide), done marks, documents, codebook", ".xlsx", write, read,
    partly=frozenset({"memo"}), more=later("Documents' texts and regions stay in the project; cells hold 32,767 characters."),
)  # fmt: skip
