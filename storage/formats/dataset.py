"""What formats write and what they read: plain records, so that a format knows nothing of SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.codebook import Codebook
from annotator.errors import FormatError
from annotator.records import FIRST_ROUND, Coding, Completion, Document, Suggestion


@dataclass(frozen=True, slots=True)
class Dataset:
    """A selection of a project that is to be written. Documents in the project's order, codings sorted within them.

    `suggestions` is empty unless unconfirmed suggestions were asked for. `provenance` holds the project's hash, chain
    heads, coders and versions, without time or path.
    """

    codebook: Codebook
    documents: Sequence[Document]
    codings: Sequence[Coding]
    completions: Sequence[Completion] = ()
    suggestions: Sequence[Suggestion] = ()
    provenance: Mapping[str, object] = field(default_factory=dict)

    def checked(self) -> Dataset:
        """Itself, once every span is known to lie in its text. Raises FormatError naming the first that does not."""
        lengths = {document.sha256: len(document.text) for document in self.documents}
        for coding in self.codings:
            span = coding.span
            if span and not 0 <= span.start < span.end <= lengths[coding.document]:
                raise FormatError(f"Coding {coding.uuid} lies outside its document: run `check` before you export.")
        return self


@dataclass(frozen=True, slots=True)
class Incoming:
    """One coding as a file gives it. `where` names file and line (or element) for messages.

    `document` is the name the file uses; `sha256` and `text` (the quote) are "" where the format has none.
    `attributes` holds texts only. `coder` is "" where the file names none.
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
    """A text that comes with the codings, for formats that carry texts."""

    where: str
    name: str
    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that a file brought. `codebook` where the format carries one; `notes` say what it could not carry."""

    codings: Sequence[Incoming] = ()
    done: Sequence[IncomingDone] = ()
    documents: Sequence[IncomingDocument] = ()
    codebook: Codebook | None = None
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What an export left on disk, and what it could not carry (one sentence each, empty if nothing was lost)."""

    files: Sequence[Any]
    losses: Sequence[str] = ()
