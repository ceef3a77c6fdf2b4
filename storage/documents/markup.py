"""XML from strangers: parsed without entities, document types, network or boundless depth; archives under caps."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from annotator.errors import DocumentError
from annotator.wording import say

MOST_MEMBERS = 10_000
MOST_BYTES = 500_000_000
HIGHEST_RATIO = 200
_SMALL = 100_000
"""Bytes up to which a member may shrink as far as it likes."""


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML file. DocumentError where it is no XML, or declares a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise DocumentError(say("it is damaged: its XML can't be read.")) from None
    docinfo: Any = root.getroottree().docinfo
    if docinfo.doctype:
        raise DocumentError(say("it declares a document type in its XML, which no such file needs: it is not read."))
    return root


def open_archive(data: bytes | io.BufferedReader) -> zipfile.ZipFile:
    """A zip archive whose directory keeps to the caps. DocumentError where it does not, or is damaged."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
        members = archive.infolist()
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError):
        raise DocumentError(say("it is damaged: it can't be opened as an archive.")) from None
    if len(members) > MOST_MEMBERS:
        raise DocumentError(
            say(
                "it holds {number:,} files, more than {most_members:,}: split it.",
                number=len(members),
                most_members=MOST_MEMBERS,
            )
        )
    size = sum(member.file_size for member in members)
    if size > MOST_BYTES:
        raise DocumentError(
            say("it unpacks to {size:,} bytes, more than {most_bytes:,}: split it.", size=size, most_bytes=MOST_BYTES)
        )
    for member in members:
        if member.file_size > _SMALL and member.file_size > HIGHEST_RATIO * max(1, member.compress_size):
            raise DocumentError(
                say(
                    "it unpacks to more than {highest_ratio} times its size: it is taken for a zip bomb.",
                    highest_ratio=HIGHEST_RATIO,
                )
            )
    return archive


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo | str) -> bytes:
    """The bytes of a member, no more than its directory entry says. DocumentError where it is damaged or locked."""
    try:
        info = archive.getinfo(member) if isinstance(member, str) else member
    except KeyError:
        raise DocumentError(say("it is damaged: it holds no {member}.", member=member)) from None
    if info.flag_bits & 1:
        raise DocumentError(say("it is locked with a password: unlock it first."))
    try:
        with archive.open(info) as stream:
            data = stream.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        raise DocumentError(say("it is damaged: it can't be unpacked.")) from None
    if len(data) > info.file_size:
        raise DocumentError(say("it is longer than its archive says: it is not unpacked."))
    return data


def safe_members(archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, str | None]]:
    """The files of an archive in the order of their names, each with the reason why it is not read, or None.

    Folders, hidden files and what systems add are passed over.
    """
    for member in sorted(archive.infolist(), key=lambda m: m.filename):
        path = PurePosixPath(member.filename)
        if (
            member.filename.endswith("/")
            or path.name.startswith(".")
            or "__MACOSX" in path.parts
            or path.name == "Thumbs.db"
        ):
            continue
        yield member, _climbs(member, path)


def _climbs(member: zipfile.ZipInfo, path: PurePosixPath) -> str | None:
    if path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in member.filename[:2]:
        return say("it has a path that leads out of its archive: it is not read.")
    if stat.S_ISLNK(member.external_attr >> 16):
        return say("it is a link, not a file: it is not read.")
    return None
