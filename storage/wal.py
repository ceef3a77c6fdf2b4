"""The WAL beside a project: SQLite appends each transaction to it, and it is what a save waits for.

A file that grows makes the disk write down its new length as well, which takes as long as the transaction itself. So a
project that is being worked in gets a WAL with room for as much as is copied into the project file at a time; from then
on it is written over and over, never longer. The room is zeros, which SQLite takes for the end of what was written: a
frame counts only with the numbers that stand in the WAL's header.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import BinaryIO

from storage import place

FRAMES = 1_000
"""Pages of WAL from which they are copied into the project file (SQLite's own default)."""
_PAGE = 4096
_HEADER = 32
_FRAME = 24 + _PAGE
_ROOM = _HEADER + (FRAMES + 200) * _FRAME
_SPARE = 20
"""How many times that much must be free on the disk."""
_SALTS = 8
"""Bytes of the two numbers that a frame must share with the header; at 16 there, at 8 in the frame."""


def path_of(project: Path) -> Path:
    return place.side_file(project, "-wal")


def make_room(project: Path) -> None:
    """Lengthen a project's WAL, where it is short and the disk has room. Nobody else may write meanwhile: call it in a
    transaction."""
    try:
        if shutil.disk_usage(project.parent).free < _SPARE * _ROOM:
            return
        with path_of(project).open("r+b", buffering=0) as file:
            length = file.seek(0, 2)
            try:
                while (missing := _ROOM - file.tell()) > 0:
                    file.write(bytes(missing))
            except OSError:  # a limit, or a full disk after all: what is left is for the acts
                file.truncate(length)
    except OSError:  # it is a saving of time, no more
        return


def is_long(wal: BinaryIO) -> bool:
    """Whether a WAL holds `FRAMES` pages or more since it was begun anew."""
    wal.seek(16)
    salts = wal.read(_SALTS)
    wal.seek(_HEADER + (FRAMES - 1) * _FRAME + 8)
    return wal.read(_SALTS) == salts != b""
