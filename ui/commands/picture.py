"""picture PROJECT -o FILE.png: what the window looks like on a project, for reports and documentation."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "picture", help="a picture of the window", description="Draw the coding window on a project into a PNG file."
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.png")
    parser.add_argument("--coder", default="somebody", metavar="NAME")
    parser.add_argument("--document", metavar="NAME")
    parser.add_argument("--dark", action="store_true")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from ui.commands.launch import desktop

    return int(
        desktop("picture").draw(args.project, args.output, coder=args.coder, document=args.document, dark=args.dark)
    )
