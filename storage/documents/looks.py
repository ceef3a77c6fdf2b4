"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re

from annotator.wording import later, say

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", later("a zip archive or an office document")),
    (b"PK\x05\x06", later("an empty zip archive")),
    (b"\xd0\xcf\x11\xe0", later("an old office document (.doc, .xls), or one locked with a password")),
    (b"{\\rtf", later("a rich text document (.rtf)")),
    (b"\x89PNG", later("a picture")),
    (b"\xff\xd8\xff", later("a picture")),
    (b"GIF8", later("a picture")),
    (b"\x1f\x8b", later("a gzip archive")),
    (b"7z\xbc\xaf\x27\x1c", later("a 7-Zip archive")),
    (b"Rar!", later("a RAR archive")),
    (b"BZh", later("a bzip2 archive")),
    (b"\xfd7zXZ", later("an xz archive")),
    (b"SQLite format 3\0", later("a database, perhaps a project")),
    (b"\x7fELF", later("a program")),
    (b"MZ\x90", later("a program")),
    (b"%!PS", later("a PostScript file")),
)
_PAGE = re.compile(rb"\s*(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)


def looks_like(data: bytes) -> tuple[str, str]:
    """What a file looks like ("text", "pdf", "zip", "page" or "other") and the words for it."""
    if b"%PDF-" in data[:1024]:
        return "pdf", say("a PDF")
    for magic, words in _MAGIC:
        if data.startswith(magic):
            return ("zip" if magic.startswith(b"PK") else "other"), say(words)
    if _PAGE.match(data[:2048].removeprefix(b"\xef\xbb\xbf")):
        return "page", say("a web page")
    return "text", say("a text")
