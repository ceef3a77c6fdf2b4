"""Results -> the report's sections, the same for every format that is read by people."""

from __future__ import annotations

from annotator.agreement.rows import Results
from annotator.plurals import plural
from annotator.wording import say
from ui.report import words
from ui.report.answer import answer, reasons
from ui.report.blocks import Block, Cell, Column, Fold, Grid, Paragraph, Points, Report, Section
from ui.report.facet import facet_sections
from ui.report.matrices import LONGEST, table_block
from ui.report.methods import methods
from ui.report.origin import flat, read_origin
from ui.report.shelf import FacetShelf, leftover_tables, shelve


def outline(results: Results) -> Report:
    """The whole report: the answer, the facets, warnings, methods, references, provenance."""
    shelves = shelve(results)
    origin = read_origin(results)
    sections = [answer(results, shelves, origin)]
    for shelf in shelves:
        sections += facet_sections(shelf, results)
    sections += _run_tables(results, shelves)
    sections.append(_warnings(results))
    if results.rows:
        sections += methods(results, shelves, origin)
        sections.append(_glossary(results))
    sections.append(_provenance(results))
    pieces = [
        plural(len(origin.coders), "coder") if origin.coders else "",
        plural(origin.documents, "document") if origin.documents is not None else "",
        say("codebook {codebook}", codebook=origin.codebook) if origin.codebook else "",
    ]
    title = (
        say("Intercoder agreement: {project}", project=origin.project)
        if origin.project
        else say("Intercoder agreement")
    )
    return Report(title, " · ".join(piece for piece in pieces if piece), tuple(_unique(sections)))


def _run_tables(results: Results, shelves: list[FacetShelf]) -> list[Section]:
    found = leftover_tables(results, shelves)
    blocks: list[Block] = []
    for table in found:
        block = table_block(table)
        blocks.append(Fold(table.title, (block,)) if len(table.cells) > 30 else block)
    return [Section("run", say("Over all facets"), tuple(blocks))] if blocks else []


def _warnings(results: Results) -> Section:
    told: list[Block] = [Points(results.warnings) if results.warnings else Paragraph(say("There are none."))]
    why = reasons(results)
    if why:
        told += [Paragraph(say("Why figures are undefined:"), "note"), Points(tuple(why))]
    return Section("warnings", say("Warnings"), tuple(told))


def _glossary(results: Results) -> Section:
    """What each measure in the report means, in one line."""
    names = dict.fromkeys(row.measure for row in results.rows)
    rows = tuple((Cell(words.measure(name).label), Cell(words.measure(name).line), Cell(name)) for name in names)
    columns = (
        Column(say("Measure"), share=2),
        Column(say("Meaning"), share=4.5),
        Column(say("Name in files"), share=1.8),
    )
    return Section("measures", say("Measures"), (Grid(say("Every measure of this report"), columns, rows),))


def _provenance(results: Results) -> Section:
    lines = list(flat(results.provenance))
    if not lines:
        return Section("provenance", say("Provenance"), (Paragraph(say("None was recorded.")),))
    rows = tuple((Cell(name), Cell(value)) for name, value in lines[:LONGEST])
    note = (
        say("The first {longest} of {number:,} lines; the files hold all.", longest=LONGEST, number=len(lines))
        if len(lines) > LONGEST
        else ""
    )
    grid = Grid(
        say("Where these figures come from"),
        (Column(say("What"), share=1.5), Column(say("Value"), share=4)),
        rows,
        note,
    )
    return Section("provenance", say("Provenance"), (grid,))


def _unique(sections: list[Section]) -> list[Section]:
    """Anchors that occur twice (two facets whose names differ in case only) get a number."""
    seen: dict[str, int] = {}
    found = []
    for section in sections:
        seen[section.anchor] = seen.get(section.anchor, 0) + 1
        number = seen[section.anchor]
        anchor = section.anchor if number == 1 else f"{section.anchor}-{number}"
        found.append(Section(anchor, section.title, section.blocks, section.level))
    return found
