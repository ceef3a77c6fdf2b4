"""The rows of task `category`: which code matched spans carry, over all codes and each code against the rest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from annotator.agreement import coefficients
from annotator.agreement.alpha import alpha_of_coincidences
from annotator.agreement.figure import NO_VARIATION, Floats
from annotator.agreement.pair_tables import ac1_of, binary_ac1_of
from annotator.agreement.row_maker import RowMaker
from annotator.agreement.study_groups import Group
from annotator.agreement.tallies import against_rest, coincidences_of_table
from annotator.agreement.where import About, Where
from annotator.wording import later, say

NO_MATCH = later("No spans of two coders match (IoU > 0.5), so no codes can be compared.")
ONE_CODE = later("All matched spans carry the same code, so chance agreement cannot be told from agreement.")
PAIRS_ONLY = later("Defined for two coders, and matches are not transitive; see the rows of the pairs.")


def add_category_rows(
    maker: RowMaker, group: Group, tables: Floats, codes: Sequence[str], *, coverage: float | None
) -> None:
    """Which code: alpha, AC1, percent agreement, kappa; per code the code against the rest. `tables`: (documents, q, q)."""
    q = len(codes)
    total = tables.sum(axis=0)
    n = total.sum()
    reason = say(NO_MATCH) if not n else say(ONE_CODE)
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
    chance = replace(about, note=say("{q} categories, whether used or not.", q=q))
    maker.add("gwet_ac1", group.where, flat, lambda s: ac1_of(square(s)), chance)
    maker.add(
        "percent_agreement", group.where, flat, lambda s: coefficients.percent_agreement_of(square(s)),
        replace(about, low=0.0),
    )  # fmt: skip
    if len(group.coders) == 2:
        maker.add("cohen_kappa", group.where, flat, lambda s: coefficients.weighted_kappa_of(square(s)), about)
    else:
        maker.undefined("cohen_kappa", group.where, replace(about, reason=say(PAIRS_ONLY)), documents=len(tables))
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
        abouts = [
            About(n=total[at].sum(), low=low, level=level, coverage=coverage, reason=say(NO_VARIATION)) for at in used
        ]

        def estimator(sums: Floats, formula=formula) -> Floats:  # type: ignore[no-untyped-def]
            return np.asarray(formula(sums.reshape(*sums.shape[:-1], len(codes), 2, 2)))

        maker.add_many(measure, wheres, flat, estimator, abouts, kept=used)
