"""The menu Edit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desktop.scenarios.stage import Stage, opens
from tests.desktop.scene import spans


def undo(s: Stage) -> None:
    s.new_coding()
    s.do()
    assert spans(s.window) == []


def redo(s: Stage) -> None:
    s.new_coding()
    s.undo()
    s.do()
    assert len(spans(s.window)) == 1
    s.undo()


def find(s: Stage) -> None:
    s.do()
    assert s.window.search.hasFocus()
    QTest.keyClicks(s.window.search, "Harvesters")
    assert "1 / 3" in s.window.tool_bar.hits.text()
    QTest.keyClick(s.window.search, Qt.Key.Key_Return)
    assert "2 / 3" in s.window.tool_bar.hits.text()
    s.window.search.clear()
    s.view.setFocus()


def search_project(s: Stage) -> None:
    s.do()
    line = s.window.searching.line
    assert line.hasFocus()
    QTest.keyClicks(line, "nobody")
    QTest.keyClick(line, Qt.Key.Key_Return)
    s.qtbot.waitUntil(lambda: s.window.searching.list.model().rowCount() > 0, timeout=30_000)
    box = s.window.searching.list.visualRect(s.window.searching.list.model().index(0, 0))
    QTest.mouseClick(
        s.window.searching.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, box.center()
    )
    assert s.bench.open is not None
    assert s.bench.open.document.name == "b.txt"
    assert s.view.selected_span() == (0, 6)
    line.clear()
    s.window.search_dock.hide()
    s.window.show_document("a.txt")
    s.view.setFocus()


SCENARIOS: dict[str, Callable[[Stage], None]] = {
    "undo": undo,
    "redo": redo,
    "find": find,
    "searchProject": search_project,
    "editCodebook": opens("codebookWindow"),
    "retrieve": opens("retrievalWindow"),
    "learnNames": opens("learningWindow"),
}
