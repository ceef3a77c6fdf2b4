"""Documents into a project: read, refuse what can't be used, add the others as one act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import DocumentError
from storage.documents import ReadDocument, Refused, read_path
from storage.project import Project, Receipt
from storage.texts import NewDocument, add_documents, clash, list_documents
from ui.workflows.progress import Cancel, Progress, never, silent, stop_if


@dataclass(frozen=True, slots=True)
class Added:
    """What went in (names, in order), what was refused and why, and the receipt (None if nothing went in)."""

    names: tuple[str, ...]
    refused: tuple[Refused, ...]
    receipt: Receipt | None


def add(
    project: Project,
    paths: Iterable[Path],
    *,
    encoding: str | None = None,
    progress: Progress = silent,
    cancelled: Cancel = never,
) -> Added:
    """Read files and folders and add them. A text that is in the project already is refused with its name there.

    Raises DocumentError if a path does not exist. Stopping keeps nothing: documents go in together or not at all.
    """
    listed = list(paths)
    for path in listed:
        if not path.exists():
            raise DocumentError(f"There is no file or folder {path}: check the name.")
    new: dict[str, NewDocument] = {}
    refused: list[Refused] = []
    taken = {entry.name for entry in list_documents(project)}
    for number, item in enumerate(_read(listed, encoding), start=1):
        stop_if(cancelled, "Adding documents")
        progress(number, 0, item.name)
        outcome = _admitted(project, item, new, taken)
        if isinstance(outcome, Refused):
            refused.append(outcome)
        else:
            new[outcome.sha256] = outcome
            taken.add(outcome.name)
    if not new:
        return Added((), tuple(refused), None)
    act, texts = add_documents(project, new.values())
    receipt = project.commit(act, texts=texts)
    return Added(tuple(document.name for document in new.values()), tuple(refused), receipt)


def _read(paths: list[Path], encoding: str | None) -> Iterator[ReadDocument | Refused]:
    for path in paths:
        yield from read_path(path, encoding=encoding)


def _admitted(
    project: Project, item: ReadDocument | Refused, new: dict[str, NewDocument], taken: set[str]
) -> NewDocument | Refused:
    if isinstance(item, Refused):
        return item
    details = {
        "original_sha256": item.original_sha256, "reader": item.reader, "reader_version": item.reader_version,
        "encoding": item.encoding, "options": dict(item.options or {}),
    }  # fmt: skip
    document = NewDocument(item.name, item.text, tuple(item.regions), dict(item.metadata), details)
    same = clash(project, document.sha256) or (new[document.sha256].name if document.sha256 in new else None)
    if same is not None:
        return Refused(item.name, f"its text is in the project already, as {same}.")
    if document.name in taken:
        return Refused(item.name, "another document has this name; rename the file, or add its folder.")
    return document
