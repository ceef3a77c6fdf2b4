"""Any table of ratings, counts or spans -> rows with every measure that applies. No project is needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np

from annotator.agreement.alpha_shares import alpha_bootstrap
from annotator.agreement.draws import Draws
from annotator.agreement.figure import rounded
from annotator.agreement.from_ratings import rows_of_ratings
from annotator.agreement.from_sets import SetRatings, rows_of_sets, set_bootstraps
from annotator.agreement.from_spans import SpanDocument, rows_of_spans
from annotator.agreement.ratings import Ratings, has_code_rows
from annotator.agreement.rows import ResultRow, Results, Table
from annotator.agreement.tallies import MISSING, ratings_of_table
from annotator.agreement.weights import Level, agreement_weights, weights_of_disagreement
from annotator.errors import MeasureError
from annotator.plurals import plural
from annotator.wording import say
from ui.workflows.reliability_labels import Scale, scale_of
from ui.workflows.reliability_ratings import RatingTable, read_ratings
from ui.workflows.reliability_spans import SpanLine, SpanTable, read_spans
from ui.workflows.reliability_squares import CountTable, read_counts, read_weights

Shape: TypeAlias = Literal["ratings", "table", "spans"]
REPLICATES = 2000
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a file. `weights`: "linear", "quadratic" or the path of a file of disagreement weights."""

    path: Path
    shape: Shape = "ratings"
    level: Level = "nominal"
    order: tuple[str, ...] = ()
    sets: bool = False
    weights: str | None = None
    length: int | None = None
    begin: int = 0
    seed: int = 0


def reliability(question: Question) -> Results:
    """Read the file and compute. Raises MeasureError, naming file, line and what to do."""
    _check(question)
    if question.shape == "spans":
        found = _of_spans(read_spans(question.path), question)
    elif question.shape == "table":
        found = _of_counts(read_counts(question.path), question)
    elif question.sets:
        found = _of_sets(read_ratings(question.path), question)
    else:
        found = _of_ratings(read_ratings(question.path), question)
    return replace(found, rows=tuple(replace(_rounded(row), seed=question.seed) for row in found.rows))


def _check(question: Question) -> None:
    if question.sets and question.shape != "ratings":
        raise MeasureError(say("--sets goes with ratings only: leave out --shape, or leave out --sets."))
    if question.weights is not None and (question.sets or question.shape == "spans"):
        raise MeasureError(
            say("--weights weighs categories of ratings and tables: leave it out with --sets and spans.")
        )
    if question.shape == "spans" and question.level != "nominal":
        raise MeasureError(
            say("--level goes with ratings and tables; codes of spans are compared as nominal: leave it out.")
        )
    if question.sets and question.level != "nominal":
        raise MeasureError(say("--sets compares sets of codes, which have no level: leave out --level."))
    if question.length is not None and question.length <= 0:
        raise MeasureError(
            say(
                "--length is {length}: give the number of characters of the continuum, 1 or more.",
                length=question.length,
            )
        )
    if question.begin < 0:
        raise MeasureError(say("--begin is {begin}: offsets count from 0.", begin=question.begin))
    if question.seed < 0:
        raise MeasureError(say("--seed is {seed}: give 0 or more.", seed=question.seed))
    if question.shape != "spans" and (question.length is not None or question.begin):
        raise MeasureError(say("--length and --begin describe a continuum: give --shape spans too, or leave them out."))


def _rounded(row: ResultRow) -> ResultRow:
    return replace(
        row, value=rounded(row.value), low=rounded(row.low), high=rounded(row.high), coverage=rounded(row.coverage)
    )


def _of_ratings(table: RatingTable, question: Question) -> Results:
    cells = [(cell, line) for row, line in zip(table.cells, table.lines, strict=True) for cell in row if cell]
    weights = read_weights(_weights_file(question)) if _weights_file(question) else None
    scale = scale_of(cells, table.path, level=question.level, order=weights[0] if weights else question.order)
    codes = np.array(
        [[scale.number(cell) if cell else MISSING for cell in row] for row in table.cells], dtype=np.int64
    ).reshape(len(table.cells), len(table.coders))
    ratings = Ratings(
        codes=codes, coders=table.coders, categories=scale.labels, level=question.level, clusters=table.clusters
    )
    return _answer(_weighted(ratings, scale, question, weights[1] if weights else None), question)


def _of_counts(table: CountTable, question: Question) -> Results:
    weights = read_weights(_weights_file(question)) if _weights_file(question) else None
    cells = [(label, 1) for label in table.labels]
    order = weights[0] if weights else question.order
    scale = scale_of(cells, table.path, level=question.level, order=order, sort=False)
    place = [scale.number(label) for label in table.labels]
    twice = next((at for at, one in enumerate(place) if one in place[:at]), None)
    if twice is not None:
        first = table.labels[place.index(place[twice])]
        raise MeasureError(
            say(
                "{name}: the categories {first} and {labels} are the same number; add them up.",
                name=table.path.name,
                first=first,
                labels=table.labels[twice],
            )
        )
    counts = np.zeros((len(scale.labels), len(scale.labels)), dtype=np.int64)
    counts[np.ix_(place, place)] = table.counts
    ratings = Ratings(
        codes=ratings_of_table(counts), coders=("rows", "columns"), categories=scale.labels, level=question.level
    )
    found = _answer(_weighted(ratings, scale, question, weights[1] if weights else None), question)
    return replace(found, rows=tuple(row for row in found.rows if not row.scope.startswith("pair:")))


def _weights_file(question: Question) -> Path | None:
    named = question.weights
    return None if named in (None, "linear", "quadratic") else Path(str(named))


def _weighted(ratings: Ratings, scale: Scale, question: Question, disagreement: np.ndarray | None) -> Ratings:
    """Scores and weights: a file's, a scheme's on the order, quadratic where nothing was said but there is an order."""
    asked = question.weights is not None or question.level != "nominal"
    if disagreement is not None:
        return replace(
            ratings, scores=scale.scores, weights=weights_of_disagreement(disagreement), scheme="file",
            with_kappa_weights=True,
        )  # fmt: skip
    scheme: Literal["linear", "quadratic"] = "linear" if question.weights == "linear" else "quadratic"
    if scale.scores is None:
        if asked:
            raise MeasureError(
                say(
                    "{name} has texts as labels ({labels}), which have no order: give it with --order a,b,c.",
                    name=question.path.name,
                    labels=", ".join(scale.labels[:3]),
                )
            )
        return replace(ratings, scheme=None)
    if ratings.measured:  # nothing that takes weights is printed
        return replace(ratings, scores=scale.scores)
    weights = agreement_weights(scheme, scale.scores)
    return replace(ratings, scores=scale.scores, weights=weights, scheme=scheme, with_kappa_weights=asked)


def _categories(ratings: Ratings) -> str:
    categories = plural(len(ratings.categories), "category", "categories")
    named, more = ", ".join(ratings.categories[:_MOST_NAMED]), len(ratings.categories) - _MOST_NAMED
    if more <= 0:
        return say("{categories}: {named}.", categories=categories, named=named)
    return say("{categories}: {named} and {more} more.", categories=categories, named=named, more=more)


def _answer(ratings: Ratings, question: Question) -> Results:
    tables: list[Table] = list(alpha_bootstrap(ratings, replicates=REPLICATES, seed=question.seed))
    notes = [_categories(ratings)]
    if not has_code_rows(ratings):
        notes.append(say("No figures per code: with so many different values nearly each would be a code of its own."))
    return Results(
        rows=tuple(rows_of_ratings(ratings, Draws(REPLICATES, question.seed))),
        tables=tuple(tables),
        warnings=tuple(notes),
    )


def _of_sets(table: RatingTable, question: Question) -> Results:
    sets = [[_set(cell) for cell in row] for row in table.cells]
    found = sorted({code for row in sets for one in row if one is not None for code in one})
    unknown = [code for code in found if question.order and code not in question.order]
    if unknown:
        raise MeasureError(
            say(
                "{name} has the code {unknown}, which --order does not list: add it there.",
                name=table.path.name,
                unknown=unknown[0],
            )
        )
    given = SetRatings(ratings=sets, coders=table.coders, codes=question.order or tuple(found), clusters=table.clusters)
    tables = set_bootstraps(given, replicates=REPLICATES, seed=question.seed)
    return Results(rows=tuple(rows_of_sets(given, Draws(REPLICATES, question.seed))), tables=tuple(tables))


def _set(cell: str) -> frozenset[str] | None:
    if not cell:
        return None
    return frozenset() if cell == "{}" else frozenset(part.strip() for part in cell.split("|") if part.strip())


def _of_spans(table: SpanTable, question: Question) -> Results:
    codes = tuple(sorted({span.code for span in table.spans}))
    place = {code: at for at, code in enumerate(codes)}
    coders = {coder: at for at, coder in enumerate(table.coders)}
    spans_of: dict[str, dict[tuple[object, ...], SpanLine]] = {name: {} for name in table.documents}
    for span in table.spans:
        spans_of[span.document].setdefault(span[1:], span)  # a line that is repeated counts once
    documents = []
    for name in table.documents:
        own = list(spans_of[name].values())
        last = question.begin + question.length if question.length is not None else max((s.end for s in own), default=0)
        for span in own:
            if span.start < question.begin or span.end > last:
                raise MeasureError(
                    say(
                        "{name}, line {line}: the span {start} to {end} lies outside the "
                        "continuum {begin} to {last}; correct it, or --begin and --length.",
                        name=table.path.name,
                        line=span.line,
                        start=span.start,
                        end=span.end,
                        begin=question.begin,
                        last=last,
                    )
                )
        documents.append(
            SpanDocument(
                present=tuple(at for at, coder in enumerate(table.coders) if (name, coder) in table.present),
                coder=np.array([coders[s.coder] for s in own], dtype=np.int64),
                start=np.array([s.start - question.begin for s in own], dtype=np.int64),
                end=np.array([s.end - question.begin for s in own], dtype=np.int64),
                value=np.array([place[s.code] for s in own], dtype=np.int64),
                length=max(0, last - question.begin),
            )
        )
    rows, tables = rows_of_spans(
        documents,
        coders=table.coders,
        codes=codes,
        clustered=table.clustered,
        draws=Draws(REPLICATES if table.clustered else 0, question.seed),
    )
    return Results(rows=tuple(rows), tables=tuple(tables))
