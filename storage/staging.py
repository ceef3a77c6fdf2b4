"""Exports that appear whole or not at all: written in a private folder beside their place, then moved there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.errors import FormatError
from annotator.wording import say


@contextmanager
def staged(path: Path, *, foreign: Callable[[Path], bool]) -> Iterator[Path]:
    """A draft of the same name in a folder of its own: a file with others beside it, or a folder. It is moved to `path`
    at the end; after an error nothing is left of it, and what lay at `path` is as it was.

    A file takes the place of an older one. A folder joins one that is there, file by file, unless that holds a file
    which the draft has not and of which `foreign` says that it would be taken for a part of it. Raises FormatError.
    """
    path = Path(os.path.abspath(path))
    if not path.parent.is_dir():
        raise FormatError(say("The folder {parent} does not exist: make it first.", parent=path.parent))
    try:
        folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name[:80]}-"))
    except OSError as fault:
        raise FormatError(say("{path} can't be written: {why}.", path=path, why=fault.strerror)) from fault
    draft = folder / path.name
    try:
        yield draft
        moved = sorted(file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
        if draft.is_dir() or not moved:
            _check_folder(path, {one.relative_to(path.name) for one in moved}, foreign)
        else:
            _check_file(path)
        for one in moved:
            (path.parent / one).parent.mkdir(parents=True, exist_ok=True)
            (folder / one).replace(path.parent / one)
    except FormatError as fault:
        raise FormatError(str(fault).replace(str(draft), str(path))) from fault
    except OSError as fault:
        raise FormatError(say("{path} can't be written: {why}.", path=path, why=fault.strerror or fault)) from fault
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise FormatError(say("{path} is a folder, but this export is a file: name the file.", path=path))


def _check_folder(path: Path, coming: Collection[Path], foreign: Callable[[Path], bool]) -> None:
    if path.exists() and not path.is_dir():
        raise FormatError(say("{path} is a file, but this export is a folder: name another.", path=path))
    for file in sorted(path.rglob("*")) if path.is_dir() else ():
        if file.is_file() and file.relative_to(path) not in coming and foreign(file):
            raise FormatError(
                say(
                    "The folder {path} holds {file}, which is not of this export and would be read with"
                    " it: name a new or an empty folder.",
                    path=path,
                    file=file.relative_to(path),
                )
            )
