"""What an evaluation of suggestions says: rows of scores, how far what both say is alike, and each error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from annotator.suggest.scoring_units import Criterion

By: TypeAlias = Literal["all", "code", "kind", "rule"]
"""What a row of scores is about: the facet, a code, a kind of rule ("actors/1 name") or a rule ("actors/1 name:iran")."""
ErrorKind: TypeAlias = Literal["missed", "spurious", "boundary", "code", "attribute"]
ERRORS: tuple[ErrorKind, ...] = ("missed", "spurious", "boundary", "code", "attribute")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of one row and the figures that follow. `met`: gold units met; `right`: suggestions that meet any unit.

    `code` is the mean share of a met unit's coders who gave the suggestion's code; None where none is met.
    """

    facet: str
    by: By
    name: str
    criterion: Criterion
    documents: int
    gold: int
    met: int
    suggested: int
    right: int
    code: float | None = None

    @property
    def recall(self) -> float | None:
        """0 to 1; None where there is no gold."""
        return self.met / self.gold if self.gold else None

    @property
    def precision(self) -> float | None:
        """0 to 1; None where nothing was suggested."""
        return self.right / self.suggested if self.suggested else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both, 0 where nothing is met; None without gold, and for rules: none seeks all of it."""
        if self.recall is None or self.by in ("kind", "rule"):
            return None
        precision = self.precision or 0.0
        return 2 * self.recall * precision / (self.recall + precision) if self.recall + precision else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """How far suggestions say what coders say, where they meet: of the code, its side, or an attribute.

    `share` is the mean, over the `met` units, of the share of the unit's coders who say the same (nothing is a value
    too). `usual`: of the met gold units, the share where the suggestion says what most of the unit's coders say.
    `agreed`: of those on which all coders say one and the same known value (`agreed_units`), the share that has it.
    All are None without a unit.
    """

    facet: str
    what: str
    met: int
    share: float | None
    gold_met: int
    usual: float | None
    agreed_units: int
    agreed: float | None


Said: TypeAlias = tuple[str, int, int, str, Mapping[str, str]]
"""(coder or source, start, end, code, attributes); offsets in the stored text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionError:
    """A difference between suggestions and coders, [start, end) in the document that is called `document`.

    missed: a gold unit without a suggestion; spurious: a suggestion that no coder has; boundary: both, at places too
    different to meet; code, attribute (`what`): they meet, and most of the unit's coders say something else.
    """

    facet: str
    kind: ErrorKind
    document: str
    start: int
    end: int
    text: str
    what: str = ""
    suggestion: Said | None = None
    coded: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that `Scoring` found. `notes` are plain sentences."""

    scores: tuple[Score, ...]
    alike: tuple[Alike, ...]
    errors: tuple[SuggestionError, ...]
    coders: tuple[str, ...]
    documents: int
    notes: tuple[str, ...] = ()
    provenance: Mapping[str, object] = field(default_factory=dict)


def rule_kind(source: str) -> str:
    """The source of a suggestion up to its colon: "actors/1 name" of "actors/1 name:iran"."""
    return source.partition(":")[0]


def error_counts(errors: Iterable[SuggestionError]) -> Counter[tuple[str, ErrorKind, str]]:
    """(facet, kind, attribute) -> how many."""
    return Counter((error.facet, error.kind, error.what) for error in errors)
