"""Whether a hyphen at the end of a line belongs to the word (IS-K) or was set by the printer (coun-tries)."""

from __future__ import annotations

import re
from collections import Counter

_SOFT = "\u00ad\u0002\u00ac"
"""Hyphens that are always the printer's: the soft hyphen, pdfium's mark for one, and OCR's angle."""
_HYPHENS = "-\u2010\u2011"
_LONGEST = 60
_LAST_PART = re.compile(r"([^\W_]+)[-\u2010\u2011\u00ad\u0002\u00ac]$")
_FIRST_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BROKEN = re.compile(rf"(?<![^\W_])[^\W_]+[{_HYPHENS}{_SOFT}][^\S\n]*\n\s*[^\W_]+")
_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Second parts that follow a hyphen far oftener than they end a broken word.
_SECOND_PARTS = _list(
    """affiliated aligned backed based born building called century claimed class controlled defence defense
    determination emerge emerged emergence emerging engage engagement establish established establishing establishment
    faceted founded friendly funded government governmental imposed inflicted insurgency insurgent keeping looking
    military narcotics occupied oriented owned paramilitary profile proliferation radicalisation radicalization ranking
    religious scale sectarian sponsored stakes strategic style sufficient supported taliban terror terrorism terrorist
    torn trafficking trained wide wing"""
)
# Second parts that do so behind a word which the text uses elsewhere.
_BEHIND_WORDS = _list(
    """armed border crime driven effective fire fired forces general growing handed held known led level like linked long
    made minded month nation nuclear off old opened over party popular president related rich run standing state system
    term up ups war year years"""
)
# First parts that keep their hyphen whenever what follows is a word of the same text.
_PREFIXES = _list(
    """all anti co counter cross ex extra geo half high ill inter intra long low macro micro mid mini multi neo non over
    post pre pro pseudo quasi re self semi short socio sub super trans ultra under vice well"""
)
# First parts that keep it before participles: well-known, long-standing.
_ADVERBS = _list("broad deep far hard high ill long low short well wide")
_WHOLE_WORDS = _list("lighted lighting listed being")  # highlighted, shortlisted, wellbeing
_ALWAYS = _list("anti non self quasi neo vice")
_FUNCTION_WORDS = _list(
    "the and for with from over under upon into onto out off not all any are was can may but our his her its per"
)


class Vocabulary:
    """The words of a text, by which its broken words are judged; the broken ones themselves do not count."""

    def __init__(self, text: str) -> None:
        whole = _BROKEN.sub(" ", text)
        joined = _WORD.findall(whole.casefold().translate({0x2010: "-", 0x2011: "-"}))
        self._words = Counter(joined)
        for word in joined:
            if "-" in word:
                self._words.update(word.split("-"))

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether the hyphen at the end of `before` belongs to the word that goes on at the beginning of `after`."""
        left, right = _LAST_PART.search(before[-_LONGEST:]), _FIRST_PART.match(after[:_LONGEST])
        if before.endswith(tuple(_SOFT)) or left is None or right is None:
            return False
        first, second = left[1], right[0]
        if (clear := _by_form(first, second, after)) is not None:
            return clear
        head, tail = first.casefold(), second.casefold()
        whole, parted = self._words[head + tail], self._words[f"{head}-{tail}"]
        if whole != parted:
            return parted > whole
        return tail in _SECOND_PARTS or self._by_parts(head, tail)

    def _by_parts(self, head: str, tail: str) -> bool:
        if head in _ALWAYS:
            return True
        if head in _ADVERBS:
            participle = len(tail) >= 5 and tail.endswith(("ed", "ing", "en")) and tail not in _WHOLE_WORDS
            return participle or tail in _BEHIND_WORDS
        if head in _PREFIXES:
            return (head[-1] in "aeiou" and head[-1] == tail[0]) or (len(tail) >= 5 and self._words[tail] > 0)
        if len(head) < 3 or head in _FUNCTION_WORDS or not self._words[head]:
            return False
        return tail in _BEHIND_WORDS or (len(tail) >= 4 and self._words[tail] > 0)


def _by_form(first: str, second: str, after: str) -> bool | None:
    """What capitals, digits and further hyphens say; None where they say nothing."""
    if any(part.isdigit() for part in (first[-1:], second[:1])):
        return True
    if first.isupper() and second.isupper() and len(first) > 3 and len(second) > 1:
        return None  # a word of a heading in capitals
    if second[0].isupper() or first.isupper():
        return True
    if len(second) <= 2 and after[len(second) : len(second) + 1] in tuple(_HYPHENS):
        return True  # Tehreek-/e-Taliban
    return None
