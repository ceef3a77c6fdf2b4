"""A table of spans -> rows: pairwise F1, codes on matched spans, the u-alpha family and the alpha of 1995."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from annotator.agreement.category_rows import add_category_rows
from annotator.agreement.document_spans import DocumentSpans
from annotator.agreement.draws import Draws
from annotator.agreement.figure import Floats, Ints, ratio
from annotator.agreement.limits import few
from annotator.agreement.matching import CRITERIA, match_spans
from annotator.agreement.row_maker import RowMaker
from annotator.agreement.rows import ResultRow, Table
from annotator.agreement.rows_1995 import add_rows_1995
from annotator.agreement.study_groups import Group
from annotator.agreement.unitizing_rows import Marked, Sums, add_unitizing_rows
from annotator.agreement.where import About, Where
from annotator.wording import later, say, say_count

_LARGEST = 20_000_000
NO_SPANS = later("No coder has a span here, so there is nothing to match.")


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

    @property
    def parts(self) -> tuple[Ints, Ints, Ints, Ints]:
        return self.coder, self.start, self.end, self.value


def rows_of_spans(
    documents: Sequence[SpanDocument], *, coders: Sequence[str], codes: Sequence[str], clustered: bool, draws: Draws
) -> tuple[list[ResultRow], list[Table]]:
    """All rows, and how much of the bootstrap of the u-alphas lies below .667 and .800.

    `clustered`: the documents are named in the file; else there is one, and no interval.
    """
    groups = [("all", tuple(range(len(coders))))]
    for pair in combinations(range(len(coders)), 2):
        a, b = sorted(pair, key=lambda c: coders[c])
        groups.append((f"pair:{coders[a]},{coders[b]}", (a, b)))
    rows: list[ResultRow] = []
    tables: list[Table] = []
    marked = [_marked(document, len(codes)) for document in documents]
    matches = [_matches(document) for document in documents]
    for scope, chosen in groups:
        where = Where(scope=scope, coders=tuple(coders[c] for c in chosen))
        shared = [i for i, document in enumerate(documents) if len(set(chosen) & set(document.present)) > 1]
        units = np.zeros(len(codes), dtype=np.int64)
        for document in (documents[i] for i in shared):
            units += np.bincount(document.value[np.isin(document.coder, chosen)], minlength=len(codes))
        rows += _f1_rows(where, [matches[i] for i in shared], chosen, draws)
        rows += _category_rows(where, [matches[i] for i in shared], chosen, codes, draws)
        maker = RowMaker(None, "unitizing", draws)
        sums = [_sums(documents[i], marked[i], chosen) for i in shared]
        add_unitizing_rows(maker, where, sums, codes, units=units)
        rows += maker.rows
        tables += maker.share_tables()
        rows += _rows_1995(where, [documents[i] for i in shared], chosen, codes)
    rows = [row if row.interval == "bootstrap" else replace(row, replicates=None) for row in rows]
    return rows if clustered else [_without_documents(row) for row in rows], tables


def _without_documents(row: ResultRow) -> ResultRow:
    note = (row.note or "").replace(few("document"), "").strip() or None
    return replace(row, n_documents=None, seed=None, note=note)


def _marked(document: SpanDocument, categories: int) -> Marked:
    place = {coder: at for at, coder in enumerate(document.present)}
    who = np.array([place[coder] for coder in document.coder.tolist()], dtype=np.int64)
    spans = DocumentSpans(who, document.start, document.end, document.value, len(document.present), document.length)
    return Marked(spans, categories)


def _sums(document: SpanDocument, marked: Marked, chosen: Sequence[int]) -> Sums:
    return marked.sums(coders=[at for at, coder in enumerate(document.present) if coder in chosen])


@dataclass(frozen=True, slots=True)
class _Matched:
    """Of two coders in a document. `counts`, (criteria, 2): matches, and spans of both. `codes`: of each span matched at
    IoU > 0.5 the first and the second coder's code; `several`: those matched where either gave several codes."""

    counts: Floats
    codes: list[tuple[int, int]]
    several: int


def _matches(document: SpanDocument) -> dict[tuple[int, int], _Matched]:
    """Pair of coders -> what of theirs matches."""
    own: dict[int, dict[tuple[int, int], set[int]]] = {coder: {} for coder in document.present}
    for who, a, b, value in zip(*(part.tolist() for part in document.parts), strict=True):
        own[who].setdefault((a, b), set()).add(value)
    places = {coder: sorted(spans) for coder, spans in own.items()}
    found = {}
    for one, other in combinations(document.present, 2):
        first, second = places[one], places[other]
        pairs = {criterion: match_spans(first, second, criterion=criterion) for criterion in CRITERIA}
        given = [(own[one][first[i]], own[other][second[j]]) for i, j in pairs["iou50"]]
        single = [(min(x), min(y)) for x, y in given if len(x) == len(y) == 1]
        total = len(first) + len(second)
        counts = np.array([[len(pairs[criterion]), total] for criterion in CRITERIA], dtype=float)
        found[one, other] = _Matched(counts, single, len(given) - len(single))
    return found


def _category_rows(
    where: Where,
    matches: Sequence[dict[tuple[int, int], _Matched]],
    chosen: Sequence[int],
    codes: Sequence[str],
    draws: Draws,
) -> list[ResultRow]:
    """Which code, on spans matched at IoU > 0.5; spans with several codes are left out and counted."""
    q = len(codes)
    maker = RowMaker(None, "category", draws)
    if not q:
        return []
    if len(matches) * q * q > _LARGEST:
        about = About(
            reason=say(
                "With {q} codes in {number} documents the tables of codes would be too large.", q=q, number=len(matches)
            )
        )
        maker.undefined("krippendorff_alpha", where, replace(about, level="nominal"), documents=len(matches))
        return maker.rows
    tables = np.zeros((len(matches), q, q))
    several, total = 0, 0.0
    for place, found in enumerate(matches):
        for (a, b), one in found.items():
            if a in chosen and b in chosen:
                for x, y in one.codes:
                    tables[place, x, y] += 1
                several += one.several
                total += one.counts[CRITERIA.index("iou50"), 1]
    share = 2 * tables.sum() / total if total else None
    add_category_rows(maker, Group(where, where.coders), tables, codes, coverage=share)
    told = say_count(
        several,
        "{number:,} matched span with several codes is left out.",
        "{number:,} matched spans with several codes are left out.",
    )
    note = told if several else None
    return [
        replace(row, note=" ".join(filter(None, (note, row.note))) or None) if row.value is not None else row
        for row in maker.rows
    ]


def _f1_rows(
    where: Where, matches: Sequence[dict[tuple[int, int], _Matched]], chosen: Sequence[int], draws: Draws
) -> list[ResultRow]:
    maker = RowMaker(None, "spans", draws)
    sums = np.zeros((len(matches), len(CRITERIA), 2))
    for place, found in enumerate(matches):
        for (a, b), one in found.items():
            if a in chosen and b in chosen:
                sums[place] += one.counts
    for at, criterion in enumerate(CRITERIA):
        about = About(n=sums[:, at, 1].sum(), low=0.0, reason=say(NO_SPANS))
        maker.add(f"f1_{criterion}", where, sums[:, at], f1_of, about)
    return maker.rows


def f1_of(sums: Floats) -> Floats:
    """2 x matches / spans of both, from (..., 2) sums of matches and spans."""
    return ratio(2 * sums[..., 0], sums[..., 1])


def _rows_1995(
    where: Where, documents: Sequence[SpanDocument], chosen: Sequence[int], codes: Sequence[str]
) -> list[ResultRow]:
    maker = RowMaker(None, "unitizing")
    parts = []
    for document in documents:
        place = {coder: at for at, coder in enumerate(c for c in document.present if c in chosen)}
        mine = np.isin(document.coder, list(place))
        who = np.array([place[coder] for coder in document.coder[mine].tolist()], dtype=np.int64)
        parts.append(
            DocumentSpans(
                who, document.start[mine], document.end[mine], document.value[mine], len(place), document.length
            )
        )
    add_rows_1995(maker, where, parts, codes, per_code=True)
    return maker.rows
