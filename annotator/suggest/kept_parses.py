"""Parses as bytes: the words' attributes as tables of numbers, and the strings that the numbers stand for.

spaCy's DocBin holds more than a parse of one model needs (user data, spans, categories, unknown attributes) and takes
twice the time to read; DocBin files for others are written by storage/formats.
"""

from __future__ import annotations

import json
import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

TEXTS = ("ORTH", "DEP", "TAG", "LEMMA", "ENT_TYPE")
"""Attributes whose values are numbers of strings. The parse brings the strings along, and the table counts them off."""
NUMBERS = ("HEAD", "POS", "ENT_IOB")
"""Attributes whose values mean the same anywhere."""
COLUMNS = [*TEXTS, *NUMBERS]
_WORD = 4 * len(COLUMNS) + 1
"""Bytes of a word: its numbers, and whether a space follows."""
_SIZES = struct.Struct("<QQ")
_STRINGS, _MOST_STRINGS = 120, 100_000
"""Bytes that the strings of a parse may take: so many a character of the text, and so many more."""
_LEVEL = 3
"""Of compression: a third of the time of the usual one, for a few percent more bytes."""


def pack(table: Any, spaces: Any, strings: StringStore) -> bytes:
    """The bytes of a parse. `table`: an array of one row a word, with COLUMNS; `spaces`: for each word, whether a space
    follows; `strings`: where the numbers of TEXTS have their strings."""
    import numpy

    texts, numbers = table[:, : len(TEXTS)], table[:, len(TEXTS) :]
    values, places = numpy.unique(texts, return_inverse=True)
    names = json.dumps([strings[value] for value in values.tolist()]).encode()
    parts = (places.astype("<u4"), numbers.astype("<i4"), spaces.astype("u1"))
    whole = b"".join([_SIZES.pack(len(names), len(table)), names, *(part.tobytes() for part in parts)])
    return zlib.compress(whole, _LEVEL)


def unpack(packed: bytes, vocab: Vocab, *, characters: int) -> Doc:
    """The parse that was packed, of a text of so many characters.

    Raises ValueError, IndexError, TypeError, zlib.error or struct.error for bytes that are no such parse. They may be a
    stranger's: nothing is unpacked beyond what such a text can have, every number must stand for a string that came along
    or for something that spaCy knows, and heads must make trees, because whoever walks over the parse relies on both.
    """
    import numpy
    from spacy.tokens import Doc

    inflate = zlib.decompressobj()
    raw = inflate.decompress(packed, _SIZES.size + _MOST_STRINGS + characters * (_STRINGS + _WORD))
    if not inflate.eof:
        raise ValueError("too long, or cut")
    length, words = _SIZES.unpack_from(raw)
    start = _SIZES.size + length
    if words > characters or len(raw) != start + words * _WORD:
        raise ValueError("it is not as long as it says")
    keys = numpy.array([vocab.strings.add(name) for name in json.loads(raw[_SIZES.size : start])], dtype="u8")
    places = numpy.frombuffer(raw, dtype="<u4", count=words * len(TEXTS), offset=start)
    start += places.nbytes
    numbers = numpy.frombuffer(raw, dtype="<i4", count=words * len(NUMBERS), offset=start).reshape(words, len(NUMBERS))
    spaces = numpy.frombuffer(raw, dtype="u1", count=words, offset=start + numbers.nbytes).astype(bool)
    _check(*numbers.T)
    table = numpy.empty((words, len(COLUMNS)), dtype="u8")
    table[:, : len(TEXTS)] = keys[places].reshape(words, len(TEXTS))
    table[:, len(TEXTS) :] = numbers
    doc = Doc(vocab, words=table[:, 0], spaces=spaces)
    return doc.from_array(COLUMNS, table)


def _check(heads: Any, pos: Any, iob: Any) -> None:
    """ValueError where a number means nothing, or where heads go round in a circle; IndexError where one leads out."""
    import numpy

    if not len(heads):
        return
    if not _known_pos()[pos].all() or pos.min() < 0 or iob.min() < 0 or iob.max() > 3:
        raise ValueError("a part of speech, or of a name, is not known")
    at = above = numpy.arange(len(heads)) + heads
    if at.min() < 0:
        raise ValueError("a head is not in the text")
    for _ in range(len(heads).bit_length()):  # each time, twice as far up
        at = at[at]
    if not (above[at] == at).all():
        raise ValueError("heads go round in a circle")


@lru_cache(maxsize=1)
def _known_pos() -> Any:
    """Number of a part of speech -> whether spaCy knows it."""
    import numpy
    from spacy.parts_of_speech import IDS

    known = numpy.zeros(max(IDS.values()) + 1, dtype=bool)
    known[list(IDS.values())] = True
    return known
