"""Where each code is named in the open document."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from ui.desktop.items import Item, id_of

_Place = tuple[int, int, str]


class NamedPlaces:
    """(facet, code) -> (start, end, id) of codings and suggestions, in the order of the text; document codes name none."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._places: dict[tuple[str, str], list[_Place]] = {}
        for item in items:
            if item.start is not None:
                self._places.setdefault((item.facet, item.code), []).append(_place(item.start, item))
        for places in self._places.values():
            places.sort()

    def nearest(self, facet: str, code: str, place: int) -> str | None:
        """The id of what begins nearest to a place; the earlier one of two as near."""
        places = self._places.get((facet, code), [])
        at = bisect_left(places, (place,))
        near = min(places[max(0, at - 1) : at + 1], key=lambda p: abs(p[0] - place), default=None)
        return near[2] if near else None

    def put(self, item: Item) -> None:
        if item.start is not None:
            insort(self._places.setdefault((item.facet, item.code), []), _place(item.start, item))

    def drop(self, item: Item) -> None:
        if item.start is None:
            return
        places, whole = self._places.get((item.facet, item.code), []), _place(item.start, item)
        at = bisect_left(places, whole)
        if at < len(places) and places[at] == whole:
            del places[at]


def _place(start: int, item: Item) -> _Place:
    return start, item.end or 0, id_of(item)
