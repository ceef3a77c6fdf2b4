"""The codebook edited in the window: versions, counts before the act, merging and undo."""

from __future__ import annotations

from pathlib import Path

import pytest
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
    assert editor.merge_code("group", "council", "harvesters")
    assert "1 codings get another code (Amira 1)" in asked[0]
    assert codes(window) == ["harvesters", "harvesters"]
    retired = window.bench.codebook.code("group", "council")
    assert retired is not None
    assert retired.retired
    assert window.bench.undo()
    assert codes(window) == ["harvesters", "council"]
    assert not window.bench.codebook.code("group", "council").retired  # type: ignore[union-attr]


def test_no_changes_nothing(window: MainWindow, editor: CodebookWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "confirm", lambda parent, question: False)
    assert not editor.rename_code("group", "council", "town_council")
    assert codes(window) == ["harvesters", "council"]
    assert window.bench.codebook.meaning == 1


def test_renaming_takes_codings_along(
    window: MainWindow, editor: CodebookWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "confirm", lambda parent, question: True)
    assert editor.rename_code("group", "council", "town_council")
    assert codes(window) == ["harvesters", "town_council"]


def test_a_name_that_is_taken_is_refused_in_a_sentence(window: MainWindow, editor: CodebookWindow) -> None:
    assert not editor.add_code("group", "Council")
    assert "already" in editor.version.text()
