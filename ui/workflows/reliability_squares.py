"""Square tables from CSV: counts of two coders' labels, and weights; every complaint names the file and the line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from annotator.agreement.figure import Floats, Ints
from annotator.errors import MeasureError
from annotator.wording import say
from ui.workflows.reliability_labels import as_number
from ui.workflows.reliability_lines import read_lines


@dataclass(frozen=True, slots=True)
class CountTable:
    """`counts[i, j]`: units that coder one gave label i and coder two label j."""

    path: Path
    labels: tuple[str, ...]
    counts: Ints


def read_counts(path: Path) -> CountTable:
    """A square table; first column and header name the same categories, of coder one and coder two."""
    labels, cells, lines = _square(path)
    counts = np.zeros((len(labels), len(labels)), dtype=np.int64)
    for i, row in enumerate(cells):
        for j, cell in enumerate(row):
            value = as_number(cell)
            where = say("{name}, line {number}", name=path.name, number=lines[i])
            if value is None:
                raise MeasureError(
                    say("{where}: {cell!r} is not a number; a table holds counts of units.", where=where, cell=cell)
                )
            if value < 0:
                raise MeasureError(
                    say("{where}: {cell} is negative; a table holds counts of units.", where=where, cell=cell)
                )
            if value != int(value):
                raise MeasureError(
                    say(
                        "{where}: {cell} is not a whole number; multiply shares by the number of units.",
                        where=where,
                        cell=cell,
                    )
                )
            if value > 10_000_000:
                raise MeasureError(
                    say("{where}: {cell} is more than ten million units; correct the count.", where=where, cell=cell)
                )
            counts[i, j] = int(value)
    return CountTable(path, tuple(labels), counts)


def read_weights(path: Path | None) -> tuple[tuple[str, ...], Floats]:
    """A file of disagreement weights: 0 on the diagonal, symmetric or not, with row and column names."""
    assert path is not None
    labels, cells, lines = _square(path)
    weights = np.zeros((len(labels), len(labels)))
    for i, row in enumerate(cells):
        for j, cell in enumerate(row):
            value = as_number(cell)
            where = say("{name}, line {number}", name=path.name, number=lines[i])
            if value is None or value < 0:
                raise MeasureError(
                    say(
                        "{where}: {cell!r} is not a weight; disagreement weights are numbers from 0 up.",
                        where=where,
                        cell=cell,
                    )
                )
            if i == j and value != 0:
                raise MeasureError(
                    say(
                        "{where}: the weight of {labels} with itself is {cell}; it must be 0.",
                        where=where,
                        labels=labels[i],
                        cell=cell,
                    )
                )
            weights[i, j] = value
    if not weights.any():
        raise MeasureError(say("{name} holds zeros only: give disagreements a weight above 0.", name=path.name))
    return tuple(labels), weights


def _square(path: Path) -> tuple[list[str], list[list[str]], list[int]]:
    """Labels, cells in the labels' order of the rows, and each row's line."""
    header, body = read_lines(path)
    columns, rows = header.cells[1:], [line.cells[0] for line in body]
    if len(rows) != len(columns) or set(rows) != set(columns) or len(set(rows)) != len(rows):
        raise MeasureError(
            say(
                "{name}: rows ({rows}) and columns ({columns}) must name the same categories, each once.",
                name=path.name,
                rows=", ".join(rows) or say("none"),
                columns=", ".join(columns) or say("none"),
            )
        )
    if len(rows) < 2:
        raise MeasureError(say("{name} has one category only: agreement needs two.", name=path.name))
    order = [1 + columns.index(label) for label in rows]
    return rows, [[line.cells[at] for at in order] for line in body], [line.number for line in body]
