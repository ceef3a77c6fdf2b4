"""Task `document`: sets of codes on whole documents. The unit is the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from annotator.agreement.alpha import alpha_of_parts, alpha_parts
from annotator.agreement.category_rows import add_code_rows
from annotator.agreement.code_matrices import matrices_of_codes
from annotator.agreement.draws import Draws
from annotator.agreement.fleiss_family import coefficient
from annotator.agreement.row_maker import RowMaker
from annotator.agreement.rows import ResultRow, Table
from annotator.agreement.sets import Codes, jaccard_distance, masi_distance, number_sets, set_distances
from annotator.agreement.study_groups import Group, Register, codes_of
from annotator.agreement.study_view import View
from annotator.agreement.tallies import MISSING, category_counts
from annotator.agreement.where import About
from annotator.wording import later, say

SAME_SETS = later("All documents carry the same codes, so chance agreement cannot be told from agreement.")


@dataclass(slots=True)
class SetTask:
    facet: str
    codes: Sequence[str]
    register: Register
    _sets: dict[int, dict[str, Codes]] = field(default_factory=dict)
    _assisted: dict[int, dict[str, bool]] = field(default_factory=dict)

    def add(self, view: View) -> None:
        self._sets[view.index] = view.sets
        self._assisted[view.index] = dict(view.assisted)

    def rows(self, draws: Draws) -> tuple[list[ResultRow], list[Table]]:
        seen = sorted({code for sets in self._sets.values() for one in sets.values() for code in one})
        order = codes_of(self.codes, seen)
        maker = RowMaker(self.facet, "document", draws)
        tables: list[Table] = []
        for group in self.register.groups(spans=False):
            if group.document is None:
                tables += self._group(maker, group, order)
            self.register.through(group)
        return maker.rows, [*tables, *maker.share_tables()]

    def _group(self, maker: RowMaker, group: Group, codes: Sequence[str]) -> list[Table]:
        documents = self.register.documents(group).tolist()
        ratings = [[self._rating(index, coder, group) for coder in group.coders] for index in documents]
        numbers, sets = number_sets(ratings)
        numbers = numbers.reshape(len(documents), len(group.coders))
        about = About(n=len(documents), coverage=1.0 if documents else None, reason=say(SAME_SETS))
        for measure, distance in (("alpha_jaccard", jaccard_distance), ("alpha_masi", masi_distance)):
            delta = set_distances(sets, distance)
            parts = alpha_parts(category_counts(numbers, len(sets)), delta)
            maker.add(measure, group.where, parts, lambda s, d=delta: alpha_of_parts(s, d), about)  # type: ignore[misc]
        if not group.per_code or not documents:
            return []
        return self._codes(maker, group, ratings, codes)

    def _rating(self, index: int, coder: str, group: Group) -> Codes | None:
        if group.assisted is not None and self._assisted[index].get(coder) is not bool(group.assisted):
            return None
        return self._sets[index].get(coder)

    def _codes(
        self, maker: RowMaker, group: Group, ratings: Sequence[Sequence[Codes | None]], codes: Sequence[str]
    ) -> list[Table]:
        """Each code against its absence: alpha and AC1 over all coders, the 2 x 2 measures over pairs of coders."""
        pairs = np.zeros((len(ratings), len(codes), 2, 2))
        for at, unit in enumerate(ratings):
            for one, other in combinations([one for one in unit if one is not None], 2):
                for code, name in enumerate(codes):
                    pairs[at, code, int(name not in one), int(name not in other)] += 1
        differ = 1 - np.eye(2)
        for name in codes:
            if not any(one and name in one for unit in ratings for one in unit):
                continue
            given = [[MISSING if one is None else int(name not in one) for one in unit] for unit in ratings]
            counts = category_counts(given, 2)
            where = group.where.of_code(name)
            about = About(n=int((counts.sum(axis=1) > 1).sum()), coverage=1.0)
            maker.add(
                "krippendorff_alpha", where, alpha_parts(counts, differ), lambda s: alpha_of_parts(s, differ),
                replace(about, level="nominal"),
            )  # fmt: skip
            maker.add_gwet("gwet_ac1", where, coefficient(counts, chance="gwet"), about, documents=len(counts))
        two = len(group.coders) == 2
        add_code_rows(maker, group.where, pairs, codes, coverage=1.0, two=two, leave={"krippendorff_alpha", "gwet_ac1"})
        return matrices_of_codes(self.facet, group, pairs.sum(axis=0), codes)
