"""Each act of the window, by its key and with the mouse in its menu: see scenarios/ for what must come of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from tests.desktop.acting import action, press
from tests.desktop.scenarios import SCENARIOS, Stage
from tests.desktop.scene import scene
from ui.desktop.act_specs import SPECS, ActionSpec
from ui.desktop.window import MainWindow

ONCE = ("quit",)


@pytest.fixture
def window(tmp_path: Path, codebook: Codebook, qtbot: QtBot) -> Iterator[MainWindow]:
    made = scene(qtbot, tmp_path / "town.intercoder", codebook)
    yield made
    if made.theme is not None:
        made.theme.set_mode("system")
        made.theme.set_text_percent(100)


def click_in_menu(window: MainWindow, spec: ActionSpec) -> None:
    """Open the menu that the act stands in and click its line."""
    wanted = action(window, spec.name)
    menu = next(m for m in window.menuBar().findChildren(QMenu) if wanted in m.actions())
    menu.popup(window.mapToGlobal(QPoint(10, 10)))
    QApplication.processEvents()
    line = menu.actionGeometry(wanted)
    assert line.isValid(), "hidden in its menu"
    assert wanted.isEnabled(), "greyed in its menu"
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, line.center())
    assert not menu.isVisible()


def test_every_act_has_a_scenario() -> None:
    assert set(SCENARIOS) == {spec.name for spec in SPECS}


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_by_key_and_by_mouse(
    spec: ActionSpec, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stage(way: str) -> Stage:
        def by_key() -> None:
            press(window.view, spec.keys[0])

        def by_mouse() -> None:
            click_in_menu(window, spec)

        return Stage(window, qtbot, monkeypatch, tmp_path, by_key if way == "key" else by_mouse)

    SCENARIOS[spec.name](stage("key"))
    if spec.name not in ONCE:
        window.view.setFocus()
        SCENARIOS[spec.name](stage("mouse"))


@pytest.mark.parametrize("spec", [s for s in SPECS if len(s.keys) > 1], ids=lambda spec: spec.name)
def test_other_keys_do_the_same(spec: ActionSpec, window: MainWindow, qtbot: QtBot) -> None:
    made = action(window, spec.name)
    window.bench.set_current("s2")
    window.view.setFocus()
    for key in spec.keys[1:]:
        with qtbot.waitSignal(made.triggered, timeout=30_000):
            press(window.view, key)
        if spec.name == "find":
            window.view.setFocus()
