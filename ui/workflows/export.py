"""A data set out of a project, in any format that storage/formats/ knows, with a report of what it could not carry."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, replace
from io import StringIO
from pathlib import Path
from typing import Any

from annotator.errors import FormatError, MeasureError
from annotator.wording import later, say
from storage.atomic import refuse_project, replacing
from storage.formats.card import card, label_map
from storage.formats.csv_tables import make_folder
from storage.formats.dataset import Dataset, Loss, Written
from storage.formats.losses import summed
from storage.formats.registry import Format, find_format
from storage.project import Project
from storage.selection import select
from storage.staging import staged
from ui.workflows.agree import agree
from ui.workflows.progress import Cancel, Progress, never, silent, stop_if
from ui.workflows.splits import OPTIONS as SPLIT_OPTIONS
from ui.workflows.splits import PARTS, Plan, plan_of, prepared

_STOPPED = later("The export was stopped; what was finished before is kept.")

REPORT = "losses.txt"
"""In a folder; beside a file it is called NAME.losses.txt."""
CARD, LABELS, PLACES = "README.md", "labels.json", "splits.csv"
_ON_CARD = ("f1_exact", "f1_iou50", "krippendorff_alpha", "u_alpha", "pair_f1")


def export(
    project: Project,
    path: Path,
    *,
    format_name: str,
    coders: Collection[str] | None = None,
    options: Mapping[str, Any] | None = None,
    progress: Progress = silent,
    cancelled: Cancel = never,
) -> Written:
    """Write the codings of `coders` (default all), and beside it a loss report where something is lost; all or nothing.

    Suggestions go along only with formats of whole projects, or where they are asked for. With splits the result is a
    folder with a part each, a card, the label map and a list of what is where. The same project and options give the
    same bytes. Progress counts the documents that are written; 0 of 0 while the project is read.
    """
    chosen = find_format(format_name)
    if chosen.write is None:
        raise FormatError(say("The format {name} can only be read, not written.", name=chosen.name))
    given = options or {}
    plan = checked_options(chosen, given)
    path = Path(os.path.abspath(path))
    if not path.parent.is_dir():
        raise FormatError(say("The folder {parent} does not exist: make it first.", parent=path.parent))
    refuse_project(path)
    own = {name: value for name, value in given.items() if name in chosen.options}
    progress(0, 0, say("reading"))
    dataset = select(project, coders=coders, whole=chosen.whole or bool(plan and plan.suggestions))
    notes: list[str] = []
    if plan:
        dataset, notes = prepared(dataset, plan)
        if not dataset.documents:
            raise FormatError(_nothing(plan.who))
    if chosen.name == "parquet" or (plan and plan.shares):
        dataset = replace(dataset, card=_card(project, dataset, notes, coders))
    stop_if(cancelled, _STOPPED)
    total = len(dataset.documents)
    with staged(path, foreign=lambda file: _is_part(file, chosen)) as draft:
        dataset = replace(dataset, told=_telling(total, progress, cancelled))
        written = _with_report(_write(chosen, dataset, draft, own, plan), draft)
        stop_if(cancelled, _STOPPED)
    if not written.losses:
        _report_of(path).unlink(missing_ok=True)  # of an earlier export to the same place
    progress(total, total, say("done"))
    return Written([path.parent / file.relative_to(draft.parent) for file in written.files], written.losses)


def _telling(total: int, progress: Progress, cancelled: Cancel) -> Callable[[int], None]:
    """What a format tells of its documents: asked for a stop each time, passed on once for each per cent."""
    last = -1

    def told(done: int) -> None:
        nonlocal last
        stop_if(cancelled, _STOPPED)
        if total and (part := done * 100 // total) != last:
            last = part
            progress(done, total, say("writing"))

    return told


def _nothing(who: str) -> str:
    if who == "gold":
        return say("There is nothing to export: no difference has been settled yet, so there is no gold.")
    return say("There is nothing to export: no document holds finished work of {who!r}.", who=who)


def _is_part(file: Path, chosen: Format) -> bool:
    """Whether a reader of the exported folder would take a file for a part of it."""
    return file.suffix == chosen.suffix and (chosen.name != "csv" or file.name.startswith("wide-"))


def options_of(chosen: Format) -> dict[str, str]:
    """Option -> a word on it: the format's own, and those of data sets for learning."""
    return {**chosen.options, **({} if chosen.whole or chosen.name == "qdc" else SPLIT_OPTIONS)}


def checked_options(chosen: Format, given: Mapping[str, Any]) -> Plan | None:
    """What the options ask for of a data set for learning, None for nothing. FormatError for an option unknown here."""
    known = options_of(chosen)
    unknown = sorted(set(given) - set(known))
    if unknown:
        if not known:
            raise FormatError(
                say("The format {name} has no option {unknown!r}: it has none.", name=chosen.name, unknown=unknown[0])
            )
        raise FormatError(
            say(
                "The format {name} has no option {unknown!r}: it has {known}.",
                name=chosen.name,
                unknown=unknown[0],
                known=", ".join(known),
            )
        )
    return plan_of(given)


def _write(
    chosen: Format,
    dataset: Dataset,
    path: Path,
    options: Mapping[str, Any],
    plan: Plan | None,
) -> Written:
    assert chosen.write is not None
    if not plan or not plan.shares:
        return chosen.write(dataset, path, options)
    make_folder(path)
    files: list[Path] = []
    losses: list[Loss] = []
    if chosen.name == "parquet":
        written = chosen.write(dataset, path, options)
        files, losses = list(written.files), list(written.losses)
    else:
        done = 0
        for part in PARTS:
            one = _part(dataset, part).after(done)
            done += len(one.documents)
            if one.documents:
                written = chosen.write(one, path / (part if chosen.folder else part + chosen.suffix), options)
                files += written.files
                losses += [Loss(loss.field, f"{part}: {loss}") for loss in written.losses]
        files.append(_put(path / CARD, dataset.card))
    files.append(_put(path / LABELS, json.dumps(label_map(dataset), ensure_ascii=False, indent=2) + "\n"))
    files.append(_put(path / PLACES, _places(dataset)))
    return Written(files, losses)


def _part(dataset: Dataset, part: str) -> Dataset:
    there = {sha256 for sha256, name in dataset.parts.items() if name == part}
    return replace(
        dataset,
        documents=[document for document in dataset.documents if document.sha256 in there],
        codings=[coding for coding in dataset.codings if coding.document in there],
        completions=[mark for mark in dataset.completions if mark.document in there],
        parts={},
    )


def _places(dataset: Dataset) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["document", "sha256", "part"])
    writer.writerows([document.name, document.sha256, dataset.parts[document.sha256]] for document in dataset.documents)
    return out.getvalue()


def _put(path: Path, content: str) -> Path:
    with replacing(path) as draft:
        draft.write_text(content, encoding="utf-8", newline="\n")
    return path


def _card(project: Project, dataset: Dataset, notes: list[str], coders: Collection[str] | None) -> str:
    try:
        rows = agree(project, coders=coders, replicates=0).rows
    except MeasureError:  # one coder, or no document that two coded
        rows = ()
    shown = [
        r for r in rows if r.scope == "all" and r.subset == "all" and r.measure in _ON_CARD and r.value is not None
    ]
    return card(dataset, notes=notes, agreement=[asdict(row) for row in shown])


def _report_of(path: Path) -> Path:
    return path / REPORT if path.is_dir() else path.with_name(f"{path.name}.{REPORT}")


def _with_report(written: Written, path: Path) -> Written:
    if not written.losses:
        return written
    report = _put(_report_of(path), "".join(f"{loss}\n" for loss in summed(written.losses)))
    return Written([*written.files, report], written.losses)
