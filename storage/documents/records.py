"""What reading gives back, and what a reader is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeAlias

from annotator.records import Region
from annotator.wording import later, say

LONGEST_TEXT = 10_000_000
"""Characters of a document. A novel has one million; a longer text is split by whoever wants it coded."""

BROKEN = later("it is damaged, or made to break its reader: save it anew, or save its text and add that.")


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as it would be stored.

    `regions` come from the reader (what it took for non-article text) and from the text itself. `metadata` holds
    title, source, date, author and language where the file gives them, and any other columns. `relative` is the name
    to take where another document has `name` already. `options` are those that decided what was read, `remark` a sentence on what of the file is not in the text.
    """

    name: str
    text: str
    regions: tuple[Region, ...]
    metadata: Mapping[str, str]
    original_sha256: str
    reader: str
    reader_version: str
    encoding: str = "utf-8"
    options: Mapping[str, str] = field(default_factory=dict)
    relative: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class EncodingCandidate:
    """An encoding in which all of a file can be read, and the lines by which one sees whether it is the right one."""

    encoding: str
    sample: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, or a part of one, that can't be a document. `reason` is one plain sentence about it.

    Where the reason is an unknown encoding, `candidates` are those that it may be in, likeliest first, each with lines
    of the text read so; `guess` and `preview` are the first one's name and line. `repeats` is the document that has the
    same text, where that is the reason: then nothing is amiss.
    """

    name: str
    reason: str
    guess: str = ""
    preview: str = ""
    candidates: tuple[EncodingCandidate, ...] = ()
    repeats: str = ""

    @classmethod
    def repeat(cls, name: str, document: str) -> Refused:
        """What a file is refused with whose text the project has already."""
        return cls(name, say("its text is in the project already, as {document}.", document=document), repeats=document)


def never_seen(sha256: str) -> str | None:
    """For a walk that knows of no file that was read before."""
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes on their way to a reader. `encoding` is what the user confirmed, `options` what the user chose."""

    name: str
    data: bytes
    encoding: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A document that a reader found in a file. `part` tells the documents of one file apart ("#3"); `remark` is a
    sentence on what the reader could not take, "" for nothing."""

    text: str
    regions: tuple[Region, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    options: Mapping[str, str] = field(default_factory=dict)
    part: str = ""
    remark: str = ""


Looks: TypeAlias = Literal["text", "page", "pdf", "zip"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A document format: its name, the endings of its files, and how to read one.

    `read` yields a Part for each document and a Refused for each piece that can't be one, and raises DocumentError
    for the whole file. `apart` readers run in another process, with limits, because a library in another language
    meets the file. `looks` is what such a file begins with. `libraries` are named in the record of the import.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    read: Callable[[Source], Iterable[Part | Refused]]
    looks: Looks = "text"
    apart: bool = False
    libraries: tuple[str, ...] = ()
    revision: int = 1

    @property
    def version(self) -> str:
        """The reader's own revision with the versions of its libraries: "1 (lxml 6.1.3)"."""
        used = ", ".join(f"{library} {_installed(library)}" for library in self.libraries)
        return f"{self.revision} ({used})" if used else str(self.revision)


@cache
def _installed(library: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(library)
    except PackageNotFoundError:
        return "of unknown version"
