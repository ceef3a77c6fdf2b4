"""One text while it is looked through: its blocks, what has been recognised of them, how much running text is left."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from annotator.regions.lines import Block, ends_sentence, is_listed, is_title
from annotator.regions.phrases import LINES, LISTED_HEADLINE, OPENINGS

FEWEST_WORDS = 80
"""Words of running text before which nothing counts as standing behind an article."""


class Page:
    """The blocks of one text; `reasons` of those that belong to no article; words of running text by block in `prose`."""

    def __init__(self, blocks: Sequence[Block], repeated: Collection[int]) -> None:
        self.reasons: dict[int, str] = {}
        self.blocks = blocks
        self.repeated = repeated
        self.prose = [block.words if block.prose and block.index not in repeated else 0 for block in blocks]

    def take(self, i: int, reason: str) -> None:
        """Recognise a block; the first reason stays, and what is repeated is passed over."""
        if i not in self.repeated:
            self.reasons.setdefault(i, reason)
            self.prose[i] = 0

    def longest_run(self, first: int, end: int) -> int:
        """Words of the longest stretch of running text in blocks [first, end) without a headline in between."""
        longest = words = 0
        for i in range(first, end):
            words = words + self.prose[i] if self.prose[i] else 0
            longest = max(longest, words)
        return longest


def line_reason(text: str) -> str | None:
    """Why a line is no article text, by its words alone."""
    return next((p.reason for p in LINES if len(text) <= p.longest and p.pattern.match(text)), None)


def opening_reason(text: str) -> str | None:
    """What a line opens behind which an article does not go on."""
    return next((p.reason for p in OPENINGS if len(text) <= p.longest and p.pattern.match(text)), None)


def is_headline(block: Block) -> bool:
    """Whether a block may be a headline."""
    return 2 <= block.words <= 40 and not ends_sentence(block.text) and block.text[-1] not in ":;,"


def is_list_of_headlines(run: Sequence[Block]) -> bool:
    """Whether a run of lines that are no sentences lists other articles, not points of this one."""
    dated = sum(bool(LISTED_HEADLINE.match(block.text)) for block in run)
    if len(run) >= 3 and dated >= 0.5 * len(run):
        return True
    titles = sum(is_title(block.text) and block.words >= 3 for block in run)
    if len(run) >= 5 and titles >= 0.7 * len(run):
        return True
    plain = [block for block in run if block.text[0].isupper() and not is_listed(block.text) and block.words >= 5]
    return len(run) >= 6 and len(plain) >= 0.8 * len(run)
