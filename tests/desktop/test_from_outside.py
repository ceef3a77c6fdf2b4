"""The window as checks from outside use it, and as nobody should: what cannot be done is said, and nothing falls over."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from annotator.errors import IntercoderError
from tests.desktop.acting import act, open_again, opened, press
from tests.desktop.scene import codings, place, scene, spans
from ui.desktop.window import MainWindow

FIXED = (
    "acceptSuggestion", "rejectSuggestion", "nextSuggestion", "previousSuggestion", "codeSelection", "undo", "redo",
    "nextDocument", "markDone", "openAgreement", "exportDataset",
)  # fmt: skip
MIXED = (
    "👩\N{ZERO WIDTH JOINER}👧 Zoe\N{COMBINING DIAERESIS} spoke. \N{HEBREW LETTER ALEF}\N{HEBREW LETTER BET} said "
    "𝗧aliban\N{NO-BREAK SPACE}came.\n\N{ARABIC LETTER ALEF}\N{ARABIC LETTER BEH} ended it.\n"
)


@pytest.fixture(autouse=True)
def no_faults(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[type[BaseException]]]:
    """No slot may raise: what reaches the hook fails the test."""
    met: list[type[BaseException]] = []

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        met.append(kind)

    monkeypatch.setattr(sys, "excepthook", hook)
    yield met
    assert met == []


@pytest.fixture
def window(tmp_path: Path, codebook: Codebook, qtbot: QtBot) -> MainWindow:
    return scene(qtbot, tmp_path / "town.intercoder", codebook)


def said(window: MainWindow) -> str:
    return window.messages.label.text() if window.messages.isVisible() else window.statusBar().currentMessage()


@pytest.mark.parametrize("name", FIXED)
def test_the_fixed_actions_return_on_an_empty_project(
    name: str, tmp_path: Path, codebook: Codebook, qtbot: QtBot
) -> None:
    window = opened(qtbot, tmp_path / "empty.intercoder", codebook, texts={})
    act(window, name)
    QApplication.processEvents()
    assert window.isVisible()
    for other in QApplication.topLevelWidgets():
        if other is not window:
            other.close()


@pytest.mark.parametrize("name", FIXED)
def test_the_fixed_actions_return_on_a_project_for_reading(
    name: str, tmp_path: Path, codebook: Codebook, qtbot: QtBot
) -> None:
    path = tmp_path / "town.intercoder"
    scene(qtbot, path, codebook)
    window = open_again(qtbot, path, coder="Ben")
    assert window.bench.project.readonly
    window.show_document("a.txt")
    act(window, "nextSuggestion")
    act(window, name)
    QApplication.processEvents()
    assert spans(window) == []
    for other in QApplication.topLevelWidgets():
        if not isinstance(other, MainWindow):
            other.close()


def test_reading_only_is_said_for_every_act(tmp_path: Path, codebook: Codebook, qtbot: QtBot) -> None:
    path = tmp_path / "town.intercoder"
    scene(qtbot, path, codebook)
    window = open_again(qtbot, path, coder="Ben")
    for name in ("acceptSuggestion", "rejectSuggestion", "markDone", "acceptShown"):
        window.messages.hide()
        act(window, "nextSuggestion")
        act(window, name)
        assert "reading only" in said(window), name


@pytest.mark.parametrize(
    "name", ["acceptSameName", "sameAsLast", "codeOccurrences", "surer", "growEnd", "memo", "addAlias"]
)
def test_acts_on_nothing_say_what_to_do(name: str, window: MainWindow) -> None:
    window.bench.set_current(None)
    window.select_span(0, 0)
    act(window, name)
    assert spans(window) == []


def test_keys_reach_acts_only_where_nobody_types(window: MainWindow) -> None:
    window.bench.set_current("s1")
    window.search.setFocus()
    for key in ("A", "X", "D", "1"):
        press(window.search, key)
    assert window.search.text().casefold() == "axd1"
    assert spans(window) == []
    assert window.bench.open is not None
    assert not any(window.bench.open.done.values())


def test_enter_in_a_line_finds_and_accepts_nothing(window: MainWindow) -> None:
    window.bench.set_current("s1")
    window.search.setFocus()
    window.search.setText("Harvesters")
    press(window.search, "Return")
    assert "2 / 3" in window.tool_bar.hits.text()
    assert spans(window) == []
    window.view.setFocus()
    press(window.view, "Return")
    assert spans(window) == [(*place("Harvesters"), "harvesters")]


@pytest.mark.parametrize("name", ["search", "documents", "codebook", "suggestions", "codings"])
def test_escape_leads_back_to_the_text(name: str, window: MainWindow) -> None:
    widget = window.search if name == "search" else getattr(window, name).view
    widget.setFocus()
    press(widget, "Escape")
    assert window.view.hasFocus()


def test_enter_in_the_codebook_codes_the_selection(window: MainWindow) -> None:
    window.bench.set_current(None)
    window.select_span(*place("mayor"))
    tree, model = window.codebook.view, window.codebook.model
    tree.setFocus()
    tree.setCurrentIndex(model.index(1, 0, model.index(0, 0)))
    press(tree, "Return")
    assert spans(window) == [(*place("mayor"), "council")]


@pytest.mark.parametrize("name", ["documents", "codebook", "suggestions", "codings"])
def test_keys_work_from_the_lists(name: str, window: MainWindow) -> None:
    window.bench.set_current("s1")
    view = getattr(window, name).view
    view.setFocus()
    press(view, "A")
    assert spans(window) == [(*place("Harvesters"), "harvesters")]
    press(view, "Ctrl+Z")
    assert spans(window) == []


@pytest.mark.parametrize("span", [(-5, 3), (5, 2), (0, 10**9), (10**9, 10**9 + 5), (-9, -2)])
def test_a_span_that_is_not_in_the_text_is_refused_in_words(span: tuple[int, int], window: MainWindow) -> None:
    window.select_span(*place("mayor"))
    window.select_span(*span)
    assert window.messages.isVisible()
    assert str(len(window.bench.open.document.text)) in window.messages.label.text().replace(",", "")  # type: ignore[union-attr]
    assert window.view.selected_span() == place("mayor")


def test_an_unknown_document_is_said(window: MainWindow) -> None:
    window.show_document("no-such.txt")
    assert "no-such.txt" in said(window)
    assert window.bench.open is not None
    assert window.bench.open.document.name == "a.txt"


@pytest.mark.parametrize(
    ("facet", "code", "attributes"),
    [("no", "harvesters", {}), ("group", "no", {}), ("view", "for", {"mode": "sung"}), ("view", "for", {"no": "1"})],
)
def test_what_the_codebook_does_not_know_is_refused_in_words(
    facet: str, code: str, attributes: dict[str, str], window: MainWindow
) -> None:
    window.select_span(*place("mayor"))
    assert not window.apply_code(facet, code, attributes)
    assert said(window)
    assert spans(window) == []


def test_without_a_document_nothing_can_be_selected(tmp_path: Path, codebook: Codebook, qtbot: QtBot) -> None:
    window = opened(qtbot, tmp_path / "empty.intercoder", codebook, texts={})
    window.select_span(0, 3)
    assert "No document is open" in said(window)
    assert not window.apply_code("group", "harvesters", {})
    assert said(window)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, len(MIXED)), end=st.integers(0, len(MIXED)))
def test_any_span_of_a_mixed_text_is_coded_as_given(start: int, end: int, mixed: MainWindow) -> None:
    start, end = min(start, end), max(start, end)
    mixed.select_span(start, end)
    if mixed.view.selected_span() is None:
        assert start == end or MIXED[start:end].strip("\n") == ""
        return
    assert mixed.apply_code("group", "council", {})
    coding = codings(mixed)[0]
    assert (coding.start, coding.end) == (start, end)
    act(mixed, "undo")
    assert codings(mixed) == []


@pytest.fixture
def mixed(tmp_path: Path, codebook: Codebook, qtbot: QtBot) -> MainWindow:
    return opened(qtbot, tmp_path / "mixed.intercoder", codebook, texts={"m.txt": MIXED})


def test_saved_names_events_that_are_on_disk(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    from storage.opening import open_project

    with qtbot.waitSignal(window.saved, timeout=30_000) as signal:
        window.bench.set_current("s1")
        act(window, "acceptSuggestion")
    assert signal.args is not None
    with open_project(tmp_path / "town.intercoder", readonly=True) as project:
        found = project.connection.execute("SELECT 1 FROM events WHERE uuid = ?", (signal.args[0],)).fetchone()
    assert found is not None


def test_undo_goes_on_after_a_restart_for_every_kind_of_act(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    from annotator import codebook_edit
    from ui.workflows.codebook_acts import plan_codebook, put_codebook

    bench = window.bench
    window.select_span(*place("mayor"))
    assert window.apply_code("group", "council", {})
    assert bench.change(memo="a doubt")
    assert bench.change(start=place("mayor")[0], end=place("warned")[1])
    assert bench.set_memo("code", "group:council", "mine")
    assert bench.act(
        lambda: put_codebook(
            bench.project,
            plan_codebook(bench.project, codebook_edit.add_code(bench.codebook, "group", "watch", title="Watch")),
            person="Amira",
        )
    )
    assert bench.accept_many(bench.offered())
    assert bench.mark_done(["group", "view", "kind"])
    window.close()
    again = open_again(qtbot, tmp_path / "town.intercoder")
    again.show_document("a.txt")
    assert again.bench.open is not None
    for _ in range(7):
        act(again, "undo")
    assert spans(again) == []
    assert not any(again.bench.open.done.values())
    assert again.bench.codebook.code("group", "watch") is None
    assert again.bench.session.memo("code", "group:council") == ""
    again.close()
    third = open_again(qtbot, tmp_path / "town.intercoder")
    third.show_document("a.txt")
    for _ in range(7):
        act(third, "redo")
    assert third.bench.open is not None
    assert set(third.bench.open.done.values()) == {True}
    assert len(codings(third)) == 5
    assert [c.memo for c in codings(third) if c.code == "council"] == ["a doubt"]


def test_errors_of_the_domain_stay_sentences() -> None:
    assert issubclass(IntercoderError, Exception)
