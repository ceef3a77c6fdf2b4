"""Tasks `spans` and `category`: matched spans of each pair of coders, pooled over pairs and documents."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from annotator.agreement import coefficients
from annotator.agreement.alpha import alpha_of_coincidences
from annotator.agreement.figure import NO_VARIATION, Floats, ratio
from annotator.agreement.matching import CRITERIA, match_spans
from annotator.agreement.pair_tables import ac1_of, binary_ac1_of
from annotator.agreement.row_maker import About, Draws, RowMaker, Where, rounded
from annotator.agreement.rows import ResultRow, Table
from annotator.agreement.study_groups import Group, Register, codes_of, one_row_per
from annotator.agreement.study_view import Unit, View
from annotator.agreement.tallies import against_rest, coincidences_of_table

NO_SPANS = "No coder has a span here, so there is nothing to match."
NO_MATCH = "No spans of two coders match (IoU > 0.5), so no codes can be compared."
ONE_CODE = "All matched spans carry the same code, so chance agreement cannot be told from agreement."
PAIRS_ONLY = "Defined for two coders, and matches are not transitive; see the rows of the pairs."


@dataclass(slots=True)
class SpanTask:
    """Gathers matches document by document. The long lists are flat numbers, so that large studies stay small."""

    facet: str
    codes: Sequence[str]
    register: Register
    _pairs: dict[tuple[str, str], int] = field(default_factory=dict)
    _codes: dict[str, int] = field(default_factory=dict)
    # document, pair, assistance, offered, criterion, matches, spans
    _found: array[int] = field(default_factory=lambda: array("q"))
    # document, pair, assistance, offered, code of the first, code of the second
    _matched: array[int] = field(default_factory=lambda: array("q"))
    # document, pair, matched, same ends, |difference of starts|, |difference of ends|
    _ends: array[int] = field(default_factory=lambda: array("q"))
    # document, pair, assistance, offered, 1: matched but with several codes on one span
    _several: array[int] = field(default_factory=lambda: array("q"))

    def __post_init__(self) -> None:
        for name in self.codes:
            self._code(name)

    def _code(self, name: str) -> int:
        return self._codes.setdefault(name, len(self._codes))

    def add(self, view: View) -> None:
        """Match the spans of every pair of coders who finished the document."""
        own = {coder: _by_place(view.units[coder]) for coder in view.coders}
        places = {coder: sorted(own[coder]) for coder in view.coders}
        for one, other in combinations(view.coders, 2):
            pair = self._pairs.setdefault((one, other), len(self._pairs))
            head = (view.index, pair, view.assistance(one, other))
            for at, criterion in enumerate(CRITERIA):
                pairs = match_spans(places[one], places[other], criterion=criterion)
                self._count(view, (one, other), (places[one], places[other]), pairs, (*head, at))
                if criterion == "iou50":
                    self._compare(view, (one, other), (own[one], own[other]), pairs, head)
                if criterion == "overlap":
                    self._measure(places[one], places[other], pairs, (view.index, pair))

    def _count(
        self,
        view: View,
        coders: tuple[str, str],
        places: tuple[list[tuple[int, int]], list[tuple[int, int]]],
        pairs: list[tuple[int, int]],
        head: tuple[int, int, int, int],
    ) -> None:
        """Matches and spans, apart for units that a suggestion shown to both overlaps. A match is one unit."""
        index, pair, told, criterion = head
        totals = [[0, 0], [0, 0]]
        first, second = set(range(len(places[0]))), set(range(len(places[1])))
        for i, j in pairs:
            first.discard(i)
            second.discard(j)
            seen = self._seen(view, coders, places[0][i], places[1][j])
            totals[seen][0] += 1
            totals[seen][1] += 2
        for place in (*(places[0][i] for i in first), *(places[1][j] for j in second)):
            totals[self._seen(view, coders, place)][1] += 1
        for seen in (0, 1):
            if totals[seen][1]:
                self._found.extend((index, pair, told, seen, criterion, *totals[seen]))

    @staticmethod
    def _seen(view: View, coders: tuple[str, str], *places: tuple[int, int]) -> int:
        return int(bool(view.offers) and any(view.offered(*coders, start, end) for start, end in places))

    def _compare(
        self,
        view: View,
        coders: tuple[str, str],
        own: tuple[dict[tuple[int, int], set[str]], dict[tuple[int, int], set[str]]],
        pairs: list[tuple[int, int]],
        head: tuple[int, int, int],
    ) -> None:
        first, second = sorted(own[0]), sorted(own[1])
        for i, j in pairs:
            a, b = own[0][first[i]], own[1][second[j]]
            seen = self._seen(view, coders, first[i], second[j])
            if len(a) > 1 or len(b) > 1:
                self._several.extend((*head, seen, 1))
            else:
                self._matched.extend((*head, seen, self._code(next(iter(a))), self._code(next(iter(b)))))

    def _measure(
        self,
        first: list[tuple[int, int]],
        second: list[tuple[int, int]],
        pairs: list[tuple[int, int]],
        head: tuple[int, int],
    ) -> None:
        if pairs:
            starts = [abs(first[i][0] - second[j][0]) for i, j in pairs]
            ends = [abs(first[i][1] - second[j][1]) for i, j in pairs]
            same = sum(not a and not b for a, b in zip(starts, ends, strict=True))
            self._ends.extend((*head, len(pairs), same, sum(starts), sum(ends)))

    def rows(self, draws: Draws) -> tuple[list[ResultRow], list[Table]]:
        """All rows of both tasks, group by group, and their tables."""
        events = _Events(_table(self._found, 7), _table(self._matched, 6), _table(self._several, 5), list(self._pairs))
        order = codes_of(self.codes, list(self._codes))
        renumber = np.array([order.index(code) for code in self._codes], dtype=np.int64)
        if len(events.matched):
            events.matched[:, 4:] = renumber[events.matched[:, 4:]]
        spans, category = RowMaker(self.facet, "spans", draws), RowMaker(self.facet, "category", draws)
        tables: list[Table] = []
        for group in self.register.groups(spans=True):
            tables += _group_rows(spans, category, group, self.register.documents(group), events, order)
            self.register.through(group)
        tables += [*self._boundaries(), *category.share_tables()]
        return [*spans.rows, *category.rows], tables

    def _boundaries(self) -> list[Table]:
        """How far apart the ends of spans are that overlap, in characters of the continuum."""
        ends = _table(self._ends, 6)
        if not len(ends):
            return []
        rows, cells = [], []
        for (one, other), at in sorted(self._pairs.items()):
            matched, same, starts, stops = ends[ends[:, 1] == at][:, 2:].sum(axis=0).tolist()
            if matched:
                rows.append(f"{one}, {other}")
                means = (starts / matched, stops / matched, (starts + stops) / (2 * matched))
                cells.append((matched, same, *(rounded(mean) for mean in means)))
        columns = ("matched spans", "same ends", "mean difference of starts", "of ends", "of both")
        return [
            Table(
                kind="boundaries",
                title="Boundary differences of overlapping spans, in characters",
                facet=self.facet,
                rows=tuple(rows),
                columns=columns,
                cells=tuple(cells),
                notes=("Spans matched one to one at any overlap.",),
            )
        ]


@dataclass(slots=True)
class _Events:
    found: NDArray[np.int64]
    matched: NDArray[np.int64]
    several: NDArray[np.int64]
    pairs: list[tuple[str, str]]

    def of(
        self, events: NDArray[np.int64], group: Group, documents: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The group's events and the row of each one's document. Events come in the order of documents."""
        if group.document is not None:
            first, last = np.searchsorted(events[:, 0], [group.document, group.document + 1])
            return events[first:last], np.zeros(last - first, dtype=np.int64)
        wanted = np.array([one in group.coders and other in group.coders for one, other in self.pairs], dtype=bool)
        chosen = wanted[events[:, 1]] if len(events) else np.zeros(0, dtype=bool)
        if group.assisted is not None:
            chosen &= events[:, 2] == group.assisted
        if group.offered is not None:
            chosen &= events[:, 3] == int(group.offered)
        events = events[chosen]
        inside, row = one_row_per(documents, events[:, 0])
        return events[inside], row


def _by_place(units: Sequence[Unit]) -> dict[tuple[int, int], set[str]]:
    """The codes on each distinct span: identical spans count once."""
    found: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for unit in units:
        found[unit.start, unit.end].add(unit.code)
    return dict(found)


def _table(numbers: array[int], width: int) -> NDArray[np.int64]:
    return np.array(numbers, dtype=np.int64).reshape(-1, width)


def _group_rows(
    spans: RowMaker,
    category: RowMaker,
    group: Group,
    documents: NDArray[np.int64],
    events: _Events,
    codes: Sequence[str],
) -> list[Table]:
    found, row = events.of(events.found, group, documents)
    if group.offered is not None:  # a document without a unit of the subset is none of its documents
        documents = documents[np.isin(documents, found[:, 0])]
        found, row = events.of(events.found, group, documents)
    f1 = np.zeros((len(documents), len(CRITERIA), 2))
    np.add.at(f1, (row, found[:, 4]), found[:, 5:].astype(float))
    for at, criterion in enumerate(CRITERIA):
        about = About(n=f1[:, at, 1].sum(), low=0.0, reason=NO_SPANS)
        spans.add(f"f1_{criterion}", group.where, f1[:, at], lambda s: ratio(2 * s[..., 0], s[..., 1]), about)
    matched, row = events.of(events.matched, group, documents)
    q = len(codes)
    cells = (row * q + matched[:, 4]) * q + matched[:, 5]
    tables = np.bincount(cells, minlength=len(documents) * q * q).astype(float).reshape(len(documents), q, q)
    total = f1[:, 1, 1].sum()
    share = 2 * len(matched) / total if total else None
    add_category_rows(category, group, tables, codes, coverage=share)
    several = int(events.of(events.several, group, documents)[0][:, 4].sum())
    note = f"{several} matched spans with several codes are left out." if several else ""
    return matrices(category.facet, group, tables.sum(axis=0), codes, note=note)


def add_category_rows(
    maker: RowMaker, group: Group, tables: Floats, codes: Sequence[str], *, coverage: float | None
) -> None:
    """Which code: alpha, AC1, percent agreement, kappa; per code the code against the rest. `tables`: (documents, q, q)."""
    q = len(codes)
    total = tables.sum(axis=0)
    n = total.sum()
    reason = NO_MATCH if not n else ONE_CODE
    about = About(n=n, coverage=coverage, reason=reason)
    flat = tables.reshape(len(tables), q * q)

    def square(sums: Floats) -> Floats:
        return sums.reshape(*sums.shape[:-1], q, q)

    maker.add(
        "krippendorff_alpha",
        group.where,
        flat,
        lambda s: alpha_of_coincidences(coincidences_of_table(square(s))),
        replace(about, level="nominal"),
    )
    chance = replace(about, note=f"{q} categories, whether used or not.")
    maker.add("gwet_ac1", group.where, flat, lambda s: ac1_of(square(s)), chance)
    maker.add(
        "percent_agreement", group.where, flat, lambda s: coefficients.percent_agreement_of(square(s)),
        replace(about, low=0.0),
    )  # fmt: skip
    if len(group.coders) == 2:
        maker.add("cohen_kappa", group.where, flat, lambda s: coefficients.weighted_kappa_of(square(s)), about)
    else:
        maker.undefined("cohen_kappa", group.where, replace(about, reason=PAIRS_ONLY), documents=len(tables))
    if group.per_code:
        add_code_rows(maker, group.where, against_rest(tables), codes, coverage=coverage, two=len(group.coders) == 2)


def add_code_rows(
    maker: RowMaker,
    where: Where,
    tables: Floats,
    codes: Sequence[str],
    *,
    coverage: float | None,
    two: bool,
    leave: Collection[str] = (),
) -> None:
    """Each code against the rest, from tables (documents, codes, 2, 2). Codes that nobody used get no row."""
    total = tables.sum(axis=0)
    used = [at for at in range(len(codes)) if total[at, 0].sum() + total[at, 1, 0] > 0]
    wheres = [where.of_code(codes[at]) for at in used]
    measures = [
        ("krippendorff_alpha", lambda t: alpha_of_coincidences(coincidences_of_table(t)), -1.0, "nominal"),
        ("gwet_ac1", binary_ac1_of, -1.0, None),
        ("positive_agreement", coefficients.positive_agreement_of, 0.0, None),
        ("negative_agreement", coefficients.negative_agreement_of, 0.0, None),
    ]
    if two:
        measures += [
            ("percent_agreement", coefficients.percent_agreement_of, 0.0, None),
            ("cohen_kappa", coefficients.weighted_kappa_of, -1.0, None),
            ("pabak", lambda t: 2 * coefficients.percent_agreement_of(t) - 1, -1.0, None),
            ("prevalence_index", coefficients.prevalence_index_of, 0.0, None),
            ("bias_index", coefficients.bias_index_of, 0.0, None),
        ]
    flat = tables.reshape(len(tables), len(codes) * 4)
    for measure, formula, low, level in measures:
        if measure in leave:
            continue
        abouts = [About(n=total[at].sum(), low=low, level=level, coverage=coverage, reason=NO_VARIATION) for at in used]

        def estimator(sums: Floats, formula=formula) -> Floats:  # type: ignore[no-untyped-def]
            return np.asarray(formula(sums.reshape(*sums.shape[:-1], len(codes), 2, 2)))

        maker.add_many(measure, wheres, flat, estimator, abouts, kept=used)


def matrices(facet: str | None, group: Group, total: Floats, codes: Sequence[str], *, note: str = "") -> list[Table]:
    """Confusion and paradox tables of a pair, the coincidence matrix of all; none for documents and small subsets."""
    if group.document is not None or not group.per_code or not total.sum():
        return []
    used = [at for at in range(len(codes)) if total[at].sum() + total[:, at].sum() > 0]
    names = tuple(codes[at] for at in used)
    notes = (note,) if note else ()
    if len(group.coders) != 2 or group.where.scope == "all":
        both = coincidences_of_table(total)[np.ix_(used, used)]
        cells = tuple(tuple(rounded(cell) for cell in line) for line in both.tolist())
        found = [_matrix("coincidence", "Coincidences of codes on matched spans", facet, group, names, cells, notes)]
        if len(group.coders) != 2:
            return found
    else:
        found = []
    square = total[np.ix_(used, used)].astype(int)
    title = f"Codes of {group.coders[0]} (rows) and {group.coders[1]} (columns) on matched spans"
    if group.where.scope != "all":
        cells = tuple(tuple(line) for line in square.tolist())
        found.append(_matrix("confusion", title, facet, group, names, cells, notes))
        found += matrices_of_codes(facet, group, against_rest(total), codes)
    return found


def matrices_of_codes(facet: str | None, group: Group, tables: Floats, codes: Sequence[str]) -> list[Table]:
    """The paradox panel of a pair of coders, from tables (codes, 2, 2); only codes that were used."""
    used = [at for at in range(len(codes)) if tables[at, 0].sum() + tables[at, 1, 0] > 0]
    if len(group.coders) != 2 or group.where.scope == "all" or not used:
        return []
    return [_paradox(facet, group, tables[used], [codes[at] for at in used])]


def _matrix(
    kind: str,
    title: str,
    facet: str | None,
    group: Group,
    names: tuple[str, ...],
    cells: tuple[tuple[float | int | str | None, ...], ...],
    notes: tuple[str, ...],
) -> Table:
    return Table(
        kind=kind, title=title, facet=facet, scope=group.where.scope, subset=group.where.subset, rows=names,
        columns=names, cells=cells, notes=notes,
    )  # fmt: skip


def _paradox(facet: str | None, group: Group, tables: Floats, codes: Sequence[str]) -> Table:
    """The 2 x 2 table of each code, with what makes kappa low although the coders agree."""
    kappa = coefficients.weighted_kappa_of(tables)
    ac1 = binary_ac1_of(tables)
    prevalence = coefficients.prevalence_index_of(tables)
    flags = (prevalence >= 0.6) & (ac1 - kappa >= 0.2)
    numbers = [
        coefficients.positive_agreement_of(tables),
        coefficients.negative_agreement_of(tables),
        prevalence,
        coefficients.bias_index_of(tables),
        2 * coefficients.percent_agreement_of(tables) - 1,
        ac1,
        kappa,
    ]
    first, second = group.coders
    cells = tuple(
        (
            *(int(cell) for cell in tables[at].ravel()),
            *(rounded(float(number[at])) for number in numbers),
            "kappa is low because prevalence is extreme" if flags[at] else "",
        )
        for at in range(len(codes))
    )
    return Table(
        kind="paradox",
        title=f"Each code against the rest: {first} and {second}",
        facet=facet,
        scope=group.where.scope,
        subset=group.where.subset,
        rows=tuple(codes),
        columns=(
            "both", f"{first} only", f"{second} only", "neither", "positive agreement", "negative agreement",
            "prevalence index", "bias index", "PABAK", "AC1", "kappa", "flag",
        ),
        cells=cells,
    )  # fmt: skip
