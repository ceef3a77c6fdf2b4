"""A table of spans -> rows: pairwise F1, the u-alpha family and the alpha of 1995, over all coders and per pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from annotator.agreement.alpha_u_1995 import Disagreement1995, add_rows_1995, pooled_disagreement
from annotator.agreement.figure import Floats, Ints, ratio
from annotator.agreement.matching import CRITERIA, match_spans
from annotator.agreement.row_maker import About, RowMaker, Where
from annotator.agreement.rows import ResultRow
from annotator.agreement.unitizing_rows import Marked, Sums, add_unitizing_rows

NO_SPANS = "No coder has a span here, so there is nothing to match."


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanDocument:
    """One continuum: `present` are the places (in `coders` of the study) of those who coded it.

    Arrays (units,): `coder` is a place in `coders`, `start` and `end` count from the continuum's beginning.
    """

    present: tuple[int, ...]
    coder: Ints
    start: Ints
    end: Ints
    value: Ints
    length: int


def rows_of_spans(
    documents: Sequence[SpanDocument], *, coders: Sequence[str], codes: Sequence[str], clustered: bool
) -> list[ResultRow]:
    """All rows. `clustered`: the documents are named in the file; else there is one, and no interval."""
    groups = [("all", tuple(range(len(coders))))]
    for pair in combinations(range(len(coders)), 2):
        a, b = sorted(pair, key=lambda c: coders[c])
        groups.append((f"pair:{coders[a]},{coders[b]}", (a, b)))
    rows: list[ResultRow] = []
    marked = [_marked(document, len(codes)) for document in documents]
    matches = [_matches(document) for document in documents]
    for scope, chosen in groups:
        where = Where(scope=scope, coders=tuple(coders[c] for c in chosen))
        shared = [i for i, document in enumerate(documents) if len(set(chosen) & set(document.present)) > 1]
        n = sum(int(np.isin(documents[i].coder, chosen).sum()) for i in shared)
        rows += _f1_rows(where, [matches[i] for i in shared], chosen)
        maker = RowMaker(None, "unitizing")
        sums = [_sums(documents[i], marked[i], chosen) for i in shared]
        add_unitizing_rows(maker, where, sums, codes, n=n)
        rows += maker.rows
        rows += _rows_1995(where, [documents[i] for i in shared], chosen, codes)
    if clustered:
        return rows
    return [_without_documents(row) for row in rows]


def _without_documents(row: ResultRow) -> ResultRow:
    note = (row.note or "").replace("No interval: fewer than 5 documents.", "").strip() or None
    return replace(row, n_documents=None, seed=None, note=note)


def _marked(document: SpanDocument, categories: int) -> Marked:
    place = {coder: at for at, coder in enumerate(document.present)}
    who = np.array([place[coder] for coder in document.coder.tolist()], dtype=np.int64)
    return Marked(who, document.start, document.end, document.value, len(document.present), document.length, categories)


def _sums(document: SpanDocument, marked: Marked, chosen: Sequence[int]) -> Sums:
    return marked.sums(coders=[at for at, coder in enumerate(document.present) if coder in chosen])


def _matches(document: SpanDocument) -> dict[tuple[int, int], Floats]:
    """Pair of coders -> (criteria, 2): matches, and spans of both."""
    own: dict[int, list[tuple[int, int]]] = {}
    for coder in document.present:
        mine = document.coder == coder
        own[coder] = sorted(set(zip(document.start[mine].tolist(), document.end[mine].tolist(), strict=True)))
    found = {}
    for a, b in combinations(document.present, 2):
        total = len(own[a]) + len(own[b])
        found[a, b] = np.array(
            [[len(match_spans(own[a], own[b], criterion=criterion)), total] for criterion in CRITERIA], dtype=float
        )
    return found


def _f1_rows(where: Where, matches: Sequence[dict[tuple[int, int], Floats]], chosen: Sequence[int]) -> list[ResultRow]:
    maker = RowMaker(None, "spans")
    sums = np.zeros((len(matches), len(CRITERIA), 2))
    for place, found in enumerate(matches):
        for (a, b), counts in found.items():
            if a in chosen and b in chosen:
                sums[place] += counts
    for at, criterion in enumerate(CRITERIA):
        about = About(n=sums[:, at, 1].sum(), low=0.0, reason=NO_SPANS)
        maker.add(f"f1_{criterion}", where, sums[:, at], f1_of, about)
    return maker.rows


def f1_of(sums: Floats) -> Floats:
    """2 x matches / spans of both, from (..., 2) sums of matches and spans."""
    return ratio(2 * sums[..., 0], sums[..., 1])


def _rows_1995(
    where: Where, documents: Sequence[SpanDocument], chosen: Sequence[int], codes: Sequence[str]
) -> list[ResultRow]:
    maker = RowMaker(None, "unitizing")
    found = [_disagreement(documents, chosen, place) for place in range(len(codes))]
    units = [
        sum(int((np.isin(d.coder, chosen) & (d.value == place)).sum()) for d in documents)
        for place in range(len(codes))
    ]
    add_rows_1995(maker, where, found, codes, units, documents=len(documents))
    return maker.rows


def _disagreement(documents: Sequence[SpanDocument], chosen: Sequence[int], place: int) -> Disagreement1995:
    parts = []
    for document in documents:
        present = [coder for coder in document.present if coder in chosen]
        mine = np.isin(document.coder, present) & (document.value == place)
        at = {coder: i for i, coder in enumerate(present)}
        who = np.array([at[coder] for coder in document.coder[mine].tolist()], dtype=np.int64)
        parts.append((who, document.start[mine], document.end[mine], len(present), document.length))
    return pooled_disagreement(parts)
