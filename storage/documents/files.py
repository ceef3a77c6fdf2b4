"""From paths to documents: files, folders and zip archives, each by the reader that its ending names."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from annotator.errors import DocumentError
from annotator.files import opened
from annotator.regions import find_regions, merge_regions
from annotator.wording import say
from storage.documents.apart import read_apart
from storage.documents.decoding import EncodingUnknown
from storage.documents.looks import looks_like
from storage.documents.markup import open_archive, read_member, safe_members
from storage.documents.records import ReadDocument, Reader, Refused, Source, never_seen

LARGEST_FILE = 200_000_000
"""Bytes of a file that is not an archive."""
LARGEST_ARCHIVE = 500_000_000
_PASSED_OVER = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})
_ACCEPTED = {"text": {"text"}, "page": {"text", "page"}, "pdf": {"pdf"}, "zip": {"zip"}}

_Load: TypeAlias = Callable[[], bytes]
_Listed: TypeAlias = tuple[str, _Load | str]
"""A file's path within what was given, and how to get its bytes or the reason why not."""


class Reading:
    """One walk over a file, folder or archive. Names are kept apart within it: the later of two takes its path."""

    def __init__(
        self,
        readers: Iterable[Reader],
        *,
        encoding: str | None = None,
        encodings: Mapping[str, str] | None = None,
        options: Mapping[str, str] | None = None,
        known: Callable[[str], str | None] = never_seen,
    ) -> None:
        self._readers = {ending: reader for reader in readers for ending in reader.endings}
        self._encoding = encoding
        self._encodings = dict(encodings or {})
        self._known = known
        self._options = dict(options or {})
        self._names: set[str] = set()

    def walk(self, path: Path) -> Iterator[ReadDocument | Refused]:
        """The documents of a path, in the order of their names, and what can't be one with the reason."""
        for name, load in listed(path):
            relative = _printable(name)
            if isinstance(load, str):
                yield Refused(relative, load)
                continue
            try:
                yield from self._documents(relative, load())
            except EncodingUnknown as error:
                yield Refused(relative, str(error), error.guess, error.preview, error.candidates)
            except DocumentError as error:
                yield Refused(relative, str(error))

    def _documents(self, relative: str, data: bytes) -> Iterator[ReadDocument | Refused]:
        if not data:
            raise DocumentError(say("it is empty."))
        digest = hashlib.sha256(data).hexdigest()
        if (document := self._known(digest)) is not None:
            yield Refused.repeat(relative, document)
            return
        reader = self._reader(relative, data)
        encoding = self._encodings.get(relative, self._encoding)
        source = Source(PurePosixPath(relative).name, data, encoding, self._options)
        for part in read_apart(reader, source) if reader.apart else reader.read(source):
            if isinstance(part, Refused):
                yield part
                continue
            name = self._name(source.name + part.part, relative + part.part)
            regions = merge_regions([*part.regions, *find_regions(part.text)])
            yield ReadDocument(
                name, part.text, regions, part.metadata, digest, reader.name, reader.version, part.encoding,
                part.options, relative + part.part, part.remark,
            )  # fmt: skip

    def _reader(self, relative: str, data: bytes) -> Reader:
        ending = PurePosixPath(relative).suffix.lower()
        look, words = looks_like(data)
        reader = self._readers.get(ending)
        if ending == ".zip":
            raise DocumentError(say("it is an archive inside an archive: unpack it and add what it holds."))
        if reader is None:
            known = " ".join(sorted(ending for ending in self._readers if ending))
            raise DocumentError(
                say(
                    "no reader knows its ending, and it is {words}: save it as one of {known} .zip",
                    words=words,
                    known=known,
                )
            )
        if look not in _ACCEPTED[reader.looks]:
            raise DocumentError(
                say(
                    "its ending says {title}, but it is {words}: give it its own ending.",
                    title=say(reader.title),
                    words=words,
                )
            )
        return reader

    def _name(self, name: str, relative: str) -> str:
        chosen = relative if name in self._names else name
        number = 2
        while chosen in self._names:
            chosen, number = f"{relative} ({number})", number + 1
        self._names.add(chosen)
        return chosen


def listed(path: Path) -> Iterator[_Listed]:
    """The files of a path in the order of their names; nothing is read but the lists of archives."""
    if path.is_dir():
        for file in _files(path):
            relative = file.relative_to(path).as_posix()
            if file.is_symlink():  # it may lead out of the folder, to what nobody meant to add
                yield relative, say("it is a link, not a file: add what it points at.")
            else:
                yield from _unpacked(file, relative)
    elif path.exists():
        yield from _unpacked(path, path.name)
    else:
        yield path.name, say("there is no such file: check its path.")


def _printable(name: str) -> str:
    """A name that can be stored and shown: bytes that are no UTF-8 and control characters become the mark for them."""
    whole = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in whole)


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder by name, "2.txt" before "10.txt", without hidden ones and those that systems put there; links among them.

    Links to folders come with the files, because `os.walk` does not follow them.
    """
    for root, folders, files in os.walk(folder):
        folders[:] = sorted((name for name in folders if not _passed_over(name)), key=_natural)
        links = [name for name in folders if Path(root, name).is_symlink()]
        for name in sorted([*files, *links], key=_natural):
            if not _passed_over(name):
                yield Path(root, name)


def _natural(name: str) -> list[tuple[int, int | str]]:
    """Sort key by which "2.txt" comes before "10.txt"."""
    return [(0, int(part)) if part.isdecimal() else (1, part.casefold()) for part in re.split(r"(\d+)", name) if part]


def _passed_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name in _PASSED_OVER


def _unpacked(path: Path, relative: str) -> Iterator[_Listed]:
    """The file itself, or the files of an archive."""
    try:
        found = path.stat()
    except OSError as error:
        yield relative, _unreadable(error)
        return
    largest = LARGEST_ARCHIVE if path.suffix.lower() == ".zip" else LARGEST_FILE
    if not stat.S_ISREG(found.st_mode):
        yield relative, say("it is no ordinary file: it is not read.")
    elif found.st_size > largest:
        yield (
            relative,
            say("it has {st_size:,} bytes, more than {largest:,}: split it.", st_size=found.st_size, largest=largest),
        )
    elif path.suffix.lower() == ".zip":
        yield from _members(path, relative)
    else:
        yield relative, lambda: _bytes_of(path)


def _members(path: Path, relative: str) -> Iterator[_Listed]:
    try:
        with opened(path) as stream, open_archive(stream) as archive:
            for member, reason in safe_members(archive):
                if reason is None:
                    yield f"{relative}/{member.filename}", _reading(archive, member)
                else:
                    yield f"{relative}/{member.filename}", reason
    except DocumentError as error:
        yield relative, str(error)
    except OSError as error:
        yield relative, _unreadable(error)


def _reading(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> _Load:
    return lambda: read_member(archive, member)


def _bytes_of(path: Path) -> bytes:
    try:
        with opened(path) as file:
            return file.read()
    except OSError as error:
        raise DocumentError(_unreadable(error)) from None


def _unreadable(error: OSError) -> str:
    if not error.strerror:
        return say("it can't be read: the system refuses it.")
    return say("it can't be read: {why}.", why=error.strerror.lower())
