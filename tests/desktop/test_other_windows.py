"""Segments and cross-tables, progress, keys, the first page, the palette: each by key and by mouse."""

from __future__ import annotations

import csv
import threading
from pathlib import Path

import docx
import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from tests.desktop.acting import action, drag, open_again, press
from tests.desktop.scene import TEXT, codings, place, scene, spans
from ui.desktop import ask
from ui.desktop.act_specs import SPECS
from ui.desktop.first_page import FirstPage
from ui.desktop.keys import change_keys, show_keys
from ui.desktop.progress_window import show_progress
from ui.desktop.retrieval_window import RetrievalWindow, show_retrieval
from ui.desktop.window import MainWindow

NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def window(tmp_path: Path, codebook: Codebook, qtbot: QtBot) -> MainWindow:
    return scene(qtbot, tmp_path / "town.intercoder", codebook)


@pytest.fixture
def segments(window: MainWindow) -> RetrievalWindow:
    for words, nth, facet, code, attributes in (
        ("Harvesters", 1, "group", "harvesters", {}), ("Council", 1, "group", "council", {}),
        ("warned the Harvesters", 1, "view", "against", {"holder": "council", "mode": "said"}), ("mayor", 1, "view", "for", {"holder": "author"}),
    ):  # fmt: skip
        window.select_span(*place(words, nth))
        assert window.apply_code(facet, code, attributes)
    return show_retrieval(window)


def test_segments_by_any_combination(segments: RetrievalWindow) -> None:
    def codes() -> list[str]:
        return [segment.coding.code for segment in segments.segments]

    assert codes() == ["harvesters", "for", "against", "council"]
    segments.choices.code.tick(("group", "harvesters"))
    segments.choices.code.tick(("group", "council"))
    assert codes() == ["harvesters", "council"]
    segments.choices.code.tick(("group", "harvesters"), on=False)
    segments.choices.code.tick(("group", "council"), on=False)
    segments.choices.attribute.tick(("holder", "council"))
    assert codes() == ["against"]
    segments.choices.attribute.tick(("holder", "author"))
    assert codes() == ["for", "against"]
    segments.choices.attribute.tick(("mode", "said"))
    assert codes() == ["against"]
    segments.choices.facet.tick("group")
    assert codes() == []


def test_lines_are_ticked_with_the_mouse_and_with_space_while_the_list_stays_open(segments: RetrievalWindow) -> None:
    box = segments.choices.coder
    box.showPopup()
    QApplication.processEvents()
    view = box.view()
    QTest.mouseClick(view.viewport(), LEFT, NONE, view.visualRect(box.model().index(0, 0)).center())
    assert box.chosen() == ["Amira"]
    assert view.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert box.chosen() == []
    box.hidePopup()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "docx"])
@pytest.mark.parametrize("tab", [0, 1])
def test_tables_are_saved(
    ending: str, tab: int, segments: RetrievalWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"out.{ending}"
    monkeypatch.setattr(ask, "ask_save", lambda *args: path)
    segments.tabs.setCurrentIndex(tab)
    button = next(b for b in segments.findChildren(QPushButton) if b.text().startswith("Save"))
    QTest.mouseClick(button, LEFT)
    wanted = "warned the Harvesters" if tab == 0 else "council"
    if ending == "csv":
        cells = [cell for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines()) for cell in row]
    elif ending == "xlsx":
        book = openpyxl.load_workbook(path)
        cells = [str(cell) for row in book.worksheets[0].values for cell in row]
        book.close()
    else:
        cells = [cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells]
    assert wanted in cells


def test_a_segment_is_shown_in_the_text(segments: RetrievalWindow, window: MainWindow) -> None:
    segments.table.setCurrentIndex(segments.table.model().index(2, 0))
    QTest.keyClick(segments.table, Qt.Key.Key_Return)
    assert window.view.selected_span() == place("warned the Harvesters")


def test_progress_tells_done_from_not_coded_and_opens_the_document(window: MainWindow) -> None:
    window.bench.mark_done(["group", "view", "kind"])
    made = show_progress(window)
    model = made.table.model()
    assert [model.index(0, column).data() for column in (0, 2, 5)] == ["a.txt", "0 done", "3 / 3"]
    assert model.index(1, 2).data() == "not coded"
    made.table.setCurrentIndex(model.index(1, 0))
    box = made.table.visualRect(model.index(1, 0))
    QTest.mouseClick(made.table.viewport(), LEFT, NONE, box.center())
    QTest.mouseDClick(made.table.viewport(), LEFT, NONE, box.center())
    assert window.bench.open is not None
    assert window.bench.open.document.name == "b.txt"


def test_keys_can_be_looked_up(window: MainWindow, qtbot: QtBot) -> None:
    sheet = show_keys(window)
    qtbot.keyClicks(sheet.narrow, "ctrl+shift+a")
    rows = [row for row in range(sheet.table.rowCount()) if not sheet.table.isRowHidden(row)]
    assert [sheet.table.item(row, 0).text() for row in rows] == ["Code › Many at once", "Accept all shown"]  # type: ignore[union-attr]


def test_a_key_is_changed_checked_and_kept(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = change_keys(window)
    fine = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    dialog.editors["acceptSuggestion"].setKeySequence(QKeySequence("X"))
    assert not fine.isEnabled()
    assert "Accept, Reject" in dialog.clash.text()
    dialog.editors["acceptSuggestion"].setKeySequence(QKeySequence("Q"))
    assert fine.isEnabled()
    QTest.mouseClick(fine, LEFT)
    window.bench.set_current("s1")
    window.view.setFocus()
    press(window.view, "A")
    assert spans(window) == []
    press(window.view, "Q")
    assert spans(window) == [(*place("Harvesters"), "harvesters")]
    window.close()
    again = open_again(qtbot, tmp_path / "town.intercoder")
    assert [key.toString() for key in action(again, "acceptSuggestion").shortcuts()] == ["Q"]
    second = change_keys(again)
    second.buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults).click()
    assert [key.toString() for key in action(again, "acceptSuggestion").shortcuts()] == ["A", "Return"]


def test_cancelling_restores_nothing_and_changes_nothing(window: MainWindow) -> None:
    before = {spec.name: [key.toString() for key in action(window, spec.name).shortcuts()] for spec in SPECS}
    dialog = change_keys(window)
    dialog.editors["markDone"].setKeySequence(QKeySequence("Q"))
    QTest.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel), LEFT)
    assert before == {spec.name: [key.toString() for key in action(window, spec.name).shortcuts()] for spec in SPECS}


def test_the_palette_finds_codes_by_alias_and_name_and_gives_the_focus_back(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.set_current(None)
    window.select_span(*place("Port Vale"))
    press(window.view, "Ctrl+K")
    qtbot.keyClicks(window.palette_box.line, "counc")
    first = window.palette_box.model.index(0)
    assert first.data() == "Council"
    box = window.palette_box.list.visualRect(first)
    QTest.mouseClick(window.palette_box.list.viewport(), LEFT, NONE, box.center())
    assert spans(window) == [(*place("Port Vale"), "council")]
    press(window.view, "Ctrl+K")
    qtbot.keyClicks(window.palette_box.line, "qqqq")
    assert window.palette_box.nothing.isVisible()
    qtbot.keyClick(window.palette_box.line, Qt.Key.Key_Escape)
    assert not window.palette_box.isVisible()


def test_a_selection_made_with_the_mouse_is_coded_by_a_double_click_in_the_codebook(window: MainWindow) -> None:
    window.bench.set_current(None)
    drag(window, *place("mayor warned"))
    assert window.view.selected_span() == place("mayor warned")
    tree = window.codebook.view
    index = window.codebook.model.index(1, 0, window.codebook.model.index(0, 0))
    tree.scrollTo(index)
    point = tree.visualRect(index).center()
    QTest.mouseClick(tree.viewport(), LEFT, NONE, point)
    QTest.mouseDClick(tree.viewport(), LEFT, NONE, point)
    assert spans(window) == [(*place("mayor warned"), "council")]


def test_a_click_on_a_mark_or_a_row_makes_it_current(window: MainWindow) -> None:
    rect = window.view.span_rects(*place("Harvesters"))[0]
    QTest.mouseClick(window.view.viewport(), LEFT, NONE, rect.center())
    assert window.bench.current is not None
    assert window.bench.current.id == "s1"  # type: ignore[union-attr]
    view = window.suggestions.view
    QTest.mouseClick(view.viewport(), LEFT, NONE, view.visualRect(view.model().index(3, 0)).center())
    assert window.bench.current.id == "s4"  # type: ignore[union-attr]


def test_the_right_button_offers_acts_on_the_mark_below_it(window: MainWindow) -> None:
    window.bench.set_current(None)
    window.select_span(0, 0)
    start, _ = place("Harvesters", 3)
    window.view.context_requested.emit(window.mapToGlobal(QPoint(5, 5)), start + 2)
    menu = window.names.context
    assert menu.isVisible()
    assert window.bench.current is not None
    assert window.bench.current.id == "s4"  # type: ignore[union-attr]
    QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(action(window, "acceptSuggestion")).center())
    assert spans(window) == [(*place("Harvesters", 3), "harvesters")]


def test_the_pick_button_of_the_form_takes_the_actor_that_is_clicked(window: MainWindow) -> None:
    window.select_span(*place("mayor"))
    assert window.apply_code("view", "for", {})
    QApplication.processEvents()
    window.details.refresh()
    button = next(b for b in window.details.findChildren(QPushButton) if b.accessibleName().startswith("Pick"))
    QTest.mouseClick(button, LEFT)
    rect = window.view.span_rects(*place("Harvesters"))[0]
    QTest.mouseClick(window.view.viewport(), LEFT, NONE, rect.center())
    assert codings(window)[0].attributes == {"holder": "harvesters"}


def test_filters_hold_back_and_say_so(window: MainWindow) -> None:
    window.suggestions.score.setValue(0.85)
    assert [s.id for s in window.bench.offered()] == ["s1"]
    window.suggestions.facet.setCurrentIndex(window.suggestions.facet.findData("view"))
    window.suggestions.facet.activated.emit(0)
    assert window.bench.offered() == []
    assert "holds back 5" in window.suggestions.empty.text()
    press(window.view, "N")
    assert window.bench.current is None


def test_the_first_page_opens_what_was_open_before(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.close()
    assert window.theme is not None
    page = FirstPage(window.settings, window.theme)
    qtbot.addWidget(page)
    page.show()
    assert page.projects.rowCount() == 1
    page.recent.setCurrentIndex(page.projects.index(0))
    window.settings.set("coder", "Amira")
    page.recent.setFocus()
    QTest.keyClick(page.recent, Qt.Key.Key_Return)
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]
    assert [w.bench.project.path.name for w in found] == ["town.intercoder"]
    assert not page.isVisible()
    for one in found:
        one.close()


def test_the_window_comes_back_as_it_was_left(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.show_document("b.txt")
    window.view.set_zoom(150)
    window.docks["codebookDock"].hide()
    action(window, "lineNumbers").trigger()
    window.close()
    again = open_again(qtbot, tmp_path / "town.intercoder")
    assert again.bench.open is not None
    assert again.bench.open.document.name == "b.txt"
    assert again.view.zoom() == 150
    assert not again.docks["codebookDock"].isVisible()
    assert again.view.numbers() == "lines"


def test_bulk_acts_are_one_undo(window: MainWindow) -> None:
    before = window.bench.offered()
    action(window, "acceptShown").trigger()
    assert len(codings(window)) == 4
    action(window, "undo").trigger()
    assert spans(window) == []
    assert window.bench.offered() == before


LONG = "x" * 99_000 + " Harvesters 😀 " + "y" * 986
NASTY = {
    "astral": "👩\N{ZERO WIDTH JOINER}👧 𝗧he Harvesters 😀 left.\n",
    "combining": "Zoe\N{COMBINING DIAERESIS}\N{COMBINING ACUTE ACCENT} and Harvesters\N{COMBINING CEDILLA} left.\n",
    "right to left": "\N{HEBREW LETTER ALEF}\N{HEBREW LETTER BET} Harvesters \N{ARABIC LETTER ALEF}\N{ARABIC LETTER BEH}.\n",
    "a line of 100,000": LONG,
}


@pytest.mark.parametrize("kind", NASTY)
def test_selecting_coding_and_moving_edges_by_mouse_and_key_in_any_text(
    kind: str, tmp_path: Path, codebook: Codebook, qtbot: QtBot
) -> None:
    from tests.desktop.acting import opened

    text = NASTY[kind]
    window = opened(qtbot, tmp_path / "n.intercoder", codebook, texts={"n.txt": text})
    start = text.index("Harvesters")
    window.view.reveal(start, start + 10)
    QApplication.processEvents()
    drag(window, start, start + 10)
    span = window.view.selected_span()
    assert span is not None
    assert (span.start, span.end) in ((start, start + 10), (start, start + 11)), "a mark that combines comes along"
    press(window.view, "1")
    assert [(c.start, c.end) for c in codings(window)] == [(span.start, span.end)]
    press(window.view, "Alt+Right")
    grown = codings(window)[0]
    assert grown.end is not None
    assert grown.end > span.end or kind == "right to left"
    press(window.view, "Ctrl+Z")
    press(window.view, "Ctrl+Z")
    assert codings(window) == []


def test_the_text_of_the_scene_is_what_it_says() -> None:
    assert TEXT[slice(*place("Port Vale", 2))] == "Port Vale"


def test_who_asks_for_a_backup_while_one_is_made_is_told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    import storage.backup

    go_on = threading.Event()
    monkeypatch.setattr(storage.backup, "backup_if_changed", lambda *_, **__: go_on.wait(30) and None)
    window.backing_up.start("open")
    action(window, "backUp").trigger()
    assert window.statusBar().currentMessage() == "A backup is being made already."
    go_on.set()
    window.backing_up.wait()
