"""Codings as rows of the table `codings`, and back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import orjson

from annotator.acts import Row
from annotator.records import FIRST_ROUND, Coding

CODING_COLUMNS = (
    "uuid, coder, start, end, facet, code, attributes, origin, memo, certainty, round, meaning, created, suggestion"
)


def dumps(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def coding_values(uuid: str, row: Row, document: int) -> tuple[Any, ...]:
    """An event's coding as a row of the table `codings`: document id first, then CODING_COLUMNS."""
    get = row.get
    start, end, attributes = get("start"), get("end"), get("attributes")
    return (
        document, uuid, row["coder"], -1 if start is None else start, -1 if end is None else end, row["facet"], row["code"],
        dumps(attributes) if attributes else None, get("origin", "manual"), get("memo") or None, get("certainty"),
        get("round", FIRST_ROUND), get("meaning_version", 1), get("created", ""), get("suggestion"),
    )  # fmt: skip


def coding_from_values(sha256: str, values: tuple[Any, ...]) -> Coding:
    """A row of CODING_COLUMNS as a record."""
    uuid, coder, start, end, facet, code, attributes, origin, memo, *rest = values
    place = None if start < 0 else start, None if end < 0 else end
    given = orjson.loads(attributes) if attributes else {}
    return Coding(uuid, sha256, coder, *place, facet, code, given, origin, memo or "", *rest)


def codings_from_rows(documents: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> list[Coding]:
    """Rows of CODING_COLUMNS as records, each with the document that `documents` gives it.

    Column by column, and without a call of Python for each: a document's 20,000 codings must not take much longer than
    reading them. Codings with the same attributes share them.
    """
    columns = list(zip(*rows, strict=True))
    if not columns:
        return []
    uuid, coder, start, end, facet, code, attributes, origin, memo, *rest = columns
    given = {text: orjson.loads(text) if text else {} for text in set(attributes)}
    if min(start) < 0:  # codes of the document, which have no place
        start, end = (tuple(None if at < 0 else at for at in column) for column in (start, end))
    fields = zip(
        uuid, documents, coder, start, end, facet, code, map(given.__getitem__, attributes), origin,
        [text or "" for text in memo], *rest, strict=False,
    )  # fmt: skip
    return list(map(_coding, fields))


_coding = partial(tuple.__new__, Coding)
