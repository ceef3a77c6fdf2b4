"""A translation works by lying in its folder: a small real one, compiled here, and what the start costs with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from tests.desktop.scene import scene
from tests.desktop.translations import compiled
from ui.desktop import language
from ui.desktop.language import speak
from ui.desktop.status_line import StatusLine
from ui.desktop.words import counted

GERMAN = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context><name>Actions</name>
<message><source>&amp;Document</source><translation>&amp;Dokument</translation></message>
<message><source>Undo</source><translation>Rückgängig</translation></message>
</context>
<context><name>StatusLine</name>
<message numerus="yes"><source>%Ln suggestions left</source><translation>
<numerusform>noch %Ln Vorschlag</numerusform><numerusform>noch %Ln Vorschläge</numerusform>
</translation></message>
</context>
</TS>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Translations into English and German."""
    return compiled(tmp_path, GERMAN)


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """An application that speaks nothing yet; afterwards it speaks English again."""
    speak(qapp)
    language.hush(qapp)
    yield qapp
    language.hush(qapp)
    speak(qapp)


def test_menus_speak_the_systems_language(
    app: QApplication, folder: Path, tmp_path: Path, codebook: Codebook, qtbot: QtBot
) -> None:
    assert speak(app, folder=folder, system=QLocale("de_DE")).name() == "de_DE"
    window = scene(qtbot, tmp_path / "town.intercoder", codebook)
    titles = [action.text() for action in window.menuBar().actions()]
    assert "&Dokument" in titles
    assert "&Edit" in titles  # not translated: in English
    assert window.actions_by_name["undo"].text() == "Rückgängig"
    status = window.statusBar()
    assert isinstance(status, StatusLine)
    assert status.left.text() == "noch 5 Vorschläge"
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(buttons)
    assert buttons.buttons()[0].text().replace("&", "") == "Abbrechen"  # Qt's own translation
    assert counted("MainWindow", "Added %Ln documents.", 1) == "Added 1 document."


@pytest.mark.parametrize(
    ("system", "spoken", "number"),
    [
        ("en_GB", "en_GB", "1,234"),
        ("fr_FR", "en_US", "1,234"),
        ("de_AT", "de_AT", "1\u202f234"),
        ("C", "en_US", "1,234"),
    ],
)
def test_what_is_spoken(app: QApplication, folder: Path, system: str, spoken: str, number: str) -> None:
    found = speak(app, folder=folder, system=QLocale(system))
    assert found.name() == spoken
    assert found.toString(1234).replace("\xa0", "\u202f") == number


def test_a_translation_costs_the_start_nothing_to_speak_of(app: QApplication, folder: Path) -> None:
    seconds = []
    for _ in range(5):
        language.hush(app)
        begun = perf_counter()
        speak(app, folder=folder, system=QLocale("de_DE"))
        seconds.append(perf_counter() - begun)
    assert min(seconds) < 0.01
