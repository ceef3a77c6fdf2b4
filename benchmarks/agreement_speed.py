"""How fast agreement is, each row against its floor, measured in turn in one run.

python -m benchmarks.agreement_speed [--pairs 9] [--documents 500]
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from annotator.agreement.alpha import alpha_of_coincidences
from annotator.agreement.figure import Floats, Ints
from annotator.agreement.intervals import bootstrap_values, draws
from annotator.agreement.study import analyse
from annotator.agreement.study_data import StudyData, StudyDocument
from annotator.agreement.tallies import category_counts, coincidences
from annotator.agreement.unitizing import cut, figures_of, tally
from annotator.codebook import Attribute, Code, Codebook, Facet
from annotator.records import Coding, Completion, Document
from ui.report.write import WRITERS, write_report

CODERS, UNITS, CATEGORIES, DOCUMENTS, REPLICATES = 10, 100_000, 5, 500, 2_000
VALENCES = ("strong_against", "against", "neutral", "for", "strong_for")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=9, help="measurements of each side, in turn")
    parser.add_argument("--documents", type=int, default=500, help="documents of the study")
    args = parser.parse_args()
    print(f"{'what':<58}{'floor':>10}{'ours':>10}{'ratio':>8}{'goal':>10}")
    ok = _row("alpha, 2,000 document replicates, 10 x 100,000", *_alpha(args.pairs), goal=5.0)
    seconds = _median(_unitizing(), args.pairs)
    ok &= _plain("unitizing, 10 coders x 4,000 spans on 2M characters", f"{seconds:.3f} s", "<= 0.5 s", seconds <= 0.5)
    seconds, megabytes = _study(args.documents)
    ok &= _plain(
        f"study, {args.documents} documents, 5 coders: processor time", f"{seconds:.0f} s", "<= 120 s", seconds <= 120
    )
    what = "the same and its report in every format: peak memory"
    ok &= _plain(what, f"{megabytes:.0f} MB", "< 300 MB", megabytes < 300)
    return 0 if ok else 1


def _row(name: str, floor: float, ours: float, *, goal: float) -> bool:
    ratio = ours / floor
    print(
        f"{name:<58}{floor:>9.3f}s{ours:>9.3f}s{ratio:>8.2f}{f'<= {goal:g}':>10}{'' if ratio <= goal else '  MISSED'}"
    )
    return ratio <= goal


def _plain(name: str, found: str, goal: str, reached: bool) -> bool:
    print(f"{name:<58}{'':>10}{found:>10}{'':>8}{goal:>10}{'' if reached else '  MISSED'}")
    return reached


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _median(run: Callable[[], object], times: int) -> float:
    run()
    return statistics.median(_timed(run) for _ in range(times))


def _alpha(pairs: int) -> tuple[float, float]:
    """Medians of one call of the reference library, and of alpha with all its replicates here."""
    import krippendorff

    ratings = _ratings()
    documents = np.arange(UNITS) * DOCUMENTS // UNITS
    reliability = ratings.T.astype(float)

    def theirs() -> float:
        return float(krippendorff.alpha(reliability_data=reliability, level_of_measurement="nominal"))

    def ours() -> float:
        sums = document_coincidences(ratings, documents, CATEGORIES)
        shape = (CATEGORIES, CATEGORIES)

        def estimator(flat: Floats) -> Floats:
            return alpha_of_coincidences(flat.reshape(*flat.shape[:-1], *shape))

        bootstrap_values(sums, estimator, draws(DOCUMENTS, replicates=REPLICATES, seed=0))
        return float(estimator(sums.sum(axis=0)))

    assert abs(theirs() - ours()) < 1e-9
    times = [(_timed(theirs), _timed(ours)) for _ in range(pairs)]
    return statistics.median(t for t, _ in times), statistics.median(t for _, t in times)


def document_coincidences(ratings: Ints, documents: Ints, categories: int) -> Floats:
    """The coincidence matrix of each document, flat: shape (documents, categories^2)."""
    counts = category_counts(ratings, categories)
    edges = np.searchsorted(documents, np.arange(documents[-1] + 2))
    return np.array([coincidences(counts[a:b]).ravel() for a, b in pairwise(edges)])


def _ratings() -> Ints:
    rng = np.random.default_rng(1)
    truth = rng.integers(0, CATEGORIES, size=(UNITS, 1))
    noise = rng.integers(0, CATEGORIES, size=(UNITS, CODERS))
    return np.where(rng.random((UNITS, CODERS)) < 0.7, truth, noise).astype(np.int64)


def _unitizing() -> Callable[[], object]:
    rng = np.random.default_rng(2)
    length, spans, codes = 2_000_000, 4_000, 12
    coder = np.repeat(np.arange(CODERS), spans)
    edges = np.sort(rng.integers(0, length, size=(CODERS, 2 * spans)), axis=1)
    start, end = edges[:, ::2].ravel(), edges[:, 1::2].ravel()
    value = rng.integers(0, codes, size=len(coder))

    def run() -> object:
        one = cut(coder, start, end, value, coders=CODERS, categories=codes, length=length)
        return figures_of(tally(one, categories=codes), categories=codes)

    return run


def _study(documents: int) -> tuple[float, float]:
    """Processor seconds of the figures, and the peak memory of a process of its own that writes every report too."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_measured, (documents,))


def _measured(documents: int) -> tuple[float, float]:
    start = time.process_time()
    book = codebook()
    results = analyse(StudyData(codebook=book, documents=studied(book, documents), total=documents))
    seconds = time.process_time() - start
    with tempfile.TemporaryDirectory() as folder:
        for ending in WRITERS:
            write_report(results, Path(folder) / f"report{ending}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return seconds, peak / (1024 if sys.platform != "darwin" else 1024**2)


def codebook(actors: int = 28, threats: int = 11) -> Codebook:
    """Three facets of the sizes that a study of actors, threats and stances has."""
    parties = tuple(
        Attribute(name, "code", facet="actor", free_text=True, also=("author",)) for name in ("holder", "target")
    )
    return Codebook(
        "bench",
        facets=(
            Facet("actor", codes=tuple(Code(f"actor_{i}", "actor") for i in range(actors))),
            Facet("threat", codes=tuple(Code(f"threat_{i}", "threat") for i in range(threats))),
            Facet("stance", ordinal=True, attributes=parties, codes=tuple(Code(v, "stance") for v in VALENCES)),
        ),
    )


def studied(book: Codebook, documents: int, *, coders: int = 5, length: int = 8_000) -> Iterator[StudyDocument]:
    """Documents one at a time: every coder finds most of the true spans, moves some ends, mistakes some codes."""
    rng = np.random.default_rng(3)
    names = [f"coder {i}" for i in range(coders)]
    for index in range(documents):
        sha = f"{index:064d}"
        codings: list[Coding] = []
        for facet, many in zip(book.facets, (40, 15, 15), strict=True):
            starts = np.sort(rng.choice(length // 100, size=many, replace=False)) * 100
            truth = rng.integers(0, len(facet.codes), size=many)
            holder, target = rng.integers(0, 8, size=many), rng.integers(8, 16, size=many)
            for name in names:
                for at in np.nonzero(rng.random(many) < 0.8)[0].tolist():
                    code = int(truth[at]) if rng.random() < 0.85 else int(rng.integers(0, len(facet.codes)))
                    shift = int(rng.integers(0, 3)) if rng.random() < 0.3 else 0
                    attributes = (
                        {"holder": f"actor_{holder[at]}", "target": f"actor_{target[at]}"}
                        if facet.name == "stance"
                        else {}
                    )
                    codings.append(
                        Coding(
                            f"{index}-{len(codings)}",
                            sha,
                            name,
                            int(starts[at]) + shift,
                            int(starts[at]) + 40,
                            facet.name,
                            facet.codes[code].name,
                            attributes,
                        )
                    )
        marks = [Completion(name, sha, facet.name) for name in names for facet in book.facets]
        yield StudyDocument(
            document=Document(f"{index:04d}.txt", "x" * length, sha), codings=codings, completions=marks
        )


if __name__ == "__main__":
    raise SystemExit(main())
