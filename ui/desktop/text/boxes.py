"""What lies where in the viewport, as plain numbers: hit-testing without a widget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ui.desktop.text.marks import Mark


class Box(NamedTuple):
    """A piece of a mark on one line, in pixels of the viewport.

    `top` to `bottom` is the height of the letters; underlines lie below. `lane` is None for a mark without one.
    `first` and `last` say whether the mark begins and ends in this piece.
    """

    mark: Mark
    left: float
    right: float
    top: float
    bottom: float
    lane: int | None
    first: bool = True
    last: bool = True


class LaneRoom(NamedTuple):
    """How lanes lie below the letters: lane n begins `start` + n * `pitch` below their bottom, `thick` pixels high.

    Lanes from `lanes` on have no room.
    """

    start: float
    pitch: float
    thick: float
    lanes: int = 4

    def top(self, lane: int) -> float:
        return self.start + lane * self.pitch


def marks_at(boxes: Sequence[Box], x: float, y: float, *, room: LaneRoom) -> list[Mark]:
    """The marks whose boxes hold a point, each once: one whose underline is hit first, then the shortest.

    A box reaches from its letters down to its last lane. Of equal spans codings come before suggestions.
    """
    found: dict[str, tuple[bool, int, bool, str, Mark]] = {}
    reach = room.top(room.lanes)
    for box in boxes:
        mark = box.mark
        if mark.faint or not (box.left <= x < box.right and box.top <= y < box.bottom + reach):
            continue
        under = box.lane is not None and room.top(box.lane) <= y - box.bottom < room.top(box.lane + 1)
        key = (not under, mark.end - mark.start, mark.kind != "coding", mark.id, mark)
        if mark.id not in found or key < found[mark.id]:
            found[mark.id] = key
    return [key[-1] for key in sorted(found.values(), key=lambda key: key[:4])]


def joined(pieces: Sequence[tuple[float, float]], *, slack: float = 0.75) -> list[tuple[float, float]]:
    """Stretches from left to right, those that touch within `slack` pixels made one."""
    whole: list[tuple[float, float]] = []
    for left, right in sorted(pieces):
        if whole and left <= whole[-1][1] + slack:
            whole[-1] = (whole[-1][0], max(whole[-1][1], right))
        else:
            whole.append((left, right))
    return whole
