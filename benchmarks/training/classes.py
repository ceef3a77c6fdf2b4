"""Words and their classes: those written down by hand in material/word-classes.tsv, and what the cue files say of a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from annotator.suggest.cue_lexicon import Lexicon
from annotator.suggest.learned.weights import CLASSES
from benchmarks.training.material import HERE, stance_cues, threat_cues


@lru_cache(maxsize=1)
def all_classes() -> Mapping[str, tuple[str, ...]]:
    """Dictionary form -> its classes, both sorted."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in (HERE / CLASSES).read_text(encoding="utf-8").splitlines():
        word, classes = line.split("\t")
        found[word].update(classes.split(" "))
    threats, stances = threat_cues(), stance_cues()
    for word, code in threats.words.strong.items():
        found[word].update((f"strong:{code}", "strong"))
    for word, code in threats.words.weak.items():
        found[word].add(f"weak:{code}")
    for word in threats.words.against:
        found[word].add("against")
    _add_entries(found, threats.lexicon, "threat", "code")
    _add_entries(found, stances.lexicon, "stance", "valence")
    return {word: tuple(sorted(classes)) for word, classes in sorted(found.items()) if word and word.isprintable()}


def _add_entries(found: defaultdict[str, set[str]], lexicon: Lexicon[Any], facet: str, what: str) -> None:
    """The tables of the entries of which a word may be the head, and what those entries say."""
    for opening in lexicon.index.values():
        rest = [*opening.next.values(), *opening.near.values()]
        for entry in (*opening.alone, *(entry for entries in rest for entry in entries)):
            for word in entry.pattern.words[entry.pattern.head] or ():
                said = str(getattr(entry.cue, what)).replace(" ", "_") or "any"
                found[word].add(f"{facet}-{entry.cue.table}:{said}")
