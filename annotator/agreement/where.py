"""What a row is about, and what stands in it beside the value and its interval."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from annotator.agreement.figure import NO_VARIATION
from annotator.wording import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """What a row is about. `sure`: whether it is to have an interval; `replicated`: whether also the bootstrap."""

    scope: str = "all"
    code: str | None = None
    subset: str = "all"
    coders: tuple[str, ...] = ()
    sure: bool = True
    replicated: bool = True

    def of_code(self, code: str) -> Where:
        """The same, for one code: scope `code:X`, or `pair:A,B code:X`."""
        scope = f"code:{code}" if self.scope == "all" else f"{self.scope} code:{code}"
        return replace(self, scope=scope, code=code)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What stands in a row beside the value."""

    n: float = 0
    low: float = -1.0
    level: str | None = None
    weights: str | None = None
    coverage: float | None = None
    reason: str = field(default_factory=lambda: say(NO_VARIATION))
    note: str | None = None
