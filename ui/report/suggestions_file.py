"""An evaluation of suggestions as a file, with every row: JSON, CSV, HTML or XLSX by its ending."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import orjson

from annotator.agreement.rows import Table
from annotator.errors import FormatError
from annotator.plurals import plural
from annotator.suggest.evaluation import ERRORS, Alike, Evaluation, Said, Score, SuggestionError
from annotator.wording import say
from storage.atomic import replacing
from ui.report import words
from ui.report.blocks import Block, Cell, Column, Fold, Grid, Paragraph, Points, Report, Section
from ui.report.numbers import listed, rounded
from ui.report.origin import flat
from ui.report.suggestions import score_tables, suggestion_blocks

SCHEMA = "intercoder-evaluation/1"
MOST_OF_A_KIND = 500
_LONGEST_TEXT = 240


def write(found: Evaluation, path: Path) -> None:
    """Write the file whole or not at all; the same evaluation gives the same bytes (XLSX apart)."""
    writer = WRITERS[check_path(path).suffix.lower()]
    with replacing(path) as draft:
        writer(found, draft)


def check_path(path: Path) -> Path:
    """Refuse a path that nothing can be written to. Raises FormatError."""
    if path.suffix.lower() not in WRITERS:
        raise FormatError(
            say(
                "{name} has no known ending: let it end in {writers}.",
                name=path.name or path,
                writers=", ".join(WRITERS),
            )
        )
    if path.is_dir():
        raise FormatError(say("{path} is a folder: name a file for the evaluation.", path=path))
    if not path.parent.is_dir():
        raise FormatError(
            say("The folder {parent} does not exist: make it first, or name another one.", parent=path.parent)
        )
    return path


def score_record(row: Score) -> dict[str, object]:
    return {
        "facet": row.facet, "by": row.by, "name": row.name, "criterion": row.criterion, "documents": row.documents,
        "gold": row.gold, "met": row.met, "suggested": row.suggested, "right": row.right, "recall": rounded(row.recall),
        "precision": rounded(row.precision), "f1": rounded(row.f1), "same_code": rounded(row.code),
    }  # fmt: skip


def alike_record(row: Alike) -> dict[str, object]:
    return {
        "facet": row.facet, "what": row.what, "met": row.met, "share": rounded(row.share), "gold_met": row.gold_met,
        "as_most": rounded(row.usual), "all_agree": row.agreed_units, "as_all": rounded(row.agreed),
    }  # fmt: skip


def error_record(error: SuggestionError) -> dict[str, object]:
    return {
        "facet": error.facet, "kind": error.kind, "what": error.what, "document": error.document, "start": error.start,
        "end": error.end, "text": error.text,
        "suggestion": _said("source", error.suggestion) if error.suggestion else None,
        "coded": [_said("coder", said) for said in error.coded],
    }  # fmt: skip


def _said(who: str, said: Said) -> dict[str, object]:
    return {who: said[0], "start": said[1], "end": said[2], "code": said[3], "attributes": dict(said[4])}


def _json(found: Evaluation, path: Path) -> None:
    parts: list[tuple[str, Iterable[object]]] = [
        ("scores", map(score_record, found.scores)),
        ("alike", map(alike_record, found.alike)),
        ("errors", map(error_record, found.errors)),
        ("notes", found.notes),
    ]
    about = {"schema": SCHEMA, "provenance": found.provenance, "coders": found.coders, "documents": found.documents}
    with path.open("wb") as file:
        file.write(orjson.dumps(about)[:-1])
        for name, items in parts:
            file.write(b',\n"' + name.encode() + b'":[' + b",\n".join(map(orjson.dumps, items)) + b"]")
        file.write(b"}\n")


def _csv(found: Evaluation, path: Path) -> None:
    """One table for all: the column `row` says whether a line is a score, an attribute or an error."""
    records = [
        *({"row": "score", **score_record(row)} for row in found.scores),
        *({"row": "alike", **alike_record(row)} for row in found.alike),
    ]
    empty = SuggestionError(facet="", kind="missed", document="", start=0, end=0, text="")
    header = list(dict.fromkeys(["row", *_keys(found), *_flat_error(empty)]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(records)
        writer.writerows({"row": "error", **_flat_error(error)} for error in found.errors)


def _keys(found: Evaluation) -> Iterator[str]:
    for score in found.scores[:1]:
        yield from score_record(score)
    for alike in found.alike[:1]:
        yield from alike_record(alike)


def _flat_error(error: SuggestionError) -> dict[str, object]:
    """An error with the suggestion's and the coders' sides as text."""
    suggestion = error.suggestion
    return {
        "facet": error.facet, "kind": error.kind, "what": error.what, "document": error.document, "start": error.start,
        "end": error.end, "text": error.text, "suggestion": _side(suggestion) if suggestion else "",
        "source": suggestion[0] if suggestion else "",
        "coded": " | ".join(f"{said[0]}: {_side(said)}" for said in error.coded),
    }  # fmt: skip


def _side(said: Said) -> str:
    """ "attack (12–40; status: occurred)"."""
    details = [f"{said[1]}–{said[2]}", *(f"{name}: {value}" for name, value in said[4].items())]
    return f"{said[3] or say('(new name)')} ({'; '.join(details)})"


def _xlsx(found: Evaluation, path: Path) -> None:
    from openpyxl import Workbook

    from ui.report.xlsx import write_sheet

    book = Workbook(write_only=True)
    sheets: list[tuple[str, list[dict[str, object]]]] = [
        ("Scores", [score_record(row) for row in found.scores]),
        (say("Said alike"), [alike_record(row) for row in found.alike]),
        ("Errors", [_flat_error(error) for error in found.errors]),
    ]
    for title, records in sheets:
        header = list(records[0]) if records else ["facet"]
        widths = [60 if name in ("text", "coded") else 28 if name in ("name", "document", "suggestion", "source") else 12
                  for name in header]  # fmt: skip
        write_sheet(book, title, header, (list(record.values()) for record in records), widths)
    write_sheet(book, "Notes", ("Note",), ((note,) for note in found.notes), (120,))
    write_sheet(book, "Provenance", ("What", "Value"), flat(found.provenance), (40, 90))
    book.save(path)


def _html(found: Evaluation, path: Path) -> None:
    from ui.report.html import write_page

    with path.open("wb") as file:
        write_page(report(found), file)


def report(found: Evaluation) -> Report:
    """The evaluation as sections of blocks: a chapter a facet, then notes and provenance."""
    tables = score_tables(found)
    sections = []
    for number, facet in enumerate(dict.fromkeys(row.facet for row in found.scores), 1):
        own = [table for table in tables if table.facet == facet]
        errors = [error for error in found.errors if error.facet == facet]
        sections.append(_chapter(f"facet-{number}", facet, own, errors))
    sections.append(
        Section("notes", say("Notes"), (Points(found.notes) if found.notes else Paragraph(say("There are none.")),))
    )
    lines = tuple((Cell(name), Cell(value)) for name, value in flat(found.provenance))
    origin = Grid(
        say("Where these figures come from"), (Column(say("What"), share=1.5), Column(say("Value"), share=4)), lines
    )
    sections.append(Section("provenance", say("Provenance"), (origin,)))
    whom = say(
        "against {listed}, in {documents}", listed=listed(found.coders), documents=plural(found.documents, "document")
    )
    return Report(say("Suggestions against coders"), whom, tuple(sections))


def _chapter(anchor: str, facet: str, tables: Sequence[Table], errors: Sequence[SuggestionError]) -> Section:
    blocks: list[Block] = list(suggestion_blocks(tables))
    for kind in ERRORS:
        cases = [error for error in errors if error.kind == kind]
        if cases:
            title = f"{words.kind(kind).label}: {plural(len(cases), 'case')}"
            blocks.append(Fold(title, (_cases(title, cases),)))
    return Section(anchor, words.facet(facet), tuple(blocks))


def _cases(title: str, cases: Sequence[SuggestionError]) -> Grid:
    columns = (
        Column(say("Text"), share=3.2),
        Column(say("Document"), share=1.4),
        Column(say("Suggestion"), share=1.8),
        Column(say("Coders"), share=2.2),
    )
    rows = tuple(
        (
            Cell(_clip(case.text)),
            Cell(case.document, f"{case.start:,}–{case.end:,}"),
            Cell(_side(case.suggestion), case.suggestion[0]) if case.suggestion else Cell(say("nothing")),
            Cell("; ".join(f"{said[0]}: {_side(said)}" for said in case.coded) or say("nothing"), case.what),
        )
        for case in cases[:MOST_OF_A_KIND]
    )
    note = (
        say(
            "The first {most_of_a_kind} of {number:,}; the other formats hold all.",
            most_of_a_kind=MOST_OF_A_KIND,
            number=len(cases),
        )
        if len(cases) > len(rows)
        else ""
    )
    return Grid(title, columns, rows, note)


def _clip(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TEXT else f"{line[:_LONGEST_TEXT]}…"


WRITERS: Mapping[str, Callable[[Evaluation, Path], None]] = {
    ".json": _json,
    ".csv": _csv,
    ".html": _html,
    ".xlsx": _xlsx,
}
