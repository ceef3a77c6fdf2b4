from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from annotator.errors import DocumentError
from annotator.records import Region, Span
from tests.desktop.text.samples import TEXT, breaks, nasty_texts
from ui.desktop.text.positions import Positions, shown

pytestmark = pytest.mark.usefixtures("qapp")


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(nasty_texts())
def test_qt_counts_what_it_is_shown_as_we_do(text: str) -> None:
    document = QTextDocument()
    document.setDocumentLayout(QPlainTextDocumentLayout(document))
    document.setPlainText(shown(text))
    assert document.characterCount() == units(text) + 1
    assert document.blockCount() == text.count("\n") + 1
    positions = Positions(text)
    for offset, character in enumerate(text):
        if character == "\n":
            assert document.findBlock(positions.to_qt(offset + 1)).position() == positions.to_qt(offset + 1)
        elif shown(character) == character:
            first, last = positions.span_to_qt(offset, offset + 1)
            assert document.characterAt(first) == character[0] or last - first == 2


@given(nasty_texts())
def test_places_go_to_the_widget_and_back(text: str) -> None:
    positions = Positions(text)
    places = [positions.to_qt(offset) for offset in range(len(text) + 1)]
    assert all(one < other for one, other in pairwise(places))
    assert places[-1] == positions.units == units(text)
    for start in range(len(text)):
        assert positions.to_stored(places[start], places[start + 1]) == Span(start, start + 1)


@given(nasty_texts(), st.data())
def test_a_place_inside_a_pair_or_outside_the_text_is_moved(text: str, data: st.DataObject) -> None:
    positions = Positions(text)
    start, end = sorted(data.draw(st.tuples(st.integers(-3, 90), st.integers(-3, 90))))
    span = positions.to_stored(start, end)
    assert 0 <= span.start <= span.end <= len(text)


def test_reflowed_text_hides_breaks_and_keeps_places() -> None:
    positions = Positions(TEXT, breaks(TEXT))
    assert "accused the council of hiding the fire at Port" in positions.flow.text
    start, end = TEXT.index("coun-\ncil"), TEXT.index("cil of hiding") + 3
    first, last = positions.span_to_qt(start, end)
    assert last - first == len("council")
    assert positions.to_stored(first, last) == Span(start, end)


def test_as_stored_nothing_is_hidden() -> None:
    assert Positions(TEXT, breaks(TEXT), flowing=False).flow.text == TEXT


def test_a_region_left_out_is_shown() -> None:
    text = "one\ntwo\nthree"
    assert Positions(text, [Region(4, 7, "caption")]).flow.text == text


def test_half_a_pair_is_refused() -> None:
    with pytest.raises(DocumentError):
        Positions("a\ud83db")
