"""Codings from a file into a project: everything is checked first, then all of it goes in as one act, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotator.acts import Act, Change, coding_row, new_uuid, put_coding, put_completion
from annotator.codebook import Codebook
from annotator.errors import ActError, DocumentError, FormatError
from annotator.records import Coding, Completion
from annotator.validate import check_coding
from storage.clock import now
from storage.formats.dataset import Incoming, IncomingDone, Parcel
from storage.formats.registry import find_format, format_of
from storage.progress import completions
from storage.project import Project, Receipt
from storage.texts import find_document, stored_text


@dataclass(frozen=True, slots=True)
class Imported:
    """Counts of what went in (or would, in a dry run): codings by (coder, document name), done marks, and repeats."""

    codings: Mapping[tuple[str, str], int]
    done: int
    repeats: int
    receipt: Receipt | None = None
    notes: Sequence[str] = ()


@dataclass(slots=True)
class _Desk:
    """The state of one import: caches of texts, and what has been accepted so far."""

    project: Project
    codebook: Codebook
    coder: str
    texts: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    uuids: dict[str, str] = field(default_factory=dict)


def import_codings(
    project: Project,
    path: Path,
    *,
    coder: str = "",
    format_name: str = "",
    done: Sequence[str] | None = None,
    not_done: bool = False,
    dry_run: bool = False,
    options: Mapping[str, Any] | None = None,
) -> Imported:
    """Take a file of codings in. `coder` fills lines that name none; `done` overrides which facets are marked done.

    Raises FormatError (or ActError) naming the line for the first thing that is wrong; then nothing is imported.
    """
    if not path.exists():
        raise FormatError(f"There is no file {path}: check the name.")
    reader = find_format(format_name) if format_name else format_of(path)
    if reader.read is None:
        raise FormatError(f"The format {reader.name} can only be written, not read.")
    parcel = reader.read(path, options or {})
    desk = _Desk(project, project.codebook, coder)
    changes, repeats = _coding_changes(desk, parcel)
    if done:
        for facet in done:
            if desk.codebook.facet(facet) is None:
                raise FormatError(f"--done: the codebook has no facet {facet!r}; it has {_facets(desk.codebook)}.")
    marks = _done_changes(desk, parcel, facets=done, none=not_done)
    counts = Counter((c.after["coder"], desk.names["", c.after["document"]]) for c in changes if c.after)
    if dry_run or not (changes or marks):
        return Imported(counts, len(marks), repeats, None, parcel.notes)
    receipt = project.commit(Act("import", project.person, (*changes, *marks)))
    return Imported(counts, len(marks), repeats, receipt, parcel.notes)


def _coding_changes(desk: _Desk, parcel: Parcel) -> tuple[list[Change], int]:
    changes, repeats = [], 0
    for item in parcel.codings:
        change = _coding_change(desk, item)
        repeats += change is None
        if change is not None:
            changes.append(change)
    return changes, repeats


def _coding_change(desk: _Desk, item: Incoming) -> Change | None:
    """None where exactly this coding (same uuid, same content) is in the project already."""
    sha256 = _document(desk, item)
    text = desk.texts[sha256]
    coding = Coding(
        item.uuid or new_uuid(), sha256, _coder(desk, item), item.start, item.end, item.facet, item.code,
        dict(item.attributes), item.origin, item.memo, item.certainty, item.round,  # type: ignore[arg-type]
        item.meaning_version or desk.codebook.meaning, item.created or now(),
    )  # fmt: skip
    try:
        check_coding(coding, desk.codebook, length=len(text))
    except ActError as fault:
        raise FormatError(f"{item.where}: {fault}") from fault
    if item.text is not None and coding.span and text[coding.span.start : coding.span.end] != item.text:
        there = text[coding.span.start : coding.span.end]
        raise FormatError(
            f"{item.where}: the text is {item.text!r:.60}, but {item.document} has {there!r:.60} at {item.start}."
        )
    if coding.uuid in desk.uuids:
        raise FormatError(
            f"{item.where}: the uuid {coding.uuid} stands on {desk.uuids[coding.uuid]} too; each coding needs its own."
        )
    desk.uuids[coding.uuid] = item.where
    return _against_present(desk, item, coding)


def _against_present(desk: _Desk, item: Incoming, coding: Coding) -> Change | None:
    present = desk.project.tables.current("coding", coding.uuid) if item.uuid else None
    if present is None:
        return put_coding(None, coding)
    same = coding if item.created else replace(coding, created=str(present.get("created", "")))
    if {**coding_row(same), "suggestion": None} == {**present, "suggestion": None}:
        return None
    raise FormatError(
        f"{item.where}: the uuid {coding.uuid} is another coding in this project; leave uuid out to import it anew."
    )


def _document(desk: _Desk, item: Incoming | IncomingDone) -> str:
    """The document's sha256: the one the line gives decides, else the name."""
    key = (item.sha256, item.document)
    if key not in desk.names:
        try:
            entry = find_document(desk.project, item.sha256 or item.document)
        except DocumentError as fault:
            raise FormatError(f"{item.where}: {fault}") from fault
        desk.names[key] = entry.sha256
        desk.names["", entry.sha256] = entry.name
        desk.texts[entry.sha256] = stored_text(desk.project, entry.sha256)
    return desk.names[key]


def _coder(desk: _Desk, item: Incoming | IncomingDone) -> str:
    coder = item.coder or desk.coder
    if not coder:
        raise FormatError(f"{item.where}: no coder is named; give one with --coder NAME.")
    return coder


def _facets(codebook: Codebook) -> str:
    return ", ".join(facet.name for facet in codebook.facets)


def _done_changes(desk: _Desk, parcel: Parcel, *, facets: Sequence[str] | None, none: bool) -> list[Change]:
    """Done marks: stated ones as stated; otherwise each coder's documents with a line, in every facet of the file."""
    wanted: dict[tuple[str, str, str, str], bool] = {}
    if not none:
        named = list(facets) if facets else sorted({item.facet for item in parcel.codings})
        for item in parcel.codings:
            for facet in named:
                wanted[_document(desk, item), _coder(desk, item), facet, item.round] = True
    for mark in parcel.done:
        if desk.codebook.facet(mark.facet) is None:
            raise FormatError(
                f"{mark.where}: the codebook has no facet {mark.facet!r}; it has {_facets(desk.codebook)}."
            )
        wanted[_document(desk, mark), _coder(desk, mark), mark.facet, mark.round] = mark.done
    before = {(m.document, m.coder, m.facet, m.round): m for m in completions(desk.project)} if wanted else {}
    return [
        put_completion(before.get(key), Completion(coder, document, facet, round_, done))
        for key, done in wanted.items()
        for document, coder, facet, round_ in [key]
        if key not in before or before[key].done != done
    ]
