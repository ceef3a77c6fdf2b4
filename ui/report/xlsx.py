"""The results as a workbook: Results, tables by kind, Disagreements, Warnings, Provenance. Text stays text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

from annotator.agreement.rows import Results, Table
from ui.report.answer import opening, sentences
from ui.report.differences import decision
from ui.report.flat import COLUMNS, row_record
from ui.report.numbers import rounded
from ui.report.origin import flat, read_origin
from ui.report.shelf import shelve

MOST_ROWS = 1_000_000
"""A sheet holds 1,048,576 lines; what goes beyond is continued on a further sheet."""
LONGEST = 32_000
"""A cell holds 32,767 characters; longer text is cut and ends in an ellipsis."""

_WIDTHS = {
    "facet": 14, "task": 12, "scope": 30, "code": 26, "subset": 14, "measure": 22, "level": 10, "weights": 10,
    "interval": 12, "coders": 24, "reason": 60, "note": 60,
}  # fmt: skip
_SIDES = ("what", "start", "end", "attributes")


def write_xlsx(results: Results, stream: BinaryIO) -> None:
    """Write the workbook row by row, so that a large one needs little memory."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    widths = [_WIDTHS.get(name, 11) for name in COLUMNS]
    lines = ([_row_value(name, record[name]) for name in COLUMNS] for record in map(row_record, results.rows))
    write_sheet(book, "Results", COLUMNS, lines, widths)
    write_sheet(book, "Summary", ("In words",), _summary(results), (120,))
    kinds = dict.fromkeys(table.kind for table in results.tables)
    for kind in kinds:
        _tables(book, kind, [table for table in results.tables if table.kind == kind])
    _disagreements(book, results)
    write_sheet(book, "Warnings", ("Warning",), ((warning,) for warning in results.warnings), (120,))
    write_sheet(book, "Provenance", ("What", "Value"), flat(results.provenance), (40, 90))
    book.save(stream)


def _summary(results: Results) -> Iterator[tuple[str]]:
    shelves = shelve(results)
    yield (opening(results, shelves, read_origin(results)),)
    for shelf in shelves:
        for sentence in sentences(shelf):
            yield (f"{shelf.name}: {sentence}" if shelf.name else sentence,)


def _disagreements(book: Any, results: Results) -> None:
    header = ("facet", "kind", "document", "start", "end", "text", "first coder", *(f"first {s}" for s in _SIDES))
    header = (*header, "second coder", *(f"second {s}" for s in _SIDES))

    def side(found: tuple[int, int, str, dict[str, str]] | None) -> list[object]:
        attributes = "" if found is None else "; ".join(f"{k}: {v}" for k, v in found[3].items())
        return [decision(found)[0], found and found[0], found and found[1], attributes]

    lines = (
        [c.facet, c.kind, c.document, c.start, c.end, c.text, c.coders[0], *side(c.first), c.coders[1], *side(c.second)]
        for c in results.disagreements
    )
    widths = (14, 12, 30, 9, 9, 70, 14, 24, 9, 9, 40, 14, 24, 9, 9, 40)
    write_sheet(book, "Disagreements", header, lines, widths)


def write_sheet(
    book: Any, title: str, header: Sequence[str], lines: Iterable[Sequence[object]], widths: Sequence[float]
) -> None:
    """A sheet with a frozen header; a very long one is continued on “title 2” and so on."""
    source = iter(lines)
    number = 1
    while True:
        sheet = book.create_sheet(title if number == 1 else f"{title} {number}")
        _columns(sheet, widths)
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, name, bold=True) for name in header])
        written = 0
        for line in islice(source, MOST_ROWS):
            sheet.append([_cell(sheet, value) for value in line])
            written += 1
        if written:
            sheet.auto_filter.ref = f"A1:{_letter(len(header))}{written + 1}"
        if written < MOST_ROWS:
            return
        number += 1


def _tables(book: Any, kind: str, tables: Sequence[Table]) -> None:
    """All tables of one kind on one sheet, one under the other, each under its title."""
    sheet = book.create_sheet(_free_title(book, f"Tables {kind}"))
    _columns(sheet, (30, *([14] * max((len(table.columns) for table in tables), default=1))))
    for table in tables:
        where = [part for part in (table.facet, table.scope, table.subset) if part]
        sheet.append([_cell(sheet, table.title, bold=True), *(_cell(sheet, part) for part in where)])
        sheet.append([_cell(sheet, ""), *(_cell(sheet, name, bold=True) for name in table.columns)])
        for place, line in enumerate(table.cells):
            name = table.rows[place] if place < len(table.rows) else ""
            sheet.append([_cell(sheet, name), *(_cell(sheet, value) for value in line)])
        for note in table.notes:
            sheet.append([_cell(sheet, note)])
        sheet.append([])


def _free_title(book: Any, title: str) -> str:
    """A sheet's name: at most 31 characters, none of those that a workbook refuses, not twice."""
    clean = "".join("-" if sign in "[]:*?/\\" else sign for sign in title)[:28].strip("' ") or "Tables"
    taken = {name.casefold() for name in book.sheetnames}
    number, name = 1, clean
    while name.casefold() in taken:
        number += 1
        name = f"{clean} {number}"
    return name


def _columns(sheet: Any, widths: Sequence[float]) -> None:
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[_letter(place)].width = width


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _row_value(name: str, value: object) -> object:
    return ",".join(str(item) for item in value) if isinstance(value, list) else value


def _cell(sheet: Any, value: object, *, bold: bool = False) -> Any:
    """A cell; text is kept as text even where it looks like a formula, without the signs that XML cannot hold."""
    if isinstance(value, float):
        value = rounded(value)
    if isinstance(value, str):
        return _text_cell(sheet, value, bold=bold)
    if isinstance(value, float):
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = "0.000"
        return cell
    return value


def _text_cell(sheet: Any, value: str, *, bold: bool) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    text = ILLEGAL_CHARACTERS_RE.sub("�", value)
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}…"
    if not bold and text[:1] not in ("=", "+", "-", "@", "#"):
        return text
    cell = WriteOnlyCell(sheet, value=text)
    if text[:1] in ("=", "+", "-", "@", "#"):
        cell.data_type = "s"
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell
