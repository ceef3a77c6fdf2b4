"""Bring the work of several copies of a project together, with a backup before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotator.wording import later
from storage.backup import backup_if_changed
from storage.merge import MergeReceipt
from storage.merge import merge as merge_files
from storage.project import Project
from ui.workflows.progress import Cancel, Progress, never, silent, stop_if

_STOPPED = later("The merge was stopped; what was finished before is kept.")


def merge(
    project: Project,
    others: Sequence[Path],
    *,
    dry_run: bool = False,
    progress: Progress = silent,
    cancelled: Cancel = never,
) -> MergeReceipt:
    """Merge other files into the project; in a dry run only say what would happen. Stopping leaves all as it was."""
    done = 0

    def step(what: str) -> None:
        nonlocal done
        stop_if(cancelled, _STOPPED)
        progress(done, len(others) + 1, what)
        done += 1

    if not dry_run:
        project.check_writable()
        backup_if_changed(project.path, why="merge")
    return merge_files(project, others, dry_run=dry_run, step=step)
