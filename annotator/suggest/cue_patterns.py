"""Lemma patterns of the cue files: reading a line, matching it against the words of a text.

A pattern is a line of lemmas: `turn down`, `pledge|swear ~ allegiance`. `|` separates alternatives, `~` stands for up
to three words of any kind between two others, `#` for a number, `*` before a word makes it the head (else the first word of a verb or
adjective pattern, the last of a noun pattern).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from annotator.suggest.words import key

GAP = "~"
LONGEST_GAP = 3
PARTICLES = frozenset({
    "of", "for", "to", "from", "with", "on", "in", "against", "over", "between", "towards",
    "toward", "about", "by", "at", "that", "into", "among", "within", "upon",
})  # fmt: skip
"""Words that are no head of a noun pattern."""
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
        raise CueFault("the pattern is empty")
    if raw[0] == GAP or raw[-1] == GAP:
        raise CueFault(f"the pattern “{text}” begins or ends with ~, which stands between two words")
    heads = [index for index, word in enumerate(raw) if word.startswith("*")]
    if len(heads) > 1:
        raise CueFault(f"the pattern “{text}” has more than one *")
    head = heads[0] if heads else (_last_noun(raw) if table == "noun" else 0)
    words = tuple(None if word == GAP else alternatives(word.lstrip("*"), text) for word in raw)
    return Pattern(words, head)


def variants(text: str) -> list[str]:
    """The patterns that a line stands for: an alternative with a hyphen ("calm|de-escalation") is several words in a parse.

    It becomes a pattern of its own, so that the words on both sides of its hyphen do not run into its neighbours.
    """
    choices = []
    for word in text.split():
        star, parts = "*" * word.startswith("*"), word.lstrip("*").split("|")
        plain = [part for part in parts if "-" not in part or part == "-"]
        joined = [part for part in parts if part not in plain]
        choices.append([word] if len(parts) == 1 else [star + each for each in ["|".join(plain), *joined] if each])
    return [" ".join(words) for words in product(*choices)]


def _last_noun(raw: Sequence[str]) -> int:
    """The last word of a noun pattern that is more than prepositions ("*support* for|of", "*claim* that")."""
    whole = [at for at, word in enumerate(raw) if word not in (GAP, "-") and not PARTICLES.issuperset(word.split("|"))]
    return whole[-1] if whole else len(raw) - 1


def alternatives(word: str, pattern: str) -> frozenset[str]:
    found = frozenset(key(part) for part in word.split("|"))
    if "" in found:
        raise CueFault(f"the pattern “{pattern}” has an empty alternative beside |")
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
