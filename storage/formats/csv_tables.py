"""CSV: a folder with the long table (one row a coding), done marks and the codebook. A guard against formulas is lossy."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.records import FIRST_ROUND
from storage.atomic import replacing
from storage.formats.dataset import Dataset, Incoming, IncomingDone, Parcel, Written
from storage.formats.jsonl import coding_line
from storage.formats.registry import Format

_FIXED = (
    "document", "sha256", "coder", "start", "end", "text", "facet", "code", "origin", "memo", "certainty", "round",
    "uuid", "meaning_version", "created",
)  # fmt: skip
PREFIX = "attribute:"
"""Columns of attributes are named attribute:NAME, so that none can clash with a fixed column."""


def long_table(dataset: Dataset) -> tuple[list[str], list[list[Any]]]:
    """Header and rows, one a coding; one column an attribute of the codebook."""
    names = sorted(
        {a.name for f in dataset.codebook.facets for a in f.attributes}
        | {n for c in dataset.codings for n in c.attributes}
    )
    documents = {document.sha256: document for document in dataset.documents}
    rows = []
    for coding in dataset.codings:
        line = coding_line(coding, documents[coding.document])
        rows.append([line[name] for name in _FIXED] + [coding.attributes.get(name) for name in names])
    return [*_FIXED, *(PREFIX + name for name in names)], rows


def done_table(dataset: Dataset) -> tuple[list[str], list[list[Any]]]:
    names = {document.sha256: document.name for document in dataset.documents}
    rows = [
        [names[m.document], m.document, m.coder, m.facet, m.round, str(m.done).lower()] for m in dataset.completions
    ]
    return ["document", "sha256", "coder", "facet", "round", "done"], rows


def codebook_table(dataset: Dataset) -> tuple[list[str], list[list[Any]]]:
    header = ["facet", "code", "title", "definition", "use", "avoid", "retired", "aliases"]
    rows = [
        [
            c.facet,
            c.name,
            c.title,
            c.definition,
            c.use,
            c.avoid,
            str(c.retired).lower(),
            " | ".join(a.text for a in c.aliases),
        ]
        for c in dataset.codebook.codes()
    ]
    return header, rows


TABLES = {"codings.csv": long_table, "done.csv": done_table, "codebook.csv": codebook_table}


def write(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
    """A path ending in .csv gets the long table alone; any other is a folder with all three."""
    guard = bool(options.get("guard"))
    if path.suffix.lower() == ".csv":
        write_table(path, *long_table(dataset.checked()), guard=guard)
        files = [path]
    else:
        make_folder(path)
        files = [path / name for name in TABLES]
        for file in files:
            write_table(file, *TABLES[file.name](dataset.checked()), guard=guard)
    losses = ["Cells that begin like a formula got an apostrophe."] if guard else []
    return Written(files, losses)


def make_folder(path: Path) -> None:
    try:
        path.mkdir(exist_ok=True)
    except OSError as fault:
        raise FormatError(f"The folder {path} can't be made: {fault.strerror}.") from fault


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]], *, guard: bool = False) -> None:
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_guarded(cell) for cell in row] if guard else row for row in rows)


def _guarded(cell: Any) -> Any:
    """Spreadsheets take = + - @ at a cell's start for a formula; an apostrophe keeps it text, and changes it."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def read(path: Path, options: Mapping[str, Any]) -> Parcel:
    """The long table of a .csv file, or a folder with codings.csv and done.csv as `write` leaves it."""
    table = path / "codings.csv" if path.is_dir() else path
    codings = [
        _coding(where, row) for where, row in rows_of(table, needed=("document", "start", "end", "facet", "code"))
    ]
    marks = path / "done.csv"
    done = []
    if path.is_dir() and marks.exists():
        for where, row in rows_of(marks, needed=("document", "facet", "done")):
            if row["done"] not in ("true", "false"):
                raise FormatError(f"{where}: done must be true or false.")
            done.append(
                IncomingDone(where, row["document"], row.get("coder", ""), row["facet"], row["done"] == "true",
                             row.get("sha256", ""), row.get("round") or FIRST_ROUND)
            )  # fmt: skip
    return Parcel(codings, done)


def rows_of(path: Path, *, needed: Sequence[str]) -> Iterable[tuple[str, dict[str, str]]]:
    """(where, row) of a CSV file with a header that has the needed columns; FormatError otherwise."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey="\x1f", strict=True)
            missing = [name for name in needed if name not in (reader.fieldnames or ())]
            if missing:
                raise FormatError(
                    f"{path.name}, line 1: the column {missing[0]!r} is missing; needed are {', '.join(needed)}."
                )
            for row in reader:
                where = f"{path.name}, line {reader.line_num}"
                if "\x1f" in row or None in row.values():
                    raise FormatError(f"{where}: the row has another number of cells than the header.")
                yield where, row
    except UnicodeDecodeError as fault:
        raise FormatError(f"{path.name} is not UTF-8: save it as UTF-8 and try again.") from fault
    except csv.Error as fault:
        raise FormatError(f"{path.name} is not a readable CSV file ({fault}).") from fault
    except OSError as fault:
        raise FormatError(f"{path} can't be read: {fault.strerror}.") from fault


def _coding(where: str, row: Mapping[str, str]) -> Incoming:
    start, end, meaning = (_whole(where, row, name) for name in ("start", "end", "meaning_version"))
    certainty = row.get("certainty", "")
    try:
        sure = float(certainty) if certainty else None
    except ValueError as fault:
        raise FormatError(f"{where}: certainty must be a number from 0 to 1, not {certainty!r:.40}.") from fault
    attributes = {name.removeprefix(PREFIX): value for name, value in row.items() if name.startswith(PREFIX) and value}
    text = row.get("text")
    return Incoming(
        where, row["document"], row.get("coder", ""), start, end, row["facet"], row["code"], attributes,
        row.get("sha256", ""), text if text and start is not None else None, row.get("origin") or "imported",
        row.get("memo", ""), sure, row.get("round") or FIRST_ROUND, row.get("uuid", ""), meaning, row.get("created", ""),
    )  # fmt: skip


def _whole(where: str, row: Mapping[str, str], name: str) -> int | None:
    value = (row.get(name) or "").strip()
    if not value:
        return None
    if not value.isascii() or not value.isdigit():
        raise FormatError(f"{where}: {name} must be a whole number, not {value!r:.40}.")
    return int(value)


FORMAT = Format(
    "csv", "CSV tables: codings (long), done marks, codebook", ".csv",
    "Documents' texts and regions; the history of each coding.", write, read, folder=True,
    options={"guard": "put an apostrophe before cells that a spreadsheet would take for a formula (lossy)"},
)  # fmt: skip
