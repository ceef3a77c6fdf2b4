"""import-codings PROJECT FILE: another coder's work, or another tool's, into a project."""

from __future__ import annotations

import argparse
from pathlib import Path

from annotator.plurals import plural
from ui.commands.show import map_words, names, project_at
from ui.workflows.code_map import read_code_map
from ui.workflows.import_codings import Imported, import_codings
from ui.workflows.incoming_units import OPTION
from ui.workflows.propose_map import map_of_codings, write_map


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "import-codings",
        help="take codings in",
        description="Take a file of codings in; all of it or, after one bad line, nothing.",
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--coder", default="", metavar="NAME", help="whose codings they are, where the file does not say"
    )
    parser.add_argument(
        "--format", default="", metavar="NAME", dest="format_name", help="default: by the file's ending"
    )
    marks = parser.add_mutually_exclusive_group()
    marks.add_argument(
        "--done",
        metavar="FACETS",
        help="mark these facets done (A,B) for each coder's documents in the file; default: every facet in it",
    )
    marks.add_argument("--not-done", action="store_true", help="mark nothing done but what the file states")
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
    parser.add_argument(
        "--offsets", choices=list(OPTION), default="code-points", help="what the file's offsets count (code-points)"
    )
    parser.add_argument(
        "--encoding", default="", metavar="NAME", help="of a CSV file that is not UTF-8 (cp1252, shift_jis …)"
    )
    parser.add_argument("--take-codebook", action="store_true", help="put the codebook that the file carries in force")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    options = {"encoding": args.encoding} if args.encoding else None
    if args.write_map:
        with project_at(args.project) as project:
            rows = map_of_codings(project, args.file, format_name=args.format_name, options=options)
        write_map(args.write_map, rows)
        print(map_words(rows, args.write_map))
        return 0
    codes = read_code_map(args.code_map) if args.code_map else None
    with project_at(args.project, write=not args.dry_run) as project:
        outcome = import_codings(
            project, args.file, coder=args.coder, format_name=args.format_name,
            done=names(args.done) if args.done is not None else None, not_done=args.not_done, dry_run=args.dry_run,
            codes=codes, unit=OPTION[args.offsets], take_codebook=args.take_codebook,
            options=options,
        )  # fmt: skip
    _show(outcome, dry_run=args.dry_run)
    return 0


def _show(outcome: Imported, *, dry_run: bool) -> None:
    for name in outcome.documents:
        print(f"  {'would add' if dry_run else 'added'} the document {name}")
    for (coder, document), number in sorted(outcome.codings.items()):
        print(f"  {coder}  {document}  {plural(number, 'coding')}")
    for note in outcome.notes:
        print(f"  {note}")
    further = f"; {plural(outcome.repeats, 'coding')} had been imported before" if outcome.repeats else ""
    further += f"; the map leaves {plural(outcome.skipped, 'coding')} out" if outcome.skipped else ""
    verb = "Would import" if dry_run else "Imported"
    print(f"{verb} {plural(sum(outcome.codings.values()), 'coding')} and {plural(outcome.done, 'done mark')}{further}.")
