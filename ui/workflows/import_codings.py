"""Codings from a file into a project: everything is checked first, then all of it goes in as one act, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.acts import Act, Change, put_completion
from annotator.codebook import Codebook
from annotator.errors import FormatError
from annotator.offsets import Unit
from annotator.records import Completion
from annotator.wording import say
from storage.codebooks import set_codebook
from storage.formats.dataset import Incoming, IncomingDone, Parcel
from storage.formats.registry import find_format, format_of
from storage.progress import completions
from storage.project import Project, Receipt
from storage.texts import add_documents
from ui.workflows.code_map import CodeMap
from ui.workflows.incoming import Desk
from ui.workflows.incoming_records import further_changes
from ui.workflows.incoming_texts import Item
from ui.workflows.incoming_units import check_unit
from ui.workflows.take_codebook import taken_codebook


@dataclass(frozen=True, slots=True)
class Imported:
    """Counts of what went in (or would, in a dry run): codings by (coder, document name), done marks, and repeats.

    `documents` are the names of those that were added; `skipped` the codings that the map leaves out.
    """

    codings: Mapping[tuple[str, str], int]
    done: int
    repeats: int
    receipt: Receipt | None = None
    notes: Sequence[str] = ()
    documents: Sequence[str] = ()
    skipped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a file is to be taken.

    `coder` fills lines that name none. `done`: these facets are marked done instead of those in the file; `not_done`:
    only what the file states. `codes`: what the file's codes are called here. `unit`: what its offsets count.
    `take_codebook`: the codebook that the file carries replaces the project's.
    """

    coder: str = ""
    done: Sequence[str] | None = None
    not_done: bool = False
    codes: CodeMap = field(default_factory=dict)
    unit: Unit = "code points"
    take_codebook: bool = False


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
    codes: CodeMap | None = None,
    unit: Unit = "code points",
    take_codebook: bool = False,
) -> Imported:
    """Take a file of codings in; see `How` for the rest.

    Raises FormatError (or ActError) naming the line for the first thing that is wrong; then nothing is imported.
    """
    parcel = read_parcel(path, format_name=format_name, options=options)
    how = How(
        coder=coder, done=done, not_done=not_done, codes=codes or {}, unit=unit, take_codebook=take_codebook
    )  # fmt: skip
    return take_parcel(project, parcel, how, dry_run=dry_run)


def read_parcel(path: Path, *, format_name: str = "", options: Mapping[str, Any] | None = None) -> Parcel:
    """What is in a file, before it is held against any project."""
    if not path.exists():
        raise FormatError(say("There is no file {path}: check the name.", path=path))
    name = format_name
    try:
        reader = find_format(name) if name else format_of(path)
        if reader.read is None:
            raise FormatError(say("The format {name} can only be written, not read.", name=reader.name))
        name = reader.name
        if (options or {}).get("encoding") and name != "csv":
            raise FormatError(
                say(
                    "An encoding is named for CSV files only, and {name} is taken for {format}: leave it out.",
                    name=path.name,
                    format=name,
                )
            )
        return reader.read(path, options or {})
    except OSError as fault:
        raise FormatError(
            say("{filename} can't be read: {why}.", filename=fault.filename or path, why=fault.strerror or fault)
        ) from fault
    except RecursionError as fault:
        raise FormatError(
            say("{name} is nested too deeply to be a {format} file.", name=path.name, format=name)
        ) from fault


def take_parcel(project: Project, parcel: Parcel, how: How, *, dry_run: bool = False) -> Imported:
    """Check a parcel against the project and, unless it is a dry run, commit it as one act."""
    book = project.codebook
    book_changes: tuple[Change, ...] = ()
    texts: dict[str, str] = {}
    if how.take_codebook:
        book = taken_codebook(project, parcel.codebook)
        if book != project.codebook:
            act, texts = set_codebook(project.connection, book, person=project.person)
            book_changes = act.changes
    desk = Desk(project, book, how.coder, how.codes, how.unit)
    desk.texts.take_documents(parcel.documents)
    check_unit(parcel, desk.texts.raw_text, unit=how.unit)
    codings = [change for item in parcel.codings if (change := desk.change_of(item)) is not None]
    marks = _done_changes(desk, parcel, how)
    added, new_texts = add_documents(project, desk.texts.new.values())
    further, notes = further_changes(desk, parcel)
    counts = Counter((c.after["coder"], desk.texts.names[c.after["document"]]) for c in codings if c.after)
    changes: tuple[Change, ...] = (*book_changes, *added.changes, *further, *codings, *marks)
    receipt = None
    if changes and not dry_run:
        receipt = project.commit(Act("import", project.person, changes), texts={**texts, **new_texts})
    return Imported(
        counts, len(marks), desk.repeats, receipt, [*parcel.notes, *desk.notes(), *notes],
        [document.name for document in desk.texts.new.values()], desk.skipped,
    )  # fmt: skip


def _done_changes(desk: Desk, parcel: Parcel, how: How) -> list[Change]:
    """Done marks: stated ones as stated; otherwise each coder's documents with a line, in every facet of the file."""
    wanted: dict[tuple[str, str, str, str], bool] = {}
    if not how.not_done:
        named = _facets_to_mark(desk, parcel, how)
        for item in parcel.codings:
            if _kept(desk, item):
                for facet in named:
                    wanted[desk.texts.document(item), desk.coder_of(item), facet, item.round] = True
    for mark in parcel.done:
        for facet in _facets_of_mark(desk, mark):
            wanted[desk.texts.document(mark), desk.coder_of(mark), facet, mark.round] = mark.done
    before = {(m.document, m.coder, m.facet, m.round): m for m in completions(desk.project)} if wanted else {}
    return [
        put_completion(before.get(key), Completion(coder, document, facet, round_, done))
        for key, done in wanted.items()
        for document, coder, facet, round_ in [key]
        if done != (before[key].done if key in before else False)
    ]


def _facets_of_mark(desk: Desk, mark: IncomingDone) -> list[str]:
    """What a stated mark's facet is called here: as it is, or as the map calls its codes, if it calls all of them one.

    A facet whose codes the map leaves out or parts has no mark here: nobody has said that any of ours is done.
    """
    if desk.codebook.facet(mark.facet):
        return [mark.facet]
    mapped = {to for (facet, _), to in desk.codes.items() if facet == mark.facet}
    if not mapped:
        raise FormatError(
            say(
                "{where}: the codebook has no facet {facet!r}; it has {facets}.",
                where=mark.where,
                facet=mark.facet,
                facets=_facets(desk.codebook),
            )
        )
    facets = {facet for facet, code in mapped if code}
    return sorted(facets) if len(facets) == 1 and all(code for _, code in mapped) else []


def _facets_to_mark(desk: Desk, parcel: Parcel, how: How) -> list[str]:
    if how.done is None:
        found = {named[0] for item in parcel.codings if (named := desk.named(item))}
        return sorted(found)
    for facet in how.done:
        if desk.codebook.facet(facet) is None:
            raise FormatError(
                say(
                    "--done: the codebook has no facet {facet!r}; it has {facets}.",
                    facet=facet,
                    facets=_facets(desk.codebook),
                )
            )
    return list(how.done)


def _kept(desk: Desk, item: Item) -> bool:
    return not isinstance(item, Incoming) or desk.named(item) is not None


def _facets(codebook: Codebook) -> str:
    return ", ".join(facet.name for facet in codebook.facets)
