"""Tasks `spans` and `category`: matched spans of each pair of coders, pooled over pairs and documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.category_rows import add_category_rows
from annotator.agreement.code_matrices import matrices
from annotator.agreement.draws import Draws
from annotator.agreement.figure import ratio
from annotator.agreement.matching import CRITERIA
from annotator.agreement.row_maker import RowMaker
from annotator.agreement.rows import ResultRow, Table
from annotator.agreement.span_matches import Events, SpanMatches
from annotator.agreement.study_groups import Group, Register
from annotator.agreement.study_view import View
from annotator.agreement.where import About
from annotator.wording import later, say, say_count

NO_SPANS = later("No coder has a span here, so there is nothing to match.")


@dataclass(slots=True)
class SpanTask:
    """Gathers matches document by document, then makes the rows of both tasks."""

    facet: str
    codes: Sequence[str]
    register: Register
    _matches: SpanMatches = field(init=False)

    def __post_init__(self) -> None:
        self._matches = SpanMatches(self.codes)

    def add(self, view: View) -> None:
        self._matches.add(view)

    def rows(self, draws: Draws) -> tuple[list[ResultRow], list[Table]]:
        """All rows of both tasks, group by group, and their tables."""
        events, order = self._matches.events()
        spans, category = RowMaker(self.facet, "spans", draws), RowMaker(self.facet, "category", draws)
        tables: list[Table] = []
        for group in self.register.groups(spans=True):
            tables += _group_rows(spans, category, group, self.register.documents(group), events, order)
            self.register.through(group)
        tables += [*self._matches.boundaries(self.facet), *category.share_tables()]
        return [*spans.rows, *category.rows], tables


def _group_rows(
    spans: RowMaker,
    category: RowMaker,
    group: Group,
    documents: NDArray[np.int64],
    events: Events,
    codes: Sequence[str],
) -> list[Table]:
    found, row = events.of(events.found, group, documents)
    if group.offered is not None:  # a document without a unit of the subset is none of its documents
        documents = documents[np.isin(documents, found[:, 0])]
        found, row = events.of(events.found, group, documents)
    f1 = np.zeros((len(documents), len(CRITERIA), 2))
    np.add.at(f1, (row, found[:, 4]), found[:, 5:].astype(float))
    for at, criterion in enumerate(CRITERIA):
        about = About(n=f1[:, at, 1].sum(), low=0.0, reason=say(NO_SPANS))
        spans.add(f"f1_{criterion}", group.where, f1[:, at], lambda s: ratio(2 * s[..., 0], s[..., 1]), about)
    matched, row = events.of(events.matched, group, documents)
    q = len(codes)
    cells = (row * q + matched[:, 4]) * q + matched[:, 5]
    tables = np.bincount(cells, minlength=len(documents) * q * q).astype(float).reshape(len(documents), q, q)
    total = f1[:, 1, 1].sum()
    share = 2 * len(matched) / total if total else None
    add_category_rows(category, group, tables, codes, coverage=share)
    several = int(events.of(events.several, group, documents)[0][:, 4].sum())
    told = say_count(
        several,
        "{number:,} matched span with several codes is left out.",
        "{number:,} matched spans with several codes are left out.",
    )
    note = told if several else ""
    return matrices(category.facet, group, tables.sum(axis=0), codes, note=note)
