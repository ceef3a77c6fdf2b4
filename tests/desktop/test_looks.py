"""Nothing cut without a word, nothing lying about, no empty page without a hint: at usual and at large words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QTabBar
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from tests.desktop.acting import open_again
from tests.desktop.scene import build_scene, settle
from tests.desktop.windows import coded, opened
from ui.desktop.agreement_window import AgreementWindow
from ui.desktop.codebook_window import CodebookWindow
from ui.desktop.empty_page import EmptyPage
from ui.desktop.facet_form import FacetForm
from ui.desktop.first_page import FirstPage
from ui.desktop.handlers import resize_words
from ui.desktop.keys import KeysDialog
from ui.desktop.learning_window import LearningWindow
from ui.desktop.settings import Settings
from ui.desktop.window import MainWindow
from ui.workflows.learn import Lessons, Offer


def test_a_second_start_with_large_words_leaves_no_row_of_tabs_lying_about(
    qtbot: QtBot, tmp_path: Path, codebook: Codebook
) -> None:
    path = tmp_path / "town.intercoder"
    build_scene(path, codebook)
    Settings().set("text_percent", 200)
    open_again(qtbot, path).close()
    again = open_again(qtbot, path)
    again.resize(1000, 800)
    settle()
    bars = [bar for bar in again.findChildren(QTabBar) if bar.parent() is again and not bar.isHidden()]
    docks = [dock.geometry() for dock in again.docks.values() if not dock.visibleRegion().isEmpty()]
    assert bars
    for bar in bars:
        assert any(bar.geometry().top() >= dock.bottom() and bar.x() == dock.x() for dock in docks), bar.geometry()


@pytest.mark.parametrize("name", ["keys", "change keys"])
def test_keys_are_whole_and_what_acts_do_is_wrapped(window: MainWindow, name: str, qtbot: QtBot) -> None:
    resize_words(window, 100)
    page = opened(name, window, qtbot)
    assert isinstance(page, KeysDialog)
    page.resize(960, 720)
    settle()
    table, metrics = page.table, page.table.fontMetrics()
    assert table.horizontalScrollBar().maximum() == 0
    for row in range(table.rowCount()):
        for column in range(3):
            item = table.item(row, column)
            if item is None or table.columnSpan(row, column) > 1 or (column == 1 and page.editors):
                continue
            room = QRect(0, 0, table.columnWidth(column) - 8, 1 << 16)
            needs = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, item.text())
            assert needs.height() <= table.rowHeight(row), item.text()
            assert column != 1 or needs.height() < 2 * metrics.height(), item.text()


def test_reasons_of_what_was_learned_are_wrapped(window: MainWindow, qtbot: QtBot) -> None:
    resize_words(window, 100)
    page = opened("names to learn", window, qtbot)
    assert isinstance(page, LearningWindow)
    assert page.work is not None
    page.work.stop()
    why = "coded by hand 12 times, in 7 documents, by 3 coders, and never rejected by anybody"
    page.show_lessons(Lessons((Offer("add", "group", "harvesters", "the Harvesters of Port Vale", why),), ()))
    page.resize(1000, 700)
    settle()
    table = page.offers
    room = QRect(0, 0, table.columnWidth(3) - 8, 1 << 16)
    needs = table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, why)
    assert needs.height() > table.fontMetrics().height(), "or the test says nothing"
    assert table.rowHeight(0) >= needs.height()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_codebook_scrolls_nothing_sideways_and_its_form_has_no_gaps(
    window: MainWindow, percent: int, qtbot: QtBot
) -> None:
    resize_words(window, percent - 100)
    page = opened("codebook", window, qtbot)
    assert isinstance(page, CodebookWindow)
    page.resize(1000, 1400)
    settle()
    gap = page.form.from_text.mapTo(page, page.form.from_text.rect().topLeft()).y()
    field = page.form.texts["examples"]
    gap -= field.mapTo(page, field.rect().bottomLeft()).y()
    assert 0 < gap <= 16
    assert page.form.name.height() <= 2 * page.form.name.fontMetrics().height()
    page.cues.text.setPlainText("# " + "a line that is much longer than any window is wide " * 8)
    for tab in range(3):
        page.tabs.setCurrentIndex(tab)
        settle()
        for view in (page.form, page.cues.text, page.versions):
            assert not view.isVisible() or view.horizontalScrollBar().maximum() == 0
    versions = page.versions
    first = versions.rows.index(0, 0, versions.rows.index(0, 0))
    assert versions.isFirstColumnSpanned(0, versions.rows.index(0, 0))
    room = QRect(0, 0, versions.visualRect(first).width() - 8, 1 << 16)
    needs = versions.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, str(first.data()))
    assert versions.visualRect(first).height() >= needs.height()


def test_before_a_disagreement_is_chosen_a_hint_says_what_to_do(window: MainWindow, qtbot: QtBot) -> None:
    page = opened("agreement", window, qtbot)
    assert isinstance(page, AgreementWindow)
    hint = QApplication.translate("DisagreementPanes", "Go to a disagreement above: both coders’ texts are shown here.")
    assert hint not in [label.text() for label in page.panes.findChildren(QLabel)]  # one is shown
    window.actions_by_name["openAgreement"].trigger()
    fresh = next(one for one in window.findChildren(AgreementWindow) if one is not page)
    assert fresh.work is not None
    fresh.work.stop()
    assert fresh.panes.first.head.text() == hint


def test_lines_that_may_be_cut_say_their_words_in_a_tool_tip(window: MainWindow) -> None:
    for line in (window.search, window.codings.narrow):
        assert line.placeholderText() in line.toolTip()


def test_a_value_that_a_narrow_panel_cuts_is_in_its_tool_tip(window: MainWindow) -> None:
    coded(window)
    settle()
    window.details.refresh()
    form = next(one for one in window.details.findChildren(FacetForm) if one.isVisible())
    assert form.code.toolTip() == form.code.currentText()
    assert form.boxes["holder"].toolTip().startswith(form.boxes["holder"].currentText())


def test_the_search_fits_a_small_window_and_leaves_the_lists_their_rows(window: MainWindow) -> None:
    window.resize(1000, 800)
    settle()
    window.show_search()
    settle()
    for table in (window.suggestions.view, window.codings.view):
        assert table.isHidden() or table.viewport().height() >= 2 * table.rowHeight(0)
    assert window.search_dock.height() <= window.height() // 3
    window.search_dock.hide()
    resize_words(window, 100)
    coded(window)
    settle()
    window.show_search()
    settle()
    assert window.minimumSizeHint().height() <= 800
    assert window.height() == 800


def test_pictures_grow_with_the_words(window: MainWindow, qtbot: QtBot) -> None:
    def sides() -> list[int]:
        page = opened("first page", window, qtbot)
        assert isinstance(page, FirstPage)
        signs = [label.pixmap().height() for label in page.findChildren(QLabel) if not label.pixmap().isNull()]
        empty = EmptyPage()
        qtbot.addWidget(empty)
        signs += [label.pixmap().height() for label in empty.findChildren(QLabel) if not label.pixmap().isNull()]
        return [*signs, page.recent.iconSize().height()]

    small = sides()
    resize_words(window, 100)
    large = sides()
    assert len(small) >= 3
    assert all(b >= 1.7 * a for a, b in zip(small, large, strict=True))


def test_a_field_that_is_off_looks_so(window: MainWindow) -> None:
    assert window.theme is not None
    off, on = QPalette.ColorGroup.Disabled, QPalette.ColorGroup.Active
    for mode in ("light", "dark"):
        window.theme.set_mode("light" if mode == "light" else "dark")
        colours = QApplication.palette()
        role = QPalette.ColorRole.PlaceholderText
        assert colours.color(off, role) != colours.color(on, role)
    window.theme.set_mode("system")
