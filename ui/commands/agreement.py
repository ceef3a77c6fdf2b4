"""agreement PROJECT -o REPORT: how far the coders agree, as a report or as data."""

from __future__ import annotations

import argparse
from pathlib import Path

from annotator.errors import MeasureError
from annotator.plurals import plural
from annotator.wording import say
from ui.commands.show import names, progress_bar, project_at
from ui.report.write import check_path
from ui.workflows.agree import agree, report

ENDINGS = (".json", ".html", ".pdf", ".xlsx", ".csv")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "agreement",
        help="report agreement",
        description="Report how far coders agree; the report's ending chooses the format.",
    )
    parser.add_argument("project", type=Path)
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="REPORT", help=f"a file ending in {', '.join(ENDINGS)}"
    )
    parser.add_argument("--facet", action="append", metavar="F", help="only this facet; may be repeated")
    parser.add_argument("--coders", metavar="A,B", help="only these coders")
    parser.add_argument("--replicates", type=int, default=2000, help="of the bootstrap (default 2000)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--round", default="1", metavar="NAME", help="which round (default 1)")
    parser.add_argument(
        "--compare-changed",
        action="store_true",
        help="compare codings of codes whose meaning changed between versions too",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    check_path(args.output)
    if args.replicates < 0 or args.seed < 0:
        raise MeasureError(say("--replicates and --seed must not be negative."))
    with project_at(args.project) as project, progress_bar("Agreement") as progress:
        results = agree(
            project, facets=args.facet, coders=names(args.coders) if args.coders else None, replicates=args.replicates,
            seed=args.seed, round_=args.round, compare_changed=args.compare_changed, progress=progress,
        )  # fmt: skip
    report(results, args.output)
    print(f"Wrote {plural(len(results.rows), 'figure')} to {args.output}.")
    return 0
