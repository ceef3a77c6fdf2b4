"""[learned] of a cue file: whether what was learned is asked, and how sure a suggestion must be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Learned:
    """How sure a suggestion is: the mean of the shares of its span, of its code or side, and of its holder.

    The mean is geometric, weighed by `span`, `code` and `holder` (0 leaves a share out). Offered from `least` on.
    """

    least: float = 0.3
    span: float = 1.0
    code: float = 0.0
    holder: float = 0.0

    def sureness(self, *, span: float, code: float = 1.0, holder: float = 1.0) -> float:
        """0 to 1."""
        whole = self.span + self.code + self.holder
        return float((span**self.span * code**self.code * holder**self.holder) ** (1 / whole)) if whole > 0 else 0.0

    @property
    def least_span(self) -> float:
        """The share from which on a span may be sure enough whatever its code and holder are."""
        whole = self.span + self.code + self.holder
        return float(self.least ** (whole / self.span)) if self.span > 0 else 0.0


def read_least_seat(cues: Mapping[str, object]) -> float | None:
    """The share from which on a capital is offered as its government; None where the rules alone decide."""
    table = cues.get("learned")
    least = table.get("least_seat") if isinstance(table, Mapping) else None
    return float(least) if isinstance(least, int | float) and not isinstance(least, bool) else None


def read_learned(cues: Mapping[str, object]) -> Learned | None:
    """None without the table: then the rules alone suggest."""
    table = cues.get("learned")
    if not isinstance(table, Mapping):
        return None
    names = {field.name for field in fields(Learned)}
    return Learned(
        **{
            name: float(value)
            for name, value in table.items()
            if name in names and isinstance(value, int | float) and not isinstance(value, bool)
        }
    )
