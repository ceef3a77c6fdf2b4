"""restore PROJECT: a backup in the project's place; the file that was there is kept."""

from __future__ import annotations

import argparse
from pathlib import Path

from ui.workflows.backups import list_backups, put_back


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "restore",
        help="put a backup in place",
        description="Put the newest sound backup (or another one) in the project's place. The file there is kept.",
    )
    parser.add_argument("project", type=Path)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--backup", type=int, metavar="NUMBER", help="which one; default: the newest that is sound")
    which.add_argument("--list", action="store_true", help="name the backups, change nothing")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.list:
        for backup in list_backups(args.project):
            print(f"{backup.number:>6}  {backup.at}  {backup.why}")
        return 0
    restored = put_back(args.project, number=args.backup)
    print(f"Restored {args.project} from the backup of {restored.backup.at} (number {restored.backup.number}).")
    if restored.kept:
        print(f"The file that was there is kept as {restored.kept}.")
    return 0
