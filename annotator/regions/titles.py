"""What is said again in short: a title that comes back, and a sentence of the article set apart as a quotation.

Headings and refrains recur by right, so only lines that stand before the article count as its title; and a sentence set
apart is found by the longer paragraph that holds it, whichever stands first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from annotator.regions.lines import Block, ends_sentence
from annotator.regions.repeats import Repeat

_SHORTEST_TITLE, _LONGEST_TITLE = 3, 30
_FEWEST_WORDS = 80
"""Words of running text that an article has and a poem has not."""
_HEAD = 25
"""Blocks at the beginning among which a title stands."""
_PARTS = re.compile(r"\s+(?:[-–—|·•:/]|::|»|›|>)\s+")
"""What stands between a title and the name of its site."""
_SHORTEST_QUOTE, _LONGEST_QUOTE = 9, 60
"""Words of a sentence set apart."""
_LONGER = 8
"""Words by which the paragraph that holds it is longer at least."""
_MOST_KNOWN = 0.6
"""The share of that paragraph that may stand elsewhere too: one that is a repeat itself is nobody's model."""
_RUN = 5
_WORD = re.compile(r"[^\W_]+")


def find_said_again(blocks: Sequence[Block], *, apart: Collection[int] = (), columns: bool = False) -> list[Repeat]:
    """Titles and sentences set apart, of blocks whose index is not in `apart`, in order.

    `columns`: the text is printed pages, where a title that comes back is a running head, which boilerplate.py knows.
    """
    words = {block.index: _WORD.findall(block.text.casefold()) for block in blocks if block.index not in apart}
    found = _quotes(words) | ({} if columns else _titles(blocks, words))
    return [Repeat(blocks[i].flowed, i, model, True) for i, model in sorted(found.items())]


def _titles(blocks: Sequence[Block], words: dict[int, list[str]]) -> dict[int, int]:
    """Lines that repeat a title from before the article, alone or with the name of its site, and the block that has it."""
    models: dict[str, int] = {}
    written = sum(block.words for block in blocks if block.prose) >= _FEWEST_WORDS
    text = next((block.index for block in blocks[:_HEAD] if block.prose), 0) if written else 0
    for block in blocks[:text]:
        if block.index in words and _SHORTEST_TITLE <= block.words <= _LONGEST_TITLE and not _is_row(block.text):
            models.setdefault(" ".join(words[block.index]), block.index)
    repeated: dict[int, int] = {}
    for i, own in words.items():
        if len(own) > _LONGEST_TITLE or (ends_sentence(blocks[i].text) and i > text):
            continue
        parts = _PARTS.split(blocks[i].text) if i < text else []
        sites = [parts[0], parts[-1]] if len(parts) > 1 else []
        keys = [" ".join(own), *(" ".join(_WORD.findall(part.casefold())) for part in sites)]
        model = next((models[key] for key in keys if key in models and models[key] != i), None)
        if model is not None and model not in repeated:
            repeated[i] = model
    return repeated


def _is_row(text: str) -> bool:
    """Whether a line is several short ones in a row, a path through a site or a list of sections."""
    return len(_PARTS.split(text)) > 2


def _quotes(words: dict[int, list[str]]) -> dict[int, int]:
    """Short blocks whose words stand in a row within a longer one further on, and that one."""
    first: dict[tuple[str, ...], int] = {}
    last: dict[tuple[str, ...], int] = {}
    for i, own in words.items():
        for run in _runs(own):
            first.setdefault(run, i)
            last[run] = i
    found: dict[int, int] = {}
    for i, own in words.items():
        if not _SHORTEST_QUOTE <= len(own) <= _LONGEST_QUOTE:
            continue
        holder = last[tuple(own[:_RUN])]
        longer = words[holder]
        if holder > i and len(longer) >= len(own) + _LONGER and _holds(longer, own):
            rest = _runs(longer) - _runs(own)
            if sum(first[run] < holder for run in rest) <= _MOST_KNOWN * len(rest):
                found[i] = holder
    return found


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def _holds(longer: Sequence[str], own: Sequence[str]) -> bool:
    return f" {' '.join(own)} " in f" {' '.join(longer)} "
