"""Bodies that every state has ("the Supreme Court"): coded by the state that the text speaks of there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from annotator.suggest.actor_lexicon import FACET, ActorLexicon
from annotator.suggest.found import Found
from annotator.suggest.reading import Reading

SCORE = 0.6
_OWNED = re.compile(r"(?:[’']s?|\b(?!The )[A-Z][a-z]+) \Z")


def bodies(found: Sequence[Found], taken: bytearray, reading: Reading) -> Iterator[Found]:
    """The bodies of [words] bodies, where neither a possessor nor a name stands before them.

    Their state is the last one named before them in the paragraph, else the next one in the sentence; a body without
    one is not offered. `found` are the actors so far, sorted by start; `taken` marks the characters of other names.
    """
    pattern = _pattern(reading.lexicon)
    if pattern is None:
        return
    states = [each for each in found if each.code in _states(reading.lexicon)]
    for match in pattern.finditer(reading.text):
        start, end = match.span()
        if any(taken[start:end]) or _OWNED.search(reading.text, max(0, start - 30), start):
            continue
        first = reading.text.rfind("\n", 0, start) + 1
        last = start + len(reading.sentence(start, end))
        before = [each for each in states if first <= each.start < start]
        behind = [each for each in states if end <= each.start < last]
        owner = before[-1] if before else behind[0] if behind else None
        if owner is not None:
            yield Found(start, end, FACET, owner.code, "body:by state", SCORE, {"role": "actor"})


@lru_cache(maxsize=4)
def _pattern(lexicon: ActorLexicon) -> re.Pattern[str] | None:
    names = sorted(lexicon.phrases.get("bodies", ()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b") if names else None


@lru_cache(maxsize=4)
def _states(lexicon: ActorLexicon) -> frozenset[str]:
    """The codes of states, and of whoever governs one under a rule."""
    return frozenset(name.code for name in lexicon.listed if name.kind in ("country", "capital"))
