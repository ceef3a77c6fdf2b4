"""Parses as bytes: the words' attributes as a table of numbers, and the strings that the numbers stand for.

spaCy's DocBin holds more than a parse of one model needs (user data, spans, categories, unknown attributes) and takes
twice the time to read; DocBin files for others are written by storage/formats.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_SIZES = struct.Struct("<QQ")
_LEVEL = 3
"""Of compression: a third of the time of the usual one, for a few percent more bytes."""


def pack(table: Any, spaces: Any, strings: Iterable[str]) -> bytes:
    """The bytes of a parse. `table`: an array of one row a word, of 64-bit numbers; `spaces`: for each word, whether a space
    follows; `strings`: all that numbers in the table stand for."""
    names = json.dumps(sorted(strings)).encode()
    numbers = table.astype("<u8").tobytes() + spaces.astype("u1").tobytes()
    return zlib.compress(_SIZES.pack(len(names), len(table)) + names + numbers, _LEVEL)


def unpack(packed: bytes, attributes: list[str], vocab: Vocab) -> Doc:
    """The parse that was packed with these attributes as columns, the first of them ORTH.

    Raises ValueError, zlib.error or struct.error for bytes that are no parse.
    """
    import numpy
    from spacy.tokens import Doc

    raw = zlib.decompress(packed)
    length, words = _SIZES.unpack_from(raw)
    start, width = _SIZES.size + length, len(attributes)
    strings = vocab.strings
    for name in json.loads(raw[_SIZES.size : start]):
        strings.add(name)
    table = numpy.frombuffer(raw, dtype="<u8", count=words * width, offset=start).reshape(words, width)
    spaces = numpy.frombuffer(raw, dtype="u1", count=words, offset=start + table.nbytes).astype(bool)
    doc = Doc(vocab, words=table[:, 0], spaces=spaces)
    return doc.from_array(attributes, table)
