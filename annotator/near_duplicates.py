"""Documents that are nearly the same: MinHash finds the pairs, and their shared runs of words are then counted.

Broder, A. (1997): On the resemblance and containment of documents. Resemblance is the Jaccard index of the sets of
three-word runs; containment the share of the smaller set that the larger one has.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_RUN = 3
_PERMUTATIONS = 128
_SEED = 1
_SLACK = 0.15
"""MinHash is asked for pairs this far below the threshold, because it errs by some hundredths."""


@dataclass(frozen=True, slots=True, order=True)
class NearDuplicate:
    """Two documents, by name in order, with their resemblance and containment (0 to 1)."""

    first: str
    second: str
    resemblance: float
    containment: float


def find_near_duplicates(
    texts: Mapping[str, str], *, threshold: float = 0.7, among: Iterable[str] | None = None
) -> list[NearDuplicate]:
    """The pairs of texts whose resemblance is at least `threshold` (0 to 1), by name.

    `texts` maps names to texts (best without their left-out regions). With `among`, only pairs that hold one of these
    names are given: the new documents of an import. Texts of fewer than three words resemble only their equals.
    Pairs are counted exactly; that none is missed is as sure as MinHash with 128 permutations is.
    """
    runs = {name: _runs(text) for name, text in sorted(texts.items())}
    asked = set(runs) if among is None else set(among) & set(runs)
    pairs: list[NearDuplicate] = []
    for first, second in _candidates(runs, asked, threshold=max(0.05, threshold - _SLACK)):
        shared = len(runs[first] & runs[second])
        union = len(runs[first] | runs[second])
        if union and shared >= threshold * union:
            smaller = min(len(runs[first]), len(runs[second]))
            pairs.append(NearDuplicate(first, second, shared / union, shared / smaller))
    return sorted(pairs)


def group(names: Iterable[str], pairs: Iterable[NearDuplicate]) -> list[tuple[str, ...]]:
    """The names in groups that near-duplicates join, directly or by others: what must not part in a split.

    Groups and the names in them are in order; a document without a near-duplicate is a group of its own.
    """
    leader = {name: name for name in names}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for pair in pairs:
        if pair.first in leader and pair.second in leader:
            first, second = sorted((find(pair.first), find(pair.second)))
            leader[second] = first
    groups: dict[str, list[str]] = {}
    for name in sorted(leader):
        groups.setdefault(find(name), []).append(name)
    return sorted(tuple(members) for members in groups.values())


def _runs(text: str) -> set[int]:
    words = [word.encode() for word in _WORD.findall(text.casefold())]
    if len(words) < _RUN:
        return {zlib.crc32(b" ".join(words))} if words else set()
    return {zlib.crc32(b" ".join(words[i : i + _RUN])) for i in range(len(words) - _RUN + 1)}


def _candidates(runs: Mapping[str, set[int]], asked: set[str], *, threshold: float) -> list[tuple[str, str]]:
    from datasketch import MinHash, MinHashLSH  # only here: it brings scipy along

    index = MinHashLSH(threshold=threshold, num_perm=_PERMUTATIONS)
    signatures = {}
    for name, found in runs.items():
        if found:
            signatures[name] = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, hashfunc=int)
            signatures[name].update_batch(sorted(found))
            index.insert(name, signatures[name])
    met: set[tuple[str, str]] = set()
    for name in sorted(asked & signatures.keys()):
        others: Sequence[str] = index.query(signatures[name])
        met |= {(min(name, other), max(name, other)) for other in others if other != name}
    return sorted(met)
