"""Random data against well-kept libraries: krippendorff, statsmodels, scikit-learn; and what must not matter."""

from __future__ import annotations

from typing import Any

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats import inter_rater

from annotator.agreement import coefficients, fleiss_family
from annotator.agreement.alpha import krippendorff_alpha
from annotator.agreement.figure import Ints
from annotator.agreement.from_ratings import rows_of_ratings
from annotator.agreement.ratings import Ratings
from annotator.agreement.tallies import MISSING, category_counts, contingency
from annotator.agreement.weights import Level, agreement_weights

DATA_SETS = settings(max_examples=500)
FEWER = settings(max_examples=30)
Q = 4


def ratings(*, missing: bool, coders: tuple[int, int] = (2, 5)) -> st.SearchStrategy[Any]:
    shape = st.tuples(st.integers(2, 12), st.integers(*coders))
    return shape.flatmap(lambda s: arrays(np.int64, s, elements=st.integers(MISSING if missing else 0, Q - 1)))


def theirs(codes: Ints, level: Level, scores: Any) -> float | None:
    data = np.where(codes == MISSING, np.nan, np.asarray(scores, dtype=float)[codes]).T
    try:
        found = krippendorff.alpha(reliability_data=data, level_of_measurement=level, value_domain=list(scores))
    except ValueError:
        return None
    return float(found) if np.isfinite(found) else None


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
@DATA_SETS
@given(codes=ratings(missing=True), scores=st.sampled_from([(1.0, 2.0, 3.0, 4.0), (0.5, 1.0, 4.0, 10.0)]))
def test_alpha_is_krippendorffs(level: Level, codes: Ints, scores: tuple[float, ...]) -> None:
    pairable = codes[(codes != MISSING).sum(axis=1) > 1]
    ours = krippendorff_alpha(codes, Q, level=level, scores=scores)
    if len(np.unique(pairable[pairable != MISSING])) < 2:
        assert ours.value is None
        assert ours.reason
        return
    expected = theirs(codes, level, scores)
    assert expected is not None
    assert ours.value == pytest.approx(expected, abs=1e-9)


@DATA_SETS
@given(codes=ratings(missing=False))
def test_fleiss_kappa_is_statsmodels(codes: Ints) -> None:
    counts = category_counts(codes, Q)
    ours = fleiss_family.fleiss_kappa(counts)
    if len(np.unique(codes)) < 2:
        assert ours.value is None
        return
    assert ours.value == pytest.approx(inter_rater.fleiss_kappa(counts, method="fleiss"), abs=1e-9)
    randolph = fleiss_family.randolph_kappa(counts).value
    assert randolph == pytest.approx(inter_rater.fleiss_kappa(counts, method="randolph"), abs=1e-9)


@DATA_SETS
@given(codes=ratings(missing=False, coders=(2, 2)))
def test_cohen_kappa_is_statsmodels(codes: Ints) -> None:
    table = contingency(codes[:, 0], codes[:, 1], Q)
    ours = coefficients.cohen_kappa(table)
    if len(np.unique(codes)) < 2:
        assert ours.value is None
        return
    assert ours.value == pytest.approx(inter_rater.cohens_kappa(table, return_results=False), abs=1e-9)


@pytest.mark.parametrize("scheme", [None, "linear", "quadratic"])
@DATA_SETS
@given(codes=ratings(missing=False, coders=(2, 2)))
def test_weighted_kappa_is_scikit_learns(scheme: Any, codes: Ints) -> None:
    assume(len(np.unique(codes)) > 1)
    weights = np.eye(Q) if scheme is None else agreement_weights(scheme, range(Q))
    ours = coefficients.weighted_kappa(contingency(codes[:, 0], codes[:, 1], Q), weights).value
    expected = cohen_kappa_score(codes[:, 0], codes[:, 1], labels=list(range(Q)), weights=scheme)
    assert ours == pytest.approx(float(expected), abs=1e-9)


def figures(codes: Ints, names: str = "abcd") -> dict[tuple[str, str], float | None]:
    given_ = Ratings(codes=codes, coders=tuple(f"c{i}" for i in range(codes.shape[1])), categories=tuple(names))
    return {
        (row.scope, row.measure): None if row.value is None else round(row.value, 9)
        for row in rows_of_ratings(given_)
        if not row.scope.startswith("pair:")
    }


@FEWER
@given(codes=ratings(missing=True), order=st.permutations(range(5)))
def test_the_order_of_coders_does_not_matter(codes: Ints, order: list[int]) -> None:
    chosen = [coder for coder in order if coder < codes.shape[1]]
    assert figures(codes) == figures(codes[:, chosen])


@FEWER
@given(codes=ratings(missing=True), order=st.permutations(range(Q)))
def test_the_names_of_codes_do_not_matter(codes: Ints, order: list[int]) -> None:
    renamed = np.where(codes == MISSING, MISSING, np.array(order)[codes])
    names = "".join(name for _, name in sorted(zip(order, "abcd", strict=True)))
    mine, theirs_ = figures(codes), figures(renamed, names)
    assert mine == theirs_


@FEWER
@given(codes=ratings(missing=True), order=st.randoms())
def test_the_order_of_units_does_not_matter(codes: Ints, order: Any) -> None:
    rows = list(range(len(codes)))
    order.shuffle(rows)
    assert figures(codes) == figures(codes[rows])


@FEWER
@given(codes=ratings(missing=True))
def test_perfect_agreement_is_one_and_nothing_is_above(codes: Ints) -> None:
    assert all(value is None or value <= 1 for value in figures(codes).values())
    same = np.repeat(codes[:, :1], 3, axis=1)
    rated = same[same[:, 0] != MISSING]
    assume(len(np.unique(rated)) > 1)
    found = figures(same)
    for measure in ("krippendorff_alpha", "fleiss_kappa", "light_kappa", "gwet_ac1", "brennan_prediger"):
        assert found["all", measure] == 1.0


@FEWER
@given(codes=ratings(missing=True))
def test_intervals_hold_their_value(codes: Ints) -> None:
    given_ = Ratings(codes=codes, coders=tuple(f"c{i}" for i in range(codes.shape[1])), categories=tuple("abcd"))
    for row in rows_of_ratings(given_):
        assert (row.low is None) == (row.high is None) == (row.interval is None)
        if row.value is not None and row.low is not None and row.high is not None:
            assert row.low <= row.value + 1e-9
            assert row.high >= row.value - 1e-9
            assert row.high <= 1.0
        if row.value is None:
            assert row.reason
            assert row.interval is None


@pytest.mark.parametrize("clustered", [False, True])
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_equal_rows_made_one_give_the_same_figures(
    monkeypatch: pytest.MonkeyPatch, level: Level, clustered: bool
) -> None:
    rng = np.random.default_rng(3)
    codes = np.where(rng.random((600, 3)) < 0.6, rng.integers(0, 3, (600, 1)), rng.integers(0, 3, (600, 3)))
    codes[rng.random((600, 3)) < 0.2] = MISSING
    given_ = Ratings(
        codes=codes,
        coders=("a", "b", "c"),
        categories=("x", "y", "z"),
        level=level,
        scores=np.arange(3.0),
        weights=agreement_weights("linear", range(3)),
        scheme="linear",
        with_kappa_weights=True,
        clusters=rng.integers(0, 9, 600) if clustered else None,
    )
    condensed = rows_of_ratings(given_)
    monkeypatch.setattr("annotator.agreement.ratings._WORTH_CONDENSING", 10**9)
    for mine, plain in zip(condensed, rows_of_ratings(given_), strict=True):
        assert (mine.measure, mine.scope, mine.n, mine.interval) == (
            plain.measure,
            plain.scope,
            plain.n,
            plain.interval,
        )
        assert (mine.value, mine.low, mine.high) == pytest.approx((plain.value, plain.low, plain.high), abs=1e-9)
