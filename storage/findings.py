"""What a check finds, as sentences, so many of a kind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from annotator.errors import IntercoderError
from annotator.wording import say
from storage import connect

MOST = 20
"""How many findings of one kind are listed; the rest is counted."""
FAULTS = (*connect.FAULTS, IntercoderError, ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError)
"""What reading damaged content may raise."""


@dataclass(slots=True)
class Findings:
    problems: list[str] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, sentence: str) -> None:
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if self.kinds[kind] <= MOST:
            self.problems.append(sentence)

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """A part of the check; where damage keeps it from being read at all, that is the finding."""
        try:
            yield
        except FAULTS as fault:
            self.add(what, say("The {what} can't be read ({why}).", what=what, why=short(fault)))

    def closed(self) -> tuple[str, ...]:
        more = [
            say("… and {number:,} more of this kind ({kind}).", number=n - MOST, kind=kind)
            for kind, n in self.kinds.items()
            if n > MOST
        ]
        return (*self.problems, *more)


def short(fault: BaseException) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0][:200].rstrip(".")
