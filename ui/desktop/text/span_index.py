"""Which marks lie in a stretch of text, in time that depends on the answer and not on the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ui.desktop.text.marks import Mark

_SMALLEST = 8  # binary logarithm: chunks of 256 code points hold most names and clauses
_SHORT = 1 << _SMALLEST
_STEP = 3


class SpanIndex:
    """Marks by place, in code points.

    A mark is filed once, by its start, in a table whose chunks are at least as long as the mark itself; so whatever
    overlaps a stretch began in one of its chunks or in the one before. Long marks lie in tables of longer chunks.
    """

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._by_id: dict[str, Mark] = {}
        self._tables: dict[int, dict[int, dict[str, Mark]]] = {}
        self.changes = 0
        """How often marks came or went: what was found holds for as long as this stays."""
        self.add(marks)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._by_id.values())

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def get(self, id: str) -> Mark | None:
        return self._by_id.get(id)

    def add(self, marks: Iterable[Mark]) -> None:
        """File marks; one whose id is known already replaces the former."""
        self.changes += 1
        by_id, short = self._by_id, self._tables.setdefault(_SMALLEST, {})
        for mark in marks:
            id = mark.id
            if id in by_id:
                self.remove((id,))
            by_id[id] = mark
            if mark.end - mark.start <= _SHORT:  # nearly all: this loop is part of opening a document
                table, place = short, mark.start >> _SMALLEST
            else:
                shift = _shift(mark.end - mark.start)
                table, place = self._tables.setdefault(shift, {}), mark.start >> shift
            try:
                table[place][id] = mark
            except KeyError:
                table[place] = {id: mark}

    def remove(self, ids: Iterable[str]) -> list[Mark]:
        """Take marks out and return those that were there."""
        self.changes += 1
        gone = []
        for id in ids:
            mark = self._by_id.pop(id, None)
            if mark is None:
                continue
            shift = _shift(mark.end - mark.start)
            table = self._tables[shift]
            chunk = table[mark.start >> shift]
            del chunk[id]
            if not chunk:
                del table[mark.start >> shift]
            gone.append(mark)
        return gone

    def overlapping(self, start: int, end: int) -> list[Mark]:
        """The marks that share at least one code point with [start, end), by start, longer ones first."""
        found: list[Mark] = []
        if start >= end:
            return found
        for shift, table in self._tables.items():
            first, last = (start >> shift) - 1, (end - 1) >> shift
            places: Iterable[int] = range(first, last + 1)
            if last - first >= len(table):
                places = [place for place in table if first <= place <= last]
            for place in places:
                chunk = table.get(place)
                if chunk is not None:
                    found += [m for m in chunk.values() if m.start < end and m.end > start and m.end > m.start]
        found.sort(key=order)
        return found


def order(mark: Mark) -> tuple[int, int, str, str, str]:
    """The order in which marks are given lanes: by start, longer ones first, then whatever makes it definite."""
    return (mark.start, -mark.end, mark.facet, mark.label, mark.id)


def _shift(length: int) -> int:
    """Binary logarithm of the chunk length of the table that a mark of this length is filed in."""
    steps = -(-max(0, (length - 1).bit_length() - _SMALLEST) // _STEP)
    return _SMALLEST + _STEP * steps
