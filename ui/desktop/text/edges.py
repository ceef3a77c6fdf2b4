"""The two ends of the current mark, as the mouse takes hold of them: where they lie, and which is under the pointer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from ui.desktop.text.boxes import Box
from ui.desktop.text.lines import RIGHT_TO_LEFT

Edge: TypeAlias = Literal["start", "end"]
_REACH = 4.0
"""Pixels on either side of an end where it can be taken hold of."""


class Grip(NamedTuple):
    """An end of a mark in the viewport, from `top` to `bottom` of its letters."""

    edge: Edge
    x: float
    top: float
    bottom: float


def grips(boxes: Sequence[Box], text: str) -> list[Grip]:
    """The ends in sight of the mark that some boxes are pieces of. `text` is the stored text: what runs from right to left
    begins at the right."""
    found: list[Grip] = []
    for box in boxes:
        if box.first:
            leftwards = RIGHT_TO_LEFT.match(text, box.mark.start) is not None
            found.append(Grip("start", box.right if leftwards else box.left, box.top, box.bottom))
        if box.last:
            leftwards = RIGHT_TO_LEFT.match(text, box.mark.end - 1) is not None
            found.append(Grip("end", box.left if leftwards else box.right, box.top, box.bottom))
    return found


def grip_at(found: Sequence[Grip], x: float, y: float) -> Grip | None:
    """The nearest end within reach of a point."""
    near = [grip for grip in found if grip.top <= y < grip.bottom and abs(grip.x - x) <= _REACH]
    return min(near, key=lambda grip: abs(grip.x - x), default=None)
