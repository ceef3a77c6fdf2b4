"""Kept parses come from a file beside the project that anybody may have changed: a fresh parse is made then."""

from __future__ import annotations

import json
import random
import resource
import struct
import zlib
from collections.abc import Callable
from typing import Any

import numpy
import pytest

from annotator.suggest.kept_parses import NUMBERS, TEXTS
from annotator.suggest.pipeline import parse_from_bytes, parse_to_bytes

TEXT = "Rebels from the hills attacked the port of Vale on Friday. The council condemned them, and Iran did not.\n"
HEADER = 17 + 32
Table = Any


@pytest.fixture(scope="module")
def parse() -> bytes:
    return parse_to_bytes(TEXT)


def words(parse: bytes) -> list[tuple[str, ...]]:
    doc = parse_from_bytes(parse, TEXT)
    assert doc is not None
    return [
        (w.text, w.whitespace_, str(w.head.i), w.dep_, w.tag_, w.pos_, w.lemma_, w.ent_iob_, w.ent_type_) for w in doc
    ]


def changed(parse: bytes, change: Callable[[list[Any], Table, Table], object]) -> bytes:
    """The same, packed again after a change of its names and its two tables."""
    raw = zlib.decompress(parse[HEADER:])
    length, number = struct.unpack_from("<QQ", raw)
    names = json.loads(raw[16 : 16 + length])
    cut = 16 + length + 4 * len(TEXTS) * number
    end = cut + 4 * len(NUMBERS) * number
    texts = numpy.frombuffer(raw[16 + length : cut], "<u4").reshape(number, -1).copy()
    numbers = numpy.frombuffer(raw[cut:end], "<i4").reshape(number, -1).copy()
    change(names, texts, numbers)
    coded = json.dumps(names).encode()
    whole = struct.pack("<QQ", len(coded), number) + coded + texts.tobytes() + numbers.tobytes() + raw[end:]
    return parse[:HEADER] + zlib.compress(whole)


def set_at(table: Table, place: tuple[int, int], value: int) -> Table:
    table[place] = value
    return table


def test_a_parse_comes_back_as_it_was(parse: bytes) -> None:
    assert "".join(text + space for text, space, *_ in words(parse)) == TEXT
    assert words(changed(parse, lambda names, texts, numbers: None)) == words(parse)
    assert {row[6] for row in words(parse)} >= {"attack", "condemn"}


HEAD, POS, IOB = (NUMBERS.index(name) for name in ("HEAD", "POS", "ENT_IOB"))
CHANGES: dict[str, Callable[[list[Any], Table, Table], object]] = {
    "a string that did not come along": lambda names, texts, numbers: set_at(texts, (0, 1), 10**6),
    "a head before the text": lambda names, texts, numbers: set_at(numbers, (0, HEAD), -1),
    "a head behind it": lambda names, texts, numbers: set_at(numbers, (0, HEAD), 2**31 - 1),
    "two heads of each other": lambda names, texts, numbers: (
        set_at(numbers, (0, HEAD), 1),
        set_at(numbers, (1, HEAD), -1),
    ),
    "heads in a ring": lambda names, texts, numbers: (
        numbers[:, HEAD].fill(1),
        set_at(numbers, (-1, HEAD), 1 - len(numbers)),
    ),
    "an unknown part of speech": lambda names, texts, numbers: set_at(numbers, (0, POS), 12_345),
    "a negative one": lambda names, texts, numbers: set_at(numbers, (0, POS), -3),
    "an unknown part of a name": lambda names, texts, numbers: set_at(numbers, (0, IOB), 9),
    "a number as a string": lambda names, texts, numbers: names.__setitem__(0, 5),
    "a list as a string": lambda names, texts, numbers: names.__setitem__(0, [1]),
    "half a character": lambda names, texts, numbers: names.__setitem__(0, "\ud800"),
    "no strings": lambda names, texts, numbers: names.clear(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_means_nothing_is_no_parse(parse: bytes, change: Callable[[list[Any], Table, Table], object]) -> None:
    assert parse_from_bytes(changed(parse, change), TEXT) is None


def test_changed_bytes_are_no_parse_or_the_same(parse: bytes) -> None:
    chance, sound = random.Random(3), words(parse)
    for _ in range(400):
        at = chance.randrange(len(parse))
        hurt = parse[:at] + bytes([parse[at] ^ chance.randrange(1, 256)]) + parse[at + 1 :]
        if parse_from_bytes(hurt, TEXT) is not None:
            assert words(hurt) == sound
    for at in range(0, len(parse), 7):
        assert parse_from_bytes(parse[:at], TEXT) is None


HUGE = 2**63 - 1
SIZES = [(0, 0), (HUGE, 1), (2, HUGE), (HUGE, HUGE), (2**64 - 1, 2**64 - 1), (2, 2**61), (10**9, 5)]


@pytest.mark.parametrize(("length", "number"), SIZES)
def test_wrong_counts(parse: bytes, length: int, number: int) -> None:
    whole = struct.pack("<QQ", length, number) + b"[]" + bytes(500)
    assert parse_from_bytes(parse[:HEADER] + zlib.compress(whole), TEXT) is None


def test_a_bomb_is_not_unpacked(parse: bytes) -> None:
    pack = zlib.compressobj()
    bomb = b"".join(pack.compress(bytes(1 << 20)) for _ in range(2_000)) + pack.flush()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert parse_from_bytes(parse[:HEADER] + bomb, TEXT) is None
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes


def test_strings_nested_without_end(parse: bytes) -> None:
    names = b"[" * 90_000
    whole = struct.pack("<QQ", len(names), 0) + names
    assert parse_from_bytes(parse[:HEADER] + zlib.compress(whole), TEXT) is None
