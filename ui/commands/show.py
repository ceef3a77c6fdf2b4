"""What commands print: progress on standard error, names of people and files as plain text."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from annotator.plurals import plural
from annotator.wording import say
from storage.opening import open_project
from storage.project import Project
from ui.workflows.backups import Why, backup_quietly
from ui.workflows.progress import Cancel, Progress
from ui.workflows.propose_map import MapRow

LINES_APART = 5.0
"""Seconds between two lines of progress where standard error is no terminal."""


@contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """A bar on standard error while a long task runs; what ends or fails within half a second shows none.

    Where that is no terminal: plain lines now and then, none before the first step is done, so that a task that can't
    begin says its one sentence only.
    """
    if not sys.stderr.isatty():
        yield _Lines(title).step
        return
    from tqdm import tqdm

    with tqdm(desc=title, unit="", file=sys.stderr, leave=False, dynamic_ncols=True, mininterval=0.2, delay=0.5) as bar:

        def step(done: int, total: int, what: str) -> None:
            bar.total = total or None
            bar.set_postfix_str(what[:40], refresh=False)
            bar.update(done - bar.n)

        yield step


class _Lines:
    """Progress for a file or a pipe: a line every few seconds."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.last = time.monotonic()

    def step(self, done: int, total: int, what: str) -> None:
        if done and time.monotonic() - self.last > LINES_APART:
            self.last = time.monotonic()
            sys.stderr.write(f"{self.title}: {done:,} of {total:,}\n" if total else f"{self.title}: {done:,}\n")


@contextmanager
def stopped_by_user() -> Iterator[Cancel]:
    """True once the user has pressed Ctrl+C, so that a task ends in order; a second time ends it at once."""
    asked: list[int] = []

    def stop(number: int, frame: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def project_at(path: Path, *, person: str = "", write: bool = False, why: Why = "open") -> Iterator[Project]:
    """The project, open; for writing only if nobody else writes it, and then backed up before (`why`) and after."""
    from annotator.errors import ProjectError

    with open_project(path, person=person, readonly=not write) as project:
        if write and project.readonly:
            advice = " Close it there and try again." if "open" in project.readonly else ""
            raise ProjectError(
                say(
                    "{name} can't be written: {readonly}{advice}",
                    name=path.name,
                    readonly=project.readonly,
                    advice=advice,
                )
            )
        _back_up(project, why=why)
        yield project
        _back_up(project, why="close")


def _back_up(project: Project, *, why: Why) -> None:
    if fault := backup_quietly(project, why=why):
        sys.stderr.write(f"No backup was made: {fault}\n")


def map_words(rows: Sequence[MapRow], path: Path) -> str:
    """What is said of a table of codes that was written to be filled in."""
    matched = sum(bool(row.to_code) for row in rows)
    left = len(rows) - matched
    further = f" Fill in the other {left:,}: an empty to_code leaves a code out." if left else ""
    return f"Wrote {plural(len(rows), 'code')} to {path}, {matched:,} with a code here.{further}"


def names(text: str) -> list[str]:
    """A,B -> ["A", "B"]."""
    return [part.strip() for part in text.split(",") if part.strip()]
