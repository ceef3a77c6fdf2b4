"""add PROJECT PATH…: documents into a project."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from annotator.plurals import plural
from ui.commands.show import progress_bar, project_at, stopped_by_user
from ui.workflows.add import MOST_COMPARED, Added, add, report_lines
from ui.workflows.retrieve import write_rows


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "add", help="add documents", description="Add documents: files, folders or zip archives of them."
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("paths", type=_path, nargs="+", metavar="PATH")
    parser.add_argument(
        "--encoding", action="append", default=[], metavar="[FILE=]NAME",
        help="the encoding (cp1252, shift_jis …) of text files that are not UTF-8, or of one of them",
    )  # fmt: skip
    parser.add_argument(
        "--column", metavar="NAME", help="the column of CSV and JSONL files that holds the text (default: text)"
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="write what became of each file (.csv, .xlsx or .docx)"
    )
    parser.set_defaults(run=run)


def _path(text: str) -> Path:
    """An empty name would stand for the folder that one is in, and all of it would be added."""
    if not text:
        raise argparse.ArgumentTypeError("a name is empty")
    return Path(text)


def run(args: argparse.Namespace) -> int:
    options = {"column": args.column} if args.column else {}
    by_file = dict(text.rsplit("=", 1) for text in args.encoding if "=" in text)
    whole = [text for text in args.encoding if "=" not in text]
    with (
        project_at(args.project, write=True) as project,
        progress_bar("Adding") as progress,
        stopped_by_user() as cancelled,
    ):
        outcome = add(
            project, args.paths, encoding=whole[-1] if whole else None, encodings=by_file, options=options,
            progress=progress, cancelled=cancelled,
        )  # fmt: skip
    if args.report:
        write_rows(args.report, ("document", "outcome", "words"), report_lines(outcome), title="Documents")
    return _show(outcome)


def _show(outcome: Added) -> int:
    """Say what became of the files; the exit status."""
    repeats = [refused for refused in outcome.refused if refused.repeats]
    refused = [refused for refused in outcome.refused if not refused.repeats]
    for one in outcome.refused:
        print(f"{one.name} was not added: {one.reason}", file=sys.stderr)
    for name, remark in outcome.remarks:
        print(f"{name} was added, but {remark}", file=sys.stderr)
    for pair in outcome.alike:
        print(f"{pair.first} and {pair.second} are nearly the same ({pair.resemblance:.0%} shared).", file=sys.stderr)
    print(f"Added {plural(len(outcome.names), 'document')}.")
    if outcome.names and not outcome.compared:
        print(f"Near-duplicates were not looked for: there are more than {MOST_COMPARED:,} documents.", file=sys.stderr)
    if repeats:
        print(f"{plural(len(repeats), 'file')} with texts that the project has already.")
    if len(refused) > 1:
        print(f"Refused {plural(len(refused), 'file')}; the reasons stand above.", file=sys.stderr)
    if outcome.stopped:
        print("Stopped. The same command again adds what is missing.", file=sys.stderr)
        return 130
    return 2 if refused and not outcome.names else 0
