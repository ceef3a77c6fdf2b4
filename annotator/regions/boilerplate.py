"""What stands around an article: buttons and forms, lists of links, notes on the author, licences, lists of references.

Single lines go by their words (phrases.LINES). What follows the article goes by its opening (phrases.OPENINGS), but
only where no article text comes after it: a box in the middle of an article takes nothing of it along.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise

from annotator.regions.lines import Block, ends_sentence, is_listed, is_title
from annotator.regions.phrases import (
    BIOGRAPHY,
    BY_LINE,
    CITATION,
    COMMENT_MARK,
    CONTACT,
    LINES,
    LISTED_HEADLINE,
    LONG_LINE,
    NAVIGATION,
    OPENINGS,
    SECTIONS,
    SHORT_LINE,
    TEASER,
    TICKER,
)

FEWEST_WORDS = 80
"""Words of running text before which nothing counts as standing behind an article."""
_HEAD = 12
"""Blocks at the beginning among which the by-line stands."""
_LONGEST_NOTE = 90
"""Words of the longest note on an author."""
_MOST_NOTES = 3
_ALONE = frozenset({"tag list", "share buttons", "comment form", "comments", "origin of the text"})
"""Openings that are boilerplate themselves even where text follows."""
_MARKS_WITHIN = 8
_CLOSING = frozenset({"licence", "origin of the text", "comment form", "opinions disclaimer", "by-line"})
"""Lines that also open what follows an article."""
_LONGEST_UNMARKED = 60
"""The same where nothing else says that the lines are readers' comments: a chapter may be headed so."""
_SHORTEST_PAGE = 40
"""Words between running heads; lines that come back sooner are rows of a table or a refrain."""
_LONGEST_COMMENT = 200
"""Words in a row that readers' comments rarely pass and a second article does."""
_MOST_SIGNED = 3
"""The most lines with the name and town of a letter's writer."""
_OWN_LINES, _FEWEST_LINKS = 3, 3
"""Lines before the text that are the article's own; headlines that make a list of them."""
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[\w-]+")


def find_boilerplate(
    blocks: Sequence[Block], *, repeated: Collection[int] = (), columns: bool = False
) -> dict[int, str]:
    """The blocks that belong to no article, by index, each with the reason. Repeated blocks are passed over.

    `columns`: the text is printed pages, so a line on three of them is a running head; its first occurrence stays.
    """
    page = _Page(blocks, repeated)
    if columns:
        page.take_heads()
    page.take_lines()
    page.take_menu()
    page.take_ticker()
    page.take_headlines()
    page.take_end()
    return page.reasons


class _Page:
    """The blocks of one text and what has been recognised so far."""

    def __init__(self, blocks: Sequence[Block], repeated: Collection[int]) -> None:
        self.reasons: dict[int, str] = {}
        self._blocks = blocks
        self._repeated = repeated
        self._prose = [block.words if block.prose and block.index not in repeated else 0 for block in blocks]
        self._notes = 0
        self._signed = 0

    def take_lines(self) -> None:
        """Take the lines that their words give away."""
        for i, block in enumerate(self._blocks):
            if i not in self._repeated and (reason := _line_reason(block.text)):
                self._take(i, reason)
        for i, block in enumerate(self._blocks[:_HEAD]):
            if sum(self._prose[:i]) >= FEWEST_WORDS:
                break
            if BY_LINE.fullmatch(block.text[:LONG_LINE]):
                self._take(i, "by-line")

    def take_heads(self) -> None:
        """Take short lines that come back with every page."""
        places: dict[str, list[int]] = defaultdict(list)
        for block in self._blocks:
            text = _DIGITS.sub("", block.text[:SHORT_LINE]).strip()
            if len(block.text) <= SHORT_LINE and len(text.split()) >= 3 and not ends_sentence(block.text):
                places[text].append(block.index)
        read = list(accumulate(block.words for block in self._blocks))
        for indexes in places.values():
            apart = all(read[b] - read[a] >= _SHORTEST_PAGE for a, b in pairwise(indexes))
            for i in indexes[1:] if len(indexes) >= 3 and apart else ():
                self._take(i, "running head")

    def take_menu(self) -> None:
        """Take the menu before the article: a run of very short lines, up to the last that is a usual word of one.

        And a path through the site or a list of its sections, which stands in one line.
        """
        run: list[tuple[int, bool]] = []
        for block in self._blocks:
            if len(block.text) <= LONG_LINE and SECTIONS.fullmatch(block.text):
                self._take(block.index, "navigation")
            words = _WORD.findall(block.text[:SHORT_LINE].casefold())
            if len(words) > 4 or ends_sentence(block.text):
                self._take_run(run)
                run = []
            else:
                run.append((block.index, bool(words) and words[0] in NAVIGATION))
            if self._prose[block.index]:
                return

    def take_ticker(self) -> None:
        """Take the headlines of other articles that stand before this one under a heading of their own.

        The last lines before the text are its own title and what stands by it.
        """
        first = next((i for i, words in enumerate(self._prose) if words), 0)
        for i, block in enumerate(self._blocks[:first]):
            if not (TICKER.fullmatch(block.text[:LONG_LINE]) or _opening_reason(block.text) == "list of links"):
                continue
            last = i + 1
            while last < first - _OWN_LINES and _is_headline(self._blocks[last]) and last not in self.reasons:
                last += 1
            if last - i > _FEWEST_LINKS:
                for k in range(i, last):
                    self._take(k, "list of headlines")

    def _take_run(self, run: Sequence[tuple[int, bool]]) -> None:
        usual = [i for i, known in run if known]
        if len(usual) >= 3 and usual[-1] - run[0][0] >= 3:
            for i in range(run[0][0], usual[-1] + 1):
                self._take(i, "navigation")

    def take_headlines(self) -> None:
        """Take runs of dated headlines, wherever they stand."""
        dated = [len(b.text) <= LONG_LINE and bool(LISTED_HEADLINE.match(b.text)) for b in self._blocks]
        i = 0
        while i < len(dated):
            last = i
            while last < len(dated) and (dated[last] or (last > i and any(dated[last + 1 : last + 2]))):
                last += 1
            if sum(dated[i:last]) >= 4:
                for k in range(i, last):
                    self._take(k, "list of headlines")
            i = max(last, i + 1)

    def take_end(self) -> None:
        """Take what follows the article, from the last block backwards."""
        end = len(self._blocks)
        for i in reversed(range(len(self._blocks))):
            if i >= end:
                continue
            opening = _opening_reason(self._blocks[i].text)
            if opening is None and self.reasons.get(i) in _CLOSING:
                opening = self.reasons[i]
            if opening and i not in self._repeated and self._opens(i, end, opening):
                for k in range(i, end):
                    self._take(k, opening)
                end = i
            elif opening in _ALONE and i not in self._repeated and not self._blocks[i].text.lower().startswith("key"):
                self._take(i, str(opening))
            if i == end - 1:
                end = self._trim(i)

    def _take(self, i: int, reason: str) -> None:
        if i not in self._repeated:
            self.reasons.setdefault(i, reason)
            self._prose[i] = 0

    def _opens(self, i: int, end: int, reason: str) -> bool:
        """Whether the blocks from an opening to the end belong to no article."""
        before, after = sum(self._prose[:i]), sum(self._prose[i + 1 : end])
        if before < FEWEST_WORDS:
            return False
        if reason == "list of references":
            entries = [b for b in self._blocks[i + 1 : end] if b.index not in self.reasons]
            return len(entries) >= 2 and sum(map(_is_citation, entries)) >= 0.6 * len(entries)
        near = self._blocks[i + 1 : min(end, i + 1 + _MARKS_WITHIN)]
        run = self._longest_run(i + 1, end)
        marked = any(COMMENT_MARK.match(block.text[:LONG_LINE]) for block in near)
        if marked and reason != "list of links" and run <= _LONGEST_COMMENT:
            return True
        if reason in ("comments", "comment form"):
            return after <= before // 2 and run <= _LONGEST_UNMARKED
        if reason == "about the author":
            return after <= 150
        if after <= max(40, 0.35 * before) and run <= 60:
            return True
        buttons = any(k in self.reasons for k in range(i + 1, end))
        return buttons and reason == "list of links" and run <= 50 and after <= 0.75 * before

    def _longest_run(self, first: int, end: int) -> int:
        """Words of the longest stretch of running text without a headline in between."""
        longest = words = 0
        for i in range(first, end):
            words = words + self._prose[i] if self._prose[i] else 0
            longest = max(longest, words)
        return longest

    def _trim(self, i: int) -> int:
        """Take what ends the text at block i; the index behind what is left."""
        block = self._blocks[i]
        if i in self.reasons or i in self._repeated or not any(c.isalpha() for c in block.text[:LONG_LINE]):
            return i
        if sum(self._prose[:i]) < FEWEST_WORDS:
            return i + 1
        if CONTACT.match(block.text[:LONG_LINE]) or BY_LINE.fullmatch(block.text[:LONG_LINE]):
            self._take(i, "about the author")
            return i
        if self._notes < _MOST_NOTES and self._is_note(block):
            self._notes += 1
            self._take(i, "about the author")
            return i
        if TEASER.match(block.text[:LONG_LINE]):
            self._take(i, "list of links")
            return i
        named = block.words <= 3 and all(word[0].isupper() for word in block.text.split())
        if self._signed < _MOST_SIGNED and named and not ends_sentence(block.text):
            self._signed += 1
            self._take(i, "signature")
            return i
        return self._trim_headlines(i)

    def _is_note(self, block: Block) -> bool:
        """Whether a block says who the author is; a name that the article speaks of elsewhere is not the author's."""
        found = BIOGRAPHY.match(block.text) if block.words <= _LONGEST_NOTE else None
        if not found:
            return False
        name = found["name"]
        if not name:
            return True
        elsewhere = [b for b in self._blocks[: block.index] if b.prose and b.index not in self.reasons]
        return not any(name in b.text or name.split()[-1] in b.text for b in elsewhere)

    def _trim_headlines(self, i: int) -> int:
        """Take the run of headlines that ends at block i, if there is one; the index behind what is left."""
        first = i + 1
        while first and (first - 1 in self.reasons or _is_headline(self._blocks[first - 1])):
            first -= 1
        run = [block for block in self._blocks[first : i + 1] if block.index not in self.reasons]
        if not run or not _is_list_of_headlines(run):
            return i + 1
        for block in run:
            self._take(block.index, "list of headlines")
        return first


def _line_reason(text: str) -> str | None:
    return next((p.reason for p in LINES if len(text) <= p.longest and p.pattern.match(text)), None)


def _opening_reason(text: str) -> str | None:
    return next((p.reason for p in OPENINGS if len(text) <= p.longest and p.pattern.match(text)), None)


def _is_citation(block: Block) -> bool:
    return bool(CITATION.match(block.text[:LONG_LINE]))


def _is_headline(block: Block) -> bool:
    return 2 <= block.words <= 40 and not ends_sentence(block.text) and block.text[-1] not in ":;,"


def _is_list_of_headlines(run: Sequence[Block]) -> bool:
    """Whether a run of lines that are no sentences lists other articles, not points of this one."""
    dated = sum(bool(LISTED_HEADLINE.match(block.text)) for block in run)
    if len(run) >= 3 and dated >= 0.5 * len(run):
        return True
    titles = sum(is_title(block.text) and block.words >= 3 for block in run)
    if len(run) >= 5 and titles >= 0.7 * len(run):
        return True
    plain = [block for block in run if block.text[0].isupper() and not is_listed(block.text) and block.words >= 5]
    return len(run) >= 6 and len(plain) >= 0.8 * len(run)
