"""Scrolling, searching, zoom and the other ways a text can be shown: places in it stay what they were."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.errors import DocumentError
from annotator.records import Span
from tests.desktop.text.samples import TEXT, breaks, mark, place, shown_view
from ui.desktop.text.look import MAX_ZOOM, MIN_ZOOM
from ui.desktop.text.view import DocumentView

PARAGRAPH = "The valley council \U0001f600 met again and again without a word of what it had heard from the ferry. "
LONG = "\n".join(f"{number}. " + PARAGRAPH * (1 + number % 4) for number in range(400))
ONE = PARAGRAPH * 1000


def whole(view: DocumentView, span: Span) -> bool:
    """Whether a span is in sight from its first to its last letter."""
    return (
        bool(view.span_rects(*span)) and view.visible_span().start <= span.start < span.end <= view.visible_span().end
    )


@pytest.mark.parametrize("text", [LONG, ONE], ids=["paragraphs", "one paragraph"])
@pytest.mark.parametrize("part", [0.0, 0.3, 0.999, 0.6])
def test_reveal_brings_a_span_into_sight_with_room_around(qtbot: QtBot, text: str, part: float) -> None:
    view = shown_view(qtbot, text)
    start = int((len(text) - 10) * part)
    span = Span(start, start + 8)
    view.reveal(*span)
    rect = view.span_rects(*span)[0]
    assert rect.top() >= 0
    assert rect.bottom() <= view.viewport().height()
    if 0.1 < part < 0.9:
        assert rect.top() > view.fontMetrics().height()
        assert rect.bottom() < view.viewport().height() - view.fontMetrics().height()


@pytest.mark.parametrize("text", [LONG, ONE], ids=["paragraphs", "one paragraph"])
def test_places_that_are_remembered_are_those_that_qt_has_now(qtbot: QtBot, text: str) -> None:
    view = shown_view(qtbot, text)
    view.setFocus()
    bar, sideways = view.verticalScrollBar(), view.horizontalScrollBar()
    for move in (
        lambda: bar.setValue(7), lambda: bar.setValue(29), view.look_ahead, lambda: bar.setValue(bar.value() + 20),
        lambda: bar.setValue(3), lambda: QTest.keyClick(view, Qt.Key.Key_PageDown), lambda: view.reveal(9_000, 9_020),
        lambda: view.resize(view.width() - 90, view.height()), lambda: view.resize(view.width(), view.height() + 60),
        lambda: view.set_zoom(130), lambda: view.set_column(40), lambda: view.set_word_wrap(False),
        lambda: sideways.setValue(200), lambda: bar.setValue(5), lambda: view.set_word_wrap(True), view.hide,
        lambda: bar.setValue(40), view.show, lambda: bar.setValue(bar.maximum()), lambda: view.set_document(text[50:]),
    ):  # fmt: skip
        view.span_rects(0, len(text))
        move()
        remembered = (view.visible_span(), view.span_rects(0, len(text)))
        view.layout_of_text().update.emit()  # all is asked anew
        assert remembered == (view.visible_span(), view.span_rects(0, len(text)))
        QApplication.processEvents()


def test_reveal_does_not_move_what_is_in_sight(qtbot: QtBot) -> None:
    view = shown_view(qtbot, LONG)
    view.reveal(20_000, 20_010)
    before = view.verticalScrollBar().value()
    seen = view.visible_span()
    middle = (seen.start + seen.end) // 2
    view.reveal(middle, middle + 5)
    assert view.verticalScrollBar().value() == before


def test_a_span_longer_than_the_window_is_shown_from_its_beginning(qtbot: QtBot) -> None:
    view = shown_view(qtbot, LONG)
    view.reveal(30_000, 60_000)
    assert view.visible_span().start <= 30_000 < view.visible_span().end


def test_reveal_goes_sideways_where_lines_are_not_broken(qtbot: QtBot) -> None:
    view = shown_view(qtbot, PARAGRAPH * 20)
    view.set_word_wrap(False)
    view.reveal(1500, 1510)
    rect = view.span_rects(1500, 1510)[0]
    assert 0 <= rect.left() < view.viewport().width()
    view.reveal(0, 3)
    assert view.span_rects(0, 3)[0].left() >= 0


def test_reveal_moves_what_is_in_sight_but_at_the_edge(qtbot: QtBot) -> None:
    view = shown_view(qtbot, LONG)
    view.reveal(20_000, 20_010)
    last = view.visible_span().end - 2
    before = view.span_rects(last, last + 1)[0].bottom()
    view.reveal(last, last + 1)
    assert view.span_rects(last, last + 1)[0].bottom() < before - view.viewport().height() / 3
    first = view.visible_span().start + 2
    view.reveal(first, first + 1)
    assert view.span_rects(first, first + 1)[0].top() > view.viewport().height() / 5


def test_a_span_over_lines_ends_at_the_last_letter_of_each(qtbot: QtBot) -> None:
    view = shown_view(qtbot, PARAGRAPH * 5)
    first = view.span_rects(0, 400)[0]
    letters = [view.span_rects(at, at + 1)[0] for at in range(400) if PARAGRAPH[at % len(PARAGRAPH)] != " "]
    assert abs(first.right() - max(letter.right() for letter in letters if letter.top() == first.top())) <= 1
    assert all(piece.right() < view.viewport().width() for piece in view.span_rects(0, 400))


@pytest.mark.parametrize("percent", [200, 60])
@pytest.mark.parametrize("text", [LONG, ONE], ids=["paragraphs", "one paragraph"])
def test_zoom_keeps_the_place(qtbot: QtBot, text: str, percent: int) -> None:
    view = shown_view(qtbot, text)
    view.reveal(20_000, 20_010)
    top = view.visible_span().start
    with qtbot.waitSignal(view.zoom_changed) as signal:
        view.set_zoom(percent)
    assert signal.args == [percent]
    assert abs(view.visible_span().start - top) < 2 * len(PARAGRAPH)


def test_zoom_has_bounds_and_steps(qtbot: QtBot) -> None:
    view = shown_view(qtbot)
    size = view.font().pointSizeF()
    view.zoom_in()
    assert view.zoom() == 110
    assert view.font().pointSizeF() == pytest.approx(size * 1.1)
    view.zoom_out()
    view.set_zoom(10_000)
    assert view.zoom() == MAX_ZOOM
    view.set_zoom(1)
    assert view.zoom() == MIN_ZOOM


def test_twice_the_size_makes_twice_the_letters_and_the_room_between(qtbot: QtBot) -> None:
    view = shown_view(qtbot)
    one, gap = view.span_rects(0, 3)[0], view.layout_of_text().gap
    view.set_zoom(200)
    two = view.span_rects(0, 3)[0]
    assert two.width() == pytest.approx(2 * one.width(), rel=0.1)
    assert view.layout_of_text().gap == pytest.approx(2 * gap, rel=0.15)


def test_a_font_can_be_chosen(qtbot: QtBot) -> None:
    view = shown_view(qtbot)
    view.set_text_font("Monospace", 14)
    assert view.font().pointSizeF() == 14
    assert view.text_font() == ("Monospace", 14)


def test_turning_reflow_off_keeps_place_selection_marks_and_hits(qtbot: QtBot) -> None:
    span = place(TEXT, "Marenka", 2)
    view = shown_view(qtbot, TEXT, breaks(TEXT), [mark("a", span)])
    view.set_current("a")
    view.select_span(*span)
    assert view.search("council") == 2
    view.set_reflow(False)
    assert view.selected_span() == span
    assert view.current() == "a"
    assert view.blockCount() == TEXT.count("\n") + 1
    hits: list[tuple[int, int]] = []
    view.search_changed.connect(lambda at, of: hits.append((at, of)))
    view.search_next()
    assert hits == [(1, 1)], "a word that is broken is found only where it is shown whole"
    view.set_reflow(True)
    assert view.selected_span() == span
    assert view.blockCount() == TEXT.count("\n") - 1


def test_long_text_stays_in_place_when_shown_as_stored(qtbot: QtBot) -> None:
    view = shown_view(qtbot, LONG)
    view.reveal(20_000, 20_010)
    top = view.visible_span().start
    view.set_reflow(False)
    assert abs(view.visible_span().start - top) < 2 * len(PARAGRAPH)


def test_search_goes_from_the_caret_and_round(qtbot: QtBot) -> None:
    view = shown_view(qtbot, LONG)
    view.select_span(20_000, 20_000)
    told: list[tuple[int, int]] = []
    view.search_changed.connect(lambda at, of: told.append((at, of)))
    count = view.search("VALLEY council")
    hit = view.current_hit()
    assert count == LONG.count("valley council")
    assert hit is not None
    assert hit.start >= 20_000
    assert LONG[slice(*hit)] == "valley council"
    assert whole(view, hit)
    view.search_previous()
    view.search_next()
    view.search_next()
    assert [at for at, _ in told] == [told[0][0], told[0][0] - 1, told[0][0], told[0][0] + 1]
    assert view.search("VALLEY", case=True) == 0
    assert told[-1] == (0, 0)
    assert view.current_hit() is None


def test_paragraphs_or_lines_are_numbered(qtbot: QtBot) -> None:
    view = shown_view(qtbot, TEXT, breaks(TEXT))
    height = view.viewport().height()
    assert [number for number, _ in view.numbered_lines(0, height)] == [1, 2]
    view.set_numbers("lines")
    assert [number for number, _ in view.numbered_lines(0, height)] == [1, 4, 5]
    assert view.gutter.isVisible()
    view.set_numbers("none")
    assert not view.gutter.isVisible()


def test_the_column_is_no_wider_than_asked(qtbot: QtBot) -> None:
    view = shown_view(qtbot, LONG, size=(1600, 500))
    view.set_column(60)
    narrow = view.viewport().width()
    assert narrow < 60 * view.fontMetrics().averageCharWidth() * 1.3
    view.set_column(None)
    assert view.viewport().width() > 2 * narrow
    view.set_stripes(False)
    assert not view.stripes.isVisible()


def test_the_margins_follow_the_window(qtbot: QtBot) -> None:
    view = shown_view(qtbot, LONG)
    view.resize(QSize(700, 300))
    QApplication.processEvents()
    assert view.gutter.geometry().right() < view.viewport().geometry().left()
    assert view.stripes.geometry().left() > view.viewport().geometry().right()
    assert view.stripes.geometry().right() <= view.width()
    assert view.gutter.height() == view.viewport().height()


def test_a_direction_can_be_forced(qtbot: QtBot) -> None:
    view = shown_view(qtbot, "plain words.")
    left = view.span_rects(0, 5)[0].left()
    view.set_direction(Qt.LayoutDirection.RightToLeft)
    assert view.span_rects(0, 5)[0].left() > left


def test_a_new_document_starts_at_its_beginning_without_marks(qtbot: QtBot) -> None:
    view = shown_view(qtbot, LONG, marks=[mark("a", (20_000, 20_010))])
    view.set_current("a")
    view.reveal(20_000, 20_010)
    view.search("council")
    view.set_document("short")
    assert view.visible_span() == Span(0, 5)
    assert (view.marks(), view.current(), view.current_hit(), view.selected_span()) == ([], None, None, None)


def test_an_empty_document_is_no_trouble(qtbot: QtBot) -> None:
    view = shown_view(qtbot, "")
    assert view.visible_span() == Span(0, 0)
    assert view.search("x") == 0
    view.reveal(0, 0)
    view.select_span(0, 0)
    assert view.caret() == 0
    assert view.marks_at(view.viewport().rect().center()) == []


def test_a_text_that_cannot_be_stored_leaves_the_view_as_it_was(qtbot: QtBot) -> None:
    view = shown_view(qtbot, TEXT, marks=[mark("a", (0, 5))])
    with pytest.raises(DocumentError):
        view.set_document("a\ud83db")
    assert [m.id for m in view.marks()] == ["a"]
    assert view.visible_span() == Span(0, len(TEXT))


def test_marks_are_known_by_id_and_place(qtbot: QtBot) -> None:
    one, other = mark("a", (0, 5)), mark("b", (3, 9), "suggestion")
    view = shown_view(qtbot, TEXT, marks=[one, other])
    assert view.mark("b") == other
    assert view.marks_between(0, 3) == [one]
    view.set_current("b")
    view.update_marks(["b"], [])
    assert view.current() is None
    view.set_current("no such mark")
    assert view.current() is None
    view.set_current("a")
    view.set_marks([other])
    assert view.current() is None


def test_keys_move_the_caret_through_a_paragraph_of_100_000_characters(qtbot: QtBot) -> None:
    view = shown_view(qtbot, ONE)
    view.setFocus()
    start = 50_000
    view.select_span(start, start)
    for _ in range(5):
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.caret() == start + 5
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.caret() > start + 40
    assert view.span_rects(view.caret(), view.caret() + 1)
