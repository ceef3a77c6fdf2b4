"""Names that other tools accept, with the way back: one label for facet and code, identifiers, file names."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{1,6})_")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def label(facet: str, code: str) -> str:
    """facet:code. A colon or per cent sign in the facet's name is written as in an address."""
    return facet.replace("%", "%25").replace(":", "%3A") + ":" + code


def parted(text: str) -> tuple[str, str]:
    """The way back: (facet, code); a label without a colon is a code of no named facet."""
    facet, colon, code = text.partition(":")
    return (facet.replace("%3A", ":").replace("%25", "%"), code) if colon else ("", text)


def identifier(text: str) -> str:
    """ASCII letters, digits and _ only, beginning with a letter or _; other characters become _xHEX_."""

    def escaped(match: re.Match[str]) -> str:
        return f"_x{ord(match[0]):X}_"

    out = re.sub(r"[^A-Za-z0-9_]|_(?=x[0-9A-Fa-f]{1,6}_)", escaped, text)
    return f"_x{ord(out[0]):X}_{out[1:]}" if out[:1].isdigit() else out


def unidentified(text: str) -> str:
    """The way back from `identifier`; names that other tools chose stay as they are."""

    def plain(match: re.Match[str]) -> str:
        number = int(match[1], 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else match[0]

    return _ESCAPED.sub(plain, text)


def file_name(text: str) -> str:
    """A name for a file or folder that every system takes, as in an address (per cent signs); never hidden or reserved."""
    name = quote(text, safe=" @+,=()[]")
    if name[-1:] in (".", " "):
        name = f"{name[:-1]}%{ord(name[-1]):02X}"
    if name[:1] in (".", " ") or _RESERVED.match(name):
        name = f"%{ord(name[0]):02X}{name[1:]}"
    return name


def from_file_name(name: str) -> str:
    return unquote(name)
