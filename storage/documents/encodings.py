"""Which encodings a file that is not in UTF-8 may be in, each with lines by which a person sees whether it is right."""

from __future__ import annotations

import codecs
import re

from storage.documents.records import EncodingCandidate

_NOT_FOR_FILES = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
_USUAL = (
    "cp1252", "cp1251", "iso8859-15", "cp1250", "shift_jis", "gb18030", "euc_kr", "big5", "koi8-r", "cp1256", "cp1253",
    "cp1254", "cp1255", "mac-roman",
)  # fmt: skip
"""What files that are not in UTF-8 are usually in, the commonest first."""
_SAMPLE = 200_000
_PREVIEW = 60
_SAMPLE_LINES = 3
_MOST_CANDIDATES = 8
_LOOKED_AT = 20_000
_IN_WORDS = frozenset("’‘·‐‑–—\u00ad\u0301")
_ODD = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff]")
"""Characters that no text holds: a sign that the encoding is another."""


def encoding_candidates(data: bytes) -> list[EncodingCandidate]:
    """The encodings that a file may be in, likeliest first; none where it is no text.

    What charset-normalizer takes it for comes first among those that read equally well; on short texts it is often
    wrong, so nobody but the user decides. Two encodings that read the file alike are given once, under the better-known name.
    """
    if b"\0" in data[:_SAMPLE]:
        names = [name for name in ("utf-16-le", "utf-16-be") if _half_empty(data, name)]
    else:
        names = [*filter(codec, _guessed(data[:_SAMPLE])), *_USUAL]
    found: dict[str, EncodingCandidate] = {}
    for name in dict.fromkeys(names):
        try:
            text = data.decode(name)[:_SAMPLE]
        except (UnicodeError, LookupError):
            continue
        if not _ODD.search(text) and text.strip():
            known = found.get(text)
            if known is None or _rank(name) < _rank(known.encoding):
                found[text] = EncodingCandidate(name, _sample(text))
    likely = sorted(found.items(), key=lambda item: _oddness(item[0]))
    return [candidate for _, candidate in likely][:_MOST_CANDIDATES]


def _oddness(text: str) -> float:
    """How unlike what people write a reading is: signs and strange capitals inside words, alphabets mixed in one."""
    beyond = [place for place, character in enumerate(text[:_LOOKED_AT]) if character > "\x7f"]
    odd = sum(_is_strange(text[place - 1 : place], text[place], text[place + 1 : place + 2]) for place in beyond)
    kana = sum("\u3040" <= text[place] <= "\u30ff" for place in beyond)
    return odd / max(1, len(beyond)) - (8 * kana > len(beyond))


def _is_strange(before: str, character: str, after: str) -> bool:
    if character == "¤" or "\u2500" <= character <= "\u257f" or "\uff61" <= character <= "\uff9f":
        return True
    inside = before.isalpha() and after.isalpha()
    if not character.isalpha():
        return inside and character not in _IN_WORDS
    foreign = "\u0370" <= character <= "\u06ff"
    mixed = foreign and any(other.isascii() and other.isalpha() for other in (before, after))
    return mixed or (inside and character.isupper() and before.islower() and after.islower())


def _rank(name: str) -> int:
    return _USUAL.index(name) if name in _USUAL else len(_USUAL)


def _guessed(sample: bytes) -> list[str]:
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    best = from_bytes(sample).best()
    return [best.encoding] if best else []


def _half_empty(data: bytes, name: str) -> bool:
    """Whether NULs stand where UTF-16 without a mark has them: above plain letters, digits and spaces, never below."""
    high = 1 if name.endswith("le") else 0
    halves = [data[:_SAMPLE][place::2].count(0) for place in (high, 1 - high)]
    return halves[0] >= 2 and 20 * halves[0] >= len(data[:_SAMPLE]) / 2 and 10 * halves[1] <= halves[0]


def codec(name: str) -> str | None:
    """The canonical name of a text encoding, None where there is none of that name."""
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
    except (LookupError, ValueError, TypeError, UnicodeError):
        return None
    return None if found.name.replace("-", "_") in _NOT_FOR_FILES else found.name


def _sample(text: str) -> str:
    """The first lines with a character beyond ASCII, each cut around it: they show whether the encoding is right."""
    lines = [line for line in text.split("\n") if not line.isascii()] or [text.strip().split("\n")[0]]
    return "\n".join(map(_cut, lines[:_SAMPLE_LINES]))


def _cut(line: str) -> str:
    place = next((i for i, character in enumerate(line) if character > "\x7f"), 0)
    part = line[max(0, place - _PREVIEW // 2) : place + _PREVIEW // 2]
    return " ".join("".join(c if c.isprintable() else " " for c in part).split())
