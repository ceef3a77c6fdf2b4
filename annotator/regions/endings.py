"""What follows an article: comments, links, notes on the author, licences, lists of references.

It goes by its opening (phrases.OPENINGS), but only where no article text comes after it: a box in the middle of an
article takes nothing of it along.
"""

from __future__ import annotations

from annotator.regions.lines import Block, ends_sentence, is_title
from annotator.regions.page import FEWEST_WORDS, Page, is_headline, is_list_of_headlines, opening_reason
from annotator.regions.phrases import BIOGRAPHY, BY_LINE, CITATION, COMMENT_MARK, CONTACT, LONG_LINE, TEASER

_LONGEST_NOTE = 90
"""Words of the longest note on an author."""
_MOST_NOTES = 3
_ALONE = frozenset({"tag list", "share buttons", "comment form", "comments", "origin of the text"})
"""Openings that are boilerplate themselves even where text follows."""
_MARKS_WITHIN = 8
_CLOSING = frozenset({"licence", "origin of the text", "comment form", "opinions disclaimer", "by-line"})
"""Lines that also open what follows an article."""
_LONGEST_COMMENT = 200
"""Words in a row that readers' comments rarely pass and a second article does."""
_LONGEST_UNMARKED = 60
"""The same where nothing else says that the lines are readers' comments: a chapter may be headed so."""
_MOST_SIGNED = 3
"""The most lines with the name and town of a letter's writer."""
_FEWEST_LABELS, _LONGEST_LABEL = 3, 4
"""Labels that make a list of them, and words of one."""


class Ending:
    """What stands behind the article of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._notes = 0
        self._signed = 0

    def take(self) -> None:
        """Take what follows the article, from the last block backwards."""
        end = len(self._page.blocks)
        for i in reversed(range(len(self._page.blocks))):
            if i >= end:
                continue
            opening = opening_reason(self._page.blocks[i].text)
            if opening is None and self._page.reasons.get(i) in _CLOSING:
                opening = self._page.reasons[i]
            if opening and i not in self._page.repeated and self._opens(i, end, opening):
                for k in range(i, end):
                    self._page.take(k, opening)
                end = i
            elif (
                opening in _ALONE
                and i not in self._page.repeated
                and not self._page.blocks[i].text.lower().startswith("key")
            ):
                self._page.take(i, str(opening))
            if i == end - 1:
                end = self._trim(i)

    def _opens(self, i: int, end: int, reason: str) -> bool:
        """Whether the blocks from an opening to the end belong to no article."""
        before, after = sum(self._page.prose[:i]), sum(self._page.prose[i + 1 : end])
        if before < FEWEST_WORDS:
            return False
        if reason == "list of references":
            entries = [b for b in self._page.blocks[i + 1 : end] if b.index not in self._page.reasons]
            return len(entries) >= 2 and sum(map(_is_citation, entries)) >= 0.6 * len(entries)
        near = self._page.blocks[i + 1 : min(end, i + 1 + _MARKS_WITHIN)]
        run = self._page.longest_run(i + 1, end)
        marked = any(COMMENT_MARK.match(block.text[:LONG_LINE]) for block in near)
        if marked and reason != "list of links" and run <= _LONGEST_COMMENT:
            return True
        if reason in ("comments", "comment form"):
            return after <= before // 2 and run <= _LONGEST_UNMARKED
        if reason == "about the author":
            return after <= 150
        if after <= max(40, 0.35 * before) and run <= 60:
            return True
        buttons = any(k in self._page.reasons for k in range(i + 1, end))
        return buttons and reason == "list of links" and run <= 50 and after <= 0.75 * before

    def _trim(self, i: int) -> int:
        """Take what ends the text at block i; the index behind what is left."""
        block = self._page.blocks[i]
        if i in self._page.reasons or i in self._page.repeated or not any(c.isalpha() for c in block.text[:LONG_LINE]):
            return i
        if sum(self._page.prose[:i]) < FEWEST_WORDS:
            return i + 1
        if CONTACT.match(block.text[:LONG_LINE]) or BY_LINE.fullmatch(block.text[:LONG_LINE]):
            self._page.take(i, "about the author")
            return i
        if self._notes < _MOST_NOTES and self._is_note(block):
            self._notes += 1
            self._page.take(i, "about the author")
            return i
        if TEASER.match(block.text[:LONG_LINE]):
            self._page.take(i, "list of links")
            return i
        if self._take_labels(i):
            return i
        named = block.words <= 3 and all(word[0].isupper() for word in block.text.split())
        if self._signed < _MOST_SIGNED and named and not ends_sentence(block.text):
            self._signed += 1
            self._page.take(i, "signature")
            return i
        return self._trim_headlines(i)

    def _take_labels(self, i: int) -> bool:
        """Take the labels under which the article is filed, one a line, that end at block i; whether there are any."""
        first = i
        while first >= 0 and (first in self._page.reasons or _is_label(self._page.blocks[first])):
            first -= 1
        labels = [k for k in range(first + 1, i + 1) if k not in self._page.reasons]
        if len(labels) < _FEWEST_LABELS or sum(self._page.prose[: labels[0]]) < FEWEST_WORDS:
            return False
        for k in labels:
            self._page.take(k, "tag list")
        return True

    def _is_note(self, block: Block) -> bool:
        """Whether a block says who the author is; a name that the article speaks of elsewhere is not the author's."""
        found = BIOGRAPHY.match(block.text) if block.words <= _LONGEST_NOTE else None
        if not found:
            return False
        name = found["name"]
        if not name:
            return True
        elsewhere = [b for b in self._page.blocks[: block.index] if b.prose and b.index not in self._page.reasons]
        return not any(name in b.text or name.split()[-1] in b.text for b in elsewhere)

    def _trim_headlines(self, i: int) -> int:
        """Take the run of headlines that ends at block i, if there is one; the index behind what is left."""
        first = i + 1
        while first and (first - 1 in self._page.reasons or is_headline(self._page.blocks[first - 1])):
            first -= 1
        run = [block for block in self._page.blocks[first : i + 1] if block.index not in self._page.reasons]
        if not run or not is_list_of_headlines(run):
            return i + 1
        for block in run:
            self._page.take(block.index, "list of headlines")
        return first


def _is_citation(block: Block) -> bool:
    return bool(CITATION.match(block.text[:LONG_LINE]))


def _is_label(block: Block) -> bool:
    """Whether a line is a name or a word or two, or holds no letters at all."""
    words = [word for word in block.text[:LONG_LINE].split() if word[0].isalpha()]
    return len(words) <= _LONGEST_LABEL and is_title(block.text or "") and not ends_sentence(block.text)
