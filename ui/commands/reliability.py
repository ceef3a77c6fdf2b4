"""reliability FILE.csv: every measure that applies to a table of ratings, of counts, or of spans, without a project."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from annotator.agreement.rows import ResultRow, Results
from ui.workflows.reliability import Question, reliability

_EPILOG = """shapes:
  ratings  unit,<coder>,<coder>…; an empty cell is missing; an optional column `document` names clusters
  table    a square table of counts: rows are coder one's categories, columns coder two's
  spans    coder,start,end,code with an optional column `document`; half-open offsets; a line with only a coder (and
           document) says that this coder looked and found nothing"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "reliability",
        help="agreement in any table of ratings, counts or spans",
        description="Every agreement measure that applies to a CSV file, with 95 % intervals. No project is needed.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE.csv")
    parser.add_argument("--shape", choices=("ratings", "table", "spans"), default="ratings")
    parser.add_argument("--level", choices=("nominal", "ordinal", "interval", "ratio"), default="nominal")
    parser.add_argument("--order", metavar="a,b,c", help="the categories in order, unused ones too")
    parser.add_argument("--sets", action="store_true", help="cells hold sets, parted by |; {} is the empty set")
    parser.add_argument(
        "--weights", metavar="linear|quadratic|FILE.csv", help="a file holds disagreement weights, 0 on the diagonal"
    )
    parser.add_argument("--length", type=int, metavar="L", help="length of the continuum (spans)")
    parser.add_argument("--begin", type=int, default=0, metavar="B", help="where the continuum begins (spans)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print rows as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    found = reliability(
        Question(
            path=args.file,
            shape=args.shape,
            level=args.level,
            order=tuple(part.strip() for part in args.order.split(",") if part.strip()) if args.order else (),
            sets=args.sets,
            weights=args.weights,
            length=args.length,
            begin=args.begin,
            seed=args.seed,
        )
    )
    print(_as_json(found) if args.json else _as_text(found))
    return 0


def _as_json(found: Results) -> str:
    data = {
        "results": [asdict(row) for row in found.rows],
        "tables": [asdict(table) for table in found.tables],
        "warnings": list(found.warnings),
    }
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)


def _as_text(found: Results) -> str:
    lines = [("scope", "measure", "value", "95 % interval", "method", "n", "note")]
    lines += [_cells(row) for row in found.rows]
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    text = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[6]]).rstrip()
        for line in lines
    ]
    for table in found.tables:
        text += ["", f"{table.title}:"]
        for name, line in zip(table.rows, table.cells, strict=True):
            text.append(
                f"  {name}: " + ", ".join(f"{key} {value}" for key, value in zip(table.columns, line, strict=True))
            )
    return "\n".join([*text, *found.warnings])


def _cells(row: ResultRow) -> tuple[str, str, str, str, str, str, str]:
    marks = ", ".join(mark for mark in (row.level, f"{row.weights} weights" if row.weights else None) if mark)
    interval = f"{row.low:.3f} to {row.high:.3f}" if row.low is not None and row.high is not None else ""
    return (
        row.scope,
        f"{row.measure} ({marks})" if marks else row.measure,
        "undefined" if row.value is None else f"{row.value:.4f}",
        interval,
        row.interval or "",
        str(row.n),
        row.reason or row.note or "",
    )
