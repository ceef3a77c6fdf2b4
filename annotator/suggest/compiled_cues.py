"""What a suggester works with: the cues of one kind, read from a codebook once, and what cannot be used of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from annotator.codebook import Codebook
from annotator.suggest.cue_lexicon import EntryFault, Lexicon
from annotator.suggest.found import PatternFault, cue_fault
from annotator.suggest.versions import rules_version


class Readings(Protocol):
    """What a cue file says to its suggester: a lexicon, and whatever else its rules need."""

    @property
    def lexicon(self) -> Lexicon[Any]: ...


R = TypeVar("R", bound=Readings)


class CompiledCues(Generic[R]):
    """The cues of `kind` ("threats"), read anew by `read(codebook, cues)` only when another codebook comes."""

    def __init__(self, kind: str, read: Callable[[Codebook, Mapping[str, object]], R]) -> None:
        self.kind = kind
        self._read = read
        self._last: tuple[Codebook, R] | None = None

    def of(self, codebook: Codebook) -> R:
        if self._last is None or self._last[0] is not codebook:
            cues = codebook.cues.get(self.kind)
            self._last = codebook, self._read(codebook, cues if isinstance(cues, Mapping) else {})
        return self._last[1]

    def faults(self, codebook: Codebook) -> Sequence[PatternFault]:
        """The entries that are left out, with file and line."""
        return [_located(fault, codebook, self.kind) for fault in self.of(codebook).lexicon.faults]


class CueSuggester(Generic[R]):
    """What the suggesters of threats and stances share: `name` is their kind of cues, `version` that of the rules."""

    version = rules_version()

    def __init__(self, name: str, read: Callable[[Codebook, Mapping[str, object]], R]) -> None:
        self.name = name
        self._cues = CompiledCues(name, read)

    def faults(self, codebook: Codebook) -> Sequence[PatternFault]:
        """The entries of the cues that cannot be used, or are worth a second look."""
        return self._cues.faults(codebook)


def _located(fault: EntryFault, codebook: Codebook, kind: str) -> PatternFault:
    path = (fault.table, fault.number - 1) if fault.number else (fault.table,)
    return cue_fault(codebook, kind, path, fault.problem)
