"""Segments of a project with thousands of codings: read in the background, then narrowed, sorted and read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.acts import code_all, new_uuid
from annotator.codebook import Codebook
from annotator.records import Coding
from storage.opening import create_project
from tests.conftest import add_texts
from tests.desktop.acting import open_again
from ui.desktop.retrieval_window import RetrievalWindow, show_retrieval
from ui.desktop.window import MainWindow

DOCUMENTS, EACH = 50, 100
TITLES = {"harvesters": "Harvesters", "council": "Council"}
CODES = list(TITLES)


def text_of(number: int) -> str:
    return f"Sheet {number:02}. " + " ".join(f"word{place:03}" for place in range(EACH))


def coded_span(document: int, place: int) -> tuple[int, int, str, str]:
    """Start, end, code and coder of a coding: one for each word."""
    start = text_of(document).index(f"word{place:03}")
    return start, start + 7, CODES[place % 2], ("Amira", "Bo")[place % 5 == 0]


@pytest.fixture
def window(tmp_path: Path, codebook: Codebook, qtbot: QtBot) -> MainWindow:
    path = tmp_path / "town.intercoder"
    with create_project(path, codebook, person="Amira") as project:
        names = add_texts(project, {f"{number:02}.txt": text_of(number) for number in range(DOCUMENTS)})
        for coder in ("Amira", "Bo"):
            spans = ((names[f"{d:02}.txt"], *coded_span(d, p)) for d in range(DOCUMENTS) for p in range(EACH))
            made = [
                Coding(new_uuid(), sha256, who, start, end, "group", code)
                for sha256, start, end, code, who in spans
                if who == coder
            ]
            project.commit(code_all(coder, made))
    return open_again(qtbot, path)


@pytest.fixture
def segments(window: MainWindow, qtbot: QtBot) -> RetrievalWindow:
    shown = show_retrieval(window)
    assert shown.source.reading
    assert shown.number.text() == "Reading the segments…"
    assert not shown.save.isEnabled()
    qtbot.waitUntil(lambda: not shown.source.reading)
    assert shown.save.isEnabled()
    return shown


def rows(shown: RetrievalWindow) -> list[tuple[str, ...]]:
    """Text, code, coder and document of every row, as the table shows them."""
    model = shown.table.model()
    return [tuple(model.index(row, column).data() for column in (1, 3, 5, 6)) for row in range(model.rowCount())]


def wanted(code: str | None = None, coder: str | None = None) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = []
    for document in range(DOCUMENTS):
        spans = sorted((coded_span(document, place) for place in range(EACH)), key=lambda span: (span[3], span[0]))
        lines += [
            (text_of(document)[start:end], TITLES[is_code], who, f"{document:02}.txt")
            for start, end, is_code, who in spans
            if code in (None, is_code) and coder in (None, who)
        ]
    return lines


def test_five_thousand_are_shown_narrowed_and_sorted(segments: RetrievalWindow) -> None:
    assert segments.number.text().startswith("5,000 segments")
    assert rows(segments) == wanted()
    segments.choices.code.tick(("group", "council"))
    assert not segments.source.reading, "what was read is narrowed, not read again"
    assert rows(segments) == wanted("council")
    segments.choices.coder.tick("Bo")
    assert rows(segments) == wanted("council", "Bo")
    segments.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert rows(segments) == sorted(wanted("council", "Bo"), key=lambda row: row[0], reverse=True)
    cross = segments.cross.model()
    assert cross.index(0, cross.columnCount() - 1).data() == f"{len(wanted('council', 'Bo')):,}"


def test_what_was_coded_since_is_read_at_the_next_choice(
    window: MainWindow, segments: RetrievalWindow, qtbot: QtBot
) -> None:
    window.show_document("07.txt")
    window.select_span(0, 5)
    assert window.apply_code("group", "council", {})
    segments.choices.code.tick(("group", "council"))
    assert segments.source.reading
    segments.choices.coder.tick("Amira")
    qtbot.waitUntil(lambda: not segments.source.reading)
    assert len(rows(segments)) == len(wanted("council", "Amira")) + 1
    assert ("Sheet", "Council", "Amira", "07.txt") in rows(segments)


def test_closing_while_it_reads_ends_the_reading(window: MainWindow, qtbot: QtBot) -> None:
    shown = show_retrieval(window)
    assert shown.source.reading
    with qtbot.waitSignal(shown.destroyed):
        shown.close()
