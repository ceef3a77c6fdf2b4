"""Selecting, by the interface and by hand: always in code points of the stored text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.records import Region, RegionKind, Span
from tests.desktop.text.samples import TEXT, breaks, middle, nasty_texts, place, shown_view
from ui.desktop.text.positions import Positions
from ui.desktop.text.view import DocumentView


@pytest.fixture(scope="module")
def view(qapp: QApplication) -> DocumentView:
    """One view for many texts: what a text leaves behind must not harm the next."""
    view = DocumentView()
    view.resize(600, 300)
    view.show()
    return view


@given(nasty_texts(), st.data())
@settings(max_examples=60)
def test_what_is_selected_is_what_was_asked_for(view: DocumentView, text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    view.set_document(text)
    view.select_span(start, end)
    assert view.selected_span() == (Span(start, end) if start < end else None)
    assert view.caret() == end
    if start < end:
        data_copied = view.createMimeDataFromSelection()
        assert data_copied.text() == text[start:end].removeprefix("\ufeff") or data_copied.text() == text[start:end]


@given(nasty_texts(), st.data())
@settings(max_examples=60)
def test_selections_across_regions_come_back_as_shown(view: DocumentView, text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text))
    kinds: list[RegionKind] = data.draw(st.lists(st.sampled_from(("soft-break", "hyphen", "caption")), max_size=3))
    pairs = [sorted(data.draw(st.tuples(places, places))) for _ in kinds]
    regions = [Region(first, last, kind) for (first, last), kind in zip(pairs, kinds, strict=True)]
    start, end = sorted(data.draw(st.tuples(places, places)))
    view.set_document(text, regions)
    view.select_span(start, end)
    flow = Positions(text, regions).flow
    first, last = flow.to_flowed(start), flow.to_flowed(end)
    assert view.selected_span() == (flow.to_stored(first, last) if first < last else None)


def test_selecting_by_keys_counts_an_emoji_once(qtbot: QtBot) -> None:
    view = shown_view(qtbot)
    at = TEXT.index("\U0001f600")
    view.select_span(at, at)
    view.setFocus()
    with qtbot.waitSignal(view.selection_changed) as told:
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert told.args == [at, at + 1]
    assert view.selected_span() == Span(at, at + 1)


def test_dragging_over_words_after_an_emoji_selects_them(qtbot: QtBot) -> None:
    view = shown_view(qtbot, TEXT, breaks(TEXT))
    span = place(TEXT, "Monday")
    rect = view.span_rects(*span)[0]
    start, end = QPoint(rect.left() + 1, rect.center().y()), QPoint(rect.right() + 1, rect.center().y())
    clicked: list[str] = []
    view.mark_clicked.connect(lambda id, keys: clicked.append(id))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view.viewport(), QPoint((start.x() + end.x()) // 2, start.y()))
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    assert view.selected_span() == span
    assert clicked == []


def test_double_click_selects_the_word_across_a_hyphen(qtbot: QtBot) -> None:
    view = shown_view(qtbot, TEXT, breaks(TEXT))
    whole = Span(TEXT.index("coun-\n"), TEXT.index("cil of hiding") + 3)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(view, whole))
    assert view.selected_span() == whole


def test_a_point_under_the_letters_belongs_to_their_line(qtbot: QtBot) -> None:
    view = shown_view(qtbot, "\n".join(["one two three"] * 5))
    span = Span(4, 7)
    rect = view.span_rects(*span)[0]
    below = QPoint(rect.center().x(), rect.bottom() + int(view.layout_of_text().gap) - 3)
    assert span.start <= view.offset_at(below) <= span.end
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, below)
    assert span.start <= view.caret() <= span.end


def test_selection_changed_is_told_once_for_each_change(qtbot: QtBot) -> None:
    view = shown_view(qtbot)
    told: list[tuple[int, int]] = []
    view.selection_changed.connect(lambda start, end: told.append((start, end)))
    view.select_span(4, 9)
    view.select_span(4, 9)
    view.select_span(7, 7)
    assert told[-1] == (7, 7)
    assert told.count((4, 9)) == 1
    view.set_document("another")
    assert told[-1] == (0, 0)


def test_edges_move_by_words_as_shown(qtbot: QtBot) -> None:
    view = shown_view(qtbot, TEXT, breaks(TEXT))
    span = place(TEXT, "accused the")
    grown = view.moved_edge(span, "end", words=1)
    assert TEXT[grown.start : grown.end] == "accused the coun-\ncil"
    assert view.moved_edge(grown, "end", words=-1) == span
    assert TEXT[slice(*view.moved_edge(span, "start", words=-1))] == "Orsova accused the"
    word = view.word_at(TEXT.index("coun-\n") + 2)
    assert word is not None
    assert TEXT[word.start : word.end] == "coun-\ncil"


def test_the_text_cannot_be_changed_by_hand(qtbot: QtBot) -> None:
    view = shown_view(qtbot)
    before = view.document().toRawText()
    view.setFocus()
    for key in (Qt.Key.Key_A, Qt.Key.Key_Delete, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
    view.paste()
    assert view.document().toRawText() == before


def test_copied_words_are_the_shown_ones(qtbot: QtBot) -> None:
    view = shown_view(qtbot, TEXT, breaks(TEXT))
    view.select_span(TEXT.index("the coun-\n"), TEXT.index("cil of hiding") + 3)
    view.copy()
    assert QApplication.clipboard().text() == "the council"
