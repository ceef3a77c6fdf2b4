"""What a suggester works with: the cues of one kind, read from a codebook once, and what cannot be used of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import orjson

from annotator.codebook import Codebook
from annotator.suggest.cue_lexicon import EntryFault, Lexicon
from annotator.suggest.found import PatternFault, cue_fault
from annotator.suggest.tree import tree_of
from annotator.suggest.versions import rules_version

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Readings(Protocol):
    """What a cue file says to its suggester: a lexicon, and whatever else its rules need."""

    @property
    def lexicon(self) -> Lexicon[Any]: ...


R = TypeVar("R", bound=Readings)


Read = Callable[[Codebook, Mapping[str, object]], R]
Beside = Callable[[Codebook, Mapping[str, object]], object]


class CompiledCues(Generic[R]):
    """The cues of `kind` ("threats"), read anew by `read(codebook, cues)` only when another codebook comes.

    `beside(codebook, cues)`: all that `read` reads but the lexicon's entries, as JSON could hold it.
    """

    def __init__(self, kind: str, read: Read[R], beside: Beside) -> None:
        self.kind = kind
        self._read, self._beside = read, beside
        self._last: tuple[Codebook, R] | None = None
        self._besides = ""
        self._entries: dict[int, str] = {}

    def of(self, codebook: Codebook) -> R:
        if self._last is None or self._last[0] is not codebook:
            found = codebook.cues.get(self.kind)
            cues = found if isinstance(found, Mapping) else {}
            self._last = codebook, self._read(codebook, cues)
            self._besides = _hash_of(self._beside(codebook, cues))
            self._entries = {}
        return self._last[1]

    def concerning(self, doc: Doc, codebook: Codebook) -> str:
        """A hash of all of the cues that concerns a text: the entries that it calls, and what stands beside the entries."""
        hits = self.of(codebook).lexicon.find(tree_of(doc))
        called = [[*hit[:4], self._entry(hit.cue), hit.places] for of_head in hits for hit in of_head]
        return _hash_of([self._besides, called])

    def _entry(self, cue: object) -> str:
        """The hash of an entry, of which the lexicon holds one object."""
        if id(cue) not in self._entries:
            self._entries[id(cue)] = _hash_of(cue)
        return self._entries[id(cue)]

    def faults(self, codebook: Codebook) -> Sequence[PatternFault]:
        """The entries that are left out, with file and line."""
        return [_located(fault, codebook, self.kind) for fault in self.of(codebook).lexicon.faults]


class CueSuggester(Generic[R]):
    """What the suggesters of threats and stances share: `name` is their kind of cues, `version` that of the rules."""

    version = rules_version()

    def __init__(self, name: str, read: Read[R], beside: Beside) -> None:
        self.name = name
        self._cues = CompiledCues(name, read, beside)

    def rests_on(self, doc: Doc, *, codebook: Codebook) -> str:
        """The entries that the text calls, and all that the cues say beside their entries."""
        return self._cues.concerning(doc, codebook)

    def faults(self, codebook: Codebook) -> Sequence[PatternFault]:
        """The entries of the cues that cannot be used, or are worth a second look."""
        return self._cues.faults(codebook)


def without_entries(cues: object, tables: Sequence[str]) -> dict[str, object]:
    """Cues without the tables of their lexicon."""
    return {str(name): each for name, each in cues.items() if name not in tables} if isinstance(cues, Mapping) else {}


def _hash_of(what: object) -> str:
    content = orjson.dumps(what, default=_plain, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SORT_KEYS)
    return hashlib.sha256(content).hexdigest()


def _plain(value: object) -> object:
    """What JSON lacks: sets, mappings of other kinds, dates and times of TOML."""
    if isinstance(value, frozenset | set):
        return sorted(value)
    return dict(value) if isinstance(value, Mapping) else str(value)


def _located(fault: EntryFault, codebook: Codebook, kind: str) -> PatternFault:
    path = (fault.table, fault.number - 1) if fault.number else (fault.table,)
    return cue_fault(codebook, kind, path, fault.problem)
