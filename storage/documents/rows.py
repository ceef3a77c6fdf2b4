"""CSV and JSON lines: a document a row. One column holds the text, the others become metadata."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

import orjson

from annotator.errors import DocumentError
from annotator.offsets import clean
from annotator.plurals import plural
from annotator.wording import later, say
from storage.documents.decoding import checked, decode
from storage.documents.names import TEXT_FIELDS, gather, plain
from storage.documents.records import LONGEST_TEXT, Part, Reader, Refused, Source

_DELIMITERS = (",", ";", "\t", "|")
_OF_CODINGS = frozenset(("document", "start", "end", "facet", "code"))
"""Columns of a file of codings, whose text is a quote."""
_SEPARATOR = re.compile(r"sep=([^\w\s\"]|\t)\n")
"""What Excel writes before the header."""
_LONG_CELL = 200
"""A column without a known name is the text's if its cells have this many characters on average."""


def _read_csv(source: Source) -> Iterator[Part | Refused]:
    decoded = decode(source.data, encoding=source.encoding)
    said = _SEPARATOR.match(decoded.text)
    text = decoded.text[said.end() :] if said else decoded.text
    delimiter = source.options.get("delimiter") or (said[1] if said else _delimiter(text, source.name))
    table = _table(text, delimiter)
    if len(table) < 2:
        raise DocumentError(say("it has no row below its header."))
    header = [name.strip() for name in table[0]]
    if len(set(header)) < len(header):
        raise DocumentError(say("it has two columns of one name: rename one."))
    rows = [dict(zip(header, row, strict=False)) for row in table[1:]]
    column = _text_column(header, rows, source.options)
    options = {"column": column, "delimiter": delimiter}
    for number, (cells, row) in enumerate(zip(table[1:], rows, strict=True), start=1):
        if not any(cells):
            continue
        if len(cells) > len(header):
            yield Refused(
                f"{source.name}#{number}",
                say(
                    "it has {cells} under {headings}.",
                    cells=plural(len(cells), "cell"),
                    headings=plural(len(header), "heading"),
                ),
            )
        else:
            yield _part(source.name, number, row, column, decoded.encoding, options)


def _table(text: str, delimiter: str) -> list[list[str]]:
    limit = csv.field_size_limit(LONGEST_TEXT)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise DocumentError(say("it is no proper CSV: {error}.", error=error)) from None
    finally:
        csv.field_size_limit(limit)


def _delimiter(text: str, name: str) -> str:
    """The delimiter that parts the first line into most cells."""
    if name.lower().endswith(".tsv"):
        return "\t"
    first = text.split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


def _read_lines(source: Source) -> Iterator[Part | Refused]:
    decoded = decode(source.data, encoding=source.encoding)
    rows: list[tuple[int, dict[str, str]]] = []
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = orjson.loads(line)
        except orjson.JSONDecodeError:
            yield Refused(f"{source.name}#{number}", say("it is no JSON on line {number}.", number=number))
            continue
        if isinstance(value, dict):
            rows.append((number, {key: _flat(cell) for key, cell in value.items()}))
        else:
            yield Refused(f"{source.name}#{number}", say("it is no JSON object on line {number}.", number=number))
    if not rows:
        raise DocumentError(say("it has no line with a JSON object."))
    header = list(dict.fromkeys(key for _, row in rows for key in row))
    column = _text_column(header, [row for _, row in rows], source.options)
    for number, row in rows:
        yield _part(source.name, number, row, column, decoded.encoding, {"column": column})


def _flat(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _text_column(header: Sequence[str], rows: Sequence[Mapping[str, str]], options: Mapping[str, str]) -> str:
    """The column with the texts: the one that the user chose, one with a usual name, or the one with long cells."""
    chosen = options.get("column")
    if not chosen and _OF_CODINGS.issubset(header):
        raise DocumentError(say("it holds codings, not documents: take it in with import-codings."))
    if chosen:
        if chosen not in header:
            raise DocumentError(
                say("it has no column named {chosen}: it has {header}.", chosen=chosen, header=", ".join(header[:10]))
            )
        return chosen
    by_name = {plain(name): name for name in reversed(header)}
    usual = next((by_name[name] for name in TEXT_FIELDS if name in by_name), None)
    if usual is not None:
        return usual
    means = {name: sum(len(row.get(name, "")) for row in rows) / len(rows) for name in header}
    longest = max(means, key=lambda name: means[name], default="")
    if not longest or means[longest] < _LONG_CELL:
        raise DocumentError(
            say("it has no column with texts: name one text (it has {header}).", header=", ".join(header[:10]))
        )
    return longest


def _part(
    name: str, number: int, row: Mapping[str, str], column: str, encoding: str, options: Mapping[str, str]
) -> Part | Refused:
    if not row.get(column, "").strip():
        return Refused(f"{name}#{number}", say("it has nothing in {column}.", column=column))
    try:
        text = checked(clean(row[column]))
    except DocumentError as error:
        return Refused(f"{name}#{number}", str(error))
    metadata = gather({key: cell.strip() for key, cell in row.items() if key != column})
    return Part(text, (), metadata, encoding, options, f"#{number}")


CSV = Reader("csv", later("CSV with a column of texts"), (".csv", ".tsv"), _read_csv, revision=2)
JSONL = Reader(
    "jsonl", later("JSON lines with a field of texts"), (".jsonl", ".ndjson"), _read_lines, libraries=("orjson",)
)
