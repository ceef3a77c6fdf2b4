"""[status] of the threat cues: words that say of what depends on them whether it occurred, goes on, may come or is denied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.suggest.word_lists import word_sets

STATUSES = ("occurred", "ongoing", "potential", "denied")


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The words of [status]: lemmas of governors and modifiers by what they say about what depends on them."""

    denying: frozenset[str] = frozenset()
    averting: frozenset[str] = frozenset()
    excluding: frozenset[str] = frozenset()
    promising: frozenset[str] = frozenset()
    expecting: frozenset[str] = frozenset()
    continuing: frozenset[str] = frozenset()
    failing: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    anew: frozenset[str] = frozenset()
    continual: frozenset[str] = frozenset()
    pending: frozenset[str] = frozenset()
    foiling: frozenset[str] = frozenset()
    evidential: frozenset[str] = frozenset()
    ending: frozenset[str] = frozenset()
    persisting: frozenset[str] = frozenset()
    growing: frozenset[str] = frozenset()
    moving: frozenset[str] = frozenset()
    supposing: frozenset[str] = frozenset()
    proving: frozenset[str] = frozenset()
    lacking: frozenset[str] = frozenset()
    letting: frozenset[str] = frozenset()
    accusing: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    """Codes of deeds: one that is counted happened, also where it is told in the present tense."""
    recode: Mapping[str, str] = field(default_factory=dict)
    lasting: Mapping[str, str] = field(default_factory=dict)
    """Code -> "past" or "perfect": from which tense on what it reports is held to go on."""
    implied: Mapping[str, str] = field(default_factory=dict)
    """Code -> the status that it has by itself, unless it is denied."""


def read_status_words(cues: Mapping[str, object]) -> StatusWords:
    table = cues.get("status")
    if not isinstance(table, Mapping):
        return StatusWords()
    lists = [name for name in StatusWords.__dataclass_fields__ if name not in ("recode", "lasting", "implied")]
    return StatusWords(
        **word_sets(table, lists),
        recode=_pairs(table.get("recode")),
        lasting=_pairs(table.get("lasting")),
        implied=_pairs(table.get("implied")),
    )


def _pairs(table: object) -> dict[str, str]:
    return {str(code): str(other) for code, other in table.items()} if isinstance(table, Mapping) else {}
