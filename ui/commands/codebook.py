"""codebook PROJECT: the codebook as a file, or a file as the codebook, with what would change shown first."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from annotator.codebook_diff import Difference
from annotator.errors import FormatError
from annotator.plurals import plural
from annotator.wording import say
from ui.commands.show import map_words, project_at
from ui.workflows.code_map import read_code_map
from ui.workflows.codebook_files import faults_of_file, read_codebook_file, write_codebook_file
from ui.workflows.propose_map import map_of_codebook, write_map
from ui.workflows.take_codebook import Taken, take_codebook


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "codebook",
        help="write the codebook to a file, or take one in",
        description="Write the project's codebook to a .toml, .qdc or .csv file, or put such a file in force.",
    )
    parser.add_argument("project", type=Path)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write it: .toml holds all, .qdc and .csv codes"
    )
    what.add_argument(
        "--take", type=Path, metavar="FILE",
        help="put this codebook, or the codes of this project (.qdpx, .qda …), in force as a new version",
    )  # fmt: skip
    parser.add_argument(
        "--map",
        type=Path,
        metavar="FILE.csv",
        dest="code_map",
        help="what the file's codes are called here: columns from_facet, from_code, to_facet, to_code",
    )
    parser.add_argument(
        "--write-map", type=Path, metavar="FILE.csv", help="write such a table, filled in where names tell, and stop"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.output:
        if args.code_map or args.dry_run or args.write_map:
            raise FormatError(say("--map, --write-map and --dry-run go with --take only."))
        with project_at(args.project) as project:
            write_codebook_file(project.codebook, args.output)
        print(f"Wrote the codebook to {args.output}.")
        return 0
    if args.write_map:
        with project_at(args.project) as project:
            rows = map_of_codebook(args.take, base=project.codebook)
        write_map(args.write_map, rows)
        print(map_words(rows, args.write_map))
        return 0
    codes = read_code_map(args.code_map) if args.code_map else None
    with project_at(args.project, write=not args.dry_run, why="codebook") as project:
        new = read_codebook_file(args.take, base=project.codebook, codes=codes)
        for fault in faults_of_file(args.take, new):
            print(fault, file=sys.stderr)
        _show(take_codebook(project, new, dry_run=True))
        if not args.dry_run:
            take_codebook(project, new)
    return 0


def _show(taken: Taken) -> None:
    """What changes, before it does."""
    for difference in taken.differences:
        print(f"  {_words(difference)}")
    for (facet, code), number in taken.orphans.items():
        print(f"  {facet}: {code} goes, and its {plural(number, 'coding')} will be set aside")
    book = taken.codebook
    if not taken.differences:
        print("Nothing changes.")
    else:
        changes = plural(len(taken.differences), "change")
        print(f"{changes}: the codebook becomes {book.name}, meaning {book.meaning}, aids {book.aids}.")


def _words(difference: Difference) -> str:
    what = (difference.attribute and f"attribute {difference.attribute}") or difference.code
    place = ": ".join(part for part in (difference.facet, what) if part) or "codebook"
    field = f" {difference.field}" if difference.field else ""
    return f"{place}{field} {difference.change} ({difference.part})"
