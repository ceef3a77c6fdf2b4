"""export PROJECT --format NAME -o PATH: a labelled data set; `export --list` names the formats."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from annotator.errors import FormatError
from annotator.plurals import plural
from annotator.wording import say
from storage.formats.losses import summed
from storage.formats.registry import formats
from ui.commands.show import names, progress_bar, project_at, stopped_by_user
from ui.workflows.export import export
from ui.workflows.splits import OPTIONS as SPLIT_OPTIONS


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("export", help="write a data set", description="Write codings as a data set.")
    parser.add_argument("project", type=Path, nargs="?")
    parser.add_argument("--list", action="store_true", help="name the formats, with what each loses")
    parser.add_argument("--format", metavar="NAME", dest="format_name")
    parser.add_argument("-o", "--output", type=Path, metavar="PATH")
    parser.add_argument("--coders", metavar="A,B", help="default: all")
    parser.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE", help="an option of the format (see --list)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.list:
        return _list()
    if not (args.project and args.format_name and args.output):
        raise FormatError(say("An export needs PROJECT, --format NAME and -o PATH; `export --list` names the formats."))
    options = dict(_option(text) for text in args.option)
    with (
        project_at(args.project) as project,
        progress_bar("Writing") as progress,
        stopped_by_user() as cancelled,
    ):
        written = export(
            project,
            args.output,
            format_name=args.format_name,
            coders=names(args.coders) if args.coders else None,
            options=options,
            progress=progress,
            cancelled=cancelled,
        )
    for loss in summed(written.losses, most=3):
        print(loss, file=sys.stderr)
    if written.losses:
        print(f"All that was lost stands in {written.files[-1].name}.", file=sys.stderr)
    print(f"Wrote {plural(len(written.files), 'file')} to {args.output}.")
    return 0


def _option(text: str) -> tuple[str, str | bool]:
    name, equals, value = text.partition("=")
    return name, (value if equals else True)


def _list() -> int:
    for entry in formats().values():
        ways = " and ".join(way for way, there in (("out", entry.write), ("in", entry.read)) if there)
        print(f"{entry.name:12} {ways:11} {entry.title} ({entry.suffix})")
        print(f"{'':12} {'':11} loses: {entry.loses or 'nothing'}")
        for name, words in entry.options.items():
            print(f"{'':12} {'':11} option {name}: {words}")
    print("\nOf every format but package and qdc, for data sets to learn from:")
    for name, words in SPLIT_OPTIONS.items():
        print(f"  option {name}: {words}")
    return 0
