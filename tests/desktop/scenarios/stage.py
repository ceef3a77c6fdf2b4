"""What scenarios share: the window with the act under test, and what opens a window or asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.scene import place
from ui.desktop import ask
from ui.desktop.window import MainWindow

Do = Callable[[], None]


class Stage:
    """A window, and the act under test as a call."""

    def __init__(self, window: MainWindow, qtbot: QtBot, monkeypatch: Any, folder: Path, do: Do) -> None:
        self.window, self.qtbot, self.patch, self.folder, self.do = window, qtbot, monkeypatch, folder, do
        self.bench, self.view = window.bench, window.view

    def go_to(self, id_: str) -> None:
        self.bench.set_current(None)
        self.bench.set_current(id_)

    def new_coding(self, code: str = "harvesters", facet: str = "group", **attributes: str) -> str:
        """A coding made by hand, current, by its uuid."""
        self.window.select_span(*place("mayor"))
        assert self.window.apply_code(facet, code, attributes)
        current = self.bench.current
        assert current is not None
        return current.uuid  # type: ignore[union-attr]

    def told(self) -> str:
        return self.window.statusBar().currentMessage()

    def undo(self, times: int = 1) -> None:
        for _ in range(times):
            assert self.bench.undo()

    def type_into_palette(self, words: str) -> None:
        box = self.window.palette_box
        assert box.isVisible()
        QTest.keyClicks(box.line, words)
        QTest.keyClick(box.line, Qt.Key.Key_Return)
        assert not box.isVisible()

    def shut(self, name: str) -> None:
        """Close the window of this name, which must have opened."""
        found = [w for w in QApplication.topLevelWidgets() if w.objectName() == name and w.isVisible()]
        assert found, name
        for one in found:
            assert one.close()
        QApplication.processEvents()


def opens(name: str, *, coding: bool = False) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        if coding:
            s.new_coding()
        s.do()
        s.shut(name)
        if coding:
            s.undo()

    return play


def asks(function: str, answer: Any, look: Callable[[Stage], None] = lambda s: None) -> Callable[[Stage], None]:
    """The act asks by a function of ask.py; `look` sees what came of the answer."""

    def play(s: Stage) -> None:
        asked: list[object] = []

        def reply(*args: object, **kwargs: object) -> Any:
            asked.append(args)
            return answer(s) if callable(answer) else answer

        s.patch.setattr(ask, function, reply)
        s.do()
        assert asked
        look(s)

    return play
