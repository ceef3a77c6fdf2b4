"""rescue PROJECT -o FOLDER: everything that is still readable in a damaged project."""

from __future__ import annotations

import argparse
from pathlib import Path

from annotator.plurals import plural
from ui.workflows.rescue import REPORT, rescue


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "rescue",
        help="save what is readable",
        description="Export every text, coding and done mark that a damaged project still gives.",
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("-o", dest="folder", type=Path, required=True, metavar="FOLDER", help="a new folder")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    rescued = rescue(args.project, args.folder)
    print(f"Saved {plural(rescued.documents, 'document')} and {plural(rescued.codings, 'coding')} in {rescued.folder}.")
    if rescued.lost:
        print(f"{plural(len(rescued.lost), 'thing')} could not be read or was changed; {REPORT} there lists them.")
    return 0
