"""An end of the current mark is dragged by the mouse: where it can be taken hold of, and where it goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.records import Span
from tests.desktop.text.samples import RED, TEXT, breaks, colours_in, mark, nasty_texts, picture, place, shown_view
from ui.desktop.text.boundaries import drag_end, drag_start
from ui.desktop.text.edges import Grip, grips
from ui.desktop.text.view import DocumentView
from ui.desktop.theme import LIGHT

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def grip(view: DocumentView, edge: str) -> Grip:
    return next(found for found in grips(view.scene().current, view.text()) if found.edge == edge)


def at(found: Grip) -> QPoint:
    return QPoint(round(found.x), round((found.top + found.bottom) / 2))


def drag(view: DocumentView, begin: QPoint, finish: QPoint) -> None:
    QTest.mousePress(view.viewport(), LEFT, NO_KEYS, begin)
    QTest.mouseMove(view.viewport(), (begin + finish) / 2)
    QTest.mouseMove(view.viewport(), finish)
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, finish)


def letter(view: DocumentView, span: Span, nth: int = 0) -> QPoint:
    return view.span_rects(span.start + nth, span.start + nth + 1)[0].center()


@pytest.mark.parametrize(
    ("edge", "to", "result"),
    [
        ("end", place(TEXT, "Monday"), "Harran met 😀 on Monday"),
        ("start", place(TEXT, "ferry"), "ferry council of Harran"),
        ("start", place(TEXT, "met"), "Harran"),
        ("end", place(TEXT, "The"), "Harran"),
    ],
)
def test_the_end_goes_to_the_nearest_word(qtbot: QtBot, edge: str, to: Span, result: str) -> None:
    view = shown_view(qtbot, marks=[mark("a", place(TEXT, "Harran"), colour=RED)])
    view.set_current("a")
    view.select_span(0, 0)
    dragged: list[tuple[str, int, int]] = []
    view.edge_dragged.connect(lambda *what: dragged.append(what))
    finish = letter(view, to, to.length - 1 if edge == "end" else 0)
    drag(view, at(grip(view, edge)), finish)
    assert [TEXT[start:end] for _, start, end in dragged] == ([result] if result != "Harran" else [])
    assert view.selected_span() is None, "the selection showed it only while the button was down"
    assert view.caret() == 0


def test_while_it_is_dragged_the_selection_shows_where_it_would_end(qtbot: QtBot) -> None:
    view = shown_view(qtbot, TEXT, breaks(TEXT), marks=[mark("a", place(TEXT, "accused"))])
    view.set_current("a")
    QTest.mousePress(view.viewport(), LEFT, NO_KEYS, at(grip(view, "end")))
    QTest.mouseMove(view.viewport(), letter(view, place(TEXT, "cil of", 2)))
    span = view.selected_span()
    assert span is not None
    assert TEXT[span.start : span.end] == "accused the coun-\ncil", "a word broken over two lines is one word"
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, letter(view, place(TEXT, "cil of", 2)))


def test_a_click_on_an_end_is_a_click_on_the_mark(qtbot: QtBot) -> None:
    view = shown_view(qtbot, marks=[mark("a", place(TEXT, "Harran"))])
    view.set_current("a")
    found = grip(view, "start")
    with qtbot.waitSignal(view.mark_clicked) as signal, qtbot.assertNotEmitted(view.edge_dragged):
        QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, at(found) + QPoint(1, 0))
    assert signal.args == ["a", NO_KEYS]


def hover(view: DocumentView, point: QPoint) -> None:
    """Move the mouse to a point of the text, whatever other window may lie over it (QTest asks which one does)."""
    viewport = view.viewport()
    where = (QPointF(point), QPointF(viewport.mapToGlobal(point)))
    nothing = Qt.MouseButton.NoButton
    QApplication.sendEvent(viewport, QMouseEvent(QEvent.Type.MouseMove, *where, nothing, nothing, NO_KEYS))


def test_ends_are_shown_for_the_current_mark_only(qtbot: QtBot) -> None:
    view = shown_view(qtbot, marks=[mark("a", place(TEXT, "Harran"))])
    assert grips(view.scene().current, view.text()) == []
    view.set_current("a")
    for edge in ("start", "end"):
        found = grip(view, edge)
        box = (round(found.x) - 2, round(found.top), round(found.x) + 2, round(found.bottom))
        assert LIGHT.accent in colours_in(picture(view), *box)
        hover(view, at(found))
        assert view.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    hover(view, letter(view, place(TEXT, "Monday")))
    assert view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


def test_what_runs_from_right_to_left_begins_at_the_right(qtbot: QtBot) -> None:
    text = "שלום רב לכם"
    view = shown_view(qtbot, text, marks=[mark("a", place(text, "רב"))])
    view.set_current("a")
    assert grip(view, "start").x > grip(view, "end").x


@given(nasty_texts(), st.data())
def test_whatever_the_text_a_part_of_the_span_stays(text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text))
    start, end = sorted((data.draw(places), data.draw(places)))
    offset = data.draw(places)
    one, other = drag_start(text, Span(start, end), offset), drag_end(text, Span(start, end), offset)
    assert one.end == end
    assert other.start == start
    assert 0 <= one.start <= end
    assert start <= other.end <= len(text)
