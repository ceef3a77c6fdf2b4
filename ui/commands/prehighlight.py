"""prehighlight PROJECT [--jobs N]: suggestions for every document whose text, regions or codebook changed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from annotator.plurals import plural
from ui.commands.show import progress_bar, project_at
from ui.workflows.prehighlight import prehighlight


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "prehighlight",
        help="suggest codings",
        description="Let spaCy and the codebook's rules suggest codings; only what changed is redone.",
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="worker processes (default 1)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    with project_at(args.project, write=True) as project, progress_bar("Pre-highlighting") as progress:
        outcome = prehighlight(project, jobs=args.jobs, progress=progress)
    for fault in outcome.faults:
        print(fault, file=sys.stderr)
    print(
        f"{plural(outcome.suggestions, 'suggestion')} in {plural(outcome.done, 'document')}; {plural(outcome.unchanged, 'document')} had not changed."
    )
    return 0
