"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document (.doc, .xls), or one locked with a password"),
    (b"{\\rtf", "a rich text document (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3\0", "a database, perhaps a project"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"%!PS", "a PostScript file"),
)
_PAGE = re.compile(rb"\s*(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)


def looks_like(data: bytes) -> tuple[str, str]:
    """What a file looks like ("text", "pdf", "zip", "page" or "other") and the words for it."""
    if b"%PDF-" in data[:1024]:
        return "pdf", "a PDF"
    for magic, words in _MAGIC:
        if data.startswith(magic):
            return ("zip" if magic.startswith(b"PK") else "other"), words
    if _PAGE.match(data[:2048].removeprefix(b"\xef\xbb\xbf")):
        return "page", "a web page"
    return "text", "a text"
