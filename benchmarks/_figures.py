"""Figures against a floor that is measured in the same run, in turn; and figures against a fixed limit."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter, thread_time

PAIRS = 15


@dataclass(frozen=True, slots=True)
class Ratio:
    """Seconds of a floor and of ours, and at most how many times the floor ours may be."""

    name: str
    floor: float
    ours: float
    goal: float

    @property
    def kept(self) -> bool:
        return self.ours <= self.goal * self.floor

    def __str__(self) -> str:
        of = f"{self.floor * 1e3:9.2f} {self.ours * 1e3:9.2f} {self.ours / self.floor:6.2f}x  <= {self.goal}x"
        return f"{self.name:<58} {of:<38} {verdict(self.kept)}"


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure that may be at most `goal`, or `floor`: what the same measurement gives without our work."""

    name: str
    ours: float
    goal: float
    unit: str
    floor: float | None = None

    @property
    def kept(self) -> bool:
        return self.ours <= max(self.goal, self.floor or 0.0)

    def __str__(self) -> str:
        floor = "" if self.floor is None else f"{self.floor:.2f}"
        of = f"{floor:>9} {self.ours:9.2f} {'':>7}  <= {self.goal:g} {self.unit}"
        return f"{self.name:<58} {of:<38} {verdict(self.kept)}"


Figure = Ratio | Limit
HEADER = f"{'milliseconds where nothing else is said':<58} {'floor':>9} {'ours':>9}"


def verdict(kept: bool) -> str:
    return "kept" if kept else "MISSED"


def timed(*acts: Callable[[], object]) -> float:
    """Seconds that some acts take, one after another."""
    start = perf_counter()
    for act in acts:
        act()
    return perf_counter() - start


def worked(*acts: Callable[[], object]) -> float:
    """Seconds that this thread is at work for some acts: what they hold up on a machine that does nothing else."""
    start = thread_time()
    for act in acts:
        act()
    return thread_time() - start


def in_turn(
    floor: Callable[[], float], ours: Callable[[], float], *, pairs: int = PAIRS, warm: int = 1
) -> tuple[list[float], list[float]]:
    """Both measured in turn; the first `warm` pairs are thrown away."""
    floors, times = [], []
    for number in range(pairs + warm):
        gc.collect()
        one, other = floor(), ours()
        if number >= warm:
            floors.append(one)
            times.append(other)
    return floors, times


def medians(
    name: str, floor: Callable[[], float], ours: Callable[[], float], *, goal: float, pairs: int = PAIRS
) -> Ratio:
    floors, times = in_turn(floor, ours, pairs=pairs)
    return Ratio(f"{name}", statistics.median(floors), statistics.median(times), goal)


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
