"""Published examples beyond cases.json. Where a book was not opened, the source names who transcribes its values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from annotator.agreement import coefficients, fleiss_family
from annotator.agreement.alpha import krippendorff_alpha
from annotator.agreement.alpha_u_1995 import alphas_of, disagreement, disagreements_of, document_parts
from annotator.agreement.document_spans import DocumentSpans
from annotator.agreement.figure import Figure
from annotator.agreement.intervals import t_interval
from annotator.agreement.tallies import category_counts, ratings_of_table
from annotator.agreement.weights import weights_of_disagreement


def counts_of(table: Any) -> Any:
    return category_counts(ratings_of_table(table), len(table))


ARTSTEIN_POESIO = [[46, 0, 0], [6, 32, 6], [0, 0, 10]]
"""Artstein & Poesio (2008), Computational Linguistics 34(4), p. 568 (as DKPro Statistics transcribes it)."""


@pytest.mark.parametrize(
    ("found", "value"),
    [
        (coefficients.percent_agreement(ARTSTEIN_POESIO), 0.880),
        (fleiss_family.brennan_prediger(counts_of(ARTSTEIN_POESIO)), 0.820),
        (coefficients.scott_pi(ARTSTEIN_POESIO), 0.7995),
        (coefficients.cohen_kappa(ARTSTEIN_POESIO), 0.8013),
        (krippendorff_alpha(ratings_of_table(ARTSTEIN_POESIO), 3), 0.800),
    ],
)
def test_artstein_and_poesios_second_example(found: Figure, value: float) -> None:
    assert found.value == pytest.approx(value, abs=1e-3)


def test_their_weighted_kappa_where_checks_are_half_a_difference() -> None:
    apart = [[0, 1, 0.5], [1, 0, 0.5], [0.5, 0.5, 0]]
    found = coefficients.weighted_kappa(ARTSTEIN_POESIO, weights_of_disagreement(apart))
    assert found.value == pytest.approx(0.8163, abs=1e-4)


def test_their_agreement_on_single_categories() -> None:
    """The first example, p. 558: .571 for STAT and .769 for IReq."""
    assert coefficients.positive_agreement([[20, 10], [20, 50]]).value == pytest.approx(0.571, abs=6e-4)
    assert coefficients.negative_agreement([[20, 10], [20, 50]]).value == pytest.approx(0.769, abs=6e-4)


@pytest.mark.parametrize(
    ("measure", "value", "low", "high"),
    [
        (fleiss_family.multi_coder_agreement, 0.89, 0.828, 0.952),
        (fleiss_family.brennan_prediger, 0.835, 0.742, 0.928),
    ],
)
def test_intervals_that_irrcac_prints_for_a_table(measure: Any, value: float, low: float, high: float) -> None:
    """The vignette `overview` of the R package irrCAC, data cont3x3abstractors (Gwet 2014)."""
    found = measure(counts_of([[13, 0, 0], [0, 20, 7], [0, 4, 56]]))
    limits = t_interval(found.value, found.error, freedom=99, high=1)
    assert found.value == pytest.approx(value, abs=1e-6)
    assert (limits.low, limits.high) == pytest.approx((low, high), abs=6e-4)


def test_units_of_one_rating_do_not_move_observed_agreement() -> None:
    """DKPro Statistics, Gwet2008Test: 8 yes-yes, 1 no-no, 1 yes-no give AC1 .8658 and pi .6078."""
    counts = [[2, 0]] * 8 + [[0, 2], [1, 1]]
    assert fleiss_family.gwet_ac1(counts).value == pytest.approx(0.8658, abs=1e-4)
    assert coefficients.scott_pi([[8, 1], [0, 1]]).value == pytest.approx(0.6078, abs=1e-4)
    single = [*counts, [1, 0], [1, 0], [0, 1]]
    assert fleiss_family.multi_coder_agreement(single).value == pytest.approx(0.9)


KRIPPENDORFF_1995: dict[str, list[list[tuple[int, int]]]] = {
    "A": [[(2, 8), (14, 6)], [(4, 4), (15, 2)]],
    "B": [[(0, 18)], [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)]],
    "C": [[(2, 6), (10, 2), (14, 4), (20, 2)], [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)]],
    "D": [[(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)], [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)]],
}
"""Krippendorff (1995), p. 57 (as DKPro Statistics transcribes it): per coder (start, length) on a continuum of 24."""


@pytest.mark.parametrize(
    ("name", "observed", "expected", "value"),
    [
        ("A", 0.03125, 0.06990, 0.553),
        ("B", 2.26736, 1.17731, -0.926),
        ("C", 0.02777, 0.08642, 0.679),
        ("D", 0.38715, 0.41445, 0.066),
    ],
)
def test_krippendorffs_four_pairs_of_unitizers(name: str, observed: float, expected: float, value: float) -> None:
    """Stretched to 1.2 million positions, where the expectation has its limit; tolerances are the transcription's."""
    stretch = 50_000
    rows = [
        (coder, start * stretch, (start + length) * stretch)
        for coder, units in enumerate(KRIPPENDORFF_1995[name])
        for start, length in units
    ]
    who, start, end = np.array(rows).T
    found = disagreement(who, start, end, coders=2, length=24 * stretch)
    assert found.observed == pytest.approx(observed, abs=1e-5)
    assert found.expected == pytest.approx(expected, abs=5e-3)
    assert found.value == pytest.approx(value, abs=0.02)


def test_the_joint_value_of_two_categories() -> None:
    """Krippendorff (2004), p. 254-255 (as DKPro Statistics transcribes it): D_e(k) .0490, together .8587."""
    units = [
        (0, 225, 295, 0), (0, 370, 400, 0), (1, 220, 300, 0), (1, 355, 375, 0), (1, 400, 420, 0),
        (0, 180, 240, 1), (0, 300, 350, 1), (1, 180, 240, 1), (1, 300, 350, 1),
    ]  # fmt: skip
    who, start, end, value = np.array(units).T
    _, total = document_parts([DocumentSpans(who, start - 150, end - 150, value, 2, 300)], categories=2)
    assert disagreements_of(total)[1][1] == pytest.approx(0.0490, abs=1e-4)
    assert alphas_of(total).tolist() == pytest.approx([0.7286, 1.0, 0.8587], abs=1e-4)


def test_one_short_unit_of_three_coders_is_at_chance() -> None:
    """DKPro Statistics, UnitizingAgreementTest."""
    assert disagreement([0], [0], [1], coders=3, length=20).value == pytest.approx(0.0, abs=1e-12)
