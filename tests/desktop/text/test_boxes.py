from __future__ import annotations

from tests.desktop.text.samples import mark
from ui.desktop.text.boxes import Box, LaneRoom, joined, marks_at

ROOM = LaneRoom(start=0, pitch=3, thick=2)
OUTER, INNER = mark("outer", (0, 50)), mark("inner", (10, 20))
BOXES = [Box(OUTER, 0, 500, 0, 20, 0), Box(INNER, 100, 200, 0, 20, 1)]


def ids(x: float, y: float) -> list[str]:
    return [found.id for found in marks_at(BOXES, x, y, room=ROOM)]


def test_the_inner_mark_comes_first() -> None:
    assert ids(150, 10) == ["inner", "outer"]


def test_the_underline_that_is_hit_comes_first() -> None:
    assert ids(150, 21) == ["outer", "inner"]
    assert ids(150, 24) == ["inner", "outer"]


def test_nothing_beside_or_below() -> None:
    assert ids(500, 10) == []
    assert ids(150, 20 + 4 * 3) == []
    assert ids(150, -1) == []


def test_a_coding_comes_before_a_suggestion_of_the_same_span() -> None:
    boxes = [Box(mark("a", (0, 5), "suggestion"), 0, 9, 0, 20, 0), Box(mark("b", (0, 5)), 0, 9, 0, 20, 1)]
    assert [found.id for found in marks_at(boxes, 5, 5, room=ROOM)] == ["b", "a"]


def test_faint_marks_are_not_hit_and_pieces_count_once() -> None:
    boxes = [Box(mark("a", (0, 5), faint=True), 0, 9, 0, 20, 0), *BOXES, *BOXES]
    assert [found.id for found in marks_at(boxes, 5, 5, room=ROOM)] == ["outer"]


def test_touching_stretches_are_one() -> None:
    assert joined([(5, 9), (0, 5.5), (20, 30)]) == [(0, 9), (20, 30)]
    assert joined([]) == []
