"""Word (.docx): the paragraphs in order, tables and text boxes too, insertions in, deletions, comments and hidden text
out; notes and what stands at the edges of the pages at the end."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from annotator.errors import DocumentError
from annotator.offsets import clean
from annotator.records import Region
from annotator.wording import later, say, say_count
from storage.documents.decoding import checked
from storage.documents.markup import open_archive, parse_xml, read_member
from storage.documents.records import Part, Reader, Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {_W + name for name in ("del", "moveFrom", "txbxContent", "instrText", "delText", "pPr", "rPr")} | {
    _FALLBACK
}
_SHOWN = {
    _W + "tab": "\t",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "\u2011",
    _W + "softHyphen": "\u00ad",
}
FURNITURE = "header or footer of the pages"
_EDGE = re.compile(r"word/(?:header|footer)\d*\.xml")
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_COMMENTS = "word/comments.xml"


def _read(source: Source) -> Iterator[Part]:
    archive = open_archive(source.data)
    if "word/document.xml" not in archive.namelist():
        raise DocumentError(say("it is no Word document: it holds no text of one."))
    body = "\n\n".join(_paragraphs(parse_xml(read_member(archive, "word/document.xml"))))
    notes = "\n".join(line for name in _NOTES for line in _notes(archive, name))
    text, regions = with_parts(body, (notes, "notes"), (_furniture(archive), FURNITURE))
    comments = 0
    if _COMMENTS in archive.namelist():
        comments = sum(1 for _ in parse_xml(read_member(archive, _COMMENTS)).iter(_W + "comment"))
    yield Part(checked(text), regions, _metadata(source.data), remark=comments_left(comments))


def comments_left(count: int) -> str:
    """What is said of comments in a document's margin: they are about the text and no part of it."""
    if not count:
        return ""
    return say_count(count, "its comment is not in the text.", "its {number:,} comments are not in the text.")


def with_parts(body: str, *parts: tuple[str, str]) -> tuple[str, tuple[Region, ...]]:
    """A text with what stands around it (text, reason) behind it, and the regions that these are."""
    text, regions = clean(body), []
    for part, reason in parts:
        if words := clean(part):
            text = f"{text}\n\n{words}"
            regions.append(Region(len(text) - len(words), len(text), "boilerplate", reason))
    return text, tuple(regions)


def _furniture(archive: zipfile.ZipFile) -> str:
    """What stands at the top and bottom of the pages, each line once."""
    names = sorted(name for name in archive.namelist() if _EDGE.fullmatch(name))
    lines = [line.strip() for name in names for line in _paragraphs(parse_xml(read_member(archive, name)))]
    return "\n".join(dict.fromkeys(lines))


def _paragraphs(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(_W + "p"):
        if next(paragraph.iterancestors(_FALLBACK), None) is None and (text := _text(paragraph)).strip():
            yield text.strip("\n")


def _text(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    stack: list[etree._Element] = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _SKIPPED or not isinstance(element.tag, str) or _is_hidden(element):
            continue
        if element.tag == _W + "t":
            pieces.append(element.text or "")
        elif element.tag in _SHOWN:
            pieces.append(_SHOWN[element.tag])
        else:
            stack += reversed(element)
    return "".join(pieces)


def _is_hidden(run: etree._Element) -> bool:
    """Whether Word does not show it: hidden text, which its author took out of sight."""
    mark = run.find(f"{_W}rPr/{_W}vanish") if run.tag == _W + "r" else None
    return mark is not None and mark.get(_W + "val") not in ("0", "false", "off")


def _notes(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    if name not in archive.namelist():
        return
    for note in parse_xml(read_member(archive, name)):
        if note.get(_W + "type") is None:  # the others are the lines that part notes from text
            yield from (line.strip() for line in _paragraphs(note))


def _metadata(data: bytes) -> dict[str, str]:
    import docx  # only here: the window starts without it

    try:
        core: Any = docx.Document(io.BytesIO(data)).core_properties
        date = core.created or core.modified
        found = {
            "title": core.title, "author": core.author, "language": core.language,
            "date": date.date().isoformat() if date else "",
        }  # fmt: skip
    except Exception:  # noqa: BLE001  (python-docx raises whatever a faulty part makes it stumble over)
        return {}  # the text has been read; a faulty sheet of properties is no reason to refuse it
    return {key: str(value) for key, value in found.items() if value and value != "python-docx"}


READER = Reader(
    "docx", later("Word document"), (".docx",), _read, looks="zip", apart=True, libraries=("lxml", "python-docx"), revision=2
)  # fmt: skip
