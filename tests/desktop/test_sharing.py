"""Columns share the width of a table: long ones are cut first, and nothing lies beside it while beginnings fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.desktop.sharing import SharingTable, shared
from ui.desktop.tables import fit_columns, plain_table, show_rows

WIDTHS = st.lists(st.tuples(st.integers(1, 400), st.integers(1, 90)), min_size=1, max_size=12)


@given(WIDTHS, st.integers(1, 3000))
def test_widths_fit_where_their_floors_do(columns: list[tuple[int, int]], room: int) -> None:
    wanted, floors = [want for want, _ in columns], [floor for _, floor in columns]
    given_ = shared(wanted, floors, room)
    least = [min(pair) for pair in columns]
    if sum(least) > room:
        assert given_ == least
        return
    assert sum(given_) <= room
    assert all(low <= width <= want for low, width, want in zip(least, given_, wanted, strict=True))
    cut = [width for width, want, low in zip(given_, wanted, least, strict=True) if low < width < want]
    assert len(set(cut)) <= 1  # all are cut to one measure


@pytest.fixture
def table(qtbot: QtBot) -> SharingTable:
    made = plain_table("Offers")
    qtbot.addWidget(made)
    show_rows(made, ("What to do", "Name"), [("Add as an alias", "a very long name of a body " * 3)] * 3)
    made.show()
    made.resize(900, 300)
    fit_columns(made)
    return made


def beside(table: SharingTable) -> int:
    """Pixels that can only be seen by scrolling sideways."""
    QApplication.processEvents()
    return table.horizontalScrollBar().maximum()


def test_a_narrow_table_cuts_its_long_column_and_a_wide_one_gives_it_back(table: SharingTable) -> None:
    short, long = table.columnWidth(0), table.columnWidth(1)
    table.resize(short + 160, 300)
    assert beside(table) == 0
    assert table.columnWidth(0) == short
    assert table.columnWidth(1) < long
    table.resize(900, 300)
    assert beside(table) == 0
    assert table.columnWidth(1) >= long


def test_where_not_even_beginnings_fit_it_scrolls(table: SharingTable) -> None:
    table.resize(100, 300)
    assert beside(table) > 0


def test_a_column_that_was_drawn_wider_stays_so(table: SharingTable) -> None:
    table.setColumnWidth(0, 300)
    table.resize(1000, 300)
    assert table.columnWidth(0) == 300
