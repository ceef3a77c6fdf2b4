"""The main job in the real window: accept by key, code beside an emoji, undo, redo, close, open again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

import main
from storage.codings import codings_of
from storage.opening import create_project, open_project
from tests.conftest import add_texts
from ui.desktop.window import MainWindow
from ui.workflows.prehighlight import prehighlight
from ui.workflows.resources import default_codebook
from ui.workflows.sample import fill_sample

Opener = Callable[[Path, str], MainWindow]


@pytest.fixture
def opener(qtbot: QtBot) -> Opener:
    """Open a window as main does, and see to it that it is closed."""

    def build(path: Path, coder: str) -> MainWindow:
        window = main.open_window(path, coder)
        assert isinstance(window, MainWindow)
        qtbot.addWidget(window)
        return window

    return build


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sample project, pre-highlighted once; tests work on copies."""
    path = tmp_path_factory.mktemp("sample") / "sample.intercoder"
    with fill_sample(path) as project:
        prehighlight(project)
        project.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


@pytest.fixture
def sample_path(tmp_path: Path, sample: bytes) -> Path:
    path = tmp_path / "sample.intercoder"
    path.write_bytes(sample)
    return path


def stored(path: Path, coder: str, name: str) -> list[tuple[int | None, int | None, str, str]]:
    """What is on disk, read by another connection."""
    with open_project(path, readonly=True) as project:
        sha256 = next(
            row[0] for row in project.connection.execute("SELECT sha256 FROM documents WHERE name = ?", (name,))
        )
        return [(c.start, c.end, c.facet, c.code) for c in codings_of(project, sha256, coder=coder)]


def act(window: MainWindow, name: str) -> None:
    found = window.findChild(QAction, name)
    assert found is not None, name
    found.trigger()


def test_ten_suggestions_by_key_and_everything_is_there_after_reopening(
    opener: Opener, sample_path: Path, qtbot: QtBot
) -> None:
    window = opener(sample_path, "Dora")
    name = "01-kabul-shrine-bombing.txt"
    window.show_document(name)
    offered = window.bench.offered()
    assert len(offered) > 10
    window.view.setFocus()
    qtbot.keyClick(window.view, Qt.Key.Key_N)
    for number in range(1, 11):
        with qtbot.waitSignal(window.saved):
            qtbot.keyClick(window.view, Qt.Key.Key_A)
        assert len(stored(sample_path, "Dora", name)) == number
    expected = [(s.start, s.end, s.facet, s.code) for s in offered[:10]]
    assert sorted(stored(sample_path, "Dora", name)) == sorted(expected)
    window.close()
    again = opener(sample_path, "Dora")
    assert again.bench.open is not None
    assert again.bench.open.document.name == name
    assert {(c.start, c.end) for c in again.bench.open.codings.values()} == {
        (start, end) for start, end, _, _ in expected
    }
    assert not {s.id for s in offered[:10]} & set(again.bench.open.suggestions)


def test_rejecting_sends_a_suggestion_away_for_good(opener: Opener, sample_path: Path, qtbot: QtBot) -> None:
    window = opener(sample_path, "Dora")
    first = window.bench.offered()[0]
    qtbot.keyClick(window.view, Qt.Key.Key_N)
    assert window.bench.current is not None
    with qtbot.waitSignal(window.saved):
        qtbot.keyClick(window.view, Qt.Key.Key_X)
    assert first.id not in window.bench.open.suggestions  # type: ignore[union-attr]
    window.close()
    again = opener(sample_path, "Dora")
    assert first.id not in again.bench.open.suggestions  # type: ignore[union-attr]
    act(again, "undo")
    assert first.id in again.bench.open.suggestions  # type: ignore[union-attr]


@pytest.fixture
def emoji_path(tmp_path: Path) -> Path:
    path = tmp_path / "emoji.intercoder"
    with create_project(path, default_codebook(), person="Dora") as project:
        add_texts(
            project, {"post.txt": "😀🏴\N{NO-BREAK SPACE}Kabul talks failed, the 𝗧aliban said.\n\nA second paragraph."}
        )
    return path


def test_a_selection_after_an_emoji_keeps_its_place(opener: Opener, emoji_path: Path, qtbot: QtBot) -> None:
    window = opener(emoji_path, "Dora")
    window.show_document("post.txt")
    with open_project(emoji_path, readonly=True) as project:
        text = next(
            row[0]
            for row in project.connection.execute(
                "SELECT text FROM texts WHERE text LIKE '%Kabul%' AND text NOT LIKE '{%'"
            )
        )
    start = text.index("𝗧aliban")
    window.select_span(start, start + len("𝗧aliban"))
    with qtbot.waitSignal(window.saved):
        window.apply_code("actor", "taliban", {"role": "actor"})
    assert stored(emoji_path, "Dora", "post.txt") == [(start, start + 7, "actor", "taliban")]
    act(window, "undo")
    assert stored(emoji_path, "Dora", "post.txt") == []
    act(window, "redo")
    assert stored(emoji_path, "Dora", "post.txt") == [(start, start + 7, "actor", "taliban")]
    window.close()
    again = opener(emoji_path, "Dora")
    act(again, "undo")
    assert stored(emoji_path, "Dora", "post.txt") == []


def test_two_holders_of_one_stance_share_a_span(opener: Opener, emoji_path: Path) -> None:
    window = opener(emoji_path, "Dora")
    for holder in ("russia", "pakistan"):
        window.select_span(3, 21)
        assert window.apply_code("stance", "oppose", {"holder": holder, "target": "taliban", "mode": "concern"})
    assert len(stored(emoji_path, "Dora", "post.txt")) == 2


def test_done_and_nothing_found_is_not_the_same_as_not_coded(opener: Opener, emoji_path: Path) -> None:
    window = opener(emoji_path, "Dora")
    assert window.bench.open is not None
    assert window.bench.open.done == {}
    act(window, "markDone")
    assert set(window.bench.open.done.values()) == {True}
    act(window, "undo")
    assert window.bench.open.done == {}


def test_names_that_checks_from_outside_look_for(opener: Opener, emoji_path: Path) -> None:
    from PySide6.QtWidgets import QWidget

    window = opener(emoji_path, "Dora")
    for name in ("documentList", "documentView", "suggestionList", "codebookTree", "codingTable", "searchBox"):
        assert window.findChild(QWidget, name) is not None, name
    for name in (
        "acceptSuggestion",
        "rejectSuggestion",
        "nextSuggestion",
        "previousSuggestion",
        "codeSelection",
        "undo",
        "redo",
        "nextDocument",
        "markDone",
        "openAgreement",
        "exportDataset",
    ):
        assert window.findChild(QAction, name) is not None, name


def test_a_second_window_reads_only_and_names_the_first(opener: Opener, emoji_path: Path) -> None:
    first = opener(emoji_path, "Dora")
    second = opener(emoji_path, "Emil")
    assert not first.bench.project.readonly
    assert "Dora" in second.bench.project.readonly
    second.select_span(3, 8)
    assert not second.apply_code("actor", "taliban", {})
    assert "reading only" in second.messages.label.text()
