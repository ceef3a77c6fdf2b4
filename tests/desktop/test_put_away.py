"""Tables in a small window, at large words: nothing lies beside them; what has no room is said in the line below."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from tests.desktop.scene import settle
from tests.desktop.windows import opened
from ui.desktop.agreement_models import COLUMNS
from ui.desktop.agreement_window import AgreementWindow
from ui.desktop.exporting import ExportDialog
from ui.desktop.handlers import resize_words
from ui.desktop.importing import ImportDialog
from ui.desktop.retrieval_window import RetrievalWindow
from ui.desktop.sharing import SharingTable
from ui.desktop.tables import fit_columns, show_rows
from ui.desktop.window import MainWindow


def tables(name: str, window: MainWindow, qtbot: QtBot) -> list[SharingTable]:
    """The tables of a window of 1000 pixels that hold text; that of a cross-table may grow without end."""
    made = opened(name, window, qtbot)
    made.resize(1000, 800)
    settle()
    assert made.width() == 1000
    if isinstance(made, AgreementWindow):
        return [made.table, made.list]
    if isinstance(made, RetrievalWindow):
        qtbot.waitUntil(lambda: bool(made.segments))
        return [made.table]
    assert isinstance(made, ExportDialog | ImportDialog)
    return [made.preview.table if isinstance(made, ExportDialog) else made.table]


def rest(table: SharingTable) -> QLabel:
    page = table.parentWidget()
    assert page is not None
    found = page.findChild(QLabel, "restLine")
    assert isinstance(found, QLabel)
    return found


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("name", ["agreement", "export", "import", "segments"])
def test_nothing_lies_beside_a_table_of_a_small_window(
    window: MainWindow, name: str, percent: int, qtbot: QtBot
) -> None:
    resize_words(window, percent - 100)
    if name == "segments":
        window.select_span(4, 14)
        assert window.apply_code("group", "harvesters")
        window.bench.disk.settle()
    for table in tables(name, window, qtbot):
        page = table.window()
        if isinstance(page, AgreementWindow):
            page.tabs.setCurrentIndex(int(table is page.list))
        settle()
        assert table.horizontalScrollBar().maximum() == 0, table.accessibleName()
        told = bool(table.away()) and table.model().rowCount() > 0
        assert rest(table).isHidden() == (not told)
        assert bool(rest(table).text()) == told


def test_what_has_no_room_is_told_for_the_current_row_and_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    resize_words(window, 100)
    page = opened("agreement", window, qtbot)
    assert isinstance(page, AgreementWindow)
    page.resize(1000, 800)
    settle()
    table = page.table
    assert "Subset, Method" in rest(table).text().replace("Scope, ", "")
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    row = table.currentIndex().row()
    model = table.model()
    for column in table.away():
        title = model.headerData(column, Qt.Orientation.Horizontal)
        assert f"{title}: {model.index(row, column).data() or '—'}" in rest(table).text()
    resize_words(window, -100)
    page.resize(1500, 800)
    settle()
    assert table.away() == []
    assert rest(table).isHidden()
    assert not any(table.isColumnHidden(column) for column in range(model.columnCount()))
    assert table.rowHeight(0) < 2 * table.fontMetrics().height()


def test_a_cell_that_may_be_cut_has_its_words_in_the_tool_tip(window: MainWindow, qtbot: QtBot) -> None:
    page = opened("agreement", window, qtbot)
    assert isinstance(page, AgreementWindow)
    tip = Qt.ItemDataRole.ToolTipRole
    for table in (page.table, page.list):
        model = table.model()
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                index = model.index(row, column)
                words = str(index.data() or "")
                assert index.data(Qt.ItemDataRole.TextAlignmentRole) or words in str(index.data(tip))


def test_what_one_chooses_from_is_never_without_words(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_name["openAgreement"].trigger()
    page = window.findChild(QMainWindow, "agreementWindow")
    assert isinstance(page, AgreementWindow)
    assert page.work is not None
    page.work.stop()
    for box in (page.facets, page.tasks, page.scopes, page.subsets, page.kinds, page.in_facets, page.pairs):
        assert box.currentText(), box.accessibleName()


def test_segments_say_why_there_are_none_and_save_nothing(window: MainWindow, qtbot: QtBot) -> None:
    page = opened("segments", window, qtbot)
    assert isinstance(page, RetrievalWindow)
    assert page.number.text().startswith("Nothing is coded yet")
    page.resize(500, 700)
    settle()
    assert page.table.away()
    assert rest(page.table).isHidden()  # of which row?
    assert not page.save.isEnabled()
    window.select_span(4, 14)
    assert window.apply_code("group", "harvesters")
    page.refresh()
    assert page.save.isEnabled()
    page.choices.code.tick(("group", "council"))
    assert page.number.text().startswith("No segment is of this kind")
    assert not page.save.isEnabled()


def test_undefined_is_never_cut(window: MainWindow, qtbot: QtBot) -> None:
    for percent in (0, 100):
        resize_words(window, percent)
        page = opened("agreement", window, qtbot)
        assert isinstance(page, AgreementWindow)
        page.resize(1000, 800)
        settle()
        words = page.table.fontMetrics().horizontalAdvance("undefined")
        assert page.table.columnWidth(COLUMNS.index("value")) >= words + 8
        page.close()


def test_row_titles_of_a_crowded_cross_table_are_longer_than_its_figures(window: MainWindow, qtbot: QtBot) -> None:
    page = opened("segments", window, qtbot)
    assert isinstance(page, RetrievalWindow)
    rows = [("a code with a very long title indeed", *range(9))] * 3
    show_rows(page.cross, ["code", *(f"a document with a long name {n}" for n in range(9))], rows)
    fit_columns(page.cross, widest=24, first=22)
    page.resize(1000, 700)
    page.tabs.setCurrentIndex(1)
    settle()
    assert page.cross.columnWidth(0) > page.cross.columnWidth(1)
