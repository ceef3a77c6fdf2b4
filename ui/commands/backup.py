"""backup PROJECT: a verified copy beside the project, if anything changed since the last one."""

from __future__ import annotations

import argparse
from pathlib import Path

from ui.commands.show import project_at
from ui.workflows.backups import backup_if_changed


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "backup", help="make a backup", description="Back a project up, if anything changed since the last backup."
    )
    parser.add_argument("project", type=Path)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    with project_at(args.project) as project:
        made = backup_if_changed(project, why="asked")
    print(f"Made and verified {made.path}." if made else "The newest backup holds all of it already.")
    return 0
