"""A backup put in the project's place; the file that was there is kept beside it."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import ProjectError
from annotator.wording import say
from storage import place
from storage.backup import Backup, backup_if_changed, remove_drafts_of_restore, wrong_with_backup
from storage.clock import now


@dataclass(frozen=True, slots=True)
class Restored:
    """Which backup stands in the project's place now, and where the file that was there is kept (None: none was)."""

    backup: Backup
    kept: Path | None


def restore(path: Path, backup: Backup) -> Restored:
    """Put a backup in the project's place. The file that was there is kept beside it under another name.

    Raises ProjectError where another program holds the project, or the backup can't be used; then all is as it was.
    """
    path = path.resolve()  # a link stays a link
    if problem := wrong_with_backup(backup.path):
        raise ProjectError(
            say(
                "The backup {name} can't be used ({problem}): choose an older one.",
                name=backup.path.name,
                problem=problem,
            )
        )
    lock, held = place.acquire(path, "restore")
    if lock is None:
        raise ProjectError(
            say("{name} can't be restored: {held}. Close it there and try again.", name=path.name, held=held)
        )
    remove_drafts_of_restore(path)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        os.close(handle)
        draft = Path(name)
        try:
            shutil.copyfile(backup.path, draft)
            with draft.open("rb") as file:
                os.fsync(file.fileno())
            kept = _set_aside(path)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as fault:
        raise ProjectError(say("{name} can't be restored: {why}.", name=path.name, why=fault.strerror)) from fault
    finally:
        place.release(path, lock)
    with suppress(ProjectError):
        backup_if_changed(path, why="restore")
    return Restored(backup, kept)


def _set_aside(path: Path) -> Path | None:
    """Rename the file with its side files, which hold acts that are not in it yet."""
    if not path.exists():
        kept = None
    else:
        at = now()[:19].replace(":", "")
        kept = path.with_name(f"{path.stem}.replaced-{at}{path.suffix}")
        count = 1
        while kept.exists():
            count += 1
            kept = path.with_name(f"{path.stem}.replaced-{at}-{count}{path.suffix}")
        path.rename(kept)
    for suffix in ("-wal", "-shm"):
        side = place.side_file(path, suffix)
        if side.exists():
            side.rename(place.side_file(kept, suffix)) if kept else side.unlink()
    return kept
