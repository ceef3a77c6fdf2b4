"""Task `unitizing`: do coders cut the same stretches out of the text, and give them the same code?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from annotator.agreement.document_spans import DocumentSpans
from annotator.agreement.draws import Draws
from annotator.agreement.row_maker import RowMaker
from annotator.agreement.rows import ResultRow, Table
from annotator.agreement.rows_1995 import add_rows_1995
from annotator.agreement.study_groups import Group, Register, codes_of
from annotator.agreement.study_view import View
from annotator.agreement.unitizing_rows import Marked, Sums, add_unitizing_rows
from annotator.wording import say


@dataclass(slots=True)
class Packed:
    """A document's spans as arrays, small enough to keep until all are there."""

    index: int
    coders: tuple[str, ...]
    arrays: np.ndarray[tuple[int, int], np.dtype[np.int32]]
    length: int
    offers: list[tuple[int, int, frozenset[str]]]
    assisted: dict[str, bool]


@dataclass(slots=True)
class UnitizingTask:
    """Keeps each document's spans; tallies are made when the codes of the whole study are known."""

    facet: str
    codes: Sequence[str]
    register: Register
    _codes: dict[str, int] = field(default_factory=dict)
    _documents: dict[int, Packed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._codes = {name: at for at, name in enumerate(self.codes)}

    def add(self, view: View) -> None:
        if len(view.coders) < 2:
            return
        rows = [
            (at, start, end, self._codes.setdefault(code, len(self._codes)))
            for at, coder in enumerate(view.coders)
            # codings that repeat a span and code (and differ in attributes) are one unit
            for start, end, code in dict.fromkeys((unit.start, unit.end, unit.code) for unit in view.units[coder])
        ]
        self._documents[view.index] = Packed(
            view.index,
            view.coders,
            np.array(rows, dtype=np.int32).reshape(-1, 4),
            view.length,
            [(offer.start, offer.end, offer.seen) for offer in view.offers],
            {coder: yes for coder, yes in view.assisted.items() if coder in view.coders},
        )

    def rows(self, draws: Draws) -> tuple[list[ResultRow], list[Table]]:
        order = codes_of(self.codes, list(self._codes))
        renumber = np.array([order.index(code) for code in self._codes], dtype=np.int64)
        maker = RowMaker(self.facet, "unitizing", draws)
        groups = list(self.register.groups(spans=True))
        sums: list[list[Sums]] = [[] for _ in groups]
        units = np.zeros((len(groups), len(order)), dtype=np.int64)
        single = [at for at, group in enumerate(groups) if group.document is None]
        of_document = {group.document: at for at, group in enumerate(groups) if group.document is not None}
        for packed in self._documents.values():
            marked = _marked(packed, renumber, len(order))
            for at in (*single, *([of_document[packed.index]] if packed.index in of_document else [])):
                found = _chosen(packed, groups[at])
                if len(found) > 1:
                    inside = _inside(packed, groups[at], found)
                    if inside == []:
                        continue  # no position of the document is in the subset
                    sums[at].append(marked.sums(coders=found, inside=inside))
                    own = np.isin(marked.spans.coder, found) & marked.touches(inside)
                    units[at] += np.bincount(marked.spans.value[own], minlength=len(order))
        for at, group in enumerate(groups):
            add_unitizing_rows(maker, group.where, sums[at], order, units=units[at], per_code=group.per_code)
            sums[at] = []
            if group.offered is None and group.document is None:
                self._rows_1995(maker, group, order, renumber)
            self.register.through(group)
        return _with_note(maker.rows), maker.share_tables()

    def _rows_1995(
        self, maker: RowMaker, group: Group, codes: Sequence[str], renumber: np.ndarray[tuple[int], np.dtype[np.int64]]
    ) -> None:
        """The alpha of 1995, for comparison; per code over all coders only."""
        parts: list[DocumentSpans] = []
        for packed in self._documents.values():
            found = _chosen(packed, group)
            if len(found) < 2:
                continue
            place = np.full(len(packed.coders), -1)
            place[found] = np.arange(len(found))
            rows = packed.arrays[place[packed.arrays[:, 0]] >= 0].astype(np.int64)
            who, values = place[rows[:, 0]], renumber[rows[:, 3]]
            parts.append(DocumentSpans(who, rows[:, 1], rows[:, 2], values, len(found), packed.length))
        add_rows_1995(maker, group.where, parts, codes, per_code=group.per_code and group.where.scope == "all")


def _marked(packed: Packed, renumber: np.ndarray[tuple[int], np.dtype[np.int64]], categories: int) -> Marked:
    coder, start, end, value = (packed.arrays[:, at].astype(np.int64) for at in range(4))
    values = renumber[value] if len(value) else value
    return Marked(DocumentSpans(coder, start, end, values, len(packed.coders), packed.length), categories)


def _chosen(packed: Packed, group: Group) -> list[int]:
    """The places of the group's coders in the document; with a subset by assistance only those it fits."""
    found = [at for at, coder in enumerate(packed.coders) if coder in group.coders]
    if group.assisted is not None:
        wanted = bool(group.assisted)
        found = [at for at in found if packed.assisted.get(packed.coders[at]) is wanted]
    return found


def _inside(packed: Packed, group: Group, found: Sequence[int]) -> list[tuple[int, int]] | None:
    """The stretches that a suggestion shown to all of these coders covers, or the rest; None for everything."""
    if group.offered is None:
        return None
    coders = {packed.coders[at] for at in found}
    covered: list[tuple[int, int]] = []
    for start, end, seen in packed.offers:
        if coders <= seen:
            if covered and start <= covered[-1][1]:
                covered[-1] = (covered[-1][0], max(covered[-1][1], end))
            else:
                covered.append((start, end))
    if group.offered:
        return covered
    edges = [0, *(edge for stretch in covered for edge in stretch), packed.length]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]


def _with_note(rows: Sequence[ResultRow]) -> list[ResultRow]:
    """Offered and not offered divide the continuum here, not the units; the rows say so."""
    told = {
        "offered": say("On the positions that a suggestion shown to these coders covers; units across are shortened."),
        "not-offered": say(
            "On the positions that no suggestion shown to these coders covers; units across are shortened."
        ),
    }
    return [
        replace(row, note=" ".join(filter(None, (told[row.subset], row.note))))
        if row.subset in told and row.value is not None
        else row
        for row in rows
    ]
