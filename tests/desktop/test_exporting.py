"""The export window: what would be written is shown first, choices are remembered, nothing is replaced unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from tests.desktop.acting import act, opened
from ui.desktop import ask
from ui.desktop.exporting import ExportDialog, ask_export
from ui.desktop.window import MainWindow


@pytest.fixture
def window(tmp_path: Path, codebook: Codebook, qtbot: QtBot) -> MainWindow:
    made = opened(qtbot, tmp_path / "town.intercoder", codebook)
    made.select_span(4, 14)
    assert made.apply_code("group", "harvesters", {})
    return made


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> ExportDialog:
    made = ask_export(window)
    assert made is not None
    qtbot.waitUntil(lambda: made.preview.table.model() is not None, timeout=30_000)
    return made


def choose(dialog: ExportDialog, qtbot: QtBot, name: str) -> None:
    with qtbot.waitSignal(dialog.looking.done, timeout=30_000):
        dialog.choices.format.setCurrentIndex(dialog.choices.format.findData(name))


def test_the_action_opens_it_and_returns(window: MainWindow, qtbot: QtBot) -> None:
    act(window, "exportDataset")
    assert window.findChild(ExportDialog, "exportDialog") is not None


def test_the_first_codings_and_the_beginning_of_the_file_are_shown(dialog: ExportDialog) -> None:
    model = dialog.preview.table.model()
    assert [model.index(0, column).data() for column in (0, 1, 4, 6)] == ["a.txt", "Amira", "Harvesters", "harvesters"]
    assert dialog.preview.beginning.toPlainText().replace(" ", "").startswith('{"document":"a.txt"')
    assert "1 coding by Amira in 1 document" in dialog.preview.counts.text()


def test_a_format_says_what_it_loses(dialog: ExportDialog, qtbot: QtBot) -> None:
    choose(dialog, qtbot, "conll")
    assert "ids of codings" in dialog.preview.losses.text()


def test_a_wrong_option_is_refused_before_anything_is_written(dialog: ExportDialog, qtbot: QtBot) -> None:
    box = dialog.choices.options["splits"]
    box.setText("many")
    with qtbot.waitSignal(dialog.looking.failed, timeout=30_000):
        box.editingFinished.emit()
    assert "splits" in dialog.preview.counts.text()
    assert not dialog.write.isEnabled()


def test_without_a_coder_there_is_nothing_in_it(dialog: ExportDialog, qtbot: QtBot) -> None:
    ticks = dialog.choices.coders.model()
    with qtbot.waitSignal(dialog.looking.done, timeout=30_000):
        assert ticks.setData(ticks.index(0, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert dialog.preview.counts.text().startswith("0 codings by nobody")


def test_it_writes_and_remembers(dialog: ExportDialog, window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    choose(dialog, qtbot, "csv")
    dialog.choices.options["guard"].setText("1")
    dialog.choices.place.setText(str(tmp_path / "out"))
    with qtbot.waitSignal(dialog.writing.done, timeout=30_000):
        qtbot.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    assert "Harvesters" in (tmp_path / "out" / "codings.csv").read_text(encoding="utf-8")
    assert str(tmp_path / "out") in dialog.told.text()
    dialog.close()
    again = ask_export(window)
    assert again is not None
    assert again.choices.chosen.name == "csv"
    assert again.choices.chosen_options() == {"guard": "1"}
    again.close()


def test_a_file_that_is_there_is_replaced_only_after_a_yes(
    dialog: ExportDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "mine.jsonl"
    there.write_text("mine", encoding="utf-8")
    dialog.choices.place.setText(str(there))
    monkeypatch.setattr(ask, "confirm", lambda parent, question: False)
    dialog.do()
    assert there.read_text(encoding="utf-8") == "mine"
    monkeypatch.setattr(ask, "confirm", lambda parent, question: True)
    with qtbot.waitSignal(dialog.writing.done, timeout=30_000):
        dialog.do()
    assert "Harvesters" in there.read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written_is_said(dialog: ExportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.choices.place.setText(str(tmp_path / "no" / "such" / "out.jsonl"))
    with qtbot.waitSignal(dialog.writing.failed, timeout=30_000):
        dialog.do()
    assert "does not exist" in dialog.told.text()
    assert dialog.write.isEnabled()


def test_in_an_empty_project_it_says_so(tmp_path: Path, codebook: Codebook, qtbot: QtBot) -> None:
    window = opened(qtbot, tmp_path / "empty.intercoder", codebook, texts={})
    assert ask_export(window) is None
    assert "nothing to export" in window.statusBar().currentMessage()


@pytest.mark.parametrize("way", ["button", "escape", "frame"])
def test_it_can_be_closed(way: str, dialog: ExportDialog, qtbot: QtBot) -> None:
    if way == "button":
        button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Close")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    elif way == "escape":
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    else:
        dialog.close()
    assert not dialog.isVisible()


def test_the_bar_counts_documents(dialog: ExportDialog, window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.choices.place.setText(str(tmp_path / "out.jsonl"))
    steps: list[tuple[int, int]] = []
    dialog.writing.progressed.connect(lambda done, total, what: steps.append((done, total)))
    with qtbot.waitSignal(dialog.writing.done, timeout=30_000):
        dialog.do()
    assert steps[0] == (0, 0)  # while the project is read
    total = len(window.bench.documents())
    assert steps[1:] == [*((done, total) for done in range(total + 1)), (total, total)]
    assert dialog.bar.text() == f"Documents written: {total} of {total}"
