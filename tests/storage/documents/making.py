"""Real files, made by the libraries that others make theirs with, and what read_path makes of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from storage.documents import ReadDocument, Refused, read_path

PARAGRAPHS = (
    "The envoy of the northern province met the elders of the valley on Monday and left without a promise, they said.",
    "A spokesman for the emirate denied that any fighters had crossed; the river, he wrote, was too high for boats.",
    "In Dushanbe the ministry has doubled the guard at the bridge, and Moscow has offered two hundred men of its own.",
    "Nobody in the bazaar believes either figure, but the price of rice has risen by a third since the end of May.",
    "The talks are to go on in the autumn, in a town that has not been named, with or without the observers.",
)


def read(path: Path, **options: Any) -> tuple[list[ReadDocument], list[Refused]]:
    """The documents of a path, and what was refused."""
    found = list(read_path(path, **options))
    return [f for f in found if isinstance(f, ReadDocument)], [f for f in found if isinstance(f, Refused)]


def read_one(path: Path, **options: Any) -> ReadDocument:
    documents, refused = read(path, **options)
    assert not refused
    assert len(documents) == 1
    return documents[0]


def refusal(path: Path, **options: Any) -> str:
    """The reason for which the only file of a path is refused."""
    documents, refused = read(path, **options)
    assert not documents
    assert len(refused) == 1
    return refused[0].reason


def make_docx(path: Path, paragraphs: Sequence[str], *, title: str = "", author: str = "") -> Path:
    import docx

    document = docx.Document()
    document.core_properties.title, document.core_properties.author = title, author
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
    return path


def make_odt(path: Path, paragraphs: Sequence[str], *, title: str = "", author: str = "") -> Path:
    from odf import dc, meta, teletype
    from odf.opendocument import OpenDocumentText
    from odf.text import P

    document = OpenDocumentText()
    if title:
        document.meta.addElement(dc.Title(text=title))
    if author:
        document.meta.addElement(meta.InitialCreator(text=author))
    for paragraph in paragraphs:
        element = P()
        teletype.addTextToElement(element, paragraph)
        document.text.addElement(element)
    document.save(str(path))
    return path


def make_pdf(path: Path, lines: Sequence[str], *, title: str = "", author: str = "", password: str = "") -> Path:
    from reportlab.lib.pagesizes import A5
    from reportlab.pdfgen import canvas

    page = canvas.Canvas(str(path), pagesize=A5, encrypt=password or None)
    page.setTitle(title)
    page.setAuthor(author)
    for i, line in enumerate(lines):
        if i and i % 35 == 0:
            page.showPage()
        page.drawString(30, 560 - 14 * (i % 35), line)
    page.showPage()
    page.save()
    return path


def make_page(paragraphs: Sequence[str], *, head: str = "", before: str = "", after: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{before}<article>{body}</article>{after}</body></html>"


def make_zip(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def repacked(path: Path, changes: Mapping[str, bytes]) -> bytes:
    """An archive with some of its members replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return made.getvalue()
