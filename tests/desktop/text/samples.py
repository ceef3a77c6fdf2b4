"""Texts and marks for the tests of the text view, and a view that shows them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.records import Region, Span
from ui.desktop.text.marks import Link, Mark, MarkKind
from ui.desktop.text.view import DocumentView
from ui.desktop.theme import LIGHT, palette

BLUE, RED, GREEN = "#3b6fb6", "#c0392b", "#2e8b57"

TEXT = (
    "The ferry council of Harran met \U0001f600 on Monday. Orsova accused the coun-\ncil of "
    "hiding the fire\nat Port Velik.\n\nNobody from Marenka came, and Marenka said nothing."
)

NASTY = "ab \n\n\t\u2028\u2029\u0085\x0b\x0c\x1c\x1d\x1e\x1f\x01\u00a0\u00ad\u200d\u0301\u05d0\u05d1\u0627\u202e\ufdd0\ufdd1\ufffc\ufeff\U0001f600\U0001f468"
"""What Qt splits, swallows, replaces or counts twice, and plain letters between."""


def nasty_texts(*, longest: int = 40) -> st.SearchStrategy[str]:
    return st.text(alphabet=st.sampled_from(NASTY), max_size=longest)


def mark(
    id: str,
    span: Span | tuple[int, int],
    kind: MarkKind = "coding",
    colour: str = BLUE,
    label: str = "Harran",
    *,
    links: tuple[Link, ...] = (),
    faint: bool = False,
) -> Mark:
    return Mark(id, span[0], span[1], kind, colour, label, "actor", "", links, faint)


def place(text: str, words: str, nth: int = 1) -> Span:
    """Where some words stand for the nth time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def breaks(text: str) -> list[Region]:
    """The sample's soft break and hyphen."""
    hyphen, soft = text.index("-\n"), text.index("fire\nat") + 4
    return [Region(hyphen, hyphen + 2, "hyphen"), Region(soft, soft + 1, "soft-break")]


def shown_view(
    qtbot: QtBot,
    text: str = TEXT,
    regions: Sequence[Region] = (),
    marks: Sequence[Mark] = (),
    *,
    size: tuple[int, int] = (900, 500),
) -> DocumentView:
    view = DocumentView()
    qtbot.addWidget(view)
    view.setPalette(palette(LIGHT))
    view.resize(*size)
    view.set_document(text, regions, marks=marks)
    view.show()
    QApplication.processEvents()
    return view


def middle(view: DocumentView, span: Span | tuple[int, int]) -> QPoint:
    """A point of the viewport in the middle of the first piece of a span."""
    rects = view.span_rects(*span)
    assert rects, f"{span} is out of sight"
    return rects[0].center()


def click(view: DocumentView, point: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, point)


def picture(view: DocumentView) -> QImage:
    return view.viewport().grab().toImage()


def colours_in(image: QImage, left: int, top: int, right: int, bottom: int) -> set[str]:
    """The colours of a rectangle of an image."""
    return {image.pixelColor(x, y).name() for x in range(left, right) for y in range(top, bottom)}
