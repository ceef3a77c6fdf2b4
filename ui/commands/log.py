"""log PROJECT: who did what and when, whole or for one coding or document, with the chain heads."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from annotator.plurals import plural
from storage.history import Entry
from storage.project import Project
from ui.commands.show import project_at
from ui.workflows import history


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "log",
        help="show the history",
        description="Show who did what, when and under which codebook, and the chain heads.",
    )
    parser.add_argument("project", type=Path)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--coding", metavar="UUID", help="everything that was done to one coding")
    what.add_argument("--document", metavar="NAME", help="everything that was done on one document")
    what.add_argument("--forks", action="store_true", help="where copies that were merged had gone apart")
    what.add_argument("--set-aside", action="store_true", help="what merges refused, and codings without a code")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    with project_at(args.project) as project:
        if args.coding or args.document:
            _print_entries(
                history.of_coding(project, args.coding) if args.coding else history.of_document(project, args.document)
            )
        elif args.forks:
            _print_forks(project)
        elif args.set_aside:
            _print_set_aside(project)
        else:
            for entry, number in history.acts(project):
                more = f"  ({plural(number, 'event')})" if number > 1 else ""
                print(history.headline(entry) + more)
        for writer, head in sorted(history.heads(project).items()):
            print(f"head  {writer}  {head}")
    return 0


def _print_entries(entries: Iterable[Entry]) -> None:
    for entry in entries:
        print(history.headline(entry))
        for change in entry.changes:
            for line in history.details(change):
                print(f"    {line}")


def _print_forks(project: Project) -> None:
    for fork in history.forks(project):
        print(history.headline(fork.entry) if fork.entry else "an event that is gone")
        print(f"    {fork.entity} {fork.key.replace(chr(31), ' / ')}")
        for name, state in (("started from", fork.expected), ("found", fork.found), ("holds now", fork.holds)):
            print(f"    {name}: {state if state is not None else 'nothing'}")


def _print_set_aside(project: Project) -> None:
    for item in history.set_aside(project):
        print(f"{item.origin}: {item.reason}")
        print(f"    {item.line[:200]}")
