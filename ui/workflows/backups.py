"""Backups of a project: make one if anything changed, list them, put one in the project's place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotator.errors import ProjectError
from annotator.wording import say
from storage.backup import Backup, Why, list_backups, newest_usable
from storage.backup import backup_if_changed as backup_file
from storage.project import Project
from storage.restoring import Restored, restore

__all__ = ["Backup", "Restored", "Why", "backup_if_changed", "backup_quietly", "choose", "list_backups", "put_back"]


def backup_if_changed(project: Project, *, why: Why = "asked") -> Backup | None:
    """Back up what the newest backup does not hold yet; None where it holds all. Any thread may call it.

    Raises ProjectError where the backup cannot be written or does not stand the check; the project is not touched.
    """
    return backup_file(project.path, why=why)


def backup_quietly(project: Project, *, why: Why) -> str:
    """The same for opening and closing, which a full disk must not hinder: the sentence to show, empty if all is well."""
    if project.readonly:
        return ""
    try:
        backup_file(project.path, why=why)
    except ProjectError as fault:
        return str(fault)
    return ""


def choose(path: Path, *, number: int | None = None) -> Backup:
    """The backup with this number, or the newest that is sound from end to end. ProjectError where there is none."""
    backups: Sequence[Backup] = list_backups(path)
    if not backups:
        raise ProjectError(
            say("There is no backup of {name} beside it: look for the folder {name}-backups.", name=path.name)
        )
    if number is None:
        return newest_usable(path)
    for backup in backups:
        if backup.number == number:
            return backup
    raise ProjectError(
        say(
            "There is no backup number {number} of {name}: `restore {name} --list` names them.",
            number=number,
            name=path.name,
        )
    )


def put_back(path: Path, *, number: int | None = None) -> Restored:
    """Put a backup (the newest sound one) in the project's place; the file that is there is kept under another name."""
    return restore(path, choose(path, number=number))
