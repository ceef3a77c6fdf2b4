"""carry PROJECT OLD NEW: codings of a document onto its corrected text."""

from __future__ import annotations

import argparse
from pathlib import Path

from annotator.plurals import plural
from ui.commands.show import project_at
from ui.workflows.carry import carry_codings


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "carry",
        help="carry codings to a corrected text",
        description="Carry all codings of a document onto its corrected text, which was added as another document.",
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("old", metavar="OLD", help="the document that was coded")
    parser.add_argument("new", metavar="NEW", help="the corrected one")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    with project_at(args.project, write=not args.dry_run) as project:
        carried = carry_codings(project, args.old, args.new, dry_run=args.dry_run)
    for coding, reason in carried.doubtful:
        print(f"  in doubt: {coding.coder} {coding.facet}:{coding.code} at {coding.start} to {coding.end}: {reason}")
    for coding, reason in carried.lost:
        print(
            f"  not carried: {coding.coder} {coding.facet}:{coding.code} at {coding.start} to {coding.end} of the old text: {reason}"
        )
    verb = "Would carry" if args.dry_run else "Carried"
    print(
        f"{verb} {plural(len(carried.sure), 'coding')} without doubt and {len(carried.doubtful):,} in doubt; {len(carried.lost):,} found no place."
    )
    return 0
