"""What stands around an article and inside it: buttons and forms, menus, boxes, links, running heads.

Single lines go by their words (phrases.LINES); what follows the article is for endings.py.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise

from annotator.regions.endings import Ending
from annotator.regions.lines import Block, ends_sentence
from annotator.regions.page import FEWEST_WORDS, Page, is_headline, line_reason, opening_reason
from annotator.regions.phrases import (
    BRACKETS,
    BY_LINE,
    LISTED_HEADLINE,
    LONG_LINE,
    NAVIGATION,
    SECTIONS,
    SHORT_LINE,
    TICKER,
)

_HEAD = 12
"""Blocks at the beginning among which the by-line stands."""
_SHORTEST_PAGE = 40
"""Words between running heads; lines that come back sooner are rows of a table or a refrain."""
_OWN_LINES, _FEWEST_LINKS = 3, 3
"""Lines before the text that are the article's own; headlines that make a list of them."""
_FEWEST_USUAL = 2
"""Usual words of a menu that give one away which names other pages, too."""
_LONGEST_BOX = 16
"""Blocks of a box in an article."""
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[\w-]+")


def find_boilerplate(
    blocks: Sequence[Block], *, repeated: Collection[int] = (), columns: bool = False
) -> dict[int, str]:
    """The blocks that belong to no article, by index, each with the reason. Repeated blocks are passed over.

    `columns`: the text is printed pages, so a line on three of them is a running head; its first occurrence stays.
    """
    page = Page(blocks, repeated)
    if columns:
        _take_heads(page)
    for take in (_take_lines, _take_boxes, _take_menu, _take_menu_with_pages, _take_ticker, _take_headlines):
        take(page)
    Ending(page).take()
    return page.reasons


def _take_lines(page: Page) -> None:
    """Take the lines that their words give away."""
    for i, block in enumerate(page.blocks):
        if i not in page.repeated and (reason := line_reason(block.text)):
            page.take(i, reason)
    for i, block in enumerate(page.blocks[:_HEAD]):
        if sum(page.prose[:i]) >= FEWEST_WORDS:
            break
        if BY_LINE.fullmatch(block.text[:LONG_LINE]):
            page.take(i, "by-line")


def _take_heads(page: Page) -> None:
    """Take short lines that come back with every page."""
    places: dict[str, list[int]] = defaultdict(list)
    for block in page.blocks:
        text = _DIGITS.sub("", block.text[:SHORT_LINE]).strip()
        if len(block.text) <= SHORT_LINE and len(text.split()) >= 3 and not ends_sentence(block.text):
            places[text].append(block.index)
    read = list(accumulate(block.words for block in page.blocks))
    for indexes in places.values():
        apart = all(read[b] - read[a] >= _SHORTEST_PAGE for a, b in pairwise(indexes))
        for i in indexes[1:] if len(indexes) >= 3 and apart else ():
            page.take(i, "running head")


def _take_boxes(page: Page) -> None:
    """Take the boxes whose beginning and end are said."""
    for i, block in enumerate(page.blocks):
        for opening, closing in BRACKETS:
            if i in page.reasons or len(block.text) > LONG_LINE or not opening.match(block.text):
                continue
            near = page.blocks[i : i + _LONGEST_BOX]
            end = next((b.index for b in near if len(b.text) <= LONG_LINE and closing.match(b.text)), None)
            for k in range(i, end + 1 if end is not None else i):
                page.take(k, "box in the article")


def _take_menu(page: Page) -> None:
    """Take the menu before the article: a run of very short lines, up to the last that is a usual word of one.

    And a path through the site or a list of its sections, which stands in one line.
    """
    run: list[tuple[int, bool]] = []
    for block in page.blocks:
        if len(block.text) <= LONG_LINE and SECTIONS.fullmatch(block.text):
            page.take(block.index, "navigation")
        words = _WORD.findall(block.text[:SHORT_LINE].casefold())
        if len(words) > 4 or ends_sentence(block.text):
            _take_run(page, run)
            run = []
        else:
            run.append((block.index, bool(words) and words[0] in NAVIGATION))
        if page.prose[block.index]:
            return


def _take_menu_with_pages(page: Page) -> None:
    """Take a menu that names pages of the site, too: lines without a blank one between, before the article's title.

    It begins with the first usual word of a menu; one of them alone may be a heading of the article.
    """
    first = next((i for i, words in enumerate(page.prose) if words), 0)
    for group in _groups(page.blocks):
        if group[-1].index + 1 >= first:
            return
        usual = [block.index for block in group if block.text.casefold() in NAVIGATION]
        whole = any(ends_sentence(block.text) for block in group)
        if len(usual) >= _FEWEST_USUAL and len(group) > _FEWEST_USUAL + 1 and not whole:
            for i in range(usual[0], group[-1].index + 1):
                page.take(i, "navigation")


def _groups(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """The blocks in groups between which a blank line stands."""
    first = 0
    for i, block in enumerate(blocks):
        if i + 1 == len(blocks) or blocks[i + 1].flowed.start > block.flowed.end + 1:
            yield blocks[first : i + 1]
            first = i + 1


def _take_run(page: Page, run: Sequence[tuple[int, bool]]) -> None:
    usual = [i for i, known in run if known]
    if len(usual) >= 3 and usual[-1] - run[0][0] >= 3:
        for i in range(run[0][0], usual[-1] + 1):
            page.take(i, "navigation")


def _take_ticker(page: Page) -> None:
    """Take the headlines of other articles that stand before this one under a heading of their own.

    The last lines before the text are its own title and what stands by it.
    """
    first = next((i for i, words in enumerate(page.prose) if words), 0)
    for i, block in enumerate(page.blocks[:first]):
        if not (TICKER.fullmatch(block.text[:LONG_LINE]) or opening_reason(block.text) == "list of links"):
            continue
        last = i + 1
        while last < first - _OWN_LINES and is_headline(page.blocks[last]) and last not in page.reasons:
            last += 1
        if last - i > _FEWEST_LINKS:
            for k in range(i, last):
                page.take(k, "list of headlines")


def _take_headlines(page: Page) -> None:
    """Take runs of dated headlines, wherever they stand."""
    dated = [len(b.text) <= LONG_LINE and bool(LISTED_HEADLINE.match(b.text)) for b in page.blocks]
    i = 0
    while i < len(dated):
        last = i
        while last < len(dated) and (dated[last] or (last > i and any(dated[last + 1 : last + 2]))):
            last += 1
        if sum(dated[i:last]) >= 4:
            for k in range(i, last):
                page.take(k, "list of headlines")
        i = max(last, i + 1)
