"""Clicks on marks, real events at the places where they are painted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from annotator.records import Span
from tests.desktop.text.samples import RED, TEXT, click, mark, middle, place, shown_view
from ui.desktop.text.view import DocumentView

OUTER = mark("outer", Span(TEXT.index("Orsova"), TEXT.index("hiding") + 6), colour=RED, label="Accusation")
INNER = mark("inner", place(TEXT, "Orsova"), "suggestion", label="Orsova")
PLAIN = mark("plain", place(TEXT, "Harran"))


def told(view: DocumentView) -> list[str]:
    ids: list[str] = []
    view.mark_clicked.connect(lambda id, keys: ids.append(id))
    return ids


def test_a_click_names_the_innermost_mark_and_the_keys_held(qtbot: QtBot) -> None:
    view = shown_view(qtbot, marks=[OUTER, INNER, PLAIN])
    control = Qt.KeyboardModifier.ControlModifier
    with qtbot.waitSignal(view.mark_clicked) as signal:
        click(view, middle(view, INNER.span), control)
    assert signal.args == ["inner", control]


def test_clicking_again_goes_through_the_marks_at_the_place(qtbot: QtBot) -> None:
    view = shown_view(qtbot, marks=[OUTER, INNER])
    ids = told(view)
    view.mark_clicked.connect(lambda id, keys: view.set_current(id))
    for _ in range(3):
        click(view, middle(view, INNER.span))
    assert ids == ["inner", "outer", "inner"]


def test_a_click_on_an_underline_names_its_mark(qtbot: QtBot) -> None:
    view = shown_view(qtbot, marks=[OUTER, INNER])
    ids = told(view)
    box = next(box for box in view.scene().boxes if box.mark.id == "outer")
    assert box.lane is not None
    inner = middle(view, INNER.span)
    click(view, QPoint(inner.x(), round(box.bottom + view.lane_room.top(box.lane) + 1)))
    assert ids == ["outer"]


def test_a_click_beside_marks_names_none(qtbot: QtBot) -> None:
    view = shown_view(qtbot, marks=[OUTER, INNER, PLAIN])
    ids = told(view)
    click(view, middle(view, place(TEXT, "Marenka")))
    click(view, QPoint(view.viewport().width() - 2, view.viewport().height() - 2))
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, middle(view, PLAIN.span)
    )
    assert ids == []
    assert view.mark_at(middle(view, place(TEXT, "Marenka"))) is None


def test_faint_marks_are_not_clicked(qtbot: QtBot) -> None:
    view = shown_view(qtbot, marks=[PLAIN._replace(faint=True)])
    ids = told(view)
    click(view, middle(view, PLAIN.span))
    assert ids == []


def test_a_double_click_activates(qtbot: QtBot) -> None:
    view = shown_view(qtbot, marks=[OUTER, INNER])
    point = middle(view, INNER.span)
    with qtbot.waitSignal(view.mark_activated) as signal:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    assert signal.args == ["inner"]
    view.set_current("outer")
    with qtbot.waitSignal(view.mark_activated) as signal:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    assert signal.args == ["outer"]


def test_marks_are_hit_in_text_that_runs_both_ways(qtbot: QtBot) -> None:
    text = "\u05de\u05de\u05e9\u05dc\u05ea (Harran Council) \u05d4\u05d6\u05d4\u05d9\u05e8\u05d4 \u05d0\u05ea \u05d0\u05d5\u05e8."
    latin, hebrew = mark("latin", place(text, "Harran")), mark("hebrew", place(text, "\u05d4\u05d6\u05d4"))
    view = shown_view(qtbot, text, marks=[latin, hebrew])
    for one in (latin, hebrew):
        hit = view.mark_at(middle(view, one.span))
        assert hit is not None
        assert hit.id == one.id
    first = view.span_rects(0, 3)[0]
    assert first.left() > view.viewport().width() * 0.7, "the paragraph begins at the right edge"
    assert view.span_rects(len(text) - 1, len(text))[0].right() < first.left()


def test_a_span_that_the_order_on_screen_parts_has_two_pieces(qtbot: QtBot) -> None:
    text = "abc \u05d0\u05d1\u05d2 def"
    view = shown_view(qtbot, text)
    one = view.span_rects(2, 5)
    assert len(one) == 2
    assert len(view.span_rects(0, 3)) == 1


def test_a_context_menu_is_asked_for_with_the_place(qtbot: QtBot) -> None:
    view = shown_view(qtbot, marks=[PLAIN])
    point = middle(view, PLAIN.span)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, view.viewport().mapToGlobal(point))
    with qtbot.waitSignal(view.context_requested) as signal:
        QApplication.sendEvent(view.viewport(), event)
    assert signal.args is not None
    assert PLAIN.start <= signal.args[1] <= PLAIN.end


def test_the_menu_key_asks_at_the_caret(qtbot: QtBot) -> None:
    view = shown_view(qtbot)
    view.select_span(12, 12)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    with qtbot.waitSignal(view.context_requested) as signal:
        QApplication.sendEvent(view.viewport(), event)
    assert signal.args is not None
    assert signal.args[1] == 12


def test_the_tool_tip_names_marks_as_plain_text(qtbot: QtBot) -> None:
    view = shown_view(qtbot, marks=[PLAIN._replace(label="<img src=x>", detail="role: actor")])
    point = middle(view, PLAIN.span)
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point)))
    assert "&lt;img src=x&gt;" in QToolTip.text()
    assert "role: actor" in QToolTip.text()
    QToolTip.hideText()


def test_the_wheel_with_control_zooms(qtbot: QtBot) -> None:
    view = shown_view(qtbot)
    point = QPoint(50, 50)
    event = QWheelEvent(
        point.toPointF(),
        view.mapToGlobal(point).toPointF(),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    with qtbot.waitSignal(view.zoom_changed) as signal:
        QApplication.sendEvent(view.viewport(), event)
    assert signal.args == [110]
