"""One facet of the report: figures, codes, matrices, coders, paradox panel, documents, subsets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.agreement.rows import ResultRow, Results
from annotator.plurals import plural
from annotator.wording import say
from ui.report import suggestions, words
from ui.report.answer import sentences
from ui.report.blocks import Block, Fold, Paragraph, Points, Section
from ui.report.comparisons import coder_blocks, document_blocks, subset_blocks
from ui.report.differences import disagreement_blocks
from ui.report.figures import figure_grid, forest, pivot, task_words
from ui.report.matrices import HEATED, table_block
from ui.report.paradox import paradox_blocks
from ui.report.shelf import TASK_ORDER, FacetShelf, Figure
from ui.report.suggestions import suggestion_blocks

_LEADING = re.compile(r"\A\W+|:.*", re.DOTALL)
_OPEN_TABLES = 2
_OPEN_CODES = 12


def facet_sections(shelf: FacetShelf, results: Results) -> list[Section]:
    """The chapter of a facet: its own answer first, then its parts; parts without content are left out."""
    anchor = f"facet-{re.sub('[^a-z0-9]+', '-', words.facet(shelf.name).lower()).strip('-')}"
    title = words.facet(shelf.name)
    told = tuple(Paragraph(sentence) for sentence in (" ".join(sentences(shelf)),) if sentence)
    parts: list[tuple[str, str, Sequence[Block]]] = [
        ("figures", say("Figures"), figure_blocks(shelf)),
        ("codes", say("Code by code"), code_blocks(shelf)),
        ("matrices", say("What was taken for what"), matrix_blocks(shelf)),
        ("coders", say("Coder by coder"), coder_blocks(shelf)),
        ("paradox", say("Paradox panel"), paradox_blocks(shelf)),
        ("documents", say("Document by document"), document_blocks(shelf)),
        ("subsets", say("Subsets, apart"), subset_blocks(shelf)),
        ("suggestions", say("Suggestions"), suggestion_blocks(shelf.tables)),
        ("counts", say("Counts"), count_blocks(shelf)),
        ("warnings", say("Warnings"), warning_blocks(shelf, results)),
        ("disagreements", say("Disagreements"), disagreement_blocks(shelf)),
    ]
    sections = [Section(anchor, title, told)]
    sections += [Section(f"{anchor}-{key}", name, tuple(blocks), 3) for key, name, blocks in parts if blocks]
    return sections


def figure_blocks(shelf: FacetShelf) -> list[Block]:
    """One table per task: every measure over all coders."""
    blocks: list[Block] = []
    found = shelf.of("all")
    tasks = dict.fromkeys((*TASK_ORDER, *(figure.row.task for figure in found)))
    for task in tasks:
        figures = [figure for figure in found if figure.row.task == task]
        if figures:
            word = words.task(task)
            blocks.append(figure_grid(f"{word.label} {word.line}".strip(), figures))
    blocks += [table_block(table) for table in shelf.tables if table.kind == "bootstrap" and table.subset == "all"]
    others = shelf.of("other")
    if others:
        blocks.append(
            figure_grid(say("Other figures"), others, name=lambda row: f"{words.figure(row)}, {words.scope(row)}")
        )
    return blocks


def code_blocks(shelf: FacetShelf) -> list[Block]:
    """Codes from most to least agreed on: a plot of the leading measure, then every measure in a table."""
    found = shelf.of("code")
    blocks: list[Block] = []
    for task in dict.fromkeys((*TASK_ORDER, *(figure.row.task for figure in found))):
        figures = [figure for figure in found if figure.row.task == task]
        if not figures:
            continue
        leading = _leading([figure for figure in figures if figure.row.task == task])
        blocks.append(forest(say("Codes – {task}", task=task_words(task)), leading, by_code=True))
        table = pivot(say("Figures per code – {task}", task=task_words(task)), figures, head=say("Code"), key=_code)
        many = len(table.rows) > _OPEN_CODES
        blocks.append(Fold(f"{table.caption}: {plural(len(table.rows), 'code')}", (table,)) if many else table)
    return blocks


def _leading(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of the measure that leads the list: alpha where there is one, else the first."""
    names = list(dict.fromkeys(figure.row.measure for figure in figures))
    name = next((name for name in names if name in words.ALPHAS), names[0])
    return [figure for figure in figures if figure.row.measure == name]


def matrix_blocks(shelf: FacetShelf) -> list[Block]:
    """Confusion and coincidence matrices of all units; beyond the first few they are folded away."""
    blocks: list[Block] = []
    kept = [table for table in shelf.tables if table.kind in HEATED and table.subset == "all"]
    kept.sort(key=lambda table: table.scope != "all")
    for place, table in enumerate(kept):
        block = table_block(table)
        blocks.append(block if place < _OPEN_TABLES else Fold(table.title, (block,)))
    return blocks


def count_blocks(shelf: FacetShelf) -> list[Block]:
    """Boundaries, counts and whatever other tables the run has, folded where they are long."""
    blocks: list[Block] = []
    for table in shelf.tables:
        if table.subset == "all" and table.kind not in (
            *HEATED,
            "paradox",
            "bootstrap",
            "acceptance",
            suggestions.KIND,
        ):
            block = table_block(table)
            blocks.append(Fold(table.title, (block,)) if len(table.cells) > 30 else block)
    return blocks


def warning_blocks(shelf: FacetShelf, results: Results) -> list[Block]:
    """The warnings that open with this facet's name, or with a title that begins so (“Threats: …”)."""
    if shelf.name is None:
        return []
    start = shelf.name.casefold()
    found = [warning for warning in results.warnings if _LEADING.sub("", warning).casefold().startswith(start)]
    return [Points(tuple(found))] if found else []


def _code(row: ResultRow) -> str:
    return row.code or row.scope
