"""Documents into the window: dropped, refused with a reason, read in the encoding that the coder chose."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from storage.documents import Refused
from storage.documents.records import EncodingCandidate
from tests.desktop.acting import opened
from ui.desktop import ask
from ui.desktop.adding import add_paths
from ui.desktop.encoding_dialog import EncodingAnswer, EncodingDialog
from ui.desktop.window import MainWindow

RUSSIAN = "Привет мир. Талибан встретился с послом.\nВторая строка.\n"


@pytest.fixture
def window(tmp_path: Path, codebook: Codebook, qtbot: QtBot) -> MainWindow:
    return opened(qtbot, tmp_path / "town.intercoder", codebook, texts={})


def names(window: MainWindow) -> list[str]:
    return [entry.name for entry in window.bench.documents()]


def drop(window: MainWindow, paths: list[Path], *, on: QWidget) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    point, copy = QPoint(20, 20), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(point, copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(on, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(
        on, QDropEvent(point.toPointF(), copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    )


def test_an_empty_project_says_what_to_do(window: MainWindow) -> None:
    assert window.empty.isVisible()
    assert not window.view.isVisible()
    assert "No documents yet" in window.empty.title.text()
    assert window.empty.add.isVisible()


def test_files_dropped_on_the_window_are_added_and_the_first_is_opened(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(f"The council met. {name}\n", encoding="utf-8")
    drop(window, [tmp_path / "one.txt", tmp_path / "two.txt"], on=window)
    qtbot.waitUntil(lambda: names(window) == ["one.txt", "two.txt"], timeout=30_000)
    assert window.bench.open is not None
    assert window.bench.open.document.name == "one.txt"
    assert window.view.isVisible()
    assert not window.empty.isVisible()


def test_what_cannot_be_read_is_named_with_the_reason(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "nothing.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text("The council met.", encoding="utf-8")
    add_paths(window, [tmp_path / "nothing.txt", tmp_path / "good.txt"])
    assert names(window) == ["good.txt"]
    assert "nothing.txt was not added: it is empty" in window.messages.label.text()
    assert window.messages.isVisible()


def test_a_file_in_another_encoding_is_read_as_the_coder_says(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old.txt").write_bytes(RUSSIAN.encode("cp1251"))
    asked: list[Refused] = []

    def answer(parent: object, refused: Refused, *, others: int = 0) -> EncodingAnswer:
        asked.append(refused)
        return EncodingAnswer("cp1251", False)

    monkeypatch.setattr(ask, "ask_encoding", answer)
    add_paths(window, [tmp_path / "old.txt"])
    assert [one.name for one in asked] == ["old.txt"]
    assert any(RUSSIAN.split("\n")[0][:20] in candidate.sample for candidate in asked[0].candidates)
    window.show_document("old.txt")
    assert window.bench.open is not None
    assert window.bench.open.document.text == RUSSIAN


def test_one_answer_serves_all_files_and_none_leaves_them_out(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (tmp_path / f"old{number}.txt").write_bytes(f"{number}: {RUSSIAN}".encode("cp1251"))
    paths = sorted(tmp_path.glob("old*.txt"))
    monkeypatch.setattr(ask, "ask_encoding", lambda parent, refused, others=0: None)
    add_paths(window, paths)
    assert names(window) == []
    monkeypatch.setattr(ask, "ask_encoding", lambda parent, refused, others=0: EncodingAnswer("cp1251", True))
    add_paths(window, paths)
    assert names(window) == ["old0.txt", "old1.txt", "old2.txt"]


def test_the_dialog_shows_how_the_file_reads_in_each_encoding(window: MainWindow, qtbot: QtBot) -> None:
    refused = Refused(
        "old.txt", "", candidates=(EncodingCandidate("cp1251", "Привет"), EncodingCandidate("cp1252", "Ïðèâåò"))
    )
    dialog = EncodingDialog(window, refused, others=2)
    qtbot.addWidget(dialog)
    dialog.show()
    fine = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert (dialog.encoding(), dialog.sample.toPlainText()) == ("cp1251", "Привет")
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    assert (dialog.encoding(), dialog.sample.toPlainText()) == ("cp1252", "Ïðèâåò")
    qtbot.keyClicks(dialog.other, "no-such")
    assert not fine.isEnabled()
    dialog.other.setText("windows-1251")
    assert fine.isEnabled()
    assert dialog.sample.toPlainText() == "Привет"
    dialog.all.click()
    assert dialog.answer() == EncodingAnswer("windows-1251", True)
