"""evaluate PROJECT [--coders A,B | --gold]: precision, recall and the errors of the suggestions."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.agreement.rows import Table
from annotator.errors import MeasureError
from annotator.plurals import plural
from annotator.suggest.evaluation import Evaluation, SuggestionError
from annotator.wording import say
from ui.commands.show import names, progress_bar, project_at
from ui.report.suggestions import score_tables, text_of
from ui.report.suggestions_file import WRITERS, check_path
from ui.workflows.evaluate import evaluate, write_evaluation

_TEXT, _LINES = 60, 40


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "evaluate",
        help="score the suggestions against coders",
        description="Precision, recall, F1 and the errors of the present suggestions, per facet, code and rule, against"
        " what coders finished (their majority, where there are several) or the gold.",
    )
    parser.add_argument("project", type=Path)
    whom = parser.add_mutually_exclusive_group()
    whom.add_argument("--coders", metavar="A,B", help="against these coders (default: all)")
    whom.add_argument("--gold", action="store_true", help="against the adjudicated codings")
    parser.add_argument("--facet", action="append", metavar="F", help="only this facet; may be repeated")
    parser.add_argument("--round", default="1", metavar="NAME", help="which round (default 1)")
    parser.add_argument("--errors", type=int, default=20, metavar="N", help="print so many errors a facet (default 20)")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=f"every row: {', '.join(WRITERS)}")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.output:
        check_path(args.output)
    if args.errors < 0:
        raise MeasureError(say("--errors must not be negative."))
    coders = names(args.coders) if args.coders is not None else None
    with project_at(args.project) as project, progress_bar("Evaluation") as progress:
        found = evaluate(
            project, coders=coders, gold=args.gold, facets=args.facet, round_=args.round, progress=progress
        )
    print("\n".join(_lines(found, args.errors)))
    if args.output:
        write_evaluation(found, args.output)
        print(f"\nWrote {plural(len(found.scores), 'row')} and {plural(len(found.errors), 'error')} to {args.output}.")
    return 0


def _lines(found: Evaluation, most: int) -> Iterator[str]:
    yield f"Suggestions against {', '.join(found.coders)}, in {plural(found.documents, 'document')}."
    yield from found.notes
    tables = score_tables(found)
    for facet in dict.fromkeys(row.facet for row in found.scores):
        for table in tables:
            if table.facet == facet:
                yield ""
                yield from _table(table)
                if len(table.cells) > _LINES:
                    yield f"… and {plural(len(table.cells) - _LINES, 'line')} more, with fewer suggestions: write them with -o."
        yield from _errors([error for error in found.errors if error.facet == facet], most)


def _table(table: Table) -> Iterator[str]:
    lines = [[f"{table.facet}: {table.title}", *table.columns]]
    for name, values in _most_used(table):
        lines.append([name, *(text_of(column, value) for column, value in zip(table.columns, values, strict=True))])
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    for line in lines:
        cells = [
            line[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
        ]
        yield "  ".join(cells).rstrip()


def _most_used(table: Table) -> list[tuple[str, tuple[float | int | str | None, ...]]]:
    """The lines with the most suggestions, in the table's order."""
    lines = list(zip(table.rows, table.cells, strict=True))
    if len(lines) <= _LINES:
        return lines
    used = table.columns.index("suggested")
    kept = sorted(lines, key=lambda line: (-int(line[1][used] or 0), line[0]))[:_LINES]
    return [line for line in lines if line in kept]


def _errors(errors: Sequence[SuggestionError], most: int) -> Iterator[str]:
    for error in errors[:most]:
        what = f"{error.kind} {error.what}".strip()
        text = " ".join(error.text.split())
        quote = text if len(text) <= _TEXT else f"{text[:_TEXT]}…"
        offered = f"{error.suggestion[3] or 'new name'}, {error.suggestion[0]}" if error.suggestion else "nothing"
        coded = ", ".join(f"{said[0]}: {said[3]}" for said in error.coded) or "nothing"
        yield f"{what}: {error.document} {error.start}–{error.end} “{quote}”: suggested {offered}; coded {coded}"
    if 0 < most < len(errors):
        yield f"… and {plural(len(errors) - most, 'error')} more: write them to a file with -o."
