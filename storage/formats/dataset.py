"""What formats write and what they read: plain records, so that a format knows nothing of SQL."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from annotator.codebook import Codebook
from annotator.errors import FormatError
from annotator.records import FIRST_ROUND, Coding, Completion, Decision, Document, Region, Suggestion
from annotator.wording import say

_Placed = TypeVar("_Placed", Document, Coding)


def _nobody(done: int) -> None:
    """For who is told of no progress."""


class Entry(NamedTuple):
    """One further thing that a project keeps (a memo, a region's override, a study …), as its events give it."""

    entity: str
    key: str
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A selection of a project that is to be written. Documents in the project's order, codings sorted within them.

    `suggestions`, `decisions`, `entries` and `details` (document sha256 -> how it was read) are empty unless the format
    takes whole projects; `live` are the ids of suggestions that are still offered. `parts` (document sha256 -> "train", "dev" or "test") is empty unless splits were asked for.
    `provenance` holds the project's hash, chain heads, coders and versions, without time or path. `told` is called with
    the number of documents that are written, and may raise Cancelled.
    """

    codebook: Codebook
    documents: Sequence[Document]
    codings: Sequence[Coding]
    completions: Sequence[Completion] = ()
    suggestions: Sequence[Suggestion] = ()
    provenance: Mapping[str, object] = field(default_factory=dict)
    decisions: Sequence[Decision] = ()
    live: frozenset[str] = frozenset()
    entries: Sequence[Entry] = ()
    details: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    card: str = ""
    told: Callable[[int], None] = field(default=_nobody, repr=False, compare=False)

    def checked(self) -> Dataset:
        """Itself, once every span is known to lie in its text. Raises FormatError naming the first that does not."""
        lengths = {document.sha256: len(document.text) for document in self.documents}
        for coding in self.codings:
            span = coding.span
            if span and not 0 <= span.start < span.end <= lengths[coding.document]:
                raise FormatError(
                    say("Coding {uuid} lies outside its document: run `check` before you export.", uuid=coding.uuid)
                )
        return self

    def coders(self) -> list[str]:
        """Everybody with a coding or a done mark here, sorted."""
        return sorted({c.coder for c in self.codings} | {m.coder for m in self.completions})

    def work(self) -> Iterator[tuple[Document, str, list[Coding]]]:
        """(document, coder, codings) for every coder who has a coding or a done mark in the document."""
        found: dict[tuple[str, str], list[Coding]] = {}
        coders = self.coders()
        for mark in self.completions:
            found.setdefault((mark.document, mark.coder), [])
        for coding in self.codings:
            found.setdefault((coding.document, coding.coder), []).append(coding)
        for document in self.each(self.documents):
            for coder in coders:
                if (document.sha256, coder) in found:
                    yield document, coder, found[document.sha256, coder]

    def each(self, items: Iterable[_Placed]) -> Iterator[_Placed]:
        """Documents or codings in the order of the documents, on their way into a file: tells how many are behind."""
        places = {document.sha256: number for number, document in enumerate(self.documents)}
        at = -1
        for item in items:
            here = places[item.sha256 if isinstance(item, Document) else item.document]
            if here != at:
                at = here
                self.told(at)
            yield item
        self.told(len(self.documents))

    def after(self, done: int) -> Dataset:
        """Itself as a part of something larger, of which so many documents are written already."""
        told = self.told
        return replace(self, told=lambda number: told(done + number))

    def turn(self, number: int, of: int) -> Dataset:
        """Itself where all documents are gone through `of` times, and this is the time `number` (from 0)."""
        told, total = self.told, len(self.documents)
        return replace(self, told=lambda done: told((number * total + done) // of))


@dataclass(frozen=True, slots=True)
class Incoming:
    """One coding as a file gives it. `where` names file and line (or element) for messages.

    `document` is the name the file uses; `sha256` and `text` (the quote) are "" and None where the format has none.
    `attributes` holds texts only. `coder` is "" where the file names none, `facet` where it knows codes only.
    `foreign`: another tool's, with that tool's names: `label` is the code's whole name there, `group` what stands above
    it, which may be a facet's name; attributes that the codebook has not are left out and said.
    """

    where: str
    document: str
    coder: str
    start: int | None
    end: int | None
    facet: str
    code: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""
    text: str | None = None
    origin: str = "imported"
    memo: str = ""
    certainty: float | None = None
    round: str = FIRST_ROUND
    uuid: str = ""
    meaning_version: int | None = None
    created: str = ""
    suggestion: str | None = None
    foreign: bool = False
    label: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class IncomingDone:
    """A line that says a facet of a document is done (or open again) for a coder."""

    where: str
    document: str
    coder: str
    facet: str
    done: bool
    sha256: str = ""
    round: str = FIRST_ROUND


@dataclass(frozen=True, slots=True)
class IncomingDocument:
    """A text that comes with the codings, for formats that carry texts.

    `sha256` is what the file says the stored text's hash is ("" if it says nothing). Codings name the document by
    `key`, so that two documents of one name are told apart.
    """

    where: str
    name: str
    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""
    regions: tuple[Region, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    key: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        digest = self.sha256 or hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "key", digest)  # once: every coding asks for it


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that a file brought. `codebook` where the format carries one; `notes` say what it could not carry."""

    codings: Sequence[Incoming] = ()
    done: Sequence[IncomingDone] = ()
    documents: Sequence[IncomingDocument] = ()
    codebook: Codebook | None = None
    notes: Sequence[str] = ()
    suggestions: Sequence[tuple[str, Mapping[str, Any]]] = ()
    decisions: Sequence[Decision] = ()
    entries: Sequence[Entry] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a written file lacks. `field` is one of losses.FIELDS, `words` one sentence for people."""

    field: str
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Written:
    """What an export left on disk, and what it could not carry (empty if nothing was lost)."""

    files: Sequence[Path]
    losses: Sequence[Loss] = ()
