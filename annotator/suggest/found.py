"""What suggesters get and give. Positions are code points of the flowed text (see annotator/reflow.py)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from annotator.codebook import Codebook, cue_key
from annotator.codebook_lines import TomlLines
from annotator.wording import say

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Found:
    """A suggestion in the making. `rule` names the rule or lexicon entry; `start`, `end` in the flowed text."""

    start: int
    end: int
    facet: str
    code: str
    rule: str
    score: float
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PatternFault:
    """A cue or alias that cannot be used: `file` and `line` (from 1) say where it stands, `problem` what is wrong.

    The rest of the file still runs.
    """

    file: str
    line: int
    problem: str

    def __str__(self) -> str:
        return say("{file}, line {line}: {problem}", file=self.file, line=self.line, problem=self.problem)


_lines_of = lru_cache(maxsize=8)(TomlLines)
"""A file may have hundreds of faults, and is read for them once."""


def cue_fault(codebook: Codebook, kind: str, path: tuple[str | int, ...], problem: str) -> PatternFault:
    """The fault of the cue at `path` in the cues of `kind`, as in `cue_fault(codebook, "threats", ("rule", 3), "…")`.

    `path` names nested keys, with the position (from 0) after the name of an array of tables; a last text that is no
    key there is looked for in the lines that follow (an item of an array).
    """
    file = next((name for name in codebook.cue_texts if cue_key(name) == kind), "")
    if not file:
        return PatternFault(say("cues.{kind} of codebook {name}", kind=kind, name=codebook.name), 1, problem)
    last = path[-1] if path and isinstance(path[-1], str) else ""
    return PatternFault(file, _lines_of(codebook.cue_texts[file]).line(*path, containing=last), problem)


class Suggester(Protocol):
    """One way of finding suggestions. Must give the same answer for the same parse, codebook and mentions.

    `name` and `version` become the suggestion's source. `actors` are the actor suggestions found before, sorted by
    start (empty for the actor suggester itself); threats and stances take perpetrators, holders and targets from them.
    """

    name: str
    version: str

    def suggest(self, doc: Doc, *, codebook: Codebook, actors: Sequence[Found]) -> Iterable[Found]: ...

    def rests_on(self, doc: Doc, *, codebook: Codebook) -> str | None:
        """What, besides the parse, the actors and the suggester's version, the answer for this text rests on: while that
        stays the same, so does the answer, and it may be kept. None where it is to be asked each time."""
        ...

    def faults(self, codebook: Codebook) -> Sequence[PatternFault]:
        """The cues of this codebook that this suggester leaves out, as far as known after `suggest`; empty when sound."""
        ...
