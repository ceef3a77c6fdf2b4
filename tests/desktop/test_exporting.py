"""The export window: what would be written is shown first, choices are remembered, nothing is replaced unasked."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from storage.formats.dataset import Written
from tests.desktop.acting import act, opened
from ui.desktop import ask
from ui.desktop.exporting import ExportDialog, ask_export
from ui.desktop.previewing import Choices
from ui.desktop.window import MainWindow
from ui.workflows import export


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
    shown: list[str] = []
    dialog.writing.progressed.connect(lambda done, total, what: steps.append((done, total)))
    dialog.writing.progressed.connect(lambda: shown.append(dialog.bar.text()))
    with qtbot.waitSignal(dialog.writing.done, timeout=30_000):
        dialog.do()
    assert steps[0] == (0, 0)  # while the project is read
    total = len(window.bench.documents())
    assert steps[1:] == [*((done, total) for done in range(total + 1)), (total, total)]
    assert f"Documents written: {total - 1} of {total}" in shown


@pytest.mark.parametrize("name", ["xlsx", "docbin", "parquet", "package"])
def test_while_the_file_is_made_of_the_documents_the_bar_runs_to_and_fro(
    name: str, dialog: ExportDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, go_on = threading.Event(), threading.Event()
    write = export._write

    def slow(*args: Any) -> Written:
        written = write(*args)  # every document is told
        held.set()
        assert go_on.wait(30)
        return written

    monkeypatch.setattr(export, "_write", slow)
    choose(dialog, qtbot, name)
    dialog.choices.place.setText(str(tmp_path / "out"))
    qtbot.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(held.is_set, timeout=30_000)
    qtbot.waitUntil(lambda: dialog.told.text() == "Writing the file …", timeout=30_000)
    assert dialog.bar.isVisible()
    assert dialog.bar.maximum() == 0
    with qtbot.waitSignal(dialog.writing.done, timeout=30_000):
        go_on.set()
    assert dialog.told.text().startswith("Wrote")
    assert not dialog.bar.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_no_field_lies_on_the_preview_and_the_bar_holds_its_words(
    dialog: ExportDialog, window: MainWindow, percent: int, qtbot: QtBot
) -> None:
    assert window.theme is not None
    window.theme.set_text_percent(percent)
    try:
        again = ask_export(window)
        assert again is not None
        with qtbot.waitSignal(again.looking.done, timeout=30_000):
            choose(again, qtbot, "conll")  # with the most fields, and losses to tell
        again.resize(960, 640)
        again._busy(True)
        again.bar.take_step(1234, 5678, "")
        QApplication.processEvents()
        assert again.height() <= 720
        fields = again.findChild(Choices)
        assert fields is not None
        assert fields.geometry().bottom() < again.preview.geometry().top()
        assert fields.horizontalScrollBar().maximum() == 0
        assert again.bar.fontMetrics().horizontalAdvance(again.bar.text()) <= again.bar.width()
        again.close()
    finally:
        window.theme.set_text_percent(100)
