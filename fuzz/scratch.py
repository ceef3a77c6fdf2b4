"""The private folder in which targets write the files that they read."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

_HOLDERS: list[tempfile.TemporaryDirectory[str]] = []


@cache
def scratch() -> Path:
    """A private folder that lives as long as the process."""
    holder = tempfile.TemporaryDirectory(prefix="intercoder-fuzz-")
    _HOLDERS.append(holder)
    return Path(holder.name)


def changed(whole: bytes, data: bytes) -> bytes:
    """Bytes with others written into them: each 5 of `data` give a place and what to write there 1 to 64 times."""
    found = bytearray(whole)
    for at in range(0, len(data) - 4, 5):
        place = int.from_bytes(data[at : at + 3], "big") % max(1, len(found))
        length = data[at + 3] % 64 + 1
        found[place : place + length] = bytes([data[at + 4]]) * len(found[place : place + length])
    return bytes(found)
