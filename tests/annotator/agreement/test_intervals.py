"""Intervals: the jackknife and the bootstrap over clusters, and measurements with very many values."""

from __future__ import annotations

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from annotator.agreement.alpha import alpha_of_parts, alpha_parts
from annotator.agreement.figure import Floats, ratio
from annotator.agreement.intervals import bootstrap_values, draws, jackknife, percentile_interval, share_below
from annotator.agreement.many_values import alpha_of_many
from annotator.agreement.sampling import Sampling
from annotator.agreement.weights import Level


def mean(sums: Floats) -> Floats:
    return ratio(sums[..., 0], sums[..., 1])


@settings(max_examples=50)
@given(x=arrays(np.float64, st.integers(5, 30), elements=st.floats(-5, 5).map(lambda v: round(v, 3))))
def test_the_jackknife_of_a_mean_is_the_t_interval(x: Floats) -> None:
    found = jackknife(np.stack([x, np.ones(len(x))], axis=1), mean)
    assert found is not None
    error = x.std(ddof=1) / np.sqrt(len(x))
    assert found.error == pytest.approx(error, abs=1e-9)
    reach = stats.t.ppf(0.975, len(x) - 1) * error
    assert found.low == pytest.approx(x.mean() - reach, abs=1e-8)
    assert found.high == pytest.approx(x.mean() + reach, abs=1e-8)


def test_the_jackknife_leaves_out_one_row_at_a_time() -> None:
    counts = np.array([[2, 0], [2, 0], [1, 1], [0, 2], [0, 2], [1, 1], [2, 0]])
    delta = 1 - np.eye(2)
    parts = alpha_parts(counts, delta)
    without = [float(alpha_of_parts(np.delete(parts, i, axis=0).sum(axis=0), delta)) for i in range(len(parts))]
    error = np.sqrt((len(parts) - 1) / len(parts) * ((np.array(without) - np.mean(without)) ** 2).sum())
    found = jackknife(parts, lambda s: alpha_of_parts(s, delta))
    assert found is not None
    assert found.error == pytest.approx(error)


def test_equal_rows_need_one_leave_out() -> None:
    rows = np.array([[1.0, 1.0], [0.0, 1.0]])
    times = np.array([7, 3])
    assert jackknife(rows, mean, times=times) == jackknife(np.repeat(rows, times, axis=0), mean)


def test_fewer_than_five_clusters_give_none_and_bounds_are_kept() -> None:
    rows = np.array([[1.0, 1.0]] * 4 + [[0.0, 1.0]])
    assert jackknife(rows[:4], mean) is None
    found = jackknife(rows, mean, low=0.0, high=1.0)
    assert found is not None
    assert found.high == 1.0


def test_undefined_leave_outs_are_counted() -> None:
    rows = np.array([[1.0, 1.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [1.0, 1.0]])
    only = np.array([[1.0, 1.0], *[[0.0, 0.0]] * 5])
    assert jackknife(rows, mean) is not None
    found = jackknife(only, mean)
    assert found is not None
    assert found.left == 1


def test_the_bootstrap_draws_clusters_and_depends_on_the_seed_alone() -> None:
    rows = np.stack([np.arange(12.0), np.ones(12)], axis=1)
    drawn = draws(12, replicates=500, seed=4)
    assert (drawn.sum(axis=1) == 12).all()
    values = bootstrap_values(rows, mean, drawn)
    assert values.tolist() == bootstrap_values(rows, mean, draws(12, replicates=500, seed=4)).tolist()
    assert values.tolist() != bootstrap_values(rows, mean, draws(12, replicates=500, seed=5)).tolist()
    found = percentile_interval(values)
    assert found is not None
    assert found.low < 5.5 < found.high
    assert share_below(values, 100.0) == 1.0
    assert share_below(np.array([np.nan]), 1.0) is None


def test_units_of_one_document_are_summed_before_anything_is_left_out() -> None:
    parts = np.stack([np.arange(12.0), np.ones(12)], axis=1)
    clustered = Sampling(12, np.repeat(np.arange(6), 2))
    summed = parts.reshape(6, 2, 2).sum(axis=1)
    assert clustered.jackknife(parts, mean) == jackknife(summed, mean)
    assert Sampling(12, np.repeat(np.arange(3), 4)).jackknife(parts, mean) is None


numbers = st.one_of(st.just(float("nan")), st.integers(1, 40).map(lambda v: v / 4))


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
@settings(max_examples=100)
@given(values=arrays(np.float64, st.tuples(st.integers(2, 10), st.integers(2, 4)), elements=numbers))
def test_alpha_of_measurements_is_krippendorffs(level: Level, values: Floats) -> None:
    pairable = values[np.isfinite(values).sum(axis=1) > 1]
    found = alpha_of_many(values, level=level)
    if len(np.unique(pairable[np.isfinite(pairable)])) < 2:
        assert found.value is None
        return
    expected = krippendorff.alpha(reliability_data=values.T, level_of_measurement=level)
    assert found.value == pytest.approx(expected, abs=1e-9)
