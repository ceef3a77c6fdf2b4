"""How much of the bootstrap of an alpha lies below Krippendorff's reading aids .667 and .800."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from annotator.agreement.figure import Floats
from annotator.agreement.intervals import FEWEST_CLUSTERS, share_below
from annotator.agreement.rating_measures import alpha_sums
from annotator.agreement.ratings import MOST_STEPS, Ratings
from annotator.agreement.rows import Table
from annotator.agreement.sampling import Sampling
from annotator.wording import say


def alpha_bootstrap(ratings: Ratings, *, replicates: int, seed: int) -> Iterator[Table]:
    """The table of alpha at the ratings' level; none where there are too few clusters or too many categories."""
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
        title=say("Bootstrap of {name}", name=name),
        rows=(name.split()[0],),
        columns=("share below .667", "share below .800", "replicates", "seed"),
        cells=((share_below(values, 0.667), share_below(values, 0.8), len(values), seed),),
        notes=(say("{size} {word} drawn with replacement.", size=sampling.size, word=sampling.word),),
    )
