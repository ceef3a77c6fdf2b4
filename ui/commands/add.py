"""add PROJECT PATH…: documents into a project."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ui.commands.show import count, progress_bar, project_at
from ui.workflows.add import add, report_lines
from ui.workflows.retrieve import write_rows


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "add", help="add documents", description="Add documents: files, folders or zip archives of them."
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument(
        "--encoding", metavar="NAME", help="the encoding of text files that are not UTF-8 (cp1252, shift_jis …)"
    )
    parser.add_argument(
        "--column", metavar="NAME", help="the column of CSV and JSONL files that holds the text (default: text)"
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="write what became of each file (.csv, .xlsx or .docx)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    options = {"column": args.column} if args.column else {}
    with project_at(args.project, write=True) as project, progress_bar("Adding") as progress:
        outcome = add(project, args.paths, encoding=args.encoding, options=options, progress=progress)
    if args.report:
        write_rows(args.report, ("document", "outcome", "words"), report_lines(outcome), title="Documents")
    for refused in outcome.refused:
        print(f"{refused.name} was not added: {refused.reason}", file=sys.stderr)
    for pair in outcome.alike:
        print(f"{pair.first} and {pair.second} are nearly the same ({pair.resemblance:.0%} shared).", file=sys.stderr)
    print(f"Added {count(len(outcome.names), 'document')}.")
    if outcome.refused:
        print(f"Refused {count(len(outcome.refused), 'file')}; the reasons stand above.", file=sys.stderr)
    return 2 if outcome.refused and not outcome.names else 0
