"""What decisions teach, taken in the window; and cue files edited there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QListView, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from annotator.records import Suggestion
from storage.suggestions import suggestion_set
from tests.desktop.acting import opened
from ui.desktop import ask
from ui.desktop.codebook_window import show_codebook
from ui.desktop.cues_editor import CuesEditor
from ui.desktop.learning_window import LearningWindow, show_learning
from ui.desktop.window import MainWindow
from ui.workflows.resources import default_codebook

TEXT = "The Wug Front met the Vale Guard. Iran watched, and Iran waited, and Iran slept.\n"
ACTORS = "regional-security.actors.toml"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return opened(qtbot, tmp_path / "w.intercoder", default_codebook(), texts={"a.txt": TEXT})


def code(window: MainWindow, quote: str, code: str) -> None:
    start = TEXT.index(quote)
    window.select_span(start, start + len(quote))
    assert window.apply_code("actor", code, {})


def learning(qtbot: QtBot, window: MainWindow, *, rows: int) -> LearningWindow:
    shown = show_learning(window)
    qtbot.addWidget(shown)
    qtbot.waitUntil(lambda: shown.offers.model().rowCount() == rows, timeout=60_000)
    return shown


def row(shown: LearningWindow) -> list[str]:
    """The first offer as it stands on the screen."""
    return [shown.offers.model().index(0, column).data() for column in range(4)]


def aliases(window: MainWindow, code: str) -> list[str]:
    found = window.bench.codebook.code("actor", code)
    assert found is not None
    return [alias.text for alias in found.aliases]


def test_name_coded_by_hand_becomes_an_alias_and_one_undo_takes_it_back(qtbot: QtBot, window: MainWindow) -> None:
    code(window, "Wug Front", "ttp")
    shown = learning(qtbot, window, rows=1)
    assert row(shown)[1:3] == ["Wug Front", "Tehreek-e-Taliban Pakistan"]
    assert "1 time" in row(shown)[3]
    button = shown.findChild(QPushButton, "addLearned")
    assert button is not None
    button.click()
    assert "Wug Front" in aliases(window, "ttp")
    window.bench.undo()
    assert "Wug Front" not in aliases(window, "ttp")


def test_declined_name_is_not_offered_again(qtbot: QtBot, window: MainWindow) -> None:
    code(window, "Wug Front", "ttp")
    code(window, "Vale Guard", "un")
    shown = learning(qtbot, window, rows=2)
    shown.offers.selectRow(0)
    gone = shown.chosen()[0].text
    assert shown.decline_chosen()
    again = learning(qtbot, window, rows=1)
    assert row(again)[1] != gone


def test_alias_that_is_rejected_again_and_again_is_offered_for_removal(qtbot: QtBot, window: MainWindow) -> None:
    held = window.bench.open
    assert held is not None
    sha256 = held.document.sha256
    starts = [at for at in range(len(TEXT)) if TEXT.startswith("Iran", at)]
    made = [
        Suggestion(
            id=f"s{at}", document=sha256, start=at, end=at + 4, facet="actor", code="iran",
            attributes={"role": "actor"}, source="actors/2 name:iran", score=1.0,
        )
        for at in starts
    ]  # fmt: skip
    bench = window.bench
    bench.take(bench.project.commit(suggestion_set(bench.coder, sha256, made, run={})))
    bench.reload()
    for each in made:
        bench.take(bench.session.reject(each.id, seconds=1.0))
    shown = learning(qtbot, window, rows=1)
    assert row(shown)[:2] == ["Remove the alias", "Iran"]
    assert "rejected 3 of 3 times" in row(shown)[3]
    assert shown.add_chosen()
    assert "Iran" not in aliases(window, "iran")


@pytest.fixture
def cues(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> CuesEditor:
    monkeypatch.setattr(ask, "confirm", lambda *_args, **_more: True)
    shown = show_codebook(window)
    qtbot.addWidget(shown)
    shown.cues.files.setCurrentText(ACTORS)
    return shown.cues


def save(qtbot: QtBot, cues: CuesEditor, text: str) -> str:
    """What the editor says once the text is checked."""
    box = cues.findChild(QPlainTextEdit, "cueText")
    assert box is not None
    box.selectAll()
    box.insertPlainText(text)
    assert cues.is_edited()
    cues.save()
    qtbot.waitUntil(lambda: cues.work is not None and not cues.work.running, timeout=60_000)
    return cues.told.text()


def test_cue_file_is_edited_with_its_comments(qtbot: QtBot, window: MainWindow, cues: CuesEditor) -> None:
    text = window.bench.codebook.cue_texts[ACTORS] + '\n# ours\n[[organisation]]\nnames = ["Wug\u00a0Front"]\n'
    assert save(qtbot, cues, text).startswith("Saved")
    assert window.bench.codebook.cue_texts[ACTORS] == text
    assert window.bench.codebook.aids == 2
    assert not cues.is_edited()
    window.bench.undo()
    assert window.bench.codebook.cue_texts[ACTORS] != text
    assert cues.written() == window.bench.codebook.cue_texts[ACTORS]


def test_faulty_entry_is_named_with_its_line_and_the_rest_is_saved(
    qtbot: QtBot, window: MainWindow, cues: CuesEditor
) -> None:
    before = window.bench.codebook.cue_texts[ACTORS].rstrip("\n")
    line = before.count("\n") + 4
    told = save(qtbot, cues, before + '\n\n[[organisation]]\ncode = "no such code"\nnames = ["Wug Front"]\n')
    assert told == "Saved. Entries that cannot be used: 1; the rest runs."
    faults = cues.findChild(QListView, "cueFaults")
    assert faults is not None
    first = faults.model().index(0, 0)
    assert first.data().startswith(f"{ACTORS}, line {line}: ")
    cues.go_to(first)
    assert cues.text.textCursor().blockNumber() == line - 1


def test_text_that_is_no_toml_is_not_saved(qtbot: QtBot, window: MainWindow, cues: CuesEditor) -> None:
    told = save(qtbot, cues, "[[organisation]]\nnames = [\n")
    assert told.startswith(f"{ACTORS} is not valid TOML")
    assert window.bench.codebook.aids == 1
    assert cues.is_edited()
