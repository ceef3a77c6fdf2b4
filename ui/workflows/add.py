"""Documents into a project: read, refuse what can't be used, add the others in batches, name what nearly repeats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from annotator.errors import DocumentError
from annotator.near_duplicates import NearDuplicate, find_near_duplicates
from annotator.reflow import reflow
from annotator.wording import say
from storage.documents import ReadDocument, Refused, count_files, never_seen, read_path
from storage.project import Project, Receipt
from storage.texts import NewDocument, add_documents, clash, list_documents, regions_of, stored_text
from ui.workflows.progress import Cancel, Progress, never, silent

BATCH = 100
"""Documents of one act: stopping keeps the batches before, so that a long import goes on where it was."""
MOST_COMPARED = 5_000
"""Near-duplicates are looked for in projects up to this many documents; larger ones take minutes."""


@dataclass(frozen=True, slots=True)
class Added:
    """What went in (names, in order), what was refused and why, the receipts (one a batch), and near-duplicates.

    `stopped`: the user stopped it; adding the same paths again takes what is missing. `remarks` say what of a file is
    not in its document (name, sentence). `compared` is False where the project is too large to look for near-duplicates.
    """

    names: tuple[str, ...]
    refused: tuple[Refused, ...]
    receipts: tuple[Receipt, ...] = ()
    alike: tuple[NearDuplicate, ...] = ()
    stopped: bool = False
    remarks: tuple[tuple[str, str], ...] = ()
    compared: bool = True


@dataclass(slots=True)
class _Batch:
    """What one run has read so far."""

    project: Project
    taken: set[str]
    new: dict[str, NewDocument] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)

    def commit(self) -> None:
        if self.new:
            act, texts = add_documents(self.project, self.new.values())
            self.receipts.append(self.project.commit(act, texts=texts))
            self.names += [document.name for document in self.new.values()]
            self.new.clear()


def add(
    project: Project,
    paths: Iterable[Path],
    *,
    encoding: str | None = None,
    encodings: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
    progress: Progress = silent,
    cancelled: Cancel = never,
) -> Added:
    """Read files, folders and archives and add them. A text that is in the project already is refused with its name.

    A name that is taken becomes the relative path. `encoding` confirms the encoding of all files that are not UTF-8,
    `encodings` that of single ones, by the name under which they were refused. Files that were read before (by the same
    reader, to the same text) are not read again. Raises DocumentError if a path does not exist.
    """
    listed = list(paths)
    for path in listed:
        if not path.exists():
            raise DocumentError(say("There is no file or folder {path}: check the name.", path=path))
    batch = _Batch(project, {entry.name for entry in list_documents(project)})
    stopped = False
    known: Callable[[str], str | None] = never_seen if encoding or options else _read_before(project).get
    total = sum(map(count_files, listed))
    reading = (read_path(p, encoding=encoding, encodings=encodings, options=options, known=known) for p in listed)
    for number, item in enumerate(chain.from_iterable(reading), start=1):
        if cancelled():
            stopped = True
            break
        progress(number, max(total, number), item.name)
        _take(batch, item)
        if len(batch.new) >= BATCH:
            batch.commit()
    batch.commit()
    alike = near_duplicates(project, batch.names) if batch.names else ()
    return Added(
        tuple(batch.names), tuple(batch.refused), tuple(batch.receipts), tuple(alike), stopped, tuple(batch.remarks),
        len(list_documents(project)) <= MOST_COMPARED,
    )  # fmt: skip


def _read_before(project: Project) -> dict[str, str]:
    """sha256 of a file -> the document that it became, for files of one document and readers as they are today."""
    from storage.documents.readers import READERS  # only here: the window starts without them

    versions = {reader.name: reader.version for reader in READERS}
    return {
        entry.details["original_sha256"]: entry.name
        for entry in list_documents(project)
        if entry.details.get("reader_version") == versions.get(entry.details.get("reader", ""), "")
        and entry.details.get("original_sha256")
        and not entry.details.get("options")
    }


def _take(batch: _Batch, item: ReadDocument | Refused) -> None:
    if isinstance(item, Refused):
        batch.refused.append(item)
        return
    document = _new(item)
    same = clash(batch.project, document.sha256)
    if same is None and document.sha256 in batch.new:
        same = batch.new[document.sha256].name
    if same is not None:
        batch.refused.append(Refused.repeat(item.name, same))
        return
    if document.name in batch.taken and item.relative:
        document = replace(document, name=item.relative)
    if document.name in batch.taken:
        batch.refused.append(
            Refused(item.name, say("another document has this name: rename the file, or add its folder."))
        )
        return
    if item.remark:
        batch.remarks.append((document.name, item.remark))
    batch.taken.add(document.name)
    batch.new[document.sha256] = document


def _new(item: ReadDocument) -> NewDocument:
    details = {
        "original_sha256": item.original_sha256, "reader": item.reader, "reader_version": item.reader_version,
        "encoding": item.encoding, "options": dict(item.options),
    }  # fmt: skip
    return NewDocument(item.name, item.text, tuple(item.regions), dict(item.metadata), details)


def near_duplicates(project: Project, names: Sequence[str]) -> list[NearDuplicate]:
    """Pairs of documents that nearly repeat each other, of which one is among `names`; left-out regions do not count."""
    entries = list_documents(project)
    if len(entries) > MOST_COMPARED:
        return []
    texts = {
        e.name: reflow(stored_text(project, e.sha256), regions_of(project, e.sha256), leave_out=True).text
        for e in entries
    }
    return find_near_duplicates(texts, among=names)


def report_lines(outcome: Added) -> list[tuple[str, str, str]]:
    """What became of each file, for a list: (name, "added", "repeat", "refused" or "alike", words)."""
    remarks = dict(outcome.remarks)
    lines = [(name, "added", remarks.get(name, "")) for name in outcome.names]
    lines += [(one.name, "repeat" if one.repeats else "refused", one.reason) for one in outcome.refused]
    lines += [
        (
            pair.first,
            "alike",
            say(
                "nearly the same as {second} ({resemblance:.0%} shared)",
                second=pair.second,
                resemblance=pair.resemblance,
            ),
        )
        for pair in outcome.alike
    ]
    return lines
