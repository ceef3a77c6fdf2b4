"""What lower layers say reaches the window in the screen's language: errors, imports, agreement, work in processes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from annotator.plurals import plural
from annotator.wording import language as spoken_language
from annotator.wording import say
from tests.desktop.pseudo import Brackets
from tests.desktop.scene import scene
from tests.desktop.test_importing import asked, csv
from tests.desktop.translations import compiled
from tests.desktop.windows import opened
from tests.saying import said_in_threads
from ui.desktop import ask, language
from ui.desktop.agreement_window import AgreementWindow
from ui.desktop.background import Background
from ui.desktop.codebook_window import show_codebook
from ui.desktop.language import speak
from ui.desktop.projects import open_path
from ui.desktop.window import MainWindow
from ui.workflows.agree import agree_at

GERMAN = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context><name>Messages</name>
<message><source>There is no project at {path}: check the name, or make one with `new`.</source>
<translation>Unter {path} liegt kein Projekt.</translation></message>
<message><source>There is no coder {unknown} here: name some of {seen}.</source>
<translation>{unbekannt} gibt es hier nicht.</translation></message>
<message numerus="yes"><source>{number:,} documents</source><translation>
<numerusform>{number:,} Dokument</numerusform><numerusform>{number:,} Dokumente</numerusform></translation></message>
</context>
</TS>
"""


@pytest.fixture
def window(tmp_path: Path, codebook: Codebook, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """In a language in which all that is translated stands in brackets."""
    speak(qapp)
    brackets = Brackets()
    assert qapp.installTranslator(brackets)
    yield scene(qtbot, tmp_path / "town.intercoder", codebook)
    qapp.removeTranslator(brackets)


@pytest.fixture
def german(tmp_path: Path, qapp: QApplication) -> Iterator[QApplication]:
    folder = compiled(tmp_path, GERMAN)
    language.hush(qapp)
    speak(qapp, folder=folder, system=QLocale("de_DE"))
    yield qapp
    language.hush(qapp)
    speak(qapp)


def test_a_project_that_is_missing(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(ask, "warn", lambda words, *_: told.append(words))
    window.settings.set("coder", "Amira")
    assert open_path(window, tmp_path / "gone.intercoder") is None
    assert told == [f"⟦There is no project at {tmp_path / 'gone.intercoder'}: check the name, or make one with `new`.⟧"]


def test_an_act_that_is_refused(window: MainWindow) -> None:
    window.select_span(0, 3)
    assert not window.apply_code("group", "nobody", {})
    assert window.messages.label.text() == "⟦Facet group has no code 'nobody': add it to the codebook first.⟧"


def test_a_codebook_that_breaks_the_rules(window: MainWindow) -> None:
    editor = show_codebook(window)
    editor.choose("group", "council")
    editor.form.key.setText("1")
    assert not editor.save()
    assert window.messages.label.text().endswith(
        "⟦key ⟦“1” is used twice (already of “harvesters”); each ⟦code of facet “group”⟧ needs its own shortcut.⟧⟧⟧"
    )


def test_a_file_that_can_not_be_imported(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = asked(window, qtbot, monkeypatch, csv(tmp_path / "bad.csv", code="nobody"))
    qtbot.waitUntil(lambda: "bad.csv" in dialog.counts.text(), timeout=30_000)
    assert (
        "⟦⟦bad.csv, line 2⟧: ⟦Facet group has no code 'nobody': add it to the codebook first.⟧⟧" in dialog.counts.text()
    )
    dialog.close()


def test_the_report_is_in_the_language_of_the_window(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = opened("agreement", window, qtbot)
    assert isinstance(made, AgreementWindow)
    assert made.results is not None
    assert all(warning.startswith("⟦") for warning in made.results.warnings)
    monkeypatch.setattr(ask, "ask_save", lambda *_: tmp_path / "report.html")
    made.save.click()
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<h2>⟦The answer⟧</h2>" in page
    assert "⟦⟦{number:,} coders⟧ coded" not in page
    assert "⟦⟦2 coders⟧ (⟦Amira and Ben⟧)⟧ coded ⟦2 documents⟧" in page


def test_english_again_when_it_is_taken_out(german: QApplication, tmp_path: Path) -> None:
    assert say("There is no project at {path}: check the name, or make one with `new`.", path="{a}") == (
        "Unter {a} liegt kein Projekt."
    )
    assert [plural(n, "document") for n in (1, 1200)] == ["1 Dokument", "1.200 Dokumente"]
    assert spoken_language() == "de"
    language.hush(german)
    assert [plural(n, "document") for n in (1, 1200)] == ["1 document", "1,200 documents"]
    assert spoken_language() == "en"


def test_a_translation_with_another_field_is_not_used(german: QApplication) -> None:
    words = say("There is no coder {unknown} here: name some of {seen}.", unknown="Ben", seen="Amira")
    assert words == "There is no coder Ben here: name some of Amira."


def test_other_threads_say_the_same(german: QApplication) -> None:
    assert said_in_threads(lambda: plural(2, "document")) == ["2 Dokumente"] * 8


def test_a_process_of_the_window_says_it_too(german: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    work = Background(parent, agree_at, {"path": tmp_path / "gone.intercoder"})
    with qtbot.waitSignal(work.failed, timeout=60_000) as heard:
        work.start()
    assert heard.args == [f"Unter {tmp_path / 'gone.intercoder'} liegt kein Projekt."]
