"""Boundaries by mouse in the real window: the same act as by key, one step of undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from tests.desktop.acting import act
from tests.desktop.scene import TEXT, codings, place, scene, spans
from ui.desktop.text.edges import grips
from ui.desktop.window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, codebook: Codebook) -> MainWindow:
    return scene(qtbot, tmp_path / "town.intercoder", codebook)


def drag_end_to(window: MainWindow, words: str) -> None:
    """The end of the current mark, with the mouse, to the end of some words."""
    view = window.view
    grip = next(found for found in grips(view.scene().current, view.text()) if found.edge == "end")
    begin = QPoint(round(grip.x), round((grip.top + grip.bottom) / 2))
    finish = view.span_rects(place(words)[1] - 1, place(words)[1])[0].center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
    QTest.mouseMove(view.viewport(), finish)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, finish)


def test_a_coding_grows_and_one_undo_takes_it_back(window: MainWindow) -> None:
    window.select_span(*place("mayor"))
    assert window.apply_code("group", "council", {})
    before = spans(window)
    drag_end_to(window, "warned")
    assert [TEXT[c.start : c.end] for c in codings(window)] == ["mayor warned"]
    assert window.bench.current == codings(window)[0]
    act(window, "undo")
    assert spans(window) == before
    act(window, "redo")
    drag_end_to(window, "mayor")
    assert [TEXT[c.start : c.end] for c in codings(window)] == ["mayor"]


def test_a_suggestion_is_accepted_as_it_was_dragged(window: MainWindow) -> None:
    window.bench.set_current("s1")
    drag_end_to(window, "Harvesters met")
    assert spans(window) == []
    act(window, "acceptSuggestion")
    assert [(TEXT[c.start : c.end], c.origin) for c in codings(window)] == [("Harvesters met", "edited")]
