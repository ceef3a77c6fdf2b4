"""Names in the window: all occurrences as one act, and a name that the codebook does not know made a code by one key."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.records import Suggestion
from storage.codings import all_codings
from storage.suggestions import suggestion_set
from tests.desktop.acting import act, opened
from ui.desktop import ask
from ui.desktop.window import MainWindow
from ui.workflows.resources import default_codebook

FIRST = "The Wug Front met Iran. Wugs slept; the Wug Front woke. The Wug Front left.\n"
TEXTS = {"a.txt": FIRST, "b.txt": "Nobody saw the Wug Front.\n", "c.txt": "A wug front of cold air.\n"}


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    shown = opened(qtbot, tmp_path / "w.intercoder", default_codebook(), texts=TEXTS)
    shown.show_document("a.txt")
    return shown


def coded(window: MainWindow) -> int:
    window.bench.disk.settle()
    return sum(coding.code == "ttp" for coding in all_codings(window.bench.project))


def test_all_occurrences_in_the_document_are_one_act(window: MainWindow) -> None:
    start = FIRST.index("Wug Front")
    window.select_span(start, start + 9)
    assert window.apply_code("actor", "ttp", {})
    act(window, "codeOccurrences")
    assert coded(window) == 3
    act(window, "undo")
    assert coded(window) == 1


def test_all_occurrences_in_the_project_are_one_act(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def confirm(_parent: object, words: str, *_more: object) -> bool:
        asked.append(words)
        return True

    monkeypatch.setattr(ask, "confirm", confirm)
    start = FIRST.index("Wug Front")
    window.select_span(start, start + 9)
    assert window.apply_code("actor", "ttp", {})
    with qtbot.waitSignal(window.bench.told, timeout=60_000, check_params_cb=lambda words: words.startswith("Coded 3")):
        act(window, "codeEverywhere")
    assert asked[0].startswith("Code 3 occurrences of “Wug Front” in 2 documents as Tehreek-e-Taliban Pakistan?")
    assert coded(window) == 4
    act(window, "undo")
    assert coded(window) == 1


def test_new_name_becomes_a_code_by_one_key(window: MainWindow) -> None:
    bench = window.bench
    held = bench.open
    assert held is not None
    sha256, start = held.document.sha256, FIRST.index("Wug Front")
    new = Suggestion(
        id="new", document=sha256, start=start, end=start + 9, facet="actor", code="", attributes={"role": "actor"},
        source="actors/2 organisation:by group word", score=0.6,
    )  # fmt: skip
    bench.take(bench.project.commit(suggestion_set(bench.coder, sha256, [new], run={})))
    bench.reload()
    act(window, "nextSuggestion")
    act(window, "addCode")
    made = bench.codebook.code("actor", "wug_front")
    assert made is not None
    assert made.title == "Wug Front"
    assert [c.code for c in all_codings(bench.project)] == ["wug_front"]
    act(window, "undo")
    assert bench.codebook.code("actor", "wug_front") is None
    assert [c.code for c in all_codings(bench.project)] == []
