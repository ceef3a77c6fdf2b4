"""Search over the project: in a thread, the last question answered, a hit opens its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import main
from annotator.records import Region
from storage.opening import create_project
from storage.texts import NewDocument, add_documents
from tests.conftest import add_texts
from ui.desktop.window import MainWindow
from ui.workflows.resources import default_codebook


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    path = tmp_path / "p.intercoder"
    with create_project(path, default_codebook(), person="Dora") as project:
        add_texts(project, {"a.txt": "The harbour 😀 is shut.", "b.txt": "A river, a border and a harbour."})
    opened = main.open_window(path, "Dora")
    assert isinstance(opened, MainWindow)
    qtbot.addWidget(opened)
    opened.show_search()
    return opened


def search(window: MainWindow, qtbot: QtBot, words: str, *, scope: int = 0) -> list[tuple[str, int | None]]:
    window.searching.scope.setCurrentIndex(scope)
    window.searching.line.setText(words)
    window.searching.search()
    qtbot.waitUntil(lambda: not window.searching.busy)
    assert window.searching.list.model().rowCount() == len(window.searching.hits)
    return sorted((hit.name, hit.start) for hit in window.searching.hits)


def test_texts_codings_and_memos(window: MainWindow, qtbot: QtBot) -> None:
    assert search(window, qtbot, "harbour") == [("a.txt", 4), ("b.txt", 24)]
    assert search(window, qtbot, "nowhere") == []
    window.show_document("a.txt")
    window.select_span(4, 11)
    window.apply_code("actor", "taliban", {})
    window.bench.set_current(next(iter(window.bench.require_document().codings)))
    window.bench.change(memo="by the quay")
    assert search(window, qtbot, "harbour", scope=1) == [("a.txt", 4)]
    assert search(window, qtbot, "quay", scope=2) == [("a.txt", 4)]


def test_the_last_question_is_answered(window: MainWindow, qtbot: QtBot) -> None:
    for words in ("harbour", "river", "border", "shut"):
        window.searching.line.setText(words)
        window.searching.search()
    qtbot.waitUntil(lambda: not window.searching.busy)
    assert [hit.name for hit in window.searching.hits] == ["a.txt"]


def test_a_hit_opens_its_place(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "border")
    window.searching.chosen.emit(window.searching.hits[0])
    assert window.bench.require_document().document.name == "b.txt"
    assert tuple(window.view.selected_span() or ()) == (11, 17)


def test_what_is_around_a_hit_is_shown_as_it_is_read(window: MainWindow, qtbot: QtBot) -> None:
    text = "Words on the har-\nbour and the ships\nthat lie in it."
    hyphen, soft = text.index("-\n"), text.index("\nthat")
    regions = (Region(hyphen, hyphen + 2, "hyphen"), Region(soft, soft + 1, "soft-break"))
    act, stored = add_documents(window.bench.project, [NewDocument("wrapped.txt", text, regions)])
    window.bench.project.commit(act, texts=stored)
    search(window, qtbot, "ships")
    found = next(hit for hit in window.searching.hits if hit.name == "wrapped.txt")
    assert found.context == "Words on the harbour and the ships that lie in it."


def test_closing_while_a_search_is_made(window: MainWindow, qtbot: QtBot) -> None:
    window.searching.line.setText("harbour")
    window.searching.search()
    window.close()
    qtbot.wait(1)
