"""OpenDocument text (.odt): headings and paragraphs in order, notes and the edges of pages at the end, deletions and comments out."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from annotator.errors import DocumentError
from annotator.wording import later, say
from storage.documents.decoding import checked
from storage.documents.markup import open_archive, parse_xml, read_member
from storage.documents.records import Part, Reader, Source
from storage.documents.word import FURNITURE, comments_left, with_parts

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _OFFICE, _META = _URN + "text:1.0}", _URN + "office:1.0}", _URN + "meta:1.0}"
_STYLE = _URN + "style:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LINES = (_TEXT + "p", _TEXT + "h")
_SKIPPED = {_TEXT + "tracked-changes", _TEXT + "note", _OFFICE + "annotation", *_LINES}
_MOST_SPACES = 1000
_SPACE = re.compile("[ \\t\\r\\n]+")
_FIELDS = {
    _DC + "title": "title", _META + "initial-creator": "author", _DC + "creator": "author",
    _META + "creation-date": "date", _DC + "date": "date", _DC + "language": "language",
}  # fmt: skip


def _read(source: Source) -> Iterator[Part]:
    archive = open_archive(source.data)
    if "content.xml" not in archive.namelist():
        raise DocumentError(say("it is no OpenDocument text: it holds no text of one."))
    root = parse_xml(read_member(archive, "content.xml"))
    body = root.find(f".//{_OFFICE}text")
    if body is None:
        raise DocumentError(say("it is an OpenDocument file, but no text: it may be a table or a set of slides."))
    notes = "\n".join(_lines(body, in_notes=True))
    text, regions = with_parts(
        "\n\n".join(_lines(body, in_notes=False)), (notes, "notes"), (_furniture(archive), FURNITURE)
    )
    metadata = {}
    if "meta.xml" in archive.namelist():
        metadata = _metadata(parse_xml(read_member(archive, "meta.xml")))
    comments = sum(1 for _ in body.iter(_OFFICE + "annotation"))
    yield Part(checked(text), regions, metadata, remark=comments_left(comments))


def _furniture(archive: zipfile.ZipFile) -> str:
    """What stands at the top and bottom of the pages, each line once."""
    if "styles.xml" not in archive.namelist():
        return ""
    edges = parse_xml(read_member(archive, "styles.xml")).iter(_STYLE + "header", _STYLE + "footer")
    return "\n".join(dict.fromkeys(line for edge in edges for line in _lines(edge, in_notes=False)))


def _lines(body: etree._Element, *, in_notes: bool) -> Iterator[str]:
    for element in body.iter(*_LINES):
        outside = {_TEXT + "tracked-changes", _OFFICE + "annotation"}
        above = {ancestor.tag for ancestor in element.iterancestors()}
        if above & outside or (_TEXT + "note" in above) != in_notes:
            continue
        if (text := _text(element)).strip():
            yield text.strip()


def _text(element: etree._Element) -> str:
    pieces = [_plain(element.text)]
    stack: list[etree._Element | str] = [item for child in reversed(element) for item in (_plain(child.tail), child)]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
        elif isinstance(item.tag, str) and item.tag not in _SKIPPED:
            pieces.append(_shown(item))
            stack += [part for child in reversed(item) for part in (_plain(child.tail), child)]
    return "".join(pieces)


def _plain(text: str | None) -> str:
    """Text between elements: white space in the file stands for one space."""
    return _SPACE.sub(" ", text or "")


def _shown(element: etree._Element) -> str:
    if element.tag == _TEXT + "s":
        count = element.get(_TEXT + "c", "1")
        return " " * min(int(count), _MOST_SPACES) if count.isdecimal() else " "
    shown = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
    return shown.get(str(element.tag), _plain(element.text))


def _metadata(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, field in _FIELDS.items():
        element = root.find(f".//{name}")
        if element is not None and element.text and element.text.strip():
            value = element.text.strip()
            found.setdefault(field, value[:10] if field == "date" else value)
    return found


READER = Reader(
    "odt", later("OpenDocument text"), (".odt",), _read, looks="zip", apart=True, libraries=("lxml",), revision=2
)
