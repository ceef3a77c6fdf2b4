"""What files of codings would bring in, before they do: the first codings, how much there is, or what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from annotator.errors import IntercoderError
from annotator.wording import later
from storage.documents.encodings import encoding_candidates
from storage.documents.records import EncodingCandidate
from storage.formats.dataset import Incoming, Parcel
from storage.project import Project
from ui.workflows.import_codings import How, Imported, read_parcel, take_parcel
from ui.workflows.progress import Cancel, Progress, never, silent, stop_if

_STOPPED = later("The preview was stopped; what was finished before is kept.")

HEADER = ("file", "document", "coder", "start", "end", "text", "facet", "code", "attributes")
_LONGEST = 200
"""Characters of a cell that are shown."""
_SAMPLE = 200_000
"""Bytes of a file by which its encoding is guessed."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """One file: its first codings as a table, and what would go in, or (`fault`) why nothing can.

    `encodings` are those that a CSV file may be in which cannot be read as it is, likeliest first.
    """

    path: Path
    rows: Sequence[tuple[str, ...]] = ()
    outcome: Imported | None = None
    fault: str = ""
    encodings: Sequence[EncodingCandidate] = field(default=())


def preview_import(
    project: Project,
    paths: Sequence[Path],
    how: How,
    *,
    format_name: str = "",
    options: Mapping[str, str] | None = None,
    rows: int = 20,
    progress: Progress = silent,
    cancelled: Cancel = never,
) -> list[ImportPreview]:
    """What `import_codings` with the same choices would do with each file, in turn; nothing is changed."""
    found = []
    for number, path in enumerate(paths):
        stop_if(cancelled, _STOPPED)
        progress(number, len(paths), path.name)
        parcel: Parcel | None = None
        try:
            parcel = read_parcel(path, format_name=format_name, options=options)
            outcome = take_parcel(project, parcel, how, dry_run=True)
        except IntercoderError as fault:
            encodings = _encodings(path) if parcel is None and not (options or {}).get("encoding") else []
            found.append(ImportPreview(path, _rows(path, parcel, rows), fault=str(fault), encodings=encodings))
        else:
            found.append(ImportPreview(path, _rows(path, parcel, rows), outcome))
    return found


def _rows(path: Path, parcel: Parcel | None, most: int) -> list[tuple[str, ...]]:
    return [_row(path, item) for item in islice(parcel.codings, most)] if parcel else []


def _row(path: Path, item: Incoming) -> tuple[str, ...]:
    attributes = "; ".join(f"{name}: {value}" for name, value in item.attributes.items())
    place = ["" if at is None else str(at) for at in (item.start, item.end)]
    cells = (path.name, item.document, item.coder, *place, item.text or "", item.facet, item.code, attributes)
    return tuple(cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…" for cell in cells)


def _encodings(path: Path) -> list[EncodingCandidate]:
    """Where a CSV file is not in UTF-8, what it may be in."""
    if path.suffix.lower() != ".csv":
        return []
    try:
        with path.open("rb") as file:
            data = file.read(_SAMPLE)
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return encoding_candidates(data) if fault.start < len(data) - 4 else []
    except OSError:
        pass
    return []
