"""Do 95 % intervals hold the true value in 95 of 100 studies? Simulated studies with documents that differ.

    python -m benchmarks.agreement_coverage [--studies 2000]

Documents differ in length, in how well the coders agree, and in which codes they hold, so their units resemble each
other. The true value is what a study of endlessly many documents would find. The last column draws units instead of
documents, which is what many tools do.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from annotator.agreement.alpha import alpha_of_coincidences
from annotator.agreement.figure import Floats, ratio
from annotator.agreement.intervals import Interval, bootstrap_values, draws, jackknife, percentile_interval
from annotator.agreement.pair_tables import ac1_of
from annotator.agreement.tallies import coincidences_of_table

SIZES = (10, 20, 40)
CODES = 4
WANTED = (0.92, 0.97)
REPLICATES = 400


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    sums: slice
    estimator: Callable[[Floats], Floats]
    low: float


def _square(sums: Floats) -> Floats:
    return sums.reshape(*sums.shape[:-1], CODES, CODES)


MEASURES = (
    Measure(
        "krippendorff_alpha",
        slice(0, CODES**2),
        lambda s: alpha_of_coincidences(coincidences_of_table(_square(s))),
        -1.0,
    ),
    Measure("gwet_ac1", slice(0, CODES**2), lambda s: ac1_of(_square(s)), -1.0),
    Measure("f1_iou50", slice(CODES**2, CODES**2 + 2), lambda s: ratio(2 * s[..., 0], s[..., 1]), 0.0),
)


def simulated(rng: np.random.Generator, shape: tuple[int, ...]) -> Floats:
    """Documents' sums: the table of codes on matched spans, matches, and spans of both coders."""
    units = 5 + rng.poisson(rng.gamma(4.0, 5.0, size=shape))
    found = rng.beta(8.0, 2.0, size=shape)  # how likely a coder is to find a span of this document
    right = rng.beta(7.0, 2.0, size=shape)[..., None, None]  # ... and to give it the code it has
    codes = rng.dirichlet([1.5] * CODES, size=shape)
    slips = np.full(CODES, 1 / CODES)
    truth = np.eye(CODES)
    given = right * truth + (1 - right) * slips  # code given, by the code it has
    cells = np.einsum("...t,...ta,...tb->...ab", codes, given, given).reshape(*shape, CODES**2)
    outcomes = np.stack([found**2, 2 * found * (1 - found), (1 - found) ** 2], axis=-1)
    both, one = np.moveaxis(rng.multinomial(units, outcomes), -1, 0)[:2]
    tables = rng.multinomial(both, cells / cells.sum(axis=-1, keepdims=True))
    return np.concatenate([tables, np.stack([both, 2 * both + one], axis=-1)], axis=-1).astype(float)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=2000, help="simulated studies of each size")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    rng = np.random.default_rng(args.seed)
    endless = sum(simulated(rng, (50_000,)).sum(axis=0) for _ in range(20))
    true = [float(measure.estimator(np.asarray(endless)[measure.sums])) for measure in MEASURES]
    print(f"{args.studies} studies of each size; share of 95 % intervals that hold the true value")
    print(f"{'measure':<22}{'true':>7}{'documents':>11}{'jackknife-t':>13}{'bootstrap':>11}{'units drawn':>13}")
    ok = True
    for size in SIZES:
        studies = simulated(rng, (args.studies, size))
        for measure, value in zip(MEASURES, true, strict=True):
            shares = coverage(studies[..., measure.sums], measure, value, rng)
            ok &= WANTED[0] <= shares[0] <= WANTED[1]
            missed = "" if WANTED[0] <= shares[0] <= WANTED[1] else "  MISSED"
            columns = "".join(f"{share:>{width}.1%}" for share, width in zip(shares, (13, 11, 13), strict=True))
            print(f"{measure.name:<22}{value:>7.3f}{size:>11}{columns}{missed}")
    print(f"goal: jackknife-t between {WANTED[0]:.0%} and {WANTED[1]:.0%}")
    return 0 if ok else 1


def coverage(studies: Floats, measure: Measure, true: float, rng: np.random.Generator) -> tuple[float, float, float]:
    """Shares of studies whose interval holds the true value: jackknife, document bootstrap, and drawing units."""
    held = [0, 0, 0]
    drawn = draws(studies.shape[1], replicates=REPLICATES, seed=1)
    for study in studies:
        limits = (
            jackknife(study, measure.estimator, low=measure.low, high=1.0),
            percentile_interval(bootstrap_values(study, measure.estimator, drawn)),
            _units_drawn(study, measure, rng),
        )
        for at, found in enumerate(limits):
            held[at] += found is not None and found.low <= true <= found.high
    return held[0] / len(studies), held[1] / len(studies), held[2] / len(studies)


def _units_drawn(study: Floats, measure: Measure, rng: np.random.Generator) -> Interval | None:
    """The bootstrap that takes every unit for independent."""
    total = study.sum(axis=0)
    if measure.name.startswith("f1"):
        matches, spans = round(total[0]), round(total[1])
        alone = spans - 2 * matches
        both = rng.binomial(matches + alone, matches / max(matches + alone, 1), size=REPLICATES)
        sums = np.stack([both, 2 * both + (matches + alone - both)], axis=-1).astype(float)
    else:
        sums = rng.multinomial(round(total.sum()), total / total.sum(), size=REPLICATES).astype(float)
    return percentile_interval(measure.estimator(sums))


if __name__ == "__main__":
    raise SystemExit(main())
