"""A data set out of a project, in any format that storage/formats/ knows, with a report of what it could not carry."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from storage.atomic import replacing
from storage.formats.dataset import Written
from storage.formats.losses import summed
from storage.formats.registry import Format, find_format
from storage.project import Project
from storage.selection import select
from ui.workflows.splits import OPTIONS as SPLIT_OPTIONS
from ui.workflows.splits import plan_of, split

REPORT = "losses.txt"
"""In a folder; beside a file it is called NAME.losses.txt."""


def export(
    project: Project,
    path: Path,
    *,
    format_name: str,
    coders: Collection[str] | None = None,
    options: Mapping[str, Any] | None = None,
) -> Written:
    """Write the codings of `coders` (default all), and beside it a loss report where something is lost.

    Suggestions go along only with formats of whole projects. The same project and options give the same bytes.
    """
    chosen = find_format(format_name)
    if chosen.write is None:
        raise FormatError(f"The format {chosen.name} can only be read, not written.")
    given = options or {}
    _check_options(chosen, given)
    if not path.parent.is_dir():
        raise FormatError(f"The folder {path.parent} does not exist: make it first.")
    dataset = select(project, coders=coders, whole=chosen.whole)
    if plan := plan_of(given):
        dataset = split(dataset, plan)
    try:
        written = chosen.write(dataset, path, given)
    except OSError as fault:
        raise FormatError(f"{fault.filename or path} can't be written: {fault.strerror or fault}.") from fault
    return _with_report(written, path)


def options_of(chosen: Format) -> dict[str, str]:
    """Option -> a word on it: the format's own, and those of splits for learning."""
    return {**chosen.options, **({} if chosen.whole else SPLIT_OPTIONS)}


def _check_options(chosen: Format, given: Mapping[str, Any]) -> None:
    known = options_of(chosen)
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise FormatError(
            f"The format {chosen.name} has no option {unknown[0]!r}: it has {', '.join(known) or 'none'}."
        )


def _with_report(written: Written, path: Path) -> Written:
    report = path / REPORT if path.is_dir() else path.with_name(f"{path.name}.{REPORT}")
    if not written.losses:
        report.unlink(missing_ok=True)  # of an earlier export to the same place
        return written
    with replacing(report) as draft:
        draft.write_text("".join(f"{loss}\n" for loss in summed(written.losses)), encoding="utf-8")
    return Written([*written.files, report], written.losses)
