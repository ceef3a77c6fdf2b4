"""The benchmarks of agreement run, and what they show holds on a small scale."""

from __future__ import annotations

import numpy as np
import pytest

from annotator.agreement.study import analyse
from annotator.agreement.study_data import StudyData
from benchmarks import agreement_coverage, agreement_speed


def test_documents_add_up_to_the_matrix_of_all_units() -> None:
    rng = np.random.default_rng(0)
    ratings = rng.integers(0, 3, size=(60, 4))
    parts = agreement_speed.document_coincidences(ratings, np.arange(60) // 12, 3)
    whole = agreement_speed.document_coincidences(ratings, np.zeros(60, dtype=np.int64), 3)
    assert parts.shape == (5, 9)
    assert parts.sum(axis=0).tolist() == pytest.approx(whole[0].tolist())


def test_the_study_of_the_benchmark_has_every_task() -> None:
    book = agreement_speed.codebook(actors=6, threats=4)
    documents = agreement_speed.studied(book, 6, coders=3)
    results = analyse(StudyData(codebook=book, documents=documents, total=6), replicates=50)
    defined = {row.task for row in results.rows if row.value is not None and row.low is not None}
    assert defined == {"spans", "category", "unitizing", "stance"}


@pytest.mark.slow
@pytest.mark.parametrize("size", agreement_coverage.SIZES)
def test_the_jackknife_covers_what_it_promises(size: int) -> None:
    rng = np.random.default_rng(7)
    endless = agreement_coverage.simulated(rng, (400_000,)).sum(axis=0)
    studies = agreement_coverage.simulated(rng, (600, size))
    for measure in agreement_coverage.MEASURES:
        true = float(measure.estimator(endless[measure.sums]))
        ours, _, by_units = agreement_coverage.coverage(studies[..., measure.sums], measure, true, rng)
        assert 0.905 <= ours <= 0.98
        assert by_units < 0.85
