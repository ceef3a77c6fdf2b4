"""Who holds a stance and towards whom, chosen together: a holder is the likelier, the surer somebody is his target."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import exp, log, log1p
from typing import NamedTuple, TypeAlias

from annotator.suggest.learned.situation import Situation
from annotator.suggest.learned.towards import targets
from annotator.suggest.learned.weights import Weighed, ranker, softmax
from annotator.suggest.learned.whose import holders

Option: TypeAlias = tuple[str, Weighed]
"""A code that may be meant, with what speaks for it."""
Sums: TypeAlias = Callable[[Sequence[Option]], Sequence[float]]
"""What the weights say of options: a sum for each; the greater, the likelier."""
HOLDERS = 2
"""Of how many of the likeliest holders the targets are looked at."""
OF_TARGET = 0.5
"""How much the odds of the target count against those of the holder."""


class Parties(NamedTuple):
    """`held`: how likely the holder is among all that may be meant, 0 to 1."""

    holder: str | None
    held: float
    target: str | None


def parties(stance: Situation, side: int) -> Parties:
    """Those that the tables speak most for. `side`: -1 against, 0, 1 for."""
    return together(stance, side, holder_sums=_sums("stance-holders"), target_sums=_sums("stance-targets"))


def together(stance: Situation, side: int, *, holder_sums: Sums, target_sums: Sums) -> Parties:
    """The holder and the target whose sums are best together. A holder towards whom nobody can be meant has no target."""
    options = list(holders(stance))
    if not options:
        return Parties(None, 0.0, None)
    shares = softmax(holder_sums(options))
    likeliest = sorted(range(len(options)), key=lambda at: -shares[at])[:HOLDERS]
    best, most = Parties(options[likeliest[0]][0], shares[likeliest[0]], None), float("-inf")
    for at in likeliest:
        holder, held = options[at][0], log(max(shares[at], 1e-12))
        if held <= most:
            continue  # no target makes him likelier
        towards = list(targets(stance, holder, side))
        if towards:
            sums = target_sums(towards)
            first = max(range(len(sums)), key=sums.__getitem__)
            odds = held - OF_TARGET * log1p(exp(-sums[first]))
            if odds > most:
                best, most = Parties(holder, shares[at], towards[first][0]), odds
    return best


def _sums(what: str) -> Sums:
    weights = ranker(what)
    base = weights["base"]

    def sums(options: Iterable[Option]) -> list[float]:
        return [base + sum(weights.get(trait, 0.0) * value for trait, value in traits.items()) for _, traits in options]

    return sums
