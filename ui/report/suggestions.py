"""How good the suggestions are and what coders did with them: as tables of a run, and as blocks of a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.agreement.rows import Table
from annotator.suggest.evaluation import ERRORS, Evaluation, Score, error_counts
from annotator.suggest.use import Use
from annotator.wording import later, say
from ui.report import words
from ui.report.blocks import Block, Cell, Column, Fold, Grid, Paragraph
from ui.report.numbers import count, decimal, rounded

KIND = "suggestions"
OPEN_LINES = 12
LONGEST = 200
"""A table shows at most so many lines."""

AGAINST = later("Suggestions against coders")
BY_CODE, BY_RULE = later("Suggestions against coders, by code"), later("Suggestions against coders, by rule")
ALIKE, ERRORS_TITLE = later("Where they meet: who says the same"), later("Errors of the suggestions")
USED, USED_BY_RULE = later("What coders did with suggestions"), later("What coders did with suggestions, by rule")
SCORES = ("gold", "met", "recall", "suggested", "right", "precision", "F1", "same code")
SAME = ("met", "mean share", "gold met", "as most coders", "all agree", "as all coders")
USES = (
    "decided", "accepted", "edited", "rejected", "ignored", "acceptance rate", "edit rate", "rejection rate", "timed",
    "seconds, lower quartile", "seconds, median", "seconds, upper quartile",
)  # fmt: skip
COUNTS = frozenset({"gold", "met", "suggested", "right", "gold met", "all agree", "number", "timed", *USES[:5]})
_CRITERIA = {
    "exact": later("A suggestion meets a coder's span when its ends are the very same."),
    "iou50": later(
        "Spans of coders that share half of their joint length, or lie inside one another by 80 %, are one unit; a "
        "suggestion meets a unit at half or more of the joint length with one of its spans, one to one."
    ),
}
_SCORES_NOTE = later(
    "Gold: what more than half of the coders who finished the document marked. Met: gold that a suggestion meets. Right: "
    "suggestions that meet what any of the coders marked. Same code: mean share of the coders there who gave its code."
)
_CODE_NOTE = later("Here a suggestion is met or right only if it carries the code that most of the coders there gave.")
_RULE_NOTE = later("Recall of a rule is the share of all gold that it finds.")
_SAME_NOTE = later(
    "Mean share: of the coders there who say the same, nothing being a value too. As most coders: share of the gold met "
    "on which the suggestion says what most of them say. As all coders: share of those on which they all name one known value."
)
_USES_NOTE = later(
    "Rates are shares of what was decided, ignored ones included. Seconds: how long a suggestion stood as the current "
    "one before it was decided, where that was measured."
)


def score_tables(found: Evaluation) -> list[Table]:
    """The scores as tables of kind "suggestions", five a facet; empty where nothing was compared."""
    tables: list[Table] = []
    counts = error_counts(found.errors)
    for facet in dict.fromkeys(row.facet for row in found.scores):
        rows = [row for row in found.scores if row.facet == facet]
        notes = (say(_CRITERIA[rows[0].criterion]), say(_SCORES_NOTE))
        tables += [
            _scores(AGAINST, facet, [row for row in rows if row.by in ("all", "kind")], (*notes, *found.notes)),
            _scores(BY_CODE, facet, [row for row in rows if row.by == "code"], (say(_CODE_NOTE),)),
            _scores(BY_RULE, facet, [row for row in rows if row.by == "rule"], (say(_RULE_NOTE),)),
            _table(
                ALIKE,
                facet,
                [
                    (r.what, (r.met, r.share, r.gold_met, r.usual, r.agreed_units, r.agreed))
                    for r in found.alike
                    if r.facet == facet
                ],
                SAME,
                (say(_SAME_NOTE),),
            ),
            _table(
                ERRORS_TITLE,
                facet,
                [
                    (f"{kind}: {what}" if what else kind, (number,))
                    for (of, kind, what), number in sorted(
                        counts.items(), key=lambda i: (ERRORS.index(i[0][1]), i[0][2])
                    )
                    if of == facet
                ],
                ("number",),
                (),
            ),
        ]
    return [table for table in tables if table.cells]


def use_tables(found: Sequence[Use]) -> list[Table]:
    """Rates and seconds of decisions as tables of kind "suggestions", per facet and rule."""
    tables = []
    for facet in dict.fromkeys(use.facet for use in found):
        rows = [use for use in found if use.facet == facet]
        tables.append(_uses(USED, facet, [use for use in rows if use.by in ("all", "kind")]))
        tables.append(_uses(USED_BY_RULE, facet, [use for use in rows if use.by == "rule"]))
    return [table for table in tables if table.cells]


def suggestion_blocks(tables: Iterable[Table]) -> list[Block]:
    """The tables of kind "suggestions" as blocks: what is long, and what is by code or rule, folded away."""
    blocks: list[Block] = []
    for table in tables:
        if table.kind != KIND:
            continue
        grid = _grid(table)
        folded = len(table.cells) > OPEN_LINES or table.title in (BY_RULE, USED_BY_RULE)
        blocks.append(Fold(f"{say(table.title)}: {count(len(table.cells))}", (grid,)) if folded else grid)
    if not blocks:
        return []
    told = say("This says how good the suggestions were, not how far the coders agree.")
    return [Paragraph(told, "note"), *blocks]


def name_of(row: Score | Use) -> str:
    """What a row is about, for people."""
    if row.by == "all":
        return say("all suggestions")
    return row.name or say("(new name, no code yet)")


def text_of(column: str, value: float | int | str | None) -> str:
    """A value as a table prints it: counts whole, shares with three decimals, seconds with one."""
    if value is None or isinstance(value, str):
        return value or ""
    if column in COUNTS:
        return count(int(value))
    return f"{value:.1f}" if column.startswith("seconds") else decimal(float(value))


def score_values(row: Score) -> tuple[float | int | None, ...]:
    """A row's values in the order of SCORES."""
    return row.gold, row.met, row.recall, row.suggested, row.right, row.precision, row.f1, row.code


def _scores(title: str, facet: str, rows: Sequence[Score], notes: tuple[str, ...]) -> Table:
    """Rules have no F1: none of them seeks all of the gold."""
    columns = tuple(name for name in SCORES if title != BY_RULE or name != "F1")
    lines = []
    for row in rows:
        values = dict(zip(SCORES, score_values(row), strict=True))
        lines.append((name_of(row), tuple(values[name] for name in columns)))
    return _table(title, facet, lines, columns, notes)


def _uses(title: str, facet: str, rows: Sequence[Use]) -> Table:
    lines = [
        (
            name_of(u),
            (u.decided, u.accepted, u.edited, u.rejected, u.ignored, u.rate(u.accepted), u.rate(u.edited),
             u.rate(u.rejected), u.timed, *(u.seconds or (None, None, None))),
        )
        for u in rows
    ]  # fmt: skip
    return _table(title, facet, lines, USES, (say(_USES_NOTE),))


def _table(
    title: str,
    facet: str,
    lines: Sequence[tuple[str, tuple[float | int | None, ...]]],
    columns: tuple[str, ...],
    notes: tuple[str, ...],
) -> Table:
    return Table(
        kind=KIND,
        title=title,
        facet=facet,
        rows=tuple(name for name, _ in lines),
        columns=columns,
        cells=tuple(tuple(rounded(v) if isinstance(v, float) else v for v in values) for _, values in lines),
        notes=notes,
    )


def _grid(table: Table) -> Grid:
    head = say("What") if table.title == ALIKE else say("Error") if table.title == ERRORS_TITLE else say("Suggestions")
    seconds = say("seconds, median (quartiles)")
    if table.columns == USES:
        names: tuple[str, ...] = (*USES[:5], seconds)
        lines = [_use_cells(dict(zip(USES, line, strict=True))) for line in table.cells]
    else:
        names = table.columns
        lines = [[Cell(text_of(*each)) for each in zip(table.columns, line, strict=True)] for line in table.cells]
    columns = (
        Column(head, share=2.4),
        *(Column(words.column(name), numeric=True, share=1.6 if name == seconds else 1) for name in names),
    )
    rows = [(Cell(name), *line) for name, line in zip(table.rows, lines, strict=True)]
    notes = list(table.notes)
    if len(rows) > LONGEST:
        notes.append(
            say(
                "The first {longest} of {number:,}; the JSON and XLSX files hold all.",
                longest=LONGEST,
                number=len(rows),
            )
        )
    return Grid(say(table.title), columns, tuple(rows[:LONGEST]), " ".join(notes))


def _use_cells(values: dict[str, float | int | str | None]) -> list[Cell]:
    """Each count with its rate under it, the median of seconds with the quartiles."""
    rates = {"accepted": "acceptance rate", "edited": "edit rate", "rejected": "rejection rate"}
    cells = [Cell(text_of(name, values[name]), text_of("", values.get(rates.get(name, "")))) for name in USES[:5]]
    lower, median, upper = (text_of(name, values[name]) for name in USES[-3:])
    timed = (
        say("{lower} to {upper}, {timed} timed", lower=lower, upper=upper, timed=text_of("timed", values["timed"]))
        if median
        else ""
    )
    return [*cells, Cell(median, timed)]
