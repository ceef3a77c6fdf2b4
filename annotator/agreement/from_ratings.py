"""A table of ratings -> a row for every measure that applies: over all coders, per code and per pair."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from annotator.agreement import coefficients, fleiss_family
from annotator.agreement.alpha import alpha_of_coincidences, alpha_of_parts, alpha_parts
from annotator.agreement.figure import (
    NO_VARIATION,
    NOTHING_PAIRABLE,
    Figure,
    Floats,
    Ints,
    figure,
    ratio,
    undefined,
)
from annotator.agreement.intervals import FEWEST_CLUSTERS, Estimator, Interval, share_below, t_interval
from annotator.agreement.many_values import MANY, alpha_of_interval_parts, alpha_of_many, interval_parts
from annotator.agreement.ratings import MOST_STEPS, Ratings, has_code_rows
from annotator.agreement.rows import ResultRow, Table
from annotator.agreement.sampling import Sampling
from annotator.agreement.tallies import MISSING, category_counts, contingency
from annotator.agreement.two_coder_parts import kappa_of_parts, pi_of_parts, two_coder_parts
from annotator.agreement.weights import Level, identity_weights, squared_differences

ONE_CODE = "All ratings are the same category, so they could not have differed: agreement says nothing here."
NO_SPREAD = "No width: the figure is the same whichever {0} is left out."
_TWO_CODERS = "Defined for two coders; see the rows of the pairs."
_TWO_CATEGORIES = "Defined for two categories; see the rows of the codes."
_NO_WEIGHTS = "The categories are texts without an order: give --order, --weights or an ordered level."
_LARGEST = 20_000_000


@dataclass(slots=True)
class _Block:
    """The rows of one scope. `rows` collects them in the order in which measures are asked for."""

    ratings: Ratings
    sampling: Sampling
    scope: str
    code: str | None
    constant: bool
    rows: list[ResultRow] = field(default_factory=list)

    @property
    def counts(self) -> Ints:
        return category_counts(self.ratings.codes, len(self.ratings.categories))

    def add(
        self,
        measure: str,
        found: Figure,
        *,
        parts: Floats | None = None,
        estimator: Estimator | None = None,
        low: float = -1.0,
        level: str | None = None,
        weights: str | None = None,
        note: str | None = None,
    ) -> None:
        """One row; with Gwet's error where there is one and rows stand alone, else the jackknife on `parts`."""
        limits, method = None, None
        if found.value is not None and self.sampling.size >= FEWEST_CLUSTERS:
            limits, method = self._interval(found, parts, estimator, low)
        if limits is None:
            note = " ".join(filter(None, (note, self.sampling.note)))
        elif limits.error == 0:
            note = " ".join(filter(None, (note, NO_SPREAD.format(self.sampling.word[:-1]))))
        units = self.ratings.weight.sum()
        self.rows.append(
            ResultRow(
                facet=None,
                task="category",
                scope=self.scope,
                code=self.code,
                measure=measure,
                level=level,
                weights=weights,
                value=found.value,
                low=limits.low if limits else None,
                high=limits.high if limits else None,
                interval=method,
                n=found.n,
                n_documents=None if self.sampling.clusters is None else self.sampling.size,
                coverage=found.n / units if units and found.value is not None else None,
                coders=self.ratings.coders,
                reason=found.reason,
                note=note if found.value is not None and note else None,
            )
        )

    def _interval(
        self, found: Figure, parts: Floats | None, estimator: Estimator | None, low: float
    ) -> tuple[Interval | None, str | None]:
        if found.value is not None and found.error is not None and self.sampling.clusters is None:
            rated = round(self.ratings.weight[(self.ratings.codes != MISSING).any(axis=1)].sum())
            if rated < FEWEST_CLUSTERS:
                return None, None
            return t_interval(found.value, found.error, freedom=rated - 1, low=low, high=1.0), "gwet"
        if parts is None or estimator is None:
            return None, None
        limits = self.sampling.jackknife(parts, estimator, low=low, high=1.0)
        return limits, "jackknife-t" if limits else None


def rows_of_ratings(ratings: Ratings) -> list[ResultRow]:
    """Every measure: scope "all", then "code:X", then "pair:A,B" (A and B sorted)."""
    seen = np.unique(ratings.codes[ratings.codes != MISSING])
    constant = len(seen) < 2
    ratings = ratings.condensed()
    rows = _measures(ratings, "all", constant)
    if has_code_rows(ratings):
        for place, name in enumerate(ratings.categories):
            rows += _code_measures(ratings.against_rest(place).condensed(), name, constant)
    for pair in combinations(range(len(ratings.coders)), 2):
        a, b = sorted(pair, key=lambda c: ratings.coders[c])
        of_pair = ratings.part((a, b)).condensed()
        rows += _measures(of_pair, f"pair:{','.join(of_pair.coders)}", constant)
    return rows


def code_rows(binary: Ratings, code: str, *, constant: bool = False) -> list[ResultRow]:
    """The rows `code:X` of ratings that are 0 where the code is given and 1 where it is not."""
    return _code_measures(binary.condensed(), code, constant)


def _measures(ratings: Ratings, scope: str, constant: bool) -> list[ResultRow]:
    block = _Block(ratings, ratings.sampling, scope, None, constant)
    if ratings.measured:
        return _measures_of_many(block)
    _family(block, "percent_agreement", "none", low=0.0)
    _alpha(block, ratings.level)
    _kappas(block)
    _family(block, "fleiss_kappa", "fleiss")
    if scope == "all":
        _light(block)
    _family(block, "gwet_ac1", "gwet")
    if ratings.weights is None:
        block.add("gwet_ac2", undefined(_NO_WEIGHTS), weights=ratings.scheme)
    else:
        _family(block, "gwet_ac2", "gwet", weights=ratings.weights, scheme=ratings.scheme)
    _family(block, "brennan_prediger", "uniform")
    _family(block, "randolph_kappa", "uniform")
    _two_by_two(block)
    return block.rows


def _measures_of_many(block: _Block) -> list[ResultRow]:
    """Measurements: percent agreement and alpha; what compares categories is null and says so."""
    ratings = block.ratings
    codes, level = ratings.codes, ratings.level
    rated = (codes != MISSING).sum(axis=1)
    equal = np.zeros(len(codes))
    for a, b in combinations(range(codes.shape[1]), 2):
        equal += 2 * ((codes[:, a] == codes[:, b]) & (codes[:, a] != MISSING))
    parts = np.stack([equal / np.where(rated > 1, rated * (rated - 1), 1), rated > 1], axis=1).astype(float)
    total = parts.sum(axis=0)
    found = _checked(block, lambda: figure(total[0] / total[1], n=total[1]))
    block.add("percent_agreement", found, parts=parts, estimator=lambda s: ratio(s[..., 0], s[..., 1]), low=0.0)
    scores = np.arange(len(ratings.categories), dtype=float) if ratings.scores is None else ratings.scores
    values = np.where(codes == MISSING, np.nan, scores[codes])
    found = _checked(block, lambda: alpha_of_many(values, level=level))
    if level == "interval" and found.value is not None:
        sums = interval_parts(values)
        block.add("krippendorff_alpha", found, parts=sums, estimator=alpha_of_interval_parts, level=level)
    else:
        block.add("krippendorff_alpha", found, level=level, note=f"No interval: more than {MANY} different values.")
    for measure in (
        "cohen_kappa",
        "scott_pi",
        "fleiss_kappa",
        "light_kappa",
        "gwet_ac1",
        "gwet_ac2",
        "brennan_prediger",
        "randolph_kappa",
    ):
        block.add(measure, undefined(f"Compares categories, and here are {len(ratings.categories)} different values."))
    return block.rows


def _code_measures(ratings: Ratings, name: str, constant: bool) -> list[ResultRow]:
    block = _Block(ratings, ratings.sampling, f"code:{name}", name, constant)
    _alpha(block, "nominal")
    _family(block, "fleiss_kappa", "fleiss")
    _family(block, "gwet_ac1", "gwet")
    _two_by_two(block)
    return block.rows


def _checked(block: _Block, compute: Callable[[], Figure]) -> Figure:
    """The figure, unless there is nothing to compare or nothing that could differ."""
    pairable = block.ratings.pairable
    if not pairable:
        return undefined(NOTHING_PAIRABLE)
    if block.constant:
        return undefined(ONE_CODE, n=pairable)
    return compute()


def _family(
    block: _Block,
    measure: str,
    chance: fleiss_family.Chance,
    *,
    weights: Floats | None = None,
    scheme: str | None = None,
    low: float = -1.0,
) -> None:
    counts, times = block.counts, block.ratings.times
    found = _checked(block, lambda: fleiss_family.coefficient(counts, chance=chance, weights=weights, times=times))
    parts = fleiss_family.units_of_gwet(counts, weights)
    block.add(
        measure,
        found,
        parts=parts,
        low=low,
        weights=scheme,
        estimator=lambda sums: fleiss_family.coefficient_of_units(sums, chance=chance, weights=weights),
    )


def _alpha(block: _Block, level: Level) -> None:
    codes, q = block.ratings.codes, len(block.ratings.categories)
    if level == "ordinal" and len(codes) * q * q > _LARGEST:
        places = np.repeat(np.where(codes == MISSING, np.nan, codes), block.ratings.weight.astype(int), axis=0)
        found = _checked(block, lambda: alpha_of_many(places, level="ordinal"))
        block.add("krippendorff_alpha", found, level=level, note="No interval: too many units and values.")
        return
    parts, estimator = alpha_sums(block.ratings, level)
    n = block.ratings.pairable
    found = _checked(block, lambda: figure(estimator(block.ratings.weight @ parts).item(), n=n))
    block.add("krippendorff_alpha", found, parts=parts, estimator=estimator, level=level)


def alpha_sums(ratings: Ratings, level: Level) -> tuple[Floats, Estimator]:
    """What each unit adds to alpha, and alpha of the sums."""
    q = len(ratings.categories)
    counts = category_counts(ratings.codes, q).astype(float)
    if level != "ordinal":
        scores = np.arange(q) if ratings.scores is None else ratings.scores
        delta = squared_differences(level, scores=scores)
        return alpha_parts(counts, delta), lambda sums: alpha_of_parts(sums, delta)
    m = counts.sum(axis=1)
    kept = np.where((m > 1)[:, None], counts, 0.0)
    share = kept / np.where(m > 1, m - 1, 1)[:, None]
    parts = share[:, :, None] * kept[:, None, :]
    parts[:, np.arange(q), np.arange(q)] -= share
    return (
        parts.reshape(len(counts), q * q),
        lambda sums: alpha_of_coincidences(sums.reshape(*sums.shape[:-1], q, q), level="ordinal"),
    )


def _kappas(block: _Block) -> None:
    ratings = block.ratings
    kinds: list[tuple[str, Floats, str | None, Callable[[Floats, Floats], Floats]]] = [
        ("cohen_kappa", identity_weights(len(ratings.categories)), None, kappa_of_parts),
    ]
    if ratings.with_kappa_weights and ratings.weights is not None:
        kinds.append(("weighted_kappa", ratings.weights, ratings.scheme, kappa_of_parts))
    kinds.append(("scott_pi", identity_weights(len(ratings.categories)), None, pi_of_parts))
    for measure, weights, scheme, formula in kinds:
        if len(ratings.coders) != 2:
            block.add(measure, undefined(_TWO_CODERS), weights=scheme)
            continue
        parts = two_coder_parts(ratings.codes[:, 0], ratings.codes[:, 1], weights)
        n = ratings.pairable

        def estimator(
            sums: Floats, formula: Callable[[Floats, Floats], Floats] = formula, w: Floats = weights
        ) -> Floats:
            return formula(sums, w)

        value = estimator(ratings.weight @ parts).item()
        found = _checked(block, lambda value=value, n=n: figure(value, n=n))  # type: ignore[misc]
        block.add(measure, found, parts=parts, estimator=estimator, weights=scheme)


def _light(block: _Block) -> None:
    codes, q, times = block.ratings.codes, len(block.ratings.categories), block.ratings.times
    pairs = list(combinations(range(codes.shape[1]), 2))
    width = 1 + 2 * q
    if len(codes) * len(pairs) * width > _LARGEST:
        pairs_parts = None
    else:
        pairs_parts = np.concatenate(
            [two_coder_parts(codes[:, a], codes[:, b], identity_weights(q)) for a, b in pairs], axis=1
        )
    found = _checked(
        block, lambda: coefficients.light_kappa([contingency(codes[:, a], codes[:, b], q, times) for a, b in pairs])
    )
    n = block.ratings.pairable

    def estimator(sums: Floats) -> Floats:
        split = sums.reshape(*sums.shape[:-1], len(pairs), width)
        return np.asarray(kappa_of_parts(split, identity_weights(q)).mean(axis=-1))

    block.add("light_kappa", replace(found, n=n), parts=pairs_parts, estimator=estimator)


def _two_by_two(block: _Block) -> None:
    """PABAK, prevalence and bias (two coders) and positive and negative agreement (pairs pooled) of two categories."""
    ratings = block.ratings
    if len(ratings.categories) != 2:
        for measure in ("pabak", "prevalence_index", "bias_index", "positive_agreement", "negative_agreement"):
            block.add(measure, undefined(_TWO_CATEGORIES))
        return
    yes = ratings.positive
    name = ratings.categories[yes]
    said = f"Positive is {name}." if block.code is None else None
    pooled = np.zeros((len(ratings.codes), 4))
    for a, b in combinations(range(len(ratings.coders)), 2):
        first, second = ratings.codes[:, a], ratings.codes[:, b]
        both = (first != MISSING) & (second != MISSING)
        for place, (x, y) in enumerate(((yes, yes), (yes, 1 - yes), (1 - yes, yes), (1 - yes, 1 - yes))):
            pooled[:, place] += both & (first == x) & (second == y)
    n = ratings.pairable
    two = len(ratings.coders) == 2
    formulas: list[tuple[str, Callable[[Floats], Floats], float, bool, str]] = [
        ("pabak", lambda t: 2 * coefficients.percent_agreement_of(t) - 1, -1.0, two, NO_VARIATION),
        ("prevalence_index", coefficients.prevalence_index_of, 0.0, two, NO_VARIATION),
        ("bias_index", coefficients.bias_index_of, 0.0, two, NO_VARIATION),
        ("positive_agreement", coefficients.positive_agreement_of, 0.0, True, f"No coder used {name}."),
        ("negative_agreement", coefficients.negative_agreement_of, 0.0, True, f"Every rating is {name}."),
    ]
    for measure, formula, low, defined, why in formulas:
        if not defined:
            if block.code is None:
                block.add(measure, undefined(_TWO_CODERS))
            continue

        def estimator(sums: Floats, formula: Callable[[Floats], Floats] = formula) -> Floats:
            return formula(sums.reshape(*sums.shape[:-1], 2, 2))

        value = estimator(ratings.weight @ pooled).item()
        found = _checked(block, lambda value=value, why=why: figure(value, n=n, reason=why))  # type: ignore[misc]
        block.add(measure, found, parts=pooled, estimator=estimator, low=low, note=said)


def alpha_bootstrap(ratings: Ratings, *, replicates: int, seed: int) -> Iterator[Table]:
    """How much of the bootstrap of alpha lies below Krippendorff's reading aids .667 and .800."""
    ratings = ratings.condensed()
    sampling = ratings.sampling
    if sampling.size < FEWEST_CLUSTERS or not replicates or len(ratings.categories) > MOST_STEPS:
        return
    parts, estimator = alpha_sums(ratings, ratings.level)
    values = sampling.bootstrap(parts, estimator, replicates=replicates, seed=seed)
    yield from shares_below(f"krippendorff_alpha ({ratings.level})", values, sampling, seed=seed)


def shares_below(name: str, values: Floats, sampling: Sampling, *, seed: int) -> Iterator[Table]:
    """The table of an alpha's replicates; none where no replicate is defined."""
    if not np.isfinite(values).any():
        return
    yield Table(
        kind="bootstrap",
        title=f"Bootstrap of {name}",
        rows=(name.split()[0],),
        columns=("share below .667", "share below .800", "replicates", "seed"),
        cells=((share_below(values, 0.667), share_below(values, 0.8), len(values), seed),),
        notes=(f"{sampling.size} {sampling.word} drawn with replacement.",),
    )
