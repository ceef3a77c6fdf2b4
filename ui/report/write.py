"""Results -> one file, whose suffix names the format: .json, .csv, .xlsx, .html or .pdf."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, TypeAlias, cast

from annotator.agreement.rows import Results
from annotator.errors import FormatError
from annotator.wording import say

Writer: TypeAlias = Callable[[Results, BinaryIO], None]


def write_report(results: Results, path: Path) -> None:
    """Write the report; the format follows the suffix, whatever its case.

    The file appears whole or not at all: it is written beside its place and then moved there. Raises FormatError for a
    suffix that names no format, and for a folder that is missing or cannot be written to.
    """
    writer = _writer(check_path(path))
    handle = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as stream:
            handle = Path(stream.name)
            writer(results, cast(BinaryIO, stream))
            stream.flush()
            os.fsync(stream.fileno())
        handle.chmod(_mode(path))
        os.replace(handle, path)
        handle = None
    except OSError as error:
        raise FormatError(
            say(
                "The report cannot be written to {path}: {why}. Name a folder that you may write to.",
                path=path,
                why=error.strerror or error,
            )
        ) from error
    finally:
        if handle is not None:
            handle.unlink(missing_ok=True)


def check_path(path: Path) -> Path:
    """Refuse a path that no report can be written to, before hours of computing. Raises FormatError."""
    if path.suffix.lower() not in WRITERS:
        known = ", ".join(list(WRITERS)[:-1]) + f" or {list(WRITERS)[-1]}"
        if not path.suffix:
            raise FormatError(
                say(
                    "{name} has no ending, which is no format of reports: let its name end in {known}.",
                    name=path.name or path,
                    known=known,
                )
            )
        raise FormatError(
            say(
                "{name} ends in {suffix}, which is no format of reports: let its name end in {known}.",
                name=path.name or path,
                suffix=path.suffix,
                known=known,
            )
        )
    if path.is_dir():
        raise FormatError(say("{path} is a folder: name a file for the report.", path=path))
    if not path.parent.is_dir():
        raise FormatError(
            say("The folder {parent} does not exist: make it first, or name another one.", parent=path.parent)
        )
    return path


def _writer(path: Path) -> Writer:
    return WRITERS[path.suffix.lower()]


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, else what a new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _json(results: Results, stream: BinaryIO) -> None:
    from ui.report.flat import write_json

    write_json(results, stream)


def _csv(results: Results, stream: BinaryIO) -> None:
    from ui.report.flat import write_csv

    write_csv(results, stream)


def _xlsx(results: Results, stream: BinaryIO) -> None:
    from ui.report.xlsx import write_xlsx

    write_xlsx(results, stream)


def _html(results: Results, stream: BinaryIO) -> None:
    from ui.report.html import write_html

    write_html(results, stream)


def _pdf(results: Results, stream: BinaryIO) -> None:
    from ui.report.pdf import write_pdf

    write_pdf(results, stream)


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {".json": _json, ".csv": _csv, ".xlsx": _xlsx, ".html": _html, ".pdf": _pdf}
)
"""Suffix -> writer. The libraries behind a format are imported when it is asked for."""
