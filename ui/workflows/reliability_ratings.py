"""Tables of ratings from CSV; every complaint names the file and the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from annotator.agreement.figure import Ints
from annotator.errors import MeasureError
from annotator.wording import say
from ui.workflows.reliability_lines import read_lines


@dataclass(frozen=True, slots=True)
class RatingTable:
    """`cells[unit][coder]`, empty for missing; `lines[unit]` in the file; `clusters`: each unit's document, if named."""

    path: Path
    coders: tuple[str, ...]
    cells: list[list[str]]
    lines: list[int]
    clusters: Ints | None


def read_ratings(path: Path) -> RatingTable:
    """Header `unit,<coder>,<coder>…`, an optional `document` column anywhere; without `unit` the first column is it."""
    header, body = read_lines(path)
    names = header.cells
    document = next((at for at, name in enumerate(names) if name.casefold() == "document"), None)
    others = [at for at in range(len(names)) if at != document]
    unit = next((at for at in others if names[at].casefold() == "unit"), others[0] if others else 0)
    columns = [at for at in others if at != unit]
    coders = tuple(names[at] for at in columns)
    _check_coders(coders, path)
    if not body:
        raise MeasureError(say("{name} has a header but no units: give each unit a line.", name=path.name))
    seen: dict[tuple[str, str], int] = {}
    for line in body:
        key = ("" if document is None else line.cells[document], line.cells[unit])
        if key[1] and key in seen:
            raise MeasureError(
                say(
                    "{name}, line {number}: the unit {key} already stands on line {seen}; give each unit one line.",
                    name=path.name,
                    number=line.number,
                    key=key[1],
                    seen=seen[key],
                )
            )
        seen[key] = line.number
    clusters = None
    if document is not None:
        clusters = _numbered([line.cells[document] for line in body], [line.number for line in body], path)
    return RatingTable(
        path, coders, [[line.cells[at] for at in columns] for line in body], [line.number for line in body], clusters
    )


def _check_coders(coders: Sequence[str], path: Path) -> None:
    if len(coders) < 2:
        if not coders:
            raise MeasureError(
                say(
                    "{name} has no coders in its header: agreement needs two, as in unit,<coder>,<coder>, parted by commas, "
                    "semicolons or tabs.",
                    name=path.name,
                )
            )
        raise MeasureError(
            say(
                "{name} has only one coder ({coders}) in its header: agreement needs two, as in unit,<coder>,<coder>, parted by commas, "
                "semicolons or tabs.",
                name=path.name,
                coders=coders[0],
            )
        )
    for at, coder in enumerate(coders):
        if not coder:
            raise MeasureError(say("{name}, line 1: a column has no coder's name; name every column.", name=path.name))
        if coder in coders[:at]:
            raise MeasureError(
                say(
                    "{name}, line 1: the coder {coder} has two columns; give each coder one.",
                    name=path.name,
                    coder=coder,
                )
            )


def _numbered(names: Sequence[str], lines: Sequence[int], path: Path) -> Ints:
    for name, line in zip(names, lines, strict=True):
        if not name:
            raise MeasureError(
                say("{name}, line {line}: the document is not named; fill in its cell.", name=path.name, line=line)
            )
    place = {name: at for at, name in enumerate(dict.fromkeys(names))}
    return np.array([place[name] for name in names], dtype=np.int64)
