"""Acts are on the disk a moment after they are done: a thread of its own waits for the disk, so that a key never does.

A transaction is written to the WAL by the thread that uses the project, and then handed to the operating system only
(synchronous = NORMAL). This module's thread calls fdatasync on the WAL, and says which acts are on the disk since. What
was committed before a call is on the disk after it, in the order of the acts, because the WAL is written in that order
and SQLite reads it up to the first frame that is not whole. A killed process loses nothing in any case.

Checkpoints, which wait for the disk too, are this thread's as well, on a connection of its own.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from annotator.errors import ProjectError
from annotator.wording import say
from storage import connect, wal

_BACKSTOP = 16_000
"""Pages of WAL from which the thread that writes checkpoints by itself, should this one not keep up."""
_TO_BEGIN = 0.002


def sync_file(number: int) -> None:
    """Wait until a file's contents are on the disk. OSError where the disk refuses."""
    getattr(os, "fdatasync", os.fsync)(number)


class Written(Protocol):
    """What is kept on the disk here: an open project."""

    path: Path
    connection: sqlite3.Connection


class Syncing:
    """Keeps one open project's WAL on the disk. `told` is called in this thread whenever `news` has something.

    After a refusal the WAL's pages may be gone from the operating system's list of what to write, so that a second
    fdatasync would succeed without writing: then the acts are copied into the project file itself by a checkpoint.
    """

    def __init__(
        self, project: Written, *, told: Callable[[], object], sync: Callable[[int], object] = sync_file
    ) -> None:
        self._project = project
        self._told = told
        self._turn = threading.Condition()
        self._begun = threading.Event()
        self._written = self._synced = 0  # transactions
        self._announced: deque[tuple[int, str]] = deque()
        self._news: deque[str] = deque()
        self._fault = self._untold = ""
        self._closing = self._ended = False
        self._wal: BinaryIO | None = None
        project.connection.execute("PRAGMA synchronous = NORMAL")
        project.connection.execute(f"PRAGMA wal_autocheckpoint = {_BACKSTOP}")
        self._thread = threading.Thread(target=self._work, name="syncing", daemon=True)
        self._thread.start()

    # What the thread that uses the project calls

    def written(self) -> None:
        """A transaction was committed."""
        with self._turn:
            self._written += 1
            self._fault = ""  # an act after a refusal is an attempt, too
            self._begun.clear()
            self._turn.notify_all()
        self._begun.wait(_TO_BEGIN)  # or this thread would keep the interpreter while the disk could be at work

    def announce(self, event: str) -> None:
        """Give this event's uuid out by `news` once all that is written by now is on the disk."""
        with self._turn:
            if self._synced >= self._written:
                self._news.append(event)
            else:
                self._announced.append((self._written, event))

    def news(self) -> list[str]:
        """The announced events that have come to the disk since the last call, in order."""
        found = []
        with suppress(IndexError):
            while True:
                found.append(self._news.popleft())
        return found

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until all that is written is on the disk, at most so long; False where it is not, or was refused."""
        with self._turn:
            self._turn.wait_for(lambda: self._settled() or bool(self._fault) or self._ended, seconds)
            return self._settled()

    @property
    def refused(self) -> bool:
        """Whether something written is not on the disk because the disk refused it."""
        return bool(self._fault)

    def refusal(self) -> str:
        """Why the disk refused what is written, once for each refusal; else empty."""
        words, self._untold = self._untold, ""
        return words if self._fault else ""

    def try_again(self) -> None:
        """After a refusal: once more."""
        with self._turn:
            self._fault = ""
            self._turn.notify_all()

    def close(self) -> None:
        """Wait for the disk, then end the thread. The project must still be open."""
        self.wait()
        with self._turn:
            self._closing = True
            self._turn.notify_all()
        self._thread.join()
        with suppress(sqlite3.Error):
            self._project.connection.execute("PRAGMA synchronous = FULL")

    # The thread

    def _settled(self) -> bool:
        return self._synced >= self._written

    def _work(self) -> None:
        doubtful = False
        checkpointer = _Checkpointer(self._project)
        try:
            while self._next():
                upto = self._written
                try:
                    if doubtful:
                        checkpointer.copy_all()
                    else:
                        sync_file(self._opened().fileno())
                except (OSError, ProjectError) as fault:
                    doubtful = True
                    self._refused(fault)
                    continue
                doubtful = False
                self._kept(upto)
                if self._settled() and wal.is_long(self._opened()):
                    checkpointer.copy_some()
        finally:
            checkpointer.close()
            if self._wal is not None:
                self._wal.close()
            with self._turn:
                self._ended = True
                self._turn.notify_all()

    def _next(self) -> bool:
        """Wait for work; False where the project is being closed."""
        with self._turn:
            self._turn.wait_for(lambda: self._closing or not (self._settled() or self._fault))
            self._begun.set()
            return not self._closing

    def _kept(self, upto: int) -> None:
        with self._turn:
            self._synced, self._fault = upto, ""
            while self._announced and self._announced[0][0] <= upto:
                self._news.append(self._announced.popleft()[1])
            self._turn.notify_all()
        self._tell()

    def _refused(self, fault: Exception) -> None:
        name = self._project.path.name
        why = fault.strerror if isinstance(fault, OSError) else ""
        with self._turn:
            self._fault = self._untold = _not_taken(name, why or "")
            self._turn.notify_all()
        self._tell()

    def _tell(self) -> None:
        with suppress(RuntimeError):  # whoever was to be told may be gone
            self._told()

    def _opened(self) -> BinaryIO:
        """The WAL's file. It holds no lock that closing it would drop: SQLite's are on the other two files."""
        if self._wal is None:
            self._wal = wal.path_of(self._project.path).open("r+b", buffering=0)
        return self._wal


class _Checkpointer:
    """Copies the WAL into the project file, on a connection that is made when it is first needed."""

    def __init__(self, project: Written) -> None:
        self._path = project.path
        self._connection: sqlite3.Connection | None = None

    def copy_some(self) -> None:
        """As much as can be without holding anybody up."""
        with suppress(ProjectError, sqlite3.Error):
            self._run("PASSIVE")

    def copy_all(self) -> None:
        """All of it, to the disk. ProjectError where that cannot be."""
        try:
            busy, pages, copied = self._run("FULL")
        except sqlite3.Error as fault:
            raise connect.explained(fault, self._path) from fault
        if busy or pages != copied:
            raise ProjectError(say("{name} is in use.", name=self._path.name))

    def _run(self, mode: str) -> tuple[int, int, int]:
        if self._connection is None:
            self._connection = connect.connect(self._path)
        busy, pages, copied = self._connection.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
        return busy, pages, copied

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


def _not_taken(name: str, why: str) -> str:
    if not why:
        return say(
            "The disk did not take your last acts in {name}: they are here, but not safe yet. Check the disk or"
            " its connection, then try again.",
            name=name,
        )
    return say(
        "The disk did not take your last acts in {name} ({why}): they are here, but not safe yet. Check the disk or"
        " its connection, then try again.",
        name=name,
        why=why,
    )
