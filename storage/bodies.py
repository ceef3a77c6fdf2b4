"""Changes as bytes and back: the body of an event.

A body is "J" and JSON, or "Z" and the same compressed. The JSON is a list of [entity, key, before, after]; a long run of
new codings stands in it as one table, column by column, because an import of a million would spend most of its time and
space on repeating the same field names and hashes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import orjson

from annotator.acts import Change
from annotator.errors import ActError, ProjectError
from annotator.wording import say

CHANGES_PER_EVENT = 5_000
"""Longer acts are cut into several events that share their `act` number, so that no body grows without bound."""
BODY_LIMIT = 24 * 1024 * 1024
"""Bytes of JSON in one event's body. What is longer is refused when written, and not unpacked when read."""
_COMPRESS_FROM = 600
_TABLE_FROM = 20


def encoded(changes: Sequence[Change]) -> Iterator[bytes]:
    """The bodies of an act's events: so many changes each that none is too long to be read back."""
    for start in range(0, len(changes), CHANGES_PER_EVENT):
        yield from _within_limit(changes[start : start + CHANGES_PER_EVENT])


def _within_limit(changes: Sequence[Change]) -> Iterator[bytes]:
    plain = plain_body(changes)
    if len(plain) <= BODY_LIMIT // 2:
        yield packed(plain)
    elif len(changes) > 1:
        middle = len(changes) // 2
        yield from _within_limit(changes[:middle])
        yield from _within_limit(changes[middle:])
    else:
        raise ActError(
            say(
                "One {entity} of {number:,} bytes is more than a project can keep: shorten it.",
                entity=changes[0].entity,
                number=len(plain),
            )
        )


def plain_body(changes: Iterable[Change]) -> bytes:
    """The JSON. ActError where a change holds what JSON can't (half a character, an object, too large a number)."""
    items: list[object] = []
    for new, run in groupby(changes, key=_is_new_coding):
        part = list(run)
        if new and len(part) >= _TABLE_FROM:
            items.append(_table(part))
        else:
            items += [[c.entity, c.key, c.before, c.after] for c in part]
    try:
        return orjson.dumps(items, option=orjson.OPT_SORT_KEYS)
    except (orjson.JSONEncodeError, RecursionError) as fault:
        raise ActError(
            say("This can't be kept, because it holds what is no plain text or number ({fault}).", fault=fault)
        ) from fault


def packed(plain: bytes) -> bytes:
    return b"J" + plain if len(plain) < _COMPRESS_FROM else b"Z" + zlib.compress(plain, 1)


def decode(body: bytes, *, where: str) -> tuple[Change, ...]:
    """The changes in a body; a ProjectError that names `where` if it is not one."""
    try:
        plain = body[1:]
        if body[:1] == b"Z":
            inflate = zlib.decompressobj()
            plain = inflate.decompress(plain, BODY_LIMIT)
            if inflate.unconsumed_tail or not inflate.eof or inflate.unused_data:
                raise ValueError("too large, or cut")
        elif body[:1] != b"J":
            raise ValueError("neither J nor Z")
        items = orjson.loads(plain)
        changes: list[Change] = []
        for item in _list(items):
            changes += _from_table(item) if isinstance(item, dict) else (_from_item(item),)
            if len(changes) > CHANGES_PER_EVENT:
                raise ValueError("more changes than an event has")
        return tuple(changes)
    except (ValueError, TypeError, KeyError, IndexError, zlib.error) as fault:
        raise ProjectError(
            say("The content of {where} is damaged: run `check` and restore a backup.", where=where)
        ) from fault


def _is_new_coding(change: Change) -> bool:
    return (
        change.entity == "coding"
        and change.before is None
        and change.after is not None
        and None not in change.after.values()
    )


def _table(run: Sequence[Change]) -> dict[str, object]:
    """Keys, and a column for each field: its values (null where a row lacks it), one for all, or numbers of values."""
    rows: list[Mapping[str, Any]] = [change.after or {} for change in run]
    names = sorted(set().union(*rows))
    return {"keys": [change.key for change in run], "fields": {name: _column(rows, name) for name in names}}


def _column(rows: Sequence[Mapping[str, Any]], name: str) -> object:
    values = [row.get(name) for row in rows]
    kinds = set(map(type, values))
    if len(kinds) == 1 and values.count(values[0]) == len(values):
        return {"all": values[0]}
    if kinds == {str}:
        distinct = list(dict.fromkeys(values))
        if len(distinct) * 4 < len(values):
            numbers = {value: number for number, value in enumerate(distinct)}
            return {"of": distinct, "at": [numbers[value] for value in values]}
    return values


def _list(found: object) -> list[Any]:
    if not isinstance(found, list):
        raise ValueError("no list")
    return found


def _from_item(item: object) -> Change:
    entity, key, before, after = _list(item)
    if not (isinstance(entity, str) and isinstance(key, str)):
        raise ValueError("no entity with a key")
    if not (isinstance(before, dict | None) and isinstance(after, dict | None)):
        raise ValueError("a state is no row")
    return Change(entity, key, before, after)  # type: ignore[arg-type]  # which entities there are is checked where they are applied


def _from_table(table: Mapping[str, Any]) -> list[Change]:
    keys, fields = _list(table["keys"]), table["fields"]
    if len(keys) > CHANGES_PER_EVENT:
        raise ValueError("more changes than an event has")
    if not isinstance(fields, dict) or not all(isinstance(key, str) for key in keys):
        raise ValueError("keys or fields are none")
    names, columns = [], []
    for name, column in fields.items():
        if isinstance(column, dict):
            of = _list(column.get("of", []))
            values = [column["all"]] * len(keys) if "all" in column else [of[at] for at in _list(column["at"])]
        else:
            values = _list(column)
        if len(values) != len(keys):
            raise ValueError("a column has another length")
        names.append(name)
        columns.append(values)
    rows = zip(*columns, strict=True) if columns else iter([()] * len(keys))
    return [
        Change("coding", key, None, {name: value for name, value in zip(names, row, strict=True) if value is not None})
        for key, row in zip(keys, rows, strict=True)
    ]
