from __future__ import annotations

from PySide6.QtCore import QRectF

from annotator.records import Region
from tests.desktop.text.samples import mark
from ui.desktop.text.boxes import Box
from ui.desktop.text.marks import Link
from ui.desktop.text.stripes import labels, stripes

LONG = mark("long", (0, 5000), label="Chapter")
DEEP = mark("deep", (10, 20), "suggestion", label="Fifth")
SHOWN = mark("shown", (10, 20))
BOXES = [
    Box(LONG, 0, 500, 0, 20, None),
    Box(LONG, 0, 500, 30, 50, None),
    Box(DEEP, 50, 90, 0, 20, 4),
    Box(SHOWN, 50, 90, 0, 20, 3),
]


def test_marks_without_room_under_the_line_have_a_stripe_over_all_their_lines() -> None:
    found = {stripe.mark.id: stripe for stripe in stripes(BOXES, room=4)}
    assert set(found) == {"long", "deep"}
    assert (found["long"].top, found["long"].bottom) == (0, 50)
    assert found["long"].column != found["deep"].column


def test_names_do_not_lie_on_each_other() -> None:
    placed = labels(stripes(BOXES, room=4), [], [], height=15)
    assert {label.text for label in placed} == {"Chapter", "Fifth"}
    assert placed[1].y - placed[0].y >= 15


def test_the_current_mark_is_named_once_with_its_links() -> None:
    stance = mark("s", (0, 9), links=(Link("holder", "Orsova"), Link("target", "Harran", 30, 36)))
    boxes = [Box(stance, 0, 90, 40, 60, None)]
    placed = labels(stripes(boxes, room=4), boxes, [], height=15)
    assert [label.text for label in placed] == ["Harran", "holder: Orsova", "target: Harran"]
    assert placed[0].strong


def test_a_region_is_named_once() -> None:
    region = Region(0, 99, "caption")
    placed = labels([], [], [(region, QRectF(0, 0, 9, 20)), (region, QRectF(0, 30, 9, 20))], height=15)
    assert [(label.text, label.y) for label in placed] == [("Caption", 0)]
