"""merge PROJECT OTHER…: other copies' work into a project."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from annotator.plurals import plural
from ui.commands.show import progress_bar, project_at
from ui.workflows.merge import merge


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "merge",
        help="bring copies together",
        description="Take in what other copies of a project (or projects with the same documents) have beyond this one."
        " Any order, again or late: the outcome is the same. What does not fit is set aside with the reason.",
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("others", type=Path, nargs="+", metavar="OTHER")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    with (
        project_at(args.project, write=not args.dry_run, why="merge") as project,
        progress_bar("Merging") as progress,
    ):
        receipt = merge(project, args.others, dry_run=args.dry_run, progress=progress)
    for file in receipt.files:
        print(f"{file.name}: {plural(file.new, 'new event')}, {file.known:,} known already")
        if file.refused:
            print(
                f"{file.name}: {plural(file.refused, 'event')} set aside; `log --set-aside` gives the reasons.",
                file=sys.stderr,
            )
        for note in file.notes:
            print(f"  {note}")
    for name in sorted({*receipt.before, *receipt.after}):
        print(f"  {name}: {receipt.before.get(name, 0):,} -> {receipt.after.get(name, 0):,}")
    for writer, head in sorted(receipt.heads.items()):
        print(f"  {writer}  {head}")
    print("Nothing was changed (dry run)." if receipt.dry_run else f"Merged into {args.project.name}.")
    return 0
