"""The suggesters, in the order in which they run. To add one, write its module and name it here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from annotator.codebook import Codebook
from annotator.suggest.found import Found, PatternFault, Suggester

if TYPE_CHECKING:
    from spacy.tokens import Doc


@lru_cache(maxsize=1)
def suggesters() -> tuple[Suggester, ...]:
    """One instance of each suggester, actors first: the others take holders, targets and perpetrators from them.

    A suggester keeps what it compiled from the last codebook it saw, so the instances are shared within a process.
    """
    from annotator.suggest.actors import ActorSuggester
    from annotator.suggest.stances import StanceSuggester
    from annotator.suggest.threats import ThreatSuggester

    return (ActorSuggester(), _Reporting(ThreatSuggester()), _Reporting(StanceSuggester()))


def faults_of(codebook: Codebook) -> tuple[PatternFault, ...]:
    """All aliases and cues of a codebook that no suggester can use. Needs neither model nor parse.

    Raises CodebookError where a cue file is no TOML.
    """
    return tuple(dict.fromkeys(fault for suggester in suggesters() for fault in suggester.faults(codebook)))


class _Lexical(Protocol):
    """A suggester whose `faults` are sentences about the lexicon that it compiled last."""

    name: str
    version: str
    faults: list[str]

    def suggest(self, doc: Doc, *, codebook: Codebook, actors: Sequence[Found]) -> Iterable[Found]: ...

    def _compile(self, codebook: Codebook) -> object: ...


_SENTENCE = re.compile(r"(?P<file>[^,:]+)(?:, line (?P<line>\d+))?: (?P<problem>.+)", re.DOTALL)


class _Reporting:
    """Gives the sentences of a lexical suggester as records with file and line."""

    def __init__(self, suggester: _Lexical) -> None:
        self.name, self.version = suggester.name, suggester.version
        self._suggester = suggester

    def suggest(self, doc: Doc, *, codebook: Codebook, actors: Sequence[Found]) -> Iterable[Found]:
        return self._suggester.suggest(doc, codebook=codebook, actors=actors)

    def faults(self, codebook: Codebook) -> Sequence[PatternFault]:
        self._suggester._compile(codebook)
        return [_record(sentence, codebook) for sentence in self._suggester.faults]


def _record(sentence: str, codebook: Codebook) -> PatternFault:
    match = _SENTENCE.match(sentence)
    if match is None:
        return PatternFault(f"codebook {codebook.name}", 1, sentence)
    return PatternFault(match["file"], int(match["line"] or 1), match["problem"])
