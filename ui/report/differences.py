"""The list of disagreements: counts by kind and pair, then each with its text and both coders' decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from annotator.agreement.rows import Disagreement
from annotator.plurals import plural
from annotator.wording import say
from ui.report import words
from ui.report.blocks import Block, Cell, Column, Fold, Grid
from ui.report.shelf import FacetShelf

MOST_OF_A_KIND = 100
PRINTED = 20
"""So many of a kind on paper, which nobody searches; the page and the files have more."""
LONGEST_TEXT = 240


def disagreement_blocks(shelf: FacetShelf) -> list[Block]:
    """Counts in the open; the cases folded away by kind, at most MOST_OF_A_KIND each."""
    if not shelf.disagreements:
        return []
    kinds = list(dict.fromkeys([*words.KINDS, *(d.kind for d in shelf.disagreements)]))
    blocks: list[Block] = [_counts(shelf.disagreements, kinds)]
    for kind in kinds:
        cases = [d for d in shelf.disagreements if d.kind == kind]
        if cases:
            blocks.append(Fold(f"{words.kind(kind).label}: {plural(len(cases), 'case')}", (_cases(kind, cases),)))
    return blocks


def decision(found: tuple[int, int, str, dict[str, str]] | None) -> tuple[str, str]:
    """What a coder has, and its place and attributes: (“attack”, “120–164; status: occurred”)."""
    if found is None:
        return say("nothing"), ""
    start, end, code, attributes = found
    details = [f"{start:,}–{end:,}", *(f"{name}: {value}" for name, value in attributes.items())]
    return code, "; ".join(details)


def _counts(found: Sequence[Disagreement], kinds: Sequence[str]) -> Grid:
    pairs = sorted({d.coders for d in found})
    counted = Counter((d.coders, d.kind) for d in found)
    used = [kind for kind in kinds if any(counted[pair, kind] for pair in pairs)]
    columns = (
        Column(say("Coders"), share=2),
        *(Column(words.kind(kind).label, numeric=True) for kind in used),
        Column(say("Together"), numeric=True),
    )
    rows = []
    for pair in pairs:
        numbers = [counted[pair, kind] for kind in used]
        rows.append((Cell(say(" and ").join(pair)), *(Cell(f"{n:,}") for n in numbers), Cell(f"{sum(numbers):,}")))
    note = " ".join(f"{words.kind(kind).label}: {words.kind(kind).line}" for kind in used)
    return Grid(say("Disagreements by kind and pair of coders"), columns, tuple(rows), note)


def _cases(kind: str, cases: Sequence[Disagreement]) -> Grid:
    columns = (
        Column(say("Text"), share=3.4),
        Column(say("Document"), share=1.5),
        Column(say("First coder"), share=1.8),
        Column(say("Second coder"), share=1.8),
    )
    rows = tuple(
        (
            Cell(_clip(case.text)),
            Cell(case.document, f"{case.start:,}–{case.end:,}"),
            _side(case.coders[0], case.first),
            _side(case.coders[1], case.second),
        )
        for case in cases[:MOST_OF_A_KIND]
    )
    note = ""
    if len(cases) > MOST_OF_A_KIND:
        note = say(
            "The first {most_of_a_kind} of {number:,}; the XLSX and JSON files hold all.",
            most_of_a_kind=MOST_OF_A_KIND,
            number=len(cases),
        )
    word = words.kind(kind)
    return Grid(f"{word.label}. {word.line}".strip(), columns, rows, note, PRINTED)


def _side(coder: str, found: tuple[int, int, str, dict[str, str]] | None) -> Cell:
    what, details = decision(found)
    return Cell(f"{coder}: {what}", details)


def _clip(text: str) -> str:
    """The text on one line, its middle left out where it is long."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_TEXT:
        return line
    half = LONGEST_TEXT // 2
    return f"{line[:half]} … {line[-half:]}"
