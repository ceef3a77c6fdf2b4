"""The codebook edited in the window: versions, counts before the act, merging and undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QPushButton
from pytestqt.qtbot import QtBot

import main
from annotator.codebook import Codebook
from storage.codings import codings_of
from storage.opening import create_project
from tests.conftest import TEXT, add_texts
from ui.desktop import ask
from ui.desktop.codebook_window import CodebookWindow, show_codebook
from ui.desktop.window import MainWindow


@pytest.fixture
def window(tmp_path: Path, codebook: Codebook, qtbot: QtBot) -> MainWindow:
    path = tmp_path / "town.intercoder"
    with create_project(path, codebook, person="Amira") as project:
        add_texts(project, {"a.txt": TEXT})
    opened = main.open_window(path, "Amira")
    assert isinstance(opened, MainWindow)
    qtbot.addWidget(opened)
    for start, end, code in ((4, 14, "harvesters"), (39, 44, "council")):
        opened.select_span(start, end)
        assert opened.apply_code("group", code, {})
    return opened


@pytest.fixture
def editor(window: MainWindow) -> CodebookWindow:
    return show_codebook(window)


def codes(window: MainWindow) -> list[str]:
    held = window.bench.open
    assert held is not None
    return [c.code for c in codings_of(window.bench.project, held.document.sha256, coder="Amira")]


def test_a_new_alias_is_a_new_version_of_the_aids_only(window: MainWindow, editor: CodebookWindow) -> None:
    editor.choose("group", "harvesters")
    editor.form.texts["aliases"].setPlainText("Harvesters\nthe Reapers")
    assert editor.save()
    book = window.bench.codebook
    assert (book.meaning, book.aids) == (1, 2)
    assert [alias.text for alias in book.facets[0].codes[0].aliases] == ["Harvesters", "the Reapers"]


def test_a_merge_says_what_it_touches_and_can_be_undone(
    window: MainWindow, editor: CodebookWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def yes(parent: object, question: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(ask, "confirm", yes)
    assert editor.acts.merge_code("group", "council", "harvesters")
    assert "1 coding gets another code (Amira 1)" in asked[0]
    assert codes(window) == ["harvesters", "harvesters"]
    retired = window.bench.codebook.code("group", "council")
    assert retired is not None
    assert retired.retired
    assert window.bench.undo()
    assert codes(window) == ["harvesters", "council"]
    assert not window.bench.codebook.code("group", "council").retired  # type: ignore[union-attr]


def test_no_changes_nothing(window: MainWindow, editor: CodebookWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "confirm", lambda parent, question: False)
    assert not editor.acts.rename_code("group", "council", "town_council")
    assert codes(window) == ["harvesters", "council"]
    assert window.bench.codebook.meaning == 1


def test_renaming_takes_codings_along(
    window: MainWindow, editor: CodebookWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "confirm", lambda parent, question: True)
    assert editor.acts.rename_code("group", "council", "town_council")
    assert codes(window) == ["harvesters", "town_council"]


def test_a_name_that_is_taken_is_refused_in_a_sentence(window: MainWindow, editor: CodebookWindow) -> None:
    assert not editor.acts.add_code("group", "Council")
    assert "already" in editor.version.text()


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the coder types into the next questions, in order; every yes-or-no question gets a yes."""
    given: list[str] = []

    def text(*args: object, **kwargs: object) -> tuple[str, bool]:
        return given.pop(0), True

    monkeypatch.setattr(QInputDialog, "getText", text)
    monkeypatch.setattr(QInputDialog, "getItem", text)
    monkeypatch.setattr(ask, "confirm", lambda parent, question: True)
    return given


def push(editor: CodebookWindow, qtbot: QtBot, name: str) -> None:
    button = editor.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_every_act_by_its_button(window: MainWindow, editor: CodebookWindow, answers: list[str], qtbot: QtBot) -> None:
    book = window.bench.codebook
    answers[:] = ["Night Watch"]
    push(editor, qtbot, "addCode")
    assert window.bench.codebook.code("group", "night_watch") is not None
    assert editor.chosen == ("group", "night_watch")
    answers[:] = ["Day Watch"]
    push(editor, qtbot, "renameCode")
    assert editor.chosen == ("group", "day_watch")
    answers[:] = ["Harbour Watch"]
    push(editor, qtbot, "splitCode")
    assert window.bench.codebook.code("group", "harbour_watch") is not None
    push(editor, qtbot, "retireCode")
    assert editor.acts.buttons["retireCode"].text() == "Offer again"
    push(editor, qtbot, "retireCode")
    assert editor.acts.buttons["retireCode"].text() == "Retire"
    editor.choose("group", "council")
    answers[:] = ["day_watch"]
    push(editor, qtbot, "mergeCode")
    assert codes(window) == ["harvesters", "day_watch"]
    for _ in range(6):
        assert window.bench.undo()
    assert codes(window) == ["harvesters", "council"]
    assert [c.name for c in window.bench.codebook.codes()] == [c.name for c in book.codes()]


def test_an_example_is_taken_from_the_coded_texts(window: MainWindow, editor: CodebookWindow, qtbot: QtBot) -> None:
    editor.choose("group", "harvesters")
    push(editor, qtbot, "exampleFromText")
    assert editor.choices.isVisible()
    qtbot.keyClick(editor.choices.line, Qt.Key.Key_Return)
    assert editor.form.texts["examples"].toPlainText() == "Harvesters"
    assert editor.save_code.isEnabled()


def test_versions_are_listed_with_what_they_changed(
    window: MainWindow, editor: CodebookWindow, answers: list[str]
) -> None:
    editor.choose("group", "council")
    editor.form.texts["aliases"].setPlainText("the Board")
    editor.form.pick_colour("#aa3377")
    assert editor.save()
    assert "aids" in editor.version.text()
    rows = editor.versions.rows
    newest = rows.index(0, 0)
    assert newest.data() == "1 (meaning), 2 (aids)"
    assert editor.versions.isExpanded(newest)
    told = [rows.index(row, 0, newest).data() for row in range(rows.rowCount(newest))]
    assert told == ["group: code council changed (aliases)", "group: code council changed (colour)"]


def test_changes_are_not_lost_by_going_to_another_code(
    window: MainWindow, editor: CodebookWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    editor.choose("group", "council")
    assert not editor.save_code.isEnabled()
    editor.form.title.setText("Town Council")
    assert editor.save_code.isEnabled()
    asked: list[str] = []

    def answer(parent: object, question: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(ask, "confirm", answer)
    qtbot.keyClick(editor.tree, Qt.Key.Key_Up)
    assert asked == ["Save the changes to Council?"]
    assert window.bench.codebook.code("group", "council").title == "Town Council"  # type: ignore[union-attr]
    assert editor.chosen == ("group", "harvesters")


def test_a_weak_colour_is_told_of(editor: CodebookWindow) -> None:
    editor.choose("group", "council")
    editor.form.pick_colour("#fffde0")
    assert "Weak on a light ground" in editor.form.warning.text()
    editor.form.pick_colour("#777777")
    assert not editor.form.warning.isVisibleTo(editor.form)
