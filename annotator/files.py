"""Files that somebody named, opened for reading."""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

from annotator.wording import later, say

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
NO_FILE = later("it is a pipe or a device, not a file")


def opened(path: Path) -> BufferedReader:
    """The bytes of a file on a disk. OSError as from `Path.open`, and for a pipe or a device: they would be waited for, or
    would give bytes without end."""
    handle = os.open(path, _FLAGS)
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        number = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
        raise OSError(number, os.strerror(number) if stat.S_ISDIR(mode) else say(NO_FILE), str(path))
    return os.fdopen(handle, "rb")


def is_no_file(path: Path) -> bool:
    """Whether a pipe or a device lies there, which nothing that is written may take the place of."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
