"""QualCoder's own project (.qda): a folder with an SQLite file, read only, and only the tables that we know."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from annotator.codebook import Code, Codebook, Facet
from annotator.errors import FormatError
from annotator.files import opened
from annotator.offsets import Offsets, Unit
from annotator.wording import later, say, say_count
from storage.connect import harden
from storage.formats import checks
from storage.formats.dataset import Incoming, IncomingDocument, Parcel
from storage.formats.registry import Format

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "source": ("id", "name", "fulltext", "memo"),
    "code_name": ("cid", "name", "memo", "catid", "color"),
    "code_text": ("ctid", "cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo"),
    "code_cat": ("catid", "name", "supercatid"),
}
"""Tables and columns that we read; nothing else of the file is touched."""
_MAGIC = b"SQLite format 3\x00"
_MOST_ROWS = 1_000_000
_MOST_BYTES = 2_000_000_000


def read(path: Path, options: Mapping[str, Any]) -> Parcel:
    """The texts of a project with their codings; `path` is the .qda folder or the data.qda in it."""
    file = path / "data.qda" if path.is_dir() else path
    with closing(_connection(file)) as connection:
        try:
            return _parcel(file, connection)
        except (sqlite3.Error, UnicodeDecodeError, OverflowError) as fault:
            raise FormatError(
                say("{name} can't be read as a QualCoder project ({fault}).", name=file.name, fault=str(fault)[:100])
            ) from fault


def _connection(file: Path) -> sqlite3.Connection:
    try:
        with opened(file) as raw:
            sound = raw.read(100).startswith(_MAGIC)
    except OSError as fault:
        raise FormatError(say("{file} can't be read: {why}.", file=file, why=fault.strerror)) from fault
    if not sound or file.stat().st_size > _MOST_BYTES:
        raise FormatError(
            say("{name} is not a QualCoder project: choose the folder that ends in .qda.", name=file.name)
        )
    connection = sqlite3.connect(f"file:{quote(str(file.absolute()))}?mode=ro&immutable=1", uri=True)
    harden(connection)
    connection.execute("PRAGMA query_only = ON")
    connection.set_authorizer(_only_reading)
    return connection


def _only_reading(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Reading of the tables we know, of SQLite's own list of tables, and of nothing else."""
    if action == sqlite3.SQLITE_SELECT:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_READ and first in (*_NEEDED, "sqlite_master"):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and second in ("count", "typeof"):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _check(file: Path, connection: sqlite3.Connection) -> None:
    found = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    kinds = {name: (kind, sql or "") for kind, name, sql in found if name in _NEEDED}
    for table in _NEEDED:
        kind, sql = kinds.get(table, ("", ""))
        if kind != "table" or sql.upper().lstrip().startswith("CREATE VIRTUAL"):
            raise FormatError(
                say(
                    "{name} has no table {table}: it is not a QualCoder project, or of an unknown version.",
                    name=file.name,
                    table=table,
                )
            )
    if any(kind == "trigger" for kind, _, _ in found):
        raise FormatError(say("{name} holds triggers, which QualCoder does not make: it was refused.", name=file.name))


def _rows(connection: sqlite3.Connection, table: str, where: str) -> Iterator[dict[str, Any]]:
    columns = _NEEDED[table]
    rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {columns[0]}")
    for number, row in enumerate(rows):
        if number >= _MOST_ROWS:
            raise FormatError(
                say(
                    "{where} has more than {most_rows:,} rows in {table} and was refused.",
                    where=where,
                    most_rows=_MOST_ROWS,
                    table=table,
                )
            )
        yield dict(zip(columns, row, strict=True))


def _parcel(file: Path, connection: sqlite3.Connection) -> Parcel:
    _check(file, connection)
    documents: dict[object, IncomingDocument] = {}
    for row in _rows(connection, "source", file.name):
        where = f"{file.name}, source {row['id']}"
        if isinstance(row["fulltext"], str) and row["fulltext"]:
            name = checks.text_of(where, row, "name")
            documents[row["id"]] = IncomingDocument(where, name, row["fulltext"], _memo(where, row))
    codes = {row["cid"]: row for row in _rows(connection, "code_name", file.name)}
    rows = list(_rows(connection, "code_text", file.name))
    units = _units(documents, rows)
    codings = [_coding(file, row, documents, codes, units) for row in rows if row["fid"] in documents]
    left = len(rows) - len(codings)
    told = say_count(
        left,
        "Left out: {number:,} coding of pictures, sounds or films.",
        "Left out: {number:,} codings of pictures, sounds or films.",
    )
    notes = [told] if left else []
    return Parcel(codings, (), list(documents.values()), _codebook(file, connection, codes), notes)


def _memo(where: str, row: Mapping[str, Any]) -> dict[str, str]:
    memo = checks.text_of(where, row, "memo")
    return {"memo": memo} if memo else {}


def _units(documents: Mapping[object, IncomingDocument], rows: list[dict[str, Any]]) -> dict[object, Unit]:
    """What the positions in each source count: QualCoder takes them from a Qt text view, in UTF-16 units."""
    quotes: dict[object, list[tuple[int, int, str]]] = {}
    for row in rows:
        if isinstance(row["pos0"], int) and isinstance(row["pos1"], int) and isinstance(row["seltext"], str):
            quotes.setdefault(row["fid"], []).append((row["pos0"], row["pos1"], _plain(row["seltext"])))
    found: dict[object, Unit] = {}
    for id_, document in documents.items():
        if not document.text.isascii():
            text = _plain(document.text)
            found[id_] = Offsets(text).recognise([q for q in quotes.get(id_, ()) if q[2]]) or "code points"
    return found


def _plain(text: str) -> str:
    """Qt gives a selection's line breaks as U+2029 and its no-break spaces as blanks; one character for one."""
    return text.replace("\u2029", "\n").replace("\u2028", "\n").replace("\u00a0", " ")


def _coding(
    file: Path, row: Mapping[str, Any], documents: Mapping[object, IncomingDocument], codes: Mapping[object, Any],
    units: Mapping[object, Unit],
) -> Incoming:  # fmt: skip
    where, document, code = (
        say("{name}, coding {id}", name=file.name, id=row["ctid"]),
        documents[row["fid"]],
        codes.get(row["cid"]),
    )
    if code is None:
        raise FormatError(say("{where}: its code is not in the project.", where=where))
    start, end = checks.whole_of(where, row, "pos0"), checks.whole_of(where, row, "pos1")
    if start is None or end is None or not 0 <= start < end:
        raise FormatError(say("{where}: {start} to {end} is no span.", where=where, start=start, end=end))
    unit = units.get(row["fid"], "code points")
    if unit != "code points":
        start, end = Offsets(document.text).span_from(start, end, unit=unit)
    quote = document.text[start:end]
    said = row["seltext"]
    if isinstance(said, str) and said and _plain(said) != _plain(quote):
        raise FormatError(
            say(
                "{where}: the text is {said!r:.60}, but {name} has {quote!r:.60} at {start}.",
                where=where,
                said=said,
                name=document.name,
                quote=quote,
                start=start,
            )
        )
    return Incoming(
        where, document.name, checks.name_of(where, row, "owner"), start, end, "", checks.text_of(where, code, "name"),
        {}, document.key, quote, memo=checks.text_of(where, row, "memo"), created=_moment(row["date"]),
    )  # fmt: skip


def _moment(date: object) -> str:
    try:
        return checks.moment_of("", date if isinstance(date, str) else "")
    except FormatError:
        return ""


def _codebook(file: Path, connection: sqlite3.Connection, codes: Mapping[object, Any]) -> Codebook | None:
    """The codes, in a facet for each top category; those without one are in the facet "code"."""
    above = {row["catid"]: row for row in _rows(connection, "code_cat", file.name)}
    facets: dict[str, list[Code]] = {}
    for row in codes.values():
        category, seen = above.get(row["catid"]), 0
        while category and above.get(category["supercatid"]) and seen < 100:
            category, seen = above[category["supercatid"]], seen + 1
        where = f"{file.name}, code {row['cid']}"
        facet = (checks.name_of(where, category, "name") if category else "") or "code"
        name, colour = checks.name_of(where, row, "name"), str(row["color"] or "")
        proper = len(colour) == 7 and colour[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in colour[1:])
        made = Code(name, facet, definition=checks.text_of(where, row, "memo"), colour=colour if proper else "")
        facets.setdefault(facet, []).append(made)
    made_facets = tuple(Facet(name, codes=tuple(found)) for name, found in facets.items())
    return Codebook(name=file.parent.stem or "codebook", facets=made_facets) if facets else None


def _is_ours(path: Path) -> bool:
    return path.is_file() or (path / "data.qda").is_file()


FORMAT = Format(
    "qda", "QualCoder's own project, read only", ".qda", None, read,
    more=later("Codings of pictures, sounds and films, cases, journals and links between codes."), claims=_is_ours,
)  # fmt: skip
