"""Codings as tables: long (one row a coding), wide (unit x coders), done marks, codebook, documents; and the way back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.codebook import Codebook, Facet
from annotator.errors import FormatError
from annotator.wording import say
from storage.formats.dataset import Dataset, Incoming, IncomingDone, Parcel
from storage.formats.jsonl import coding_line, item_of, lines

FIXED = (
    "document", "sha256", "coder", "start", "end", "text", "facet", "code", "origin", "memo", "certainty", "round",
    "uuid", "meaning_version", "created",
)  # fmt: skip
PREFIX = "attribute:"
"""Columns of attributes are named attribute:NAME, so that none can clash with a fixed column."""
DONE = ("document", "sha256", "coder", "facet", "round", "done")
CODEBOOK = (
    "facet", "code", "title", "definition", "use", "avoid", "examples", "group", "colour", "key", "memo", "retired",
    "aliases",
)  # fmt: skip
BETWEEN = " | "
"""Between examples and between aliases in one cell of the codebook's table."""
NOTHING = "{}"
"""In a wide table: the coder finished the facet in this document and did not code this unit."""

_POINT_NOUGHT = re.compile(r"\.0+\Z")  # which tables get where a column has empty cells, as offsets of document codes

Table = tuple[list[str], list[list[Any]]]


def long_table(dataset: Dataset) -> Table:
    """Header and rows, one a coding; one column an attribute of the codebook."""
    names = sorted(
        {a.name for f in dataset.codebook.facets for a in f.attributes}
        | {n for c in dataset.codings for n in c.attributes}
    )
    documents = {document.sha256: document for document in dataset.documents}
    rows = []
    for coding in dataset.codings:
        line = coding_line(coding, documents[coding.document])
        rows.append([line[name] for name in FIXED] + [coding.attributes.get(name) for name in names])
    return [*FIXED, *(PREFIX + name for name in names)], rows


def told_rows(dataset: Dataset, rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """The rows of `long_table` on their way into a file: tells of the progress."""
    return (row for row, _ in zip(rows, dataset.each(dataset.codings), strict=True))


def done_table(dataset: Dataset) -> Table:
    rows = [
        [line[name] for name in DONE[:-1]] + [str(line["done"]).lower()] for line in lines(dataset) if "done" in line
    ]
    return list(DONE), rows


def documents_table(dataset: Dataset) -> Table:
    """Name, sha256 and length of each document, and its metadata, one column each."""
    names = sorted({name for document in dataset.documents for name in document.metadata})
    rows = [
        [d.name, d.sha256, len(d.text), *(d.metadata.get(name) for name in names)] for d in dataset.documents
    ]  # fmt: skip
    return ["document", "sha256", "characters", *("metadata:" + name for name in names)], rows


def codebook_table(codebook: Codebook) -> Table:
    rows = [
        [
            c.facet, c.name, c.title, c.definition, c.use, c.avoid, BETWEEN.join(c.examples), c.group, c.colour, c.key,
            c.memo, str(c.retired).lower(), BETWEEN.join(alias.text for alias in c.aliases),
        ]
        for c in codebook.codes()
    ]  # fmt: skip
    return list(CODEBOOK), rows


def wide_tables(dataset: Dataset) -> dict[str, Table]:
    """Facet -> table of unit x coders, as `reliability` and R's irrCAC take it, for facets that somebody coded.

    A unit is a span (or, for a facet of documents, a document) that any coder coded. A cell holds the code, or codes
    parted by |; `{}` where the coder finished the facet there without coding the unit; it is empty where the coder did
    not finish it: "not coded yet" is missing, "nothing found" is a value.
    """
    used = {coding.facet for coding in dataset.codings}
    return {facet.name: _wide_table(dataset, facet) for facet in dataset.codebook.facets if facet.name in used}


def _wide_table(dataset: Dataset, facet: Facet) -> Table:
    coders = dataset.coders()
    done = {(m.document, m.coder) for m in dataset.completions if m.facet == facet.name and m.done}
    cells: defaultdict[tuple[str, int, int], defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for coding in dataset.codings:
        if coding.facet == facet.name:
            start, end = coding.span or (-1, -1)
            cells[coding.document, start, end][coding.coder].add(coding.code)
    names = {document.sha256: document.name for document in dataset.documents}
    order = {document.sha256: place for place, document in enumerate(dataset.documents)}
    rows: list[list[Any]] = []
    for sha256, start, end in sorted(cells, key=lambda unit: (order[unit[0]], unit[1], unit[2])):
        found = cells[sha256, start, end]
        unit = names[sha256] + (f":{start}-{end}" if start >= 0 else "")
        absent: list[str | None] = [NOTHING if (sha256, coder) in done else None for coder in coders]
        coded = ["|".join(sorted(found[coder])) if coder in found else absent[i] for i, coder in enumerate(coders)]
        rows.append([unit, names[sha256], *coded])
    header = [coder if coder not in ("unit", "document") else f"{coder} (coder)" for coder in coders]
    return ["unit", "document", *header], rows


def parcel_of(
    codings: Iterable[tuple[str, Mapping[str, str]]], done: Iterable[tuple[str, Mapping[str, str]]]
) -> Parcel:
    """Rows of texts (where, column -> cell) as a parcel, checked like native lines."""
    found = [item_of(where, _coding_line(where, row)) for where, row in codings]
    marks = []
    for where, row in done:
        if row.get("done") not in ("true", "false"):
            raise FormatError(say("{where}: done must be true or false.", where=where))
        marks.append(item_of(where, {**_given(row, DONE), "done": row["done"] == "true"}))
    return Parcel(
        [item for item in found if isinstance(item, Incoming)], [m for m in marks if isinstance(m, IncomingDone)]
    )


def _given(row: Mapping[str, str], names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if row.get(name)}


def _coding_line(where: str, row: Mapping[str, str]) -> dict[str, Any]:
    line = _given(row, FIXED)
    for name in ("start", "end", "meaning_version"):
        line[name] = _whole(where, row, name)
    if line.get("certainty"):
        try:
            line["certainty"] = float(line["certainty"])
        except ValueError as fault:
            raise FormatError(
                say(
                    "{where}: certainty must be a number from 0 to 1, not {certainty!r:.40}.",
                    where=where,
                    certainty=row["certainty"],
                )
            ) from fault
    if line["start"] is None:
        line.pop("text", None)
    line["attributes"] = {name.removeprefix(PREFIX): v for name, v in row.items() if name.startswith(PREFIX) and v}
    return line


def _whole(where: str, row: Mapping[str, str], name: str) -> int | None:
    value = _POINT_NOUGHT.sub("", (row.get(name) or "").strip())
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or len(value) > 15:
        raise FormatError(
            say("{where}: {name} must be a whole number, not {value!r:.40}.", where=where, name=name, value=value)
        )
    return int(value)
