"""sample: the coding window on the sample project."""

from __future__ import annotations

import argparse

from ui.workflows.sample import sample_project


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "sample", help="open the sample project", description="Open the coding window on the sample project."
    )
    parser.add_argument("--coder", metavar="NAME", help="who codes; asked for once where it is not given")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from ui.commands.launch import has_screen, show_window

    return show_window(sample_project() if has_screen() else None, coder=args.coder)
