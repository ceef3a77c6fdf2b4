"""demo -o FOLDER: the whole main job on the sample, without a screen."""

from __future__ import annotations

import argparse
from pathlib import Path

from ui.commands.show import progress_bar
from ui.workflows.demo import demo


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "demo",
        help="run the whole job on the sample",
        description="Make a project, a report, data sets and a picture of the window from the sample.",
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    with progress_bar("Demo") as progress:
        lines = demo(args.output, progress=progress)
    print("\n".join(lines))
    return 0
