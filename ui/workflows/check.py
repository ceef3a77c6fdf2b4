"""Is a project sound? With heads from an earlier export or report, a cut end of a stream is found too."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from annotator.errors import FormatError
from annotator.files import opened
from annotator.wording import say
from storage.backup import newest_heads
from storage.chains import Head
from storage.check import Checked, check_file
from ui.workflows.progress import Progress, silent

READ_LIMIT = 64 * 1024 * 1024
STEPS = 4
_HEAD = re.compile(rb"\b(\d{1,12}):([0-9a-f]{64})\b")


def check(path: Path, *, known: Path | None = None, progress: Progress = silent) -> Checked:
    """Check the whole file. `known` is an earlier export, report or receipt; the newest backup's heads always count.

    Raises ProjectError where there is no such project, FormatError where `known` holds no heads.
    """
    heads = set(newest_heads(path).values())
    if known is not None:
        heads |= heads_in(known)
    steps = iter(range(STEPS))
    return check_file(path, known=heads, step=lambda what: progress(next(steps, STEPS), STEPS, what))


def heads_in(path: Path) -> set[Head]:
    """Every chain head ("12:" and a hash) in a file that Intercoder wrote: JSON, HTML, CSV, XLSX or a package."""
    try:
        heads = {Head(int(seq), digest.decode()) for part in _parts(path) for seq, digest in _HEAD.findall(part)}
    except OSError as fault:
        raise FormatError(say("{path} can't be read: {why}.", path=path, why=fault.strerror)) from fault
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as fault:
        raise FormatError(say("{name} is damaged: give another export or report.", name=path.name)) from fault
    if not heads:
        raise FormatError(
            say(
                "{name} holds no chain heads: give a report, an export or a receipt in JSON, HTML or XLSX.",
                name=path.name,
            )
        )
    return heads


def _parts(path: Path) -> Iterator[bytes]:
    with opened(path) as file:
        if not zipfile.is_zipfile(file):
            file.seek(0)
            yield file.read(READ_LIMIT)
            return
    left = READ_LIMIT
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist()[:10_000]:
            with archive.open(name) as member:
                part = member.read(left)
            left -= len(part)
            yield part
