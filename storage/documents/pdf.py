"""PDF: the text of its pages by pypdfium2, with the hyphens at line ends as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from annotator.errors import DocumentError
from annotator.offsets import clean
from annotator.plurals import plural
from annotator.wording import later, say, say_count
from storage.documents.decoding import checked
from storage.documents.pages import joined_pages
from storage.documents.records import LONGEST_TEXT, Part, Reader, Source

MOST_PAGES = 5_000
_LONGEST_LANGUAGE = 100
_BROKEN_WORD = re.compile("[\ufffe\x02]")
"""pdfium puts this for a hyphen at the end of a line and takes the line end away."""
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")


def _read(source: Source) -> Iterator[Part]:
    import pypdfium2  # only here: the window starts without it

    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(_why(str(error))) from None
    try:
        pages = _pages(document)
        metadata = _metadata({**document.get_metadata_dict(), "Language": _language(document)})
    except pypdfium2.PdfiumError:
        raise DocumentError(say("it is damaged: one of its pages can't be read.")) from None
    finally:
        document.close()
    text, regions = joined_pages([page for page in pages if page])
    blank = pages.count("")
    words = say_count(
        blank,
        "{number} of {pages} holds no text, as scanned ones do: it is not in the document.",
        "{number} of {pages} hold no text, as scanned ones do: it is not in the document.",
        pages=plural(len(pages), "page"),
    )
    yield Part(checked(text), regions, metadata, remark=words if blank else "")


def _why(message: str) -> str:
    if "assword" in message or "ecurity" in message:
        return say("it is locked with a password: save it without one.")
    return say("it is damaged: it can't be opened as a PDF.")


def _pages(document: Any) -> list[str]:
    """The text of each page, "" where it has none."""
    pages: list[str] = []
    length = 0
    if len(document) > MOST_PAGES:
        raise DocumentError(
            say(
                "it has {number:,} pages, more than {most_pages:,}: split it.",
                number=len(document),
                most_pages=MOST_PAGES,
            )
        )
    for page in document:
        textpage = page.get_textpage()
        pages.append(_page(textpage.get_text_range()))
        length += len(pages[-1])
        textpage.close()
        page.close()
        if length > LONGEST_TEXT:
            raise DocumentError(
                say("it has more than {longest_text:,} characters: split it.", longest_text=LONGEST_TEXT)
            )
    if not any(pages):
        raise DocumentError(
            say_count(
                len(pages),
                "it holds {number} page without any text, as a scan does: run text recognition first.",
                "it holds {number} pages without any text, as a scan does: run text recognition first.",
            )
        )
    return pages


def _language(document: Any) -> str:
    """What the catalogue says of the language, "" where it says nothing."""
    import ctypes

    import pypdfium2.raw as pdfium

    size = pdfium.FPDFCatalog_GetLanguage(document, None, 0)  # bytes of UTF-16 with a zero at the end
    if not 2 < size < _LONGEST_LANGUAGE:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFCatalog_GetLanguage(document, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _page(raw: str) -> str:
    lines = clean(_NOT_TEXT.sub("", _BROKEN_WORD.sub("-\n", raw))).split("\n")
    return "\n".join(line.rstrip(" ") for line in lines).strip("\n")


def _metadata(given: dict[str, str]) -> dict[str, str]:
    found = {"title": given.get("Title", ""), "author": given.get("Author", ""), "language": given.get("Language", "")}
    date = _DATE.match(given.get("CreationDate", ""))
    if date:
        found["date"] = "-".join(part for part in date.groups() if part)
    tidy = {key: _NOT_TEXT.sub("", value).strip() for key, value in found.items()}
    return {
        key: value
        for key, value in tidy.items()
        if value and value.lower() not in ("untitled", "anonymous", "python-docx")
    }


READER = Reader("pdf", later("PDF"), (".pdf",), _read, looks="pdf", apart=True, libraries=("pypdfium2",), revision=2)
