"""Rows of a table against the plain way: sort everything, keep what holds the words."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from annotator.records import Coding, Suggestion
from ui.desktop.items import Item, id_of, place_of
from ui.desktop.items_order import CODE, DETAILS, LAST, PLACE, TEXT, ItemsOrder

WORDS = "river\N{NO-BREAK SPACE}bank STRASSE straße 😀 e\u0301clair\nنهر  border  " * 20


def cell(item: Item, column: int) -> str:
    if column == TEXT:
        return "(whole)" if item.start is None or item.end is None else " ".join(WORDS[item.start : item.end].split())
    if column == CODE:
        return f"The {item.code}"
    if column == DETAILS:
        return " · ".join(f"{name} {value}" for name, value in item.attributes.items())
    if column == PLACE:
        return str(item.start)
    return f"{item.score:.2f}" if isinstance(item, Suggestion) else item.origin


def made(chance: random.Random, number: int, *, coded: bool) -> Item:
    start = chance.randrange(300)
    end, code = start + chance.randrange(1, 100), chance.choice(["Dam", "dike", "Quay"])
    attributes = {"holder": chance.choice(["Mayor", "guild"])} if chance.random() < 0.3 else {}
    if not coded:
        return Suggestion(f"s{number}", "d", start, end, "group", code, attributes, "r/1", chance.choice([0.5, 0.75]))
    whole = chance.random() < 0.1
    origin = chance.choice(["manual", "bulk"])
    return Coding(
        f"c{number}", "d", "Ann", None if whole else start, None if whole else end, "group", code, attributes, origin  # type: ignore[arg-type]
    )  # fmt: skip


def plainly(items: dict[str, Item], column: int, words: str, *, descending: bool) -> list[str]:
    def value(item: Item) -> object:
        return item.score if isinstance(item, Suggestion) and column == LAST else cell(item, column).casefold()

    wanted = words.strip().casefold()
    found = [
        item
        for item in items.values()
        if not wanted or any(wanted in cell(item, c).casefold() for c in (TEXT, CODE, DETAILS, LAST))
    ]
    found.sort(key=place_of if column == PLACE else lambda item: (value(item), *place_of(item)), reverse=descending)
    return [id_of(item) for item in found]


@given(st.integers(0, 1 << 30), st.booleans())
def test_rows_are_those_of_the_plain_way_after_any_changes(seed: int, coded: bool) -> None:
    chance = random.Random(seed)
    items = {id_of(item): item for item in (made(chance, n, coded=coded) for n in range(chance.randrange(40)))}
    order = ItemsOrder(cell, lambda: WORDS)
    order.fill(items)
    column, words, descending = PLACE, "", False
    for step in range(30):
        what = chance.randrange(5)
        if what == 0:
            column, descending = chance.choice([TEXT, CODE, DETAILS, PLACE, LAST]), chance.random() < 0.5
            order.sort(column, descending=descending)
        elif what == 1:
            words = chance.choice(["", "river", "bank ", "ss", "mayor", "0.5", "bul", "dam", "r b", "\u0301", "whole"])
            order.narrow(words)
        elif what == 2 and items:
            gone = chance.choice(sorted(items))
            del items[gone]
            order.discard(gone)
        else:
            number = int(chance.choice(sorted(items))[1:]) if items and what == 3 else 100 + step
            new = made(chance, number, coded=coded)
            if not order.replace(new):
                order.discard(id_of(new))
                row = order.row_for(new)
                order.add(new)
                assert row == order.row_of(id_of(new))
            items[id_of(new)] = new
        rows = [id_of(order.item_at(row)) for row in range(len(order))]
        assert rows == plainly(items, column, words, descending=descending)
        assert [order.row_of(id_) for id_ in rows] == list(range(len(rows)))
        assert order.items == items
