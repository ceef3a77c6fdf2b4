"""How far two categories are apart: agreement weights for kappa and AC2, squared differences for alpha.

Agreement weights are 1 on the diagonal and 0 for the most distant pair; disagreement weights are 0 on the diagonal.
`scores` place the categories on a line: their own values where they are numbers, else 0, 1, 2 … in the given order.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from annotator.agreement.figure import Floats

Level: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]
Scheme: TypeAlias = Literal["linear", "quadratic"]


def identity_weights(categories: int) -> Floats:
    """Only the same category agrees: what turns AC2 into AC1."""
    return np.eye(categories)


def agreement_weights(scheme: Scheme, scores: ArrayLike) -> Floats:
    """Linear 1 - |x - y| / range or quadratic 1 - (x - y)^2 / range^2. Source: Cohen (1968); Gwet (2014).

    One category alone has the weight 1.

    >>> agreement_weights("quadratic", [0, 1, 2])[0].tolist()
    [1.0, 0.75, 0.0]
    """
    x = np.asarray(scores, dtype=float)
    apart = np.abs(x[:, None] - x[None, :])
    widest = apart.max(initial=0.0)
    if widest == 0:
        return np.ones((len(x), len(x)))
    return np.asarray(1 - (apart / widest) ** (1 if scheme == "linear" else 2))


def weights_of_disagreement(disagreement: ArrayLike) -> Floats:
    """Agreement weights from disagreement weights (0 on the diagonal): 1 - v / max(v).

    >>> weights_of_disagreement([[0, 1, 3], [1, 0, 6], [3, 6, 0]])[0].tolist()
    [1.0, 0.8333333333333334, 0.5]
    """
    v = np.asarray(disagreement, dtype=float)
    widest = v.max(initial=0.0)
    return np.asarray(1 - v / widest) if widest > 0 else np.ones_like(v)


def squared_differences(level: Level, *, scores: ArrayLike) -> Floats:
    """Krippendorff's delta^2 for every pair of categories, where it does not depend on their frequencies.

    nominal: 0 or 1; interval: (x - y)^2; ratio: ((x - y) / (x + y))^2, 0 for two zeros. For ordinal see
    `ordinal_positions`. Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability.

    >>> squared_differences("ratio", scores=[1, 3])[0, 1].item()
    0.25
    """
    x = np.asarray(scores, dtype=float)
    if level == "nominal":
        return 1 - np.eye(len(x))
    apart = x[:, None] - x[None, :]
    if level == "interval":
        return np.asarray(apart**2)
    if level != "ratio":
        raise ValueError("ordinal differences depend on the marginals")
    total = x[:, None] + x[None, :]
    return np.asarray(np.divide(apart, total, out=np.zeros_like(apart), where=total != 0) ** 2)


def ordinal_positions(marginals: ArrayLike) -> Floats:
    """Where each ordered category lies on the line of ranks: the values below it plus half of its own.

    delta^2(c, k) = (sum of n_g for g from c to k, less (n_c + n_k)/2)^2 is the squared difference of two positions.
    Works on the last axis. These are Krippendorff's ordinal differences; irrCAC's "ordinal weights" are another scheme.

    >>> ordinal_positions([2, 4, 2]).tolist()
    [1.0, 4.0, 7.0]
    """
    n = np.asarray(marginals, dtype=float)
    return np.asarray(np.cumsum(n, axis=-1) - n / 2)
