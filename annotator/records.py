"""The records that every part of Intercoder passes around: frozen, typed, without behaviour that needs a store.

Offsets are zero-based, half-open, in Unicode code points of the document's stored text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

Attributes: TypeAlias = Mapping[str, str]
"""Attribute name -> value. An attribute that is not given has no entry (never None, never an empty string)."""

Origin: TypeAlias = Literal["manual", "accepted", "edited", "bulk", "propagated", "imported", "adjudicated"]
Verdict: TypeAlias = Literal["accepted", "edited", "rejected", "ignored"]
RegionKind: TypeAlias = Literal["duplicate", "boilerplate", "caption", "soft-break", "hyphen"]

LEFT_OUT: frozenset[str] = frozenset({"duplicate", "boilerplate", "caption"})
"""Kinds of region that are greyed, get no suggestions and stay out of every figure, unless a coder overrides one."""
TRANSPARENT: frozenset[str] = frozenset({"soft-break", "hyphen"})
"""Kinds of region across which text is coded, suggested, counted and shown as if unbroken."""

FIRST_ROUND = "1"


class Span(NamedTuple):
    """A stretch [start, end) of a document in code points."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def overlap(self, other: Span) -> int:
        """Number of code points that both spans cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a document with a kind; see LEFT_OUT and TRANSPARENT.

    `ignored` is a coder's override: the region stays on record but has no effect.
    `reason` says in a few words why it was found ("repeats paragraph 3", "list of links").
    """

    start: int
    end: int
    kind: RegionKind
    reason: str = ""
    ignored: bool = False

    @property
    def left_out(self) -> bool:
        return self.kind in LEFT_OUT and not self.ignored

    @property
    def transparent(self) -> bool:
        return self.kind in TRANSPARENT and not self.ignored


@dataclass(frozen=True, slots=True)
class Document:
    """Immutable text. `sha256` is the hex digest of the stored text in UTF-8 and identifies the document everywhere."""

    name: str
    text: str
    sha256: str
    regions: tuple[Region, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)


_NOTHING: Attributes = {}


class Coding(NamedTuple):
    """A coder's decision that span [start, end) of a document carries a code.

    A named tuple, because a document may have 20,000: they are made at the cost of reading them.

    `start` and `end` are None for a document-level code. `document` is the document's sha256.
    `certainty` is None or 0 to 1. `created` is ISO 8601 in UTC.
    `suggestion` is the id of the suggestion it came from, if any.
    """

    uuid: str
    document: str
    coder: str
    start: int | None
    end: int | None
    facet: str
    code: str
    attributes: Attributes = _NOTHING
    origin: Origin = "manual"
    memo: str = ""
    certainty: float | None = None
    round: str = FIRST_ROUND
    meaning_version: int = 1
    created: str = ""
    suggestion: str | None = None

    @property
    def span(self) -> Span | None:
        return None if self.start is None or self.end is None else Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A span with a code that the machine offers. `id` is a hash of document, span, code, attributes and rule.

    `source` names the rule, lexicon or model and its version; `score` is 0 to 1.
    A facet "actor" suggestion with an empty `code` is a "new actor?": a name that the codebook does not know.
    """

    id: str
    document: str
    start: int
    end: int
    facet: str
    code: str
    attributes: Attributes
    source: str
    score: float
    model: str = ""
    aids_version: int = 1
    meaning_version: int = 1

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a coder did with a suggestion. `seconds` is the time it stood as the current one, None if not measured."""

    suggestion: str
    document: str
    coder: str
    verdict: Verdict
    at: str
    seconds: float | None = None
    coding: str | None = None
    round: str = FIRST_ROUND


@dataclass(frozen=True, slots=True)
class Completion:
    """Coder x document x facet x round is done ("done and found nothing" is a value) or still open."""

    coder: str
    document: str
    facet: str
    round: str = FIRST_ROUND
    done: bool = True
