"""The order of a table's rows: sorted by a column and narrowed by words, a row in or out by bisection.

Qt's own sorting model asks Python for each comparison: a second for twenty thousand rows. Here a column's keys are made
once, and titles once for each code.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Mapping
from typing import Any

from annotator.records import Coding, Suggestion
from ui.desktop.items import Item, id_of, place_of

TEXT, CODE, DETAILS, PLACE, LAST = range(5)
QUOTED = 120
"""Characters of an item's text that its row shows."""
_Sort = tuple[Any, ...]
"""What a row is sorted by: the column's value (none for the place), the place in the text; the last part is the id."""


class ItemsOrder:
    """Items by id, as rows. `cell` gives a cell's words, `text` the document's text."""

    def __init__(self, cell: Callable[[Item, int], str], text: Callable[[], str]) -> None:
        self.items: dict[str, Item] = {}
        self.column, self.descending, self.narrowed = PLACE, False, ""
        self._cell, self._text = cell, text
        self._keys: dict[str, _Sort] = {}
        self._all: list[_Sort] = []
        self._rows: list[_Sort] = []  # those that are not narrowed away

    def __len__(self) -> int:
        return len(self._rows)

    def fill(self, items: Mapping[str, Item]) -> None:
        self.items = dict(items)
        self._order()

    def sort(self, column: int, *, descending: bool) -> None:
        again, self.column, self.descending = column != self.column, column, descending
        if again:
            self._order()

    def narrow(self, words: str) -> None:
        """Only rows in which these words stand, in whatever column but the place."""
        self.narrowed = words.strip().casefold()
        self._narrow()

    def row_of(self, id_: str) -> int:
        """The row of an item, -1 where it has none."""
        key = self._keys.get(id_)
        at = bisect_left(self._rows, key) if key is not None else 0
        if key is None or at == len(self._rows) or self._rows[at] != key:
            return -1
        return len(self._rows) - 1 - at if self.descending else at

    def item_at(self, row: int) -> Item:
        key = self._rows[len(self._rows) - 1 - row if self.descending else row]
        return self.items[key[-1]]

    def row_for(self, item: Item) -> int:
        """The row that an item would be given, -1 where it would be narrowed away."""
        if self.narrowed and not self._passing()(item):
            return -1
        at = bisect_left(self._rows, self._key(item))
        return len(self._rows) - at if self.descending else at

    def replace(self, item: Item) -> bool:
        """Take an item in the place of the one of its id, if it keeps its row (or has none before and after)."""
        id_ = id_of(item)
        passes = not self.narrowed or self._passing()(item)
        if self._keys.get(id_) != self._key(item) or passes != (self.row_of(id_) >= 0):
            return False
        self.items[id_] = item
        return True

    def add(self, item: Item) -> None:
        """Take a new item in, at `row_for` it."""
        shown, key = self.row_for(item) >= 0, self._key(item)
        self.items[key[-1]], self._keys[key[-1]] = item, key
        insort(self._all, key)
        if shown:
            insort(self._rows, key)

    def discard(self, id_: str) -> None:
        shown, key = self.row_of(id_) >= 0, self._keys.pop(id_, None)
        self.items.pop(id_, None)
        if key is not None:
            del self._all[bisect_left(self._all, key)]
            if shown:
                del self._rows[bisect_left(self._rows, key)]

    # Parts

    def _order(self) -> None:
        items = self.items.values()
        if self.column == PLACE:
            self._all = sorted(map(place_of, items))
        else:
            value = self._value()
            self._all = sorted([(value(item), *place_of(item)) for item in items])
        self._keys = {key[-1]: key for key in self._all}
        self._narrow()

    def _narrow(self) -> None:
        if not self.narrowed:
            self._rows = self._all.copy()
            return
        items, passes = self.items, self._passing()
        self._rows = [key for key in self._all if passes(items[key[-1]])]

    def _key(self, item: Item) -> _Sort:
        return place_of(item) if self.column == PLACE else (self._value()(item), *place_of(item))

    def _value(self) -> Callable[[Item], Any]:
        """What the column sorts by. A column may have twenty thousand cells, so titles and origins are made once."""
        column = self.column
        if column == CODE:
            return _once(lambda item: self._cell(item, CODE).casefold(), by=_code)
        if column == LAST:
            return _once(self._last, by=_last)
        if column == DETAILS:
            return lambda item: self._cell(item, DETAILS).casefold() if _has_details(item) else ""
        return lambda item: self._cell(item, TEXT).casefold()

    def _last(self, item: Item) -> Any:
        return item.score if isinstance(item, Suggestion) else self._cell(item, LAST).casefold()

    def _passing(self) -> Callable[[Item], bool]:
        """Whether the narrowing words stand in a cell of an item."""
        wanted, text = self.narrowed, self._text()
        spaced = any(character.isspace() for character in wanted)
        in_code = _once(lambda item: wanted in self._cell(item, CODE).casefold(), by=_code)
        in_last = _once(lambda item: wanted in self._cell(item, LAST).casefold(), by=_last)

        def passes(item: Item) -> bool:
            if item.start is None or item.end is None or spaced:
                quoted = wanted in self._cell(item, TEXT).casefold()
            else:  # the quote differs from this in its white space only
                quoted = wanted in text[item.start : min(item.end, item.start + QUOTED)].casefold()
            return (
                quoted
                or in_code(item)
                or in_last(item)
                or (_has_details(item) and wanted in self._cell(item, DETAILS).casefold())
            )

        return passes


def _has_details(item: Item) -> bool:
    return bool(item.attributes or (isinstance(item, Coding) and item.memo))


def _code(item: Item) -> object:
    return item.facet, item.code


def _last(item: Item) -> object:
    return item.score if isinstance(item, Suggestion) else item.origin


def _once(make: Callable[[Item], Any], *, by: Callable[[Item], object]) -> Callable[[Item], Any]:
    """`make`, called once for all items that are the same `by`."""
    known: dict[object, Any] = {}

    def value(item: Item) -> Any:
        key = by(item)
        if key not in known:
            known[key] = make(item)
        return known[key]

    return value
