"""window (or no command at all): the first page, with the sample, new and recent projects."""

from __future__ import annotations

import argparse


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "window", help="open the first page (the same as no command)", description="Open the first page."
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from ui.commands.launch import show_window

    return show_window(None)
