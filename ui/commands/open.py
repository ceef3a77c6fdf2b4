"""open PROJECT [--coder NAME]: the coding window."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "open", help="open the coding window", description="Open a project in the coding window."
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("--coder", metavar="NAME", help="who codes; asked for once where it is not given")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from storage.guard import check_there
    from ui.commands.launch import show_window

    check_there(args.project)  # before the coder is asked for a name
    return show_window(args.project, coder=args.coder)
