"""Paragraphs and whole articles that stand in a text twice: the first occurrence stays.

Runs of five words that stood earlier are counted, so a repeat is found whatever its paragraphs and line breaks; this
is exact where MinHash (used between documents, near_duplicates.py) would guess. A paragraph that differs from its
model in a number or a name reports something else and stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.records import Span
from annotator.regions.lines import Block

RUN = 5
"""Words in a row that make a repeat evident."""
FEWEST_WORDS = 10
"""A shorter paragraph is a repeat only beside repeated ones: headings, refrains and short lines recur by right."""
_NEARLY_ALL = 0.9
_MOST_BESIDE = 0.6
"""The share that must have stood before, alone and between two repeated paragraphs."""
_LONGEST_TITLE = 25
_LONG_RUN = 40
"""Words in a row that count as a repeat inside a longer paragraph."""

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+")


@dataclass(frozen=True, slots=True)
class Repeat:
    """Part of the flowed text that stood before; `model` is the index of the block that it repeats."""

    flowed: Span
    block: int
    model: int
    whole: bool


@dataclass(slots=True)
class _Words:
    words: list[str]
    spans: list[Span]
    known: list[bool]
    model: int = -1
    capitals: frozenset[str] = frozenset()

    @property
    def share(self) -> float:
        return sum(self.known) / len(self.known) if self.known else 0.0


def find_repeats(blocks: Sequence[Block], *, apart: Collection[int] = ()) -> list[Repeat]:
    """The blocks, and long parts of blocks, that stood earlier in the text, in order.

    Blocks whose index is in `apart` are neither models nor repeats.
    """
    seen: dict[tuple[str, ...], int] = {}
    exact: dict[str, int] = {}
    read: dict[int, _Words] = {}
    earlier: dict[int, int] = {}
    for block in blocks:
        if block.index in apart:
            continue
        words = _read(block, seen)
        read[block.index] = words
        key = " ".join(words.words)
        if key:
            earlier[block.index] = exact.setdefault(key, block.index)
        for i in range(len(words.words) - RUN + 1):
            seen.setdefault(tuple(words.words[i : i + RUN]), block.index)
    repeated = {i: w.model for i, w in read.items() if _is_repeat(w, own=earlier.get(i) == i)}
    _extend(repeated, read, earlier)
    found = [Repeat(blocks[i].flowed, i, model, True) for i, model in repeated.items()]
    found += [part for i, w in read.items() if i not in repeated for part in _long_runs(blocks[i], w)]
    return sorted(found, key=lambda repeat: repeat.flowed)


def _read(block: Block, seen: dict[tuple[str, ...], int]) -> _Words:
    matches = list(_WORD.finditer(block.text))
    words = [match[0].casefold() for match in matches]
    spans = [Span(block.flowed.start + match.start(), block.flowed.start + match.end()) for match in matches]
    known = [False] * len(words)
    models: Counter[int] = Counter()
    for i in range(len(words) - RUN + 1):
        model = seen.get(tuple(words[i : i + RUN]))
        if model is not None:
            known[i : i + RUN] = [True] * RUN
            models[model] += 1
    model = models.most_common(1)[0][0] if models else -1
    capitals = frozenset(match[0].casefold() for match in matches if match[0][0].isupper() or match[0][0].isdigit())
    return _Words(words, spans, known, model, capitals)


def _is_repeat(words: _Words, *, own: bool) -> bool:
    if len(words.words) < FEWEST_WORDS:
        return False
    if not own:
        return True
    fresh = [word for word, known in zip(words.words, words.known, strict=True) if not known]
    return words.share >= _NEARLY_ALL and not any(word in words.capitals for word in fresh)


def _extend(repeated: dict[int, int], read: dict[int, _Words], earlier: dict[int, int]) -> None:
    """Take in what lies beside repeated blocks as its model lies beside theirs: headings, and altered paragraphs."""
    order = list(read)
    for step in (1, -1):
        line = order[::step]
        for before, i in pairwise(line):
            model = earlier.get(i, i)
            if i in repeated or before not in repeated:
                continue
            if model != i and 0 < step * (model - repeated[before]) <= 2:
                repeated[i] = model
            elif step < 0 and _is_other_title(read[i], read.get(repeated[before] - 1)):
                repeated[i] = repeated[before] - 1
    for before, i, after in zip(order, order[1:], order[2:], strict=False):
        words = read[i]
        if i not in repeated and before in repeated and after in repeated and words.share >= _MOST_BESIDE:
            repeated[i] = words.model


def _is_other_title(words: _Words, model: _Words | None) -> bool:
    """Whether a heading before a repeated paragraph is that before its model in other words."""
    if model is None or not all(3 <= len(each.words) <= _LONGEST_TITLE for each in (words, model)):
        return False
    own, other = set(words.words), set(model.words)
    return len(own & other) >= _MOST_BESIDE * min(len(own), len(other))


def _long_runs(block: Block, words: _Words) -> list[Repeat]:
    """Stretches of at least _LONG_RUN repeated words inside a block, cut to whole sentences."""
    found: list[Repeat] = []
    first = 0
    while first < len(words.known):
        if not words.known[first]:
            first += 1
            continue
        last = first
        while last < len(words.known) and words.known[last]:
            last += 1
        if last - first >= _LONG_RUN:
            span = _to_sentences(block, Span(words.spans[first].start, words.spans[last - 1].end))
            if span.length > 0:
                found.append(Repeat(span, block.index, words.model, False))
        first = last
    return found


def _to_sentences(block: Block, span: Span) -> Span:
    """The whole sentences within a span of the flowed text."""
    edges = [block.flowed.start]
    edges += [block.flowed.start + match.end() for match in _SENTENCE_END.finditer(block.text)]
    ends = [*edges[1:], block.flowed.end]
    starts = [edge for edge in edges if edge >= span.start]
    stops = [end for end in ends if end <= span.end + 4]  # closing quotes and the full stop lie behind the last word
    if not starts or not stops or stops[-1] <= starts[0]:
        return Span(span.start, span.start)
    return Span(starts[0], stops[-1])
