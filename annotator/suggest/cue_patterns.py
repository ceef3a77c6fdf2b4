"""Lemma patterns of the cue files: reading a line, matching it against the words of a text.

A pattern is a line of lemmas: `turn down`, `pledge|swear ~ allegiance`. `|` separates alternatives, `~` stands for up
to three words of any kind between two others, `#` for a number, `*` before a word makes it the head (else the first word of a verb or
adjective pattern, the last of a noun pattern). An alternative of several words is joined by `_`: `take|set_up` is "take" or "set up",
where `take|set up` would be "take up" or "set up", as lines are split at their spaces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from annotator.suggest.words import key
from annotator.wording import say

GAP = "~"
JOINED = "_"
LONGEST_GAP = 3
PARTICLES = frozenset({
    "of", "for", "to", "from", "with", "on", "in", "against", "over", "between", "towards",
    "toward", "about", "by", "at", "that", "into", "among", "within", "upon",
})  # fmt: skip
"""Words that are no head of a noun pattern."""
ADVERBS = frozenset({
    "up", "down", "out", "off", "away", "back", "over", "apart", "aside", "home", "together", "above", "across", "beyond", "foul",
})  # fmt: skip
"""Words that belong to the verb before them."""
BESIDE = ADVERBS | PARTICLES | {"through", "along", "around", "via", "near"}
STOPS = frozenset({".", ";", ":", "\n", ",", "(", ")", "!", "?"})
"""Marks over which no gap reaches."""
_WORD = re.compile(r"\*?[^\s-]+|-")


class CueFault(ValueError):
    """An entry that cannot be used; the message says why, the caller adds where."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """`words`: the alternatives at each place, None for a gap. `head`: the index of the head in `words`."""

    words: tuple[frozenset[str] | None, ...]
    head: int

    @property
    def size(self) -> int:
        return sum(word is not None for word in self.words)


def compile_pattern(text: str, *, table: str) -> Pattern:
    """Reads a pattern. Raises CueFault for an empty one, one that begins or ends with a gap or has two heads."""
    raw = _WORD.findall(text.lower())
    if not raw:
        raise CueFault(say("the pattern is empty"))
    if raw[0] == GAP or raw[-1] == GAP:
        raise CueFault(say("the pattern “{text}” begins or ends with ~, which stands between two words", text=text))
    heads = [index for index, word in enumerate(raw) if word.startswith("*")]
    if len(heads) > 1:
        raise CueFault(say("the pattern “{text}” has more than one *", text=text))
    head = heads[0] if heads else (_last_noun(raw) if table == "noun" else 0)
    words = tuple(None if word == GAP else alternatives(word.lstrip("*"), text) for word in raw)
    return Pattern(words, head)


def variants(text: str, *, table: str) -> list[str]:
    """The patterns that a line stands for, written without alternatives of several words.

    Such an alternative is joined by `_` ("take|set_up") or by its hyphen, which is a word of its own in a parse. Each
    becomes a pattern by itself, so that its words do not run into its neighbours.
    """
    choices = []
    for word in text.split():
        star, parts = word.startswith("*"), word.lstrip("*").split("|")
        plain = [part for part in parts if part == "-" or not ("-" in part or JOINED in part)]
        joined = [part for part in parts if part not in plain]
        single = ["|".join(plain)] if plain else []
        alone = len(parts) == 1 and JOINED not in word
        choices.append([word] if alone else [_spread(each, table, star=star) for each in [*single, *joined]])
    return [" ".join(words) for words in product(*choices)]


def _spread(alternative: str, table: str, *, star: bool) -> str:
    """The words of an alternative side by side; the star stands before the last of a noun, the first of all others."""
    words = alternative.split(JOINED)
    if star:
        at = -1 if table == "noun" else 0
        words[at] = f"*{words[at]}"
    return " ".join(words)


def doubtful(text: str) -> str:
    """Two words of a line that are read as two places, though they look like one alternative ("take|set up|build"); else ""."""
    words = [word.lstrip("*") for word in text.split()]
    for before, word in pairwise(words):
        first, *others = word.split("|")
        if before != GAP and first in ADVERBS and not BESIDE.issuperset(others):
            return f"{before.rpartition('|')[2]} {first}"
    return ""


def _last_noun(raw: Sequence[str]) -> int:
    """The last word of a noun pattern that is more than prepositions ("*support* for|of", "*claim* that")."""
    whole = [at for at, word in enumerate(raw) if word not in (GAP, "-") and not PARTICLES.issuperset(word.split("|"))]
    return whole[-1] if whole else len(raw) - 1


def alternatives(word: str, pattern: str) -> frozenset[str]:
    found = frozenset(key(part) for part in word.split("|"))
    if "" in found:
        raise CueFault(say("the pattern “{pattern}” has an empty alternative beside |", pattern=pattern))
    return found


def match(pattern: Pattern, *, keys: Sequence[str], first: int) -> list[int] | None:
    """Token index for each place of `pattern` (a gap gets the index before it) or None; nearest words win."""
    places = [first]
    at = first
    gap = False
    for word in pattern.words[1:]:
        if word is None:
            gap = True
            places.append(at)
            continue
        reach = LONGEST_GAP if gap else 0
        for candidate in range(at + 1, min(at + 2 + reach, len(keys))):
            if keys[candidate] in word:
                at = candidate
                break
            if keys[candidate] in STOPS:
                return None
        else:
            return None
        places.append(at)
        gap = False
    return places
