"""What is painted, read from pictures of the viewport."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.records import Region, Span
from tests.desktop.text.samples import (
    BLUE,
    GREEN,
    RED,
    TEXT,
    breaks,
    colours_in,
    mark,
    picture,
    place,
    shown_view,
)
from ui.desktop.text.marks import Link, Mark
from ui.desktop.text.view import DocumentView
from ui.desktop.theme import DARK, LIGHT, line_colour, palette, tint

HARRAN = place(TEXT, "Harran")


def row(view: DocumentView, span: Span, lane: int) -> list[str]:
    """The colours along the middle of a lane under a span."""
    rect, room, image = view.span_rects(*span)[0], view.lane_room, picture(view)
    y = round(rect.bottom() + 1 + room.top(lane) + room.thick / 2)
    return [image.pixelColor(x, y).name() for x in range(rect.left() + 2, rect.right() - 2)]


def inside(view: DocumentView, span: Span) -> set[str]:
    rect = view.span_rects(*span)[0]
    return colours_in(picture(view), rect.left(), rect.top(), rect.right(), rect.bottom())


def test_a_coding_has_a_ground_and_a_solid_line(qtbot: QtBot) -> None:
    view = shown_view(qtbot, marks=[mark("a", HARRAN)])
    assert set(row(view, HARRAN, 0)) == {line_colour(BLUE, LIGHT)}
    assert tint(BLUE, LIGHT, strength=0.75) in inside(view, HARRAN)


def test_a_suggestion_has_a_dotted_line_and_no_ground(qtbot: QtBot) -> None:
    view = shown_view(qtbot, marks=[mark("a", HARRAN, "suggestion")])
    colours = row(view, HARRAN, 0)
    assert {line_colour(BLUE, LIGHT), LIGHT.base} <= set(colours)
    assert 0.3 < colours.count(LIGHT.base) / len(colours) < 0.7
    assert tint(BLUE, LIGHT, strength=0.75) not in inside(view, HARRAN)


def test_marks_that_overlap_lie_on_lines_of_their_own(qtbot: QtBot) -> None:
    colours = [BLUE, RED, GREEN, "#8e44ad"]
    view = shown_view(qtbot, marks=[mark(str(i), HARRAN, colour=c, label=str(i)) for i, c in enumerate(colours)])
    assert [set(row(view, HARRAN, lane)) for lane in range(4)] == [{line_colour(c, LIGHT)} for c in colours]


def test_deeper_overlap_goes_to_the_margin(qtbot: QtBot) -> None:
    marks = [mark(str(i), HARRAN, colour=RED if i == 5 else BLUE, label=f"Code {i}") for i in range(6)]
    view = shown_view(qtbot, marks=marks)
    image = view.stripes.grab().toImage()
    found = colours_in(image, 0, 0, image.width(), image.height())
    assert {line_colour(BLUE, LIGHT), line_colour(RED, LIGHT)} <= found


def test_the_current_mark_is_framed(qtbot: QtBot) -> None:
    view = shown_view(qtbot, marks=[mark("a", HARRAN)])
    rect = view.span_rects(*HARRAN)[0]
    edge = (rect.left() + 5, rect.top() - 4, rect.right() - 5, rect.top() + 1)
    assert LIGHT.accent not in colours_in(picture(view), *edge)
    before = picture(view)
    view.set_current("a")
    framed = colours_in(picture(view), *edge)
    assert any(near(colour, LIGHT.accent) for colour in framed)
    view.set_current(None)
    assert picture(view) == before


def near(a: str, b: str) -> bool:
    one, other = QColor(a), QColor(b)
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue()) < 60


def test_links_of_the_current_mark_are_shown_at_their_places(qtbot: QtBot) -> None:
    stance = mark("s", place(TEXT, "accused"), links=(Link("holder", "Orsova", *place(TEXT, "Orsova")), Link("x", "y")))
    view = shown_view(qtbot, marks=[stance])
    rect = view.span_rects(*place(TEXT, "Orsova"))[0]
    plate = (rect.left(), rect.bottom() + 2, rect.left() + 20, rect.bottom() + 8)
    assert LIGHT.accent not in colours_in(picture(view), *plate)
    view.set_current("s")
    assert LIGHT.accent in colours_in(picture(view), *plate)


def test_a_region_left_out_is_greyed_and_hatched_and_an_ignored_one_is_not(qtbot: QtBot) -> None:
    text = "The first line.\nA caption of a picture.\nThe last line."
    span = place(text, "A caption of a picture.")
    view = shown_view(qtbot, text, [Region(*span, "caption")])
    greyed = inside(view, span)
    assert LIGHT.text not in greyed
    view.set_regions([Region(*span, "caption", ignored=True)])
    assert LIGHT.text in inside(view, span)


def test_dark_follows_the_palette(qtbot: QtBot) -> None:
    view = shown_view(qtbot, marks=[mark("a", HARRAN)])
    view.setPalette(palette(DARK))
    QApplication.processEvents()
    assert set(row(view, HARRAN, 0)) == {line_colour(BLUE, DARK)}
    assert tint(BLUE, DARK, strength=0.75) in inside(view, HARRAN)


def test_search_hits_are_painted(qtbot: QtBot) -> None:
    view = shown_view(qtbot)
    view.search("Marenka")
    assert LIGHT.hit in inside(view, place(TEXT, "Marenka", 2))
    view.clear_search()
    assert LIGHT.hit not in inside(view, place(TEXT, "Marenka", 2))


@pytest.fixture(scope="module")
def views(qapp: QApplication) -> tuple[DocumentView, DocumentView]:
    made = DocumentView(), DocumentView()
    for view in made:
        view.resize(700, 360)
        view.set_document(TEXT, breaks(TEXT))
        view.show()
    QApplication.processEvents()
    return made


spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 60)).map(lambda p: (p[0], min(len(TEXT), p[0] + p[1])))
mark_lists = st.lists(
    st.builds(
        lambda id, span, coding, colour: mark(id, span, "coding" if coding else "suggestion", colour, f"Code {id}"),
        st.sampled_from("abcdefgh"),
        spans,
        st.booleans(),
        st.sampled_from((BLUE, RED, GREEN)),
    ),
    max_size=6,
    unique_by=lambda found: found.id,
)


def on_screen(view: DocumentView) -> QImage:
    """What lies on the screen after the repaints that were asked for, and no others."""
    QApplication.processEvents()
    window = view.window()
    return window.screen().grabWindow(window.winId()).toImage()


@given(mark_lists, mark_lists, st.sets(st.sampled_from("abcdefgh")), st.sampled_from([None, *"abcdefgh"]))
@settings(max_examples=25)
def test_changing_some_marks_shows_what_setting_all_shows(
    views: tuple[DocumentView, DocumentView],
    before: list[Mark],
    added: list[Mark],
    removed: set[str],
    current: str | None,
) -> None:
    changed, whole = views
    changed.set_marks(before)
    changed.set_current(current)
    QApplication.processEvents()  # all is painted: what follows must ask for whatever it changes
    changed.update_marks(sorted(removed), added)
    after = {m.id: m for m in before if m.id not in removed} | {m.id: m for m in added}
    whole.set_marks(after.values())
    whole.set_current(changed.current())
    assert {m.id: m for m in changed.marks()} == after
    assert changed.current() in {None, current}
    assert on_screen(changed) == on_screen(whole), "every line concerned was repainted"
    assert picture(changed) == picture(whole)
    assert changed.stripes.grab().toImage() == whole.stripes.grab().toImage()


def test_a_change_repaints_the_lines_of_marks_whose_lanes_it_moves(qtbot: QtBot) -> None:
    text = "one two three four five\nsix seven eight nine ten"
    first = mark("first", place(text, "two three"), colour=RED)
    across = mark("across", Span(text.index("three"), text.index(" eight")), colour=BLUE)
    last = mark("last", place(text, "seven eight"), colour=GREEN)
    view = shown_view(qtbot, text, marks=[first, across, last])
    view.update_marks(["first"], [])
    changed = on_screen(view)
    view.viewport().update()
    assert changed == on_screen(view)
    assert set(row(view, place(text, "six"), 0)) == {line_colour(BLUE, LIGHT)}


def test_a_mark_over_pages_has_brackets_and_a_stripe_and_no_ground(qtbot: QtBot) -> None:
    text = "word " * 800
    long = mark("long", (10, 3000), colour=RED, label="Chapter")
    view = shown_view(qtbot, text, marks=[long])
    rect = view.span_rects(10, 11)[0]
    assert line_colour(RED, LIGHT) in colours_in(
        picture(view), rect.left() - 3, rect.top(), rect.left() + 1, rect.bottom()
    )
    assert tint(RED, LIGHT, strength=0.75) not in inside(view, Span(100, 110))
    margin = view.stripes.grab().toImage()
    assert line_colour(RED, LIGHT) in colours_in(margin, 0, 0, margin.width(), margin.height())
    view.set_current("long")
    assert tint(RED, LIGHT) in inside(view, Span(100, 110))


def test_arrows_outlast_repaints_of_a_part_and_scrolling(qtbot: QtBot) -> None:
    text = "\n".join(f"line {number} of the minutes" for number in range(200))
    stance = mark("s", place(text, "line 9 "), links=(Link("holder", "x", *place(text, "line 4 ")),))
    view = shown_view(qtbot, text, marks=[stance])
    view.set_current("s")
    whole = on_screen(view)
    view.viewport().update(view.span_rects(*place(text, "line 7 "))[0])
    assert on_screen(view) == whole
    for value in (6, 3, 0):
        view.verticalScrollBar().setValue(value)
        scrolled = on_screen(view)
        view.viewport().update()
        assert scrolled == on_screen(view)
    assert whole == on_screen(view)


def test_the_margins_follow_when_the_text_is_scrolled(qtbot: QtBot) -> None:
    text = "\n".join(f"line {number} of the minutes" for number in range(300))
    deep = [mark(str(i), place(text, "line 60 of"), label=f"Code {i}") for i in range(6)]
    view = shown_view(qtbot, text, marks=deep)
    for value in (3, 45, 48, 59, 75, 100, 55):
        view.verticalScrollBar().setValue(value)
        scrolled = on_screen(view)
        for part in (view.viewport(), view.gutter, view.stripes):
            part.update()
        assert scrolled == on_screen(view), value
