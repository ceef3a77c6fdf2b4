"""Matrices of codes: coincidences of all coders, confusions of a pair, and each code against the rest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from annotator.agreement import coefficients
from annotator.agreement.figure import Floats, rounded
from annotator.agreement.pair_tables import binary_ac1_of
from annotator.agreement.rows import Table
from annotator.agreement.study_groups import Group
from annotator.agreement.tallies import against_rest, coincidences_of_table
from annotator.wording import say


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
        found = [
            _matrix("coincidence", say("Coincidences of codes on matched spans"), facet, group, names, cells, notes)
        ]
        if len(group.coders) != 2:
            return found
    else:
        found = []
    square = total[np.ix_(used, used)].astype(int)
    title = say(
        "Codes of {first} (rows) and {second} (columns) on matched spans",
        first=group.coders[0],
        second=group.coders[1],
    )
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
            say("kappa is low because prevalence is extreme") if flags[at] else "",
        )
        for at in range(len(codes))
    )
    return Table(
        kind="paradox",
        title=say("Each code against the rest: {first} and {second}", first=first, second=second),
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
