"""What suggesters answered for a text, kept as bytes: after an edit of the codebook only those are asked again whom it concerns.

Every answer lies beside the key of all that it rests on, and is used only where that key is the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import orjson

from annotator.suggest.found import Found

LONGEST = 64 * 1024 * 1024
"""Bytes of JSON; what is longer is not kept, and not unpacked."""


class Answers:
    """The answers of the suggesters of one text, of `characters` code points."""

    def __init__(self, kept: bytes | None = None, *, characters: int = 0) -> None:
        """`kept`: what `to_bytes` gave; bytes that are damaged or of another text only cost asking anew."""
        self._kept = _unpacked(kept) if kept else {}
        self._characters = characters
        self._now: dict[str, tuple[str, Sequence[Found]]] = {}

    def of(self, suggester: str, key: str) -> list[Found] | None:
        """What a suggester answered when all it rests on had this key; None where it must be asked."""
        try:
            was, rows = self._kept[suggester]
            found = [_found(row, self._characters) for row in rows] if was == key else None
        except (KeyError, TypeError, ValueError):
            return None
        return found

    def keep(self, suggester: str, key: str, found: Sequence[Found]) -> None:
        self._now[suggester] = key, found

    def to_bytes(self) -> bytes:
        """The answers of this run, packed; empty where they would be too long."""
        plain = orjson.dumps(
            {
                name: [key, [[f.start, f.end, f.facet, f.code, f.rule, f.score, dict(f.attributes)] for f in found]]
                for name, (key, found) in self._now.items()
            }
        )
        return zlib.compress(plain, 1) if len(plain) <= LONGEST else b""


def _unpacked(kept: bytes) -> dict[str, Any]:
    try:
        opened = zlib.decompressobj()
        plain = orjson.loads(opened.decompress(kept, LONGEST))
    except (zlib.error, orjson.JSONDecodeError):
        return {}
    return plain if isinstance(plain, dict) else {}


def _found(row: list[Any], characters: int) -> Found:
    """A suggestion as it was kept. Raises TypeError or ValueError where a value is none that it could have."""
    start, end, facet, code, rule, score, attributes = row
    places = type(start) is int and type(end) is int and 0 <= start < end <= characters
    words = all(isinstance(each, str) for each in (facet, code, rule, *attributes, *attributes.values()))
    if not places or not words or not isinstance(score, float | int) or not 0 <= score <= 1:
        raise ValueError("no suggestion")
    return Found(start, end, facet, code, rule, score, attributes)
