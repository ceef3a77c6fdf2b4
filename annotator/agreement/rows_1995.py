"""The rows of the alpha of 1995: over all categories, and for each that was used."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from annotator.agreement.alpha_u_1995 import PARTS, alphas_of, document_parts
from annotator.agreement.document_spans import DocumentSpans
from annotator.agreement.figure import Floats
from annotator.agreement.row_maker import RowMaker
from annotator.agreement.where import About, Where
from annotator.wording import later, say

NO_SPREAD = later("No spans here, or none with a length, so no disagreement could be expected.")


def add_rows_1995(
    maker: RowMaker, where: Where, documents: Sequence[DocumentSpans], codes: Sequence[str], *, per_code: bool
) -> None:
    """alpha_u_1995 of all categories and, with `per_code`, of each that was used; jackknife only."""
    units = np.zeros(len(codes), dtype=np.int64)
    for document in documents:
        units += np.bincount(document.value, minlength=len(codes))
    used = np.nonzero(units)[0]
    place = np.full(len(codes), -1)
    place[used] = np.arange(len(used))
    renumbered = [DocumentSpans(d.coder, d.start, d.end, place[d.value], d.coders, d.length) for d in documents]
    parts, total = document_parts(renumbered, categories=len(used))
    wheres = [where, *(where.of_code(codes[at]) for at in used.tolist())]
    counts = [int(units.sum()), *units[used].tolist()]
    places = [len(used), *range(len(used))]
    kept = slice(None) if per_code else slice(1)
    maker.add_many(
        "alpha_u_1995",
        wheres[kept],
        parts.reshape(len(documents), len(used) * PARTS),
        lambda flat: _alphas(flat, len(used)),
        [About(n=n, low=-np.inf, level="nominal", reason=say(NO_SPREAD)) for n in counts[kept]],
        kept=places[kept],
        total=total.ravel(),
    )


def _alphas(flat: Floats, categories: int) -> Floats:
    return alphas_of(flat.reshape(*flat.shape[:-1], categories, PARTS))
