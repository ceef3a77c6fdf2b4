"""The import window: what would come in is shown first, a file's encoding is chosen there, each file whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from tests.desktop.acting import act
from tests.desktop.scene import place, scene
from ui.desktop import ask
from ui.desktop.importing import ImportDialog
from ui.desktop.window import MainWindow

START, END = place("mayor")
COLUMNS = "document,coder,start,end,text,facet,code,memo"


@pytest.fixture
def window(tmp_path: Path, codebook: Codebook, qtbot: QtBot) -> MainWindow:
    return scene(qtbot, tmp_path / "town.intercoder", codebook)


def asked(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *paths: Path) -> ImportDialog:
    """The window on these files, as the menu opens it."""
    monkeypatch.setattr(ask, "ask_files", lambda *_: list(paths))
    act(window, "importCodings")
    made = window.findChild(ImportDialog, "importDialog")
    assert made is not None
    looked(made, qtbot)
    return made


def looked(dialog: ImportDialog, qtbot: QtBot) -> str:
    """What the preview says once it is made."""
    qtbot.waitUntil(lambda: not dialog.looking.running and dialog.counts.text() not in ("", "Reading…"), timeout=30_000)
    return dialog.counts.text()


def csv(path: Path, *, coder: str = "Ben", code: str = "council", encoding: str = "utf-8", memo: str = "") -> Path:
    path.write_bytes(f"{COLUMNS}\na.txt,{coder},{START},{END},mayor,group,{code},{memo}\n".encode(encoding))
    return path


def coders(window: MainWindow) -> list[str]:
    return [str(row["coder"]) for row in window.bench.project.connection.execute("SELECT coder FROM codings")]


def test_the_first_codings_and_the_counts_are_shown_and_nothing_changes(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = asked(window, qtbot, monkeypatch, csv(tmp_path / "ben.csv"))
    assert "ben.csv would bring 1 coding by Ben and 1 done mark." in dialog.counts.text()
    model = dialog.table.model()
    assert [model.index(0, column).data() for column in (1, 2, 5, 7)] == ["a.txt", "Ben", "mayor", "council"]
    assert window.bench.project.tables.current("coding", "") is None
    dialog.close()
    assert not [c for c in known(window) if c == "Ben"]


def known(window: MainWindow) -> list[str]:
    from storage.codings import known_coders

    return list(known_coders(window.bench.project))


def test_a_click_takes_it_in_and_a_second_finds_it_here_already(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = asked(window, qtbot, monkeypatch, csv(tmp_path / "ben.csv"))
    qtbot.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    assert "Imported 1 coding and 1 done mark from ben.csv." in dialog.told.text()
    assert "Ben" in known(window)
    assert "1 coding is here already" in looked(dialog, qtbot)
    dialog.close()
    assert window.bench.undo()
    assert "Ben" not in known(window)


def test_a_csv_file_in_another_encoding_is_read_once_its_encoding_is_chosen(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = csv(tmp_path / "old.csv", coder="Zoé Müller", encoding="cp1252", memo="déjà vu – “là”")
    dialog = asked(window, qtbot, monkeypatch, path)
    assert "is not UTF-8" in dialog.counts.text()
    assert not dialog.write.isEnabled()
    box = dialog.choices.encoding
    offered = [box.itemData(row) for row in range(box.count())]
    assert "cp1252" in offered
    box.setCurrentIndex(offered.index("cp1252"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(dialog.write.isEnabled, timeout=30_000)
    assert "by Zoé Müller" in dialog.counts.text()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert "Zoé Müller" in known(window)
    dialog.close()


def test_an_encoding_can_be_typed_and_one_that_is_none_is_said(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = asked(window, qtbot, monkeypatch, csv(tmp_path / "old.csv", coder="Zoé", encoding="cp1252"))
    line = dialog.choices.encoding.lineEdit()
    assert line is not None
    for typed, says in (("no-such", "There is no encoding"), ("cp1252", "by Zoé")):
        line.setFocus()
        line.clear()
        QTest.keyClicks(line, typed)
        QTest.keyClick(line, Qt.Key.Key_Tab)
        qtbot.waitUntil(lambda says=says: says in dialog.counts.text(), timeout=30_000)  # type: ignore[misc]
    assert dialog.write.isEnabled()
    dialog.close()


def test_a_bad_line_is_named_and_nothing_can_be_imported(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = csv(tmp_path / "good.csv"), csv(tmp_path / "bad.csv", code="nobody")
    dialog = asked(window, qtbot, monkeypatch, good, bad)
    assert "good.csv would bring 1" in dialog.counts.text()
    assert "bad.csv" in dialog.counts.text()
    assert "nobody" in dialog.counts.text()
    assert not dialog.write.isEnabled()
    dialog.close()


def test_a_table_of_names_and_the_coder_are_taken_from_the_form(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = asked(window, qtbot, monkeypatch, csv(tmp_path / "theirs.csv", coder="", code="Board"))
    table = tmp_path / "map.csv"
    table.write_text("from_facet,from_code,to_facet,to_code\n,Board,group,council\n", encoding="utf-8")
    monkeypatch.setattr(ask, "ask_files", lambda *_: [table])
    browse = dialog.choices.findChild(type(dialog.write), "browseMap")
    assert browse is not None
    qtbot.mouseClick(browse, Qt.MouseButton.LeftButton)
    dialog.choices.coder.setEditText("Chiara")
    dialog.choices.marks.setCurrentIndex(1)
    dialog.choices.marks.activated.emit(1)
    qtbot.waitUntil(dialog.write.isEnabled, timeout=30_000)
    assert "1 coding by Chiara and 0 done marks" in dialog.counts.text()
    dialog.close()


def test_what_the_disk_refuses_is_said_in_the_window_and_nothing_is_half_in(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = csv(tmp_path / "ben.csv")
    dialog = asked(window, qtbot, monkeypatch, path)
    path.unlink()
    dialog.do()
    assert "There is no file" in dialog.told.text()
    assert "Ben" not in known(window)
    dialog.close()
