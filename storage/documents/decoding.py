"""From bytes to text: byte-order mark, strict UTF-8, then the encoding that the user confirmed. Never a guess."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.errors import DocumentError
from annotator.offsets import clean, lone_surrogate
from annotator.wording import say
from storage.documents.encodings import codec, encoding_candidates
from storage.documents.records import LONGEST_TEXT, EncodingCandidate

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEVEN_BIT = ("iso2022", "hz", "utf-7", "utf7")
"""Encodings whose files are valid UTF-8 by accident: named by the user, they go first."""
_WIDE = ("utf-16", "utf-32")
"""Encodings whose plain letters are valid UTF-8 with NULs between: named by the user, they go first too."""
_HEAD = 200_000
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.01


def _first(candidate: EncodingCandidate) -> str:
    return candidate.sample.split("\n")[0]


class EncodingUnknown(DocumentError):
    """A file that is not UTF-8 and whose encoding nobody has confirmed. `candidates` are what it may be in, likeliest
    first; `guess` and `preview` are the first one's, empty where there is none."""

    def __init__(self, candidates: Sequence[EncodingCandidate]) -> None:
        self.candidates = tuple(candidates)
        guess = candidates[0].encoding if candidates else ""
        preview = _first(candidates[0]) if candidates else ""
        self.guess, self.preview = guess, preview
        further = [f"{one.encoding} “{_first(one)}”" for one in candidates[1:3]]
        super().__init__(_advice(guess, preview, further))


def _advice(guess: str, preview: str, further: Sequence[str]) -> str:
    if not guess:
        return say(
            "it is not in UTF-8, and no other encoding fits: save it as UTF-8, or name its encoding with --encoding."
        )
    if not further:
        return say(
            "it is not in UTF-8; it may be in {guess}, as which it reads “{preview}”: "
            "add it again with --encoding and the right one's name, or save it as UTF-8.",
            guess=guess,
            preview=preview,
        )
    return say(
        "it is not in UTF-8; it may be in {guess}, as which it reads “{preview}”, or in {others}: "
        "add it again with --encoding and the right one's name, or save it as UTF-8.",
        guess=guess,
        preview=preview,
        others=say(" or ").join(further),
    )


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text in its stored form, and the encoding that it was read in."""

    text: str
    encoding: str


def decode(data: bytes, *, encoding: str | None = None, declared: str | None = None) -> Decoded:
    """The text of a file, cleaned and checked.

    `encoding` is what the user confirmed, `declared` what the file says of itself; both are tried only behind a
    byte-order mark and strict UTF-8. Raises DocumentError with the reason: EncodingUnknown where a guess is due.
    """
    text, used = _decoded(data, encoding, declared)
    return Decoded(checked(clean(text)), used)


def checked(text: str) -> str:
    """The text itself, if it can be stored and read. Raises DocumentError with the reason."""
    if not text.strip():
        raise DocumentError(say("it is empty."))
    if len(text) > LONGEST_TEXT:
        raise DocumentError(
            say(
                "it has {number:,} characters, more than {longest_text:,}: split it into several files.",
                number=len(text),
                longest_text=LONGEST_TEXT,
            )
        )
    if (nul := text.find("\0")) >= 0:
        raise DocumentError(
            say("it holds a NUL at character {nul}: it is no text, or in UTF-16 without a byte-order mark.", nul=nul)
        )
    if (half := lone_surrogate(text)) is not None:
        raise DocumentError(
            say("it holds half a surrogate pair at character {half}: save it anew as UTF-8.", half=half)
        )
    if len(_CONTROLS.findall(text)) > max(2, _MOST_CONTROLS * len(text)):
        raise DocumentError(say("it is full of control characters: it is no text."))
    return text


def _decoded(data: bytes, encoding: str | None, declared: str | None) -> tuple[str, str]:
    if not data:
        raise DocumentError(say("it is empty."))
    if len(data) > 4 * LONGEST_TEXT:
        raise DocumentError(
            say(
                "it has {number:,} bytes, more than a text of {longest_text:,} characters takes: split it.",
                number=len(data),
                longest_text=LONGEST_TEXT,
            )
        )
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name), name.removesuffix("-sig")
    confirmed = _confirmed(encoding)
    first = confirmed and confirmed.replace("_", "").startswith(_SEVEN_BIT)
    if confirmed and (first or (confirmed.startswith(_WIDE) and b"\0" in data)):
        return _strictly(data, confirmed), confirmed
    try:
        text = data.decode("utf-8")
        if "\0" not in text[:_HEAD] or not (found := encoding_candidates(data)):
            return text, "utf-8"
        raise EncodingUnknown(found)  # plain letters in UTF-16 without a mark are UTF-8 with NULs between
    except UnicodeDecodeError:
        pass
    if confirmed:
        return _strictly(data, confirmed), confirmed
    if declared and (said := codec(declared)):
        return _strictly(data, said), said
    found = encoding_candidates(data)
    if b"\0" in data[:_HEAD] and not found:
        raise DocumentError(say("it holds NUL bytes: it is no text, or in UTF-16 without a byte-order mark."))
    raise EncodingUnknown(found)


def _confirmed(encoding: str | None) -> str | None:
    if not encoding:
        return None
    if (name := codec(encoding)) is None:
        raise DocumentError(
            say("it can't be read: there is no encoding named {encoding}; utf-8 and cp1252 are two.", encoding=encoding)
        )
    return name


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            say("it is not in {encoding}: byte {start} fits no character.", encoding=encoding, start=error.start)
        ) from None
    except UnicodeError:
        raise DocumentError(say("it is not in {encoding}.", encoding=encoding)) from None
