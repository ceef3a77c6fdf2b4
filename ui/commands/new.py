"""new PROJECT [--codebook FILE.toml]: make a project."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from annotator.codebook_file import read_codebook
from annotator.plurals import plural
from storage.opening import create_project
from ui.workflows.codebook_files import faults_of_file
from ui.workflows.resources import default_codebook


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("new", help="make a project", description="Make a project file.")
    parser.add_argument("project", type=Path)
    parser.add_argument("--codebook", type=Path, metavar="FILE.toml", help="default: the regional-security codebook")
    parser.add_argument(
        "--kind",
        choices=["lead", "coder"],
        default="lead",
        help="a lead project holds all coders, a coder's project one",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    codebook = read_codebook(args.codebook) if args.codebook else default_codebook()
    with create_project(args.project, codebook, kind=args.kind) as project:
        for fault in faults_of_file(args.codebook, codebook) if args.codebook else ():
            print(fault, file=sys.stderr)
        codes = sum(1 for _ in project.codebook.codes())
        print(f"Made {args.project} with the codebook {codebook.title or codebook.name} ({plural(codes, 'code')}).")
    return 0
