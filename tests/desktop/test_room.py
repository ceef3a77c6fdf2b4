"""Who gets the room when the window is small or words are large: the text first, then the lists, and no words squeezed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QTabBar

from tests.desktop.scene import settle
from tests.desktop.windows import coded
from ui.desktop.agreement_window import AgreementWindow, show_agreement
from ui.desktop.handlers import resize_words
from ui.desktop.history_dialog import show_history
from ui.desktop.text.look import READABLE
from ui.desktop.window import MainWindow

BELOW = Qt.DockWidgetArea.BottomDockWidgetArea
FULL = "The disk is full: make room on it, then try again. What you coded since is kept here."


def letters(window: MainWindow) -> float:
    """Average characters in a line of the text."""
    room = window.view.viewport().width() - 2 * window.view.document().documentMargin()
    return room / QFontMetricsF(window.view.font()).averageCharWidth()


@pytest.mark.parametrize("size", [(1360, 860), (1000, 800)])
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_text_keeps_lines_that_are_read_with_ease(window: MainWindow, percent: int, size: tuple[int, int]) -> None:
    resize_words(window, percent - 100)
    settle()
    window.resize(*size)
    settle()
    assert letters(window) >= READABLE - 1
    assert window.view.height() >= 4 * window.view.fontMetrics().height()
    for dock in window.docks.values():
        assert dock.isHidden() or dock.width() >= 180


def test_large_words_in_a_small_window_leave_the_text_more_than_half(window: MainWindow) -> None:
    resize_words(window, 100)
    window.resize(1000, 800)
    settle()
    below = [dock for dock in window.docks.values() if window.dockWidgetArea(dock) == BELOW]
    assert len(below) == len(window.docks)
    assert window.view.height() >= 1.4 * window.suggestions.height()
    bars = [bar for bar in window.findChildren(QTabBar) if bar.parent() is window and bar.isVisible()]
    for bar in bars:
        wide = [bar.fontMetrics().horizontalAdvance(bar.tabText(number)) for number in range(bar.count())]
        assert all(bar.tabRect(number).width() > words for number, words in enumerate(wide)), "no name is cut"
    window.show_search()
    settle()
    assert window.searching.line.width() >= window.searching.fontMetrics().averageCharWidth() * 30


def test_zoom_alone_shares_the_room_anew(window: MainWindow) -> None:
    window.resize(1000, 800)
    settle()
    beside = [window.dockWidgetArea(dock) for dock in window.docks.values()]
    window.view.set_zoom(200)
    settle()
    assert [window.dockWidgetArea(dock) for dock in window.docks.values()] != beside
    assert letters(window) >= READABLE - 1
    window.view.set_zoom(100)
    settle()
    assert [window.dockWidgetArea(dock) for dock in window.docks.values()] == beside


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("width", [1360, 1000])
def test_the_search_line_of_the_tool_bar_is_never_pushed_out(window: MainWindow, percent: int, width: int) -> None:
    resize_words(window, percent - 100)
    window.resize(width, 800)
    settle()
    assert find_shown(window)


def find_shown(window: MainWindow) -> bool:
    window.actions_by_name["find"].trigger()
    line = window.search
    return line.isVisible() and line.width() >= line.fontMetrics().averageCharWidth() * 14


def test_long_values_are_shown_from_their_beginning(window: MainWindow) -> None:
    coded(window)
    window.details.refresh()
    window.bench.change(
        attributes={"holder": "the mayor of a town whose name is longer than any box in the form", "mode": "said"}
    )
    window.details.refresh()
    boxes = [box for form in window.details._forms.values() for box in form.boxes.values() if box.isEditable()]
    assert boxes
    assert all(line.cursorPosition() == 0 for box in boxes if (line := box.lineEdit()) is not None)


def test_lists_stand_beside_the_text_again_in_a_larger_window(window: MainWindow) -> None:
    beside = [window.dockWidgetArea(dock) for dock in window.docks.values()]
    window.resize(760, 700)
    settle()
    assert [window.dockWidgetArea(dock) for dock in window.docks.values()] != beside
    assert letters(window) >= READABLE - 1
    window.resize(1360, 860)
    settle()
    assert [window.dockWidgetArea(dock) for dock in window.docks.values()] == beside
    rows = [bar for bar in window.findChildren(QTabBar) if bar.parent() is window and bar.isVisible()]
    assert rows == [], "no row of tabs stays behind"


def test_a_panel_that_was_closed_stays_closed(window: MainWindow) -> None:
    window.docks["documentsDock"].close()
    window.resize(760, 700)
    settle()
    window.resize(1360, 860)
    settle()
    assert window.docks["documentsDock"].isHidden()
    assert window.docks["codebookDock"].isVisible()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("width", [1360, 1000])
def test_a_message_is_not_squeezed_into_short_lines(window: MainWindow, percent: int, width: int) -> None:
    resize_words(window, percent - 100)
    window.resize(width, 800)
    window.messages.tell(FULL, again=True)
    settle()
    label = window.messages.label
    assert label.height() <= 4 * label.fontMetrics().height()
    assert label.heightForWidth(label.width()) <= label.height(), "all of it can be read"
    assert window.messages.retry.isVisible()


def agreement(window: MainWindow) -> AgreementWindow:
    shown = show_agreement(window)
    assert shown.work is not None
    shown.resize(1240, 800)
    shown.work.stop()  # its texts are looked at, not its figures
    shown.tabs.setCurrentIndex(1)
    return shown


def test_names_beside_the_text_grow_in_other_windows_too(window: MainWindow) -> None:
    shown = agreement(window)
    settle()
    texts = [window.view, shown.panes.first.text, shown.panes.second.text]
    before = [(text.stripes.wanted_width(), text.gutter.width_for(9)) for text in texts]
    resize_words(window, 100)
    settle()
    for text, (names, numbers) in zip(texts, before, strict=True):
        assert text.small.pointSizeF() == pytest.approx(0.78 * text.font().pointSizeF())
        assert text.stripes.wanted_width() > 1.6 * names
        assert text.gutter.width_for(9) > numbers
        assert text is window.view or text.stripes.isVisibleTo(shown), "the names are shown"
    again = agreement(window)
    settle()
    assert again.panes.first.text.small.pointSizeF() == pytest.approx(window.view.small.pointSizeF())


@pytest.mark.parametrize("percent", [100, 200])
def test_history_shows_all_its_words_without_scrolling_sideways(window: MainWindow, percent: int) -> None:
    resize_words(window, percent - 100)
    coded(window)
    assert window.apply_code("view", "for", {"holder": "harvesters", "mode": "said"})
    shown = show_history(window)
    assert shown is not None
    settle()
    table = shown.table
    assert table.horizontalScrollBar().maximum() == 0
    for row in range(table.model().rowCount()):
        assert table.rowHeight(row) >= table.sizeHintForRow(row)


@pytest.mark.parametrize("page", ["suggestionsDock", "codingsDock", "detailsDock", "codebookDock"])
def test_the_page_that_was_in_front_of_the_search_comes_back(window: MainWindow, page: str) -> None:
    resize_words(window, 100)
    window.resize(1000, 800)
    settle()
    for _ in range(2):
        window.docks[page].raise_()
        settle()
        window.show_search()
        settle()
        assert in_front(window) == "searchDock"
        window.search_dock.close()
        settle()
        assert in_front(window) == page


def in_front(window: MainWindow) -> str:
    """The page that is seen where the search is one of several."""
    pages = {dock for name, dock in window.docks.items() if window.tabifiedDockWidgets(dock)}
    (seen,) = (dock.objectName() for dock in pages if not dock.visibleRegion().isEmpty())
    return seen
