"""add PROJECT PATH…: documents into a project."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ui.commands.show import count, progress_bar, project_at
from ui.workflows.add import add


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("add", help="add documents", description="Add documents: files, or folders of them.")
    parser.add_argument("project", type=Path)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument(
        "--encoding", metavar="NAME", help="the encoding of text files that are not UTF-8 (cp1252, shift_jis …)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    with project_at(args.project, write=True) as project, progress_bar("Adding") as progress:
        outcome = add(project, args.paths, encoding=args.encoding, progress=progress)
    for refused in outcome.refused:
        print(f"{refused.name} was not added: {refused.reason}", file=sys.stderr)
    print(f"Added {count(len(outcome.names), 'document')}.")
    if outcome.refused:
        print(f"Refused {count(len(outcome.refused), 'file')}; the reasons stand above.", file=sys.stderr)
    return 2 if outcome.refused and not outcome.names else 0
