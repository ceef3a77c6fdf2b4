"""CSV: one long table, or a folder with all tables. A guard against formulas in spreadsheets is lossy, so an option."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from annotator.errors import FormatError
from annotator.files import opened
from annotator.wording import later, say
from storage.atomic import replacing
from storage.formats.checks import bounded_lines
from storage.formats.dataset import Dataset, Loss, Parcel, Written
from storage.formats.labels import file_name
from storage.formats.registry import Format
from storage.formats.tables import (
    FIXED,
    Table,
    codebook_table,
    documents_table,
    done_table,
    long_table,
    parcel_of,
    told_rows,
    wide_tables,
)

CODINGS, MARKS = "codings.csv", "done.csv"
_NEEDED = ("document", "start", "end", "facet", "code")
_LONGEST_HEADER = 100_000
_LONGEST_CELL = 64 * 1024 * 1024
csv.field_size_limit(_LONGEST_CELL)  # the default of 128 KB is less than a long memo


def write(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
    """A path ending in .csv gets the long table alone; any other is a folder with all tables."""
    guard = bool(options.get("guard"))
    if path.suffix.lower() == ".csv":
        header, rows = long_table(dataset.checked())
        write_table(path, header, told_rows(dataset, rows), guard=guard)
        left = (
            [Loss("done", say("Left out: done marks. Export to a folder to have them too."))]
            if dataset.completions
            else []
        )
        return Written([path], [*left, *_guarded_loss(guard)])
    make_folder(path)
    files = []
    for name, (header, rows) in _tables(dataset.checked()).items():
        write_table(path / name, header, told_rows(dataset, rows) if name == CODINGS else rows, guard=guard)
        files.append(path / name)
    return Written(files, _guarded_loss(guard))


def _tables(dataset: Dataset) -> dict[str, Table]:
    wide = {f"wide-{file_name(facet)}.csv": table for facet, table in wide_tables(dataset).items()}
    return {
        CODINGS: long_table(dataset), MARKS: done_table(dataset), "documents.csv": documents_table(dataset),
        "codebook.csv": codebook_table(dataset.codebook), **wide,
    }  # fmt: skip


def _guarded_loss(guard: bool) -> list[Loss]:
    return [Loss("text", say("Cells that begin like a formula got an apostrophe."))] if guard else []


def make_folder(path: Path) -> None:
    try:
        path.mkdir(exist_ok=True)
    except OSError as fault:
        raise FormatError(say("The folder {path} can't be made: {why}.", path=path, why=fault.strerror)) from fault


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]], *, guard: bool = False) -> None:
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
        whole = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for row in chain([list(header)], rows):
            cells = [_guarded(cell) for cell in row] if guard else row
            alone = any(isinstance(cell, str) and "\r" in cell for cell in cells)  # which Python leaves unquoted
            (whole if alone else writer).writerow(cells)


def _guarded(cell: Any) -> Any:
    """Spreadsheets take = + - @ at a cell's start for a formula; an apostrophe keeps it text, and changes it."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def read(path: Path, options: Mapping[str, Any]) -> Parcel:
    """The long table of a .csv file, or a folder with codings.csv and done.csv as `write` leaves it."""
    marks, encoding = path / MARKS, str(options.get("encoding") or "")
    done: Iterable[tuple[str, dict[str, str]]] = ()
    if path.is_dir() and marks.exists():
        done = rows_of(marks, needed=("document", "facet", "done"), encoding=encoding)
    return parcel_of(rows_of(path / CODINGS if path.is_dir() else path, needed=_NEEDED, encoding=encoding), done)


def rows_of(path: Path, *, needed: Sequence[str], encoding: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """(where, row) of a CSV file with a header that has the needed columns; FormatError otherwise.

    Rows without a single cell filled, as spreadsheets leave them, are passed over. `encoding`: "" for what the file's
    byte-order mark says, or else UTF-8.
    """
    try:
        with opened(path) as raw, TextIOWrapper(raw, encoding=encoding or _marked_encoding(path), newline="") as file:
            delimiter = _delimiter(file, needed)
            reader = csv.DictReader(bounded_lines(file, path.name), restkey="\x1f", strict=True, delimiter=delimiter)
            reader.fieldnames = spelt(reader.fieldnames or (), needed)
            check_header(reader.fieldnames, f"{path.name}, line 1", needed=needed)
            for row in reader:
                if not any(row.values()):
                    continue
                where = say("{name}, line {number}", name=path.name, number=reader.line_num)
                if "\x1f" in row or None in row.values():
                    raise FormatError(say("{where}: the row has another number of cells than the header.", where=where))
                yield where, row
    except UnicodeDecodeError as fault:
        what = encoding or "UTF-8"
        raise FormatError(
            say(
                "{name} is not {what}: save it as “CSV UTF-8”, or name its encoding, as in --encoding cp1252.",
                name=path.name,
                what=what,
            )
        ) from fault
    except LookupError as fault:
        raise FormatError(
            say(
                "There is no encoding {encoding!r:.40}: name one such as utf-8, cp1252 or shift_jis.", encoding=encoding
            )
        ) from fault
    except csv.Error as fault:
        raise FormatError(say("{name} is not a readable CSV file ({fault}).", name=path.name, fault=fault)) from fault
    except OSError as fault:
        raise FormatError(say("{path} can't be read: {why}.", path=path, why=fault.strerror)) from fault


def _marked_encoding(path: Path) -> str:
    """UTF-16 where the file begins with its mark (Excel's “Unicode text”), else UTF-8."""
    with opened(path) as file:
        return "utf-16" if file.read(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _delimiter(file: TextIO, needed: Sequence[str]) -> str:
    """What parts the header into most of the needed columns: many a spreadsheet writes semicolons or tabs."""
    header = file.readline(_LONGEST_HEADER).rstrip("\r\n")
    file.seek(0)
    return max(",;\t", key=lambda sign: len({name.strip(' "').casefold() for name in header.split(sign)} & set(needed)))


def spelt(header: Sequence[str], needed: Sequence[str]) -> list[str]:
    """The header with the fixed columns as they are spelt here: “Document ” is document, unless that is there too."""
    return [
        plain if (plain := name.strip().casefold()) in {*needed, *FIXED} and plain not in header else name
        for name in header
    ]


def check_header(header: Sequence[str], where: str, *, needed: Sequence[str]) -> None:
    missing = [name for name in needed if name not in header]
    if missing:
        raise FormatError(
            say(
                "{where}: the column {missing!r} is missing; needed are {needed}.",
                where=where,
                missing=missing[0],
                needed=", ".join(needed),
            )
        )
    twice = next((name for name in header if list(header).count(name) > 1), None)
    if twice is not None:
        raise FormatError(say("{where}: the column {twice!r:.60} stands there twice.", where=where, twice=twice))


def _is_ours(path: Path) -> bool:
    if path.is_dir():
        return (path / CODINGS).is_file()
    return True


FORMAT = Format(
    "csv", "CSV tables: codings (long), unit x coders (wide), done marks, documents, codebook", ".csv", write, read,
    more=later("Documents' texts and regions stay in the project; a single .csv file holds the codings only."), folder=True,
    options={"guard": "put an apostrophe before cells that a spreadsheet would take for a formula (lossy)"},
    claims=_is_ours,
)  # fmt: skip
