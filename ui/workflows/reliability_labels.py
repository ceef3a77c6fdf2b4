"""The categories of a table: numbers in order of value, texts in the order that was given, never by the alphabet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from annotator.agreement.figure import Floats
from annotator.agreement.weights import Level
from annotator.errors import MeasureError
from annotator.wording import say

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
_LARGEST = 1e100  # its square and sums of squares are still finite
_STAND_INS = {"na", "n/a", "nan", "null", "none", "missing", ".", "*", "-", "?"}


@dataclass(frozen=True, slots=True)
class Scale:
    """`labels` in order, as they stand in the file. `scores`: their values, or None where they have no order."""

    labels: tuple[str, ...]
    scores: Floats | None
    _numbers: dict[str, int]
    _values: dict[float, int]

    def number(self, label: str) -> int:
        """The place of a label; 1 and 1.0 are the same number."""
        at = self._numbers.get(label)
        return self._values[float(label)] if at is None else at


def as_number(label: str) -> float | None:
    """The value of a label that is a plain number; None for all else ("inf", "nan" and what overflows are texts)."""
    value = float(label) if _NUMBER.fullmatch(label) else None
    return value if value is not None and abs(value) <= _LARGEST else None


def scale_of(
    cells: Sequence[tuple[str, int]], path: Path, *, level: Level, order: Sequence[str] = (), sort: bool = True
) -> Scale:
    """The scale of labels (with the line each stands on). Raises MeasureError for what the level cannot take.

    `sort`: whether texts without an order are listed by the alphabet, or as they come.
    """
    first: dict[str, int] = {}
    for label, line in cells:
        first.setdefault(label, line)
    numeric = all(as_number(label) is not None for label in first)
    if not numeric:
        _refuse_texts(first, path, level)
    if level == "ratio":
        below = next((label for label in first if (as_number(label) or 0) < 0), None)
        if below is not None:
            raise MeasureError(
                say(
                    "{name}, line {first}: {below} is negative, and the level ratio has an absolute zero; "
                    "use --level interval.",
                    name=path.name,
                    first=first[below],
                    below=below,
                )
            )
    if order:
        return _ordered(first, path, level, order)
    if not numeric:
        labels = tuple(sorted(first)) if sort else tuple(first)
        return Scale(labels, None, {label: at for at, label in enumerate(labels)}, {})
    spelling: dict[float, str] = {}
    for label in first:
        spelling.setdefault(float(label), label)
    values = sorted(spelling)
    return Scale(
        tuple(spelling[value] for value in values),
        np.array(values),
        {spelling[value]: at for at, value in enumerate(values)},
        {value: at for at, value in enumerate(values)},
    )


def _refuse_texts(first: dict[str, int], path: Path, level: Level) -> None:
    texts = [label for label in first if as_number(label) is None]
    if level in ("interval", "ratio"):
        raise MeasureError(
            say(
                "{name}, line {first}: {texts!r} is not a number, and --level {level} needs numbers; "
                "correct it, leave the cell empty if it is missing, or use another level.",
                name=path.name,
                first=first[texts[0]],
                texts=texts[0],
                level=level,
            )
        )
    if len(texts) < len(first) and all(label.casefold() in _STAND_INS for label in texts):
        raise MeasureError(
            say(
                "{name}, line {first}: {texts!r} stands among numbers; leave the cell empty if the rating is missing.",
                name=path.name,
                first=first[texts[0]],
                texts=texts[0],
            )
        )


def _ordered(first: dict[str, int], path: Path, level: Level, order: Sequence[str]) -> Scale:
    """The given order; its own values count for interval and ratio, places else."""
    twice = next((label for at, label in enumerate(order) if label in order[:at]), None)
    if twice is not None:
        raise MeasureError(say("The order lists {twice} twice: list each label once.", twice=twice))
    numbers = {label: at for at, label in enumerate(order)}
    values = {value: at for at, label in enumerate(order) if (value := as_number(label)) is not None}
    for label, line in first.items():
        value = as_number(label)
        if label not in numbers and (value is None or value not in values):
            raise MeasureError(
                say(
                    "{name}, line {line}: {label!r} is not in the order {order}; correct it or add it there.",
                    name=path.name,
                    line=line,
                    label=label,
                    order=", ".join(order),
                )
            )
    if level in ("interval", "ratio"):
        other = next((label for label in order if as_number(label) is None), None)
        if other is not None:
            raise MeasureError(
                say(
                    "--level {level} needs numbers, and {other!r} in the order is none: use another level.",
                    level=level,
                    other=other,
                )
            )
        scores = np.array([float(label) for label in order])
    else:
        scores = np.arange(len(order), dtype=float)
    shown = {values[float(label)]: label for label in first if label not in numbers}
    labels = tuple(shown.get(at, label) for at, label in enumerate(order))
    return Scale(labels, scores, numbers, values)
