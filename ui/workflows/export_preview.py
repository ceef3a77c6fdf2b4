"""What an export would hold, before it is written: its first rows, how much there is, what is lost, how the file begins."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from annotator.errors import FormatError
from annotator.records import Coding, Document
from annotator.wording import say
from storage.formats.dataset import Dataset
from storage.formats.losses import counted
from storage.formats.registry import Format, find_format
from storage.private import private_folder
from storage.project import Project
from storage.selection import select
from ui.workflows.export import checked_options
from ui.workflows.splits import prepared

HEADER = ("document", "coder", "start", "end", "text", "facet", "code", "attributes", "memo")
_LONGEST = 200
"""Characters of a cell or line that are shown."""
_TEXT = frozenset((".jsonl", ".json", ".csv", ".conll", ".ann", ".txt", ".xmi", ".qdc", ".conf", ".md"))


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """The first codings as a table (cells cut at 200 characters), and what the whole export would hold.

    `losses` says how much of what is in the data set the format can't hold. `beginning` is how the first file of texts
    begins, "" for formats that no person reads; it is made from the documents of the rows alone.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    documents: int
    codings: int
    coders: tuple[str, ...]
    losses: tuple[str, ...] = ()
    beginning: str = ""
    notes: tuple[str, ...] = ()


def preview_export(
    project: Project,
    *,
    format_name: str = "jsonl",
    coders: Collection[str] | None = None,
    options: Mapping[str, Any] | None = None,
    rows: int = 20,
) -> ExportPreview:
    """The first `rows` codings that `export` with the same choices would write. Nothing is left on disk.

    Raises FormatError for the same wrong choices as `export` does.
    """
    chosen, given = find_format(format_name), options or {}
    if chosen.write is None:
        raise FormatError(say("The format {name} can only be read, not written.", name=chosen.name))
    plan = checked_options(chosen, given)
    dataset = select(project, coders=coders, whole=bool(plan and plan.suggestions))
    notes: list[str] = []
    if plan:
        dataset, notes = prepared(dataset, plan)
    documents = {document.sha256: document for document in dataset.documents}
    shown = dataset.codings[:rows]
    own = {name: value for name, value in given.items() if name in chosen.options}
    return ExportPreview(
        HEADER,
        tuple(_row(coding, documents[coding.document]) for coding in shown),
        len(dataset.documents),
        len(dataset.codings),
        tuple(dataset.coders()),
        tuple(str(loss) for loss in counted(dataset, chosen.lost)),
        _beginning(chosen, _cut(dataset, shown), own, rows),
        tuple(notes),
    )


def _row(coding: Coding, document: Document) -> tuple[str, ...]:
    span = coding.span
    attributes = "; ".join(f"{name}: {value}" for name, value in sorted(coding.attributes.items()))
    start, end = (str(span.start), str(span.end)) if span else ("", "")
    quote = document.text[span.start : span.end] if span else ""
    cells = (document.name, coding.coder, start, end, quote, coding.facet, coding.code, attributes, coding.memo)
    return tuple(_short(cell) for cell in cells)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _cut(dataset: Dataset, shown: Collection[Coding]) -> Dataset:
    """The data set with nothing but the documents of these codings (or its first document)."""
    first = {coding.document for coding in shown} or {document.sha256 for document in dataset.documents[:1]}
    return replace(
        dataset,
        documents=[document for document in dataset.documents if document.sha256 in first],
        codings=list(shown),
        completions=[mark for mark in dataset.completions if mark.document in first],
        suggestions=(), decisions=(), entries=(), parts={},
    )  # fmt: skip


def _beginning(chosen: Format, dataset: Dataset, options: Mapping[str, Any], rows: int) -> str:
    assert chosen.write is not None
    if chosen.whole or chosen.suffix not in _TEXT:
        return ""
    with private_folder() as folder:
        path = folder / f"preview{'' if chosen.folder else chosen.suffix}"
        written = chosen.write(dataset, path, options)
        file = next((one for one in written.files if one == path or one.suffix == chosen.suffix), None)
        if file is None:
            return ""
        with file.open(encoding="utf-8", newline="\n") as lines:
            return "\n".join(_short(line.rstrip("\n")) for line in islice(lines, rows))
