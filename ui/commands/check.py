"""check PROJECT: integrity, hashes, event chains; exit status 1 and a list if anything is wrong."""

from __future__ import annotations

import argparse
from pathlib import Path

from annotator.plurals import plural
from ui.commands.show import progress_bar
from ui.workflows.check import check


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "check",
        help="look for damage",
        description="Check a project: pages, hashes, event chains, and every table against the log. Changes nothing.",
    )
    parser.add_argument("project", type=Path)
    parser.add_argument(
        "--known",
        type=Path,
        metavar="FILE",
        help="an earlier export or report: the log must still reach the chain heads that it names",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    with progress_bar("Checking") as progress:
        checked = check(args.project, known=args.known, progress=progress)
    for problem in checked.problems:
        print(problem)
    for note in checked.notes:
        print(note)
    if checked.problems:
        print(
            f"{args.project.name} is damaged. `restore` puts the newest good backup in its place and keeps this file;"
            " `rescue` exports what is still readable."
        )
        return 1
    parts = ", ".join(
        plural(checked.counts[name], one)
        for name, one in (("documents", "document"), ("codings", "coding"), ("events", "event"))
    )
    print(f"{args.project.name} is sound: {parts}.")
    for writer, head in sorted(checked.heads.items()):
        print(f"  {writer}  {head.seq}:{head.digest}")
    return 0
