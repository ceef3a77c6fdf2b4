"""A document with thousands of items is on the screen before it is read to its end, and acts do not notice."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import main
from annotator.acts import Act, put_coding
from annotator.records import Coding, Suggestion
from storage.opening import create_project
from storage.suggestions import suggestion_set
from tests.conftest import add_texts
from ui.desktop.window import MainWindow
from ui.workflows.coder_view import STRETCH
from ui.workflows.coding import CodingSession
from ui.workflows.resources import default_codebook

CODED, OFFERED, AT_ONE_PLACE = 3000, 4000, STRETCH + 100


@pytest.fixture(scope="module")
def long_project(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """One document: codings all over and many at one place, suggestions of which some are said by a coding already."""
    path, chance = tmp_path_factory.mktemp("long") / "long.intercoder", random.Random(3)
    text = "\n\n".join(f"Paragraph {number} speaks of the river and the border." for number in range(4000))
    with create_project(path, default_codebook(), person="Dora") as project:
        sha256 = add_texts(project, {"long.txt": text})["long.txt"]
        places = [chance.randrange(len(text) - 40) for _ in range(CODED)] + [90_000] * AT_ONE_PLACE
        codings = [
            Coding(f"c{n}", sha256, "Dora", at, at + 5 + n % 30, "actor", "taliban") for n, at in enumerate(places)
        ]
        codings += [Coding(f"d{n}", sha256, "Dora", None, None, "actor", "taliban") for n in range(3)]
        project.commit(Act("import", "Dora", tuple(put_coding(None, c) for c in codings)))
        new = [chance.randrange(len(text) - 40) for _ in range(OFFERED)]
        offered = [
            Suggestion(f"s{n}", sha256, at, at + 8, "actor", "pakistan", {}, "test/1", 0.9) for n, at in enumerate(new)
        ]
        offered += [
            Suggestion(f"said{n}", sha256, c.start or 0, c.end or 0, "actor", "taliban", {}, "test/1", 0.9)
            for n, c in enumerate(codings[:CODED:50])
        ]
        project.commit(suggestion_set("Dora", sha256, offered, run={"model": "test"}))
        project.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, long_project: bytes) -> MainWindow:
    path = tmp_path / "long.intercoder"
    path.write_bytes(long_project)
    opened = main.open_window(path, "Dora")
    assert isinstance(opened, MainWindow)
    qtbot.addWidget(opened)
    opened.show_document("long.txt")
    return opened


def marks_in_store(window: MainWindow) -> set[str]:
    """Ids of all that the text must show: codings with a place, and suggestions that no coding says already."""
    session = CodingSession(window.bench.project, coder="Dora")
    held = window.bench.require_document()
    codings = session.codings(held.document.sha256)
    said = {(c.start, c.end, c.facet, c.code) for c in codings}
    offered = session.undecided(held.document.sha256)
    return {c.uuid for c in codings if c.start is not None} | {
        s.id for s in offered if (s.start, s.end, s.facet, s.code) not in said
    }


def shown(window: MainWindow) -> set[str]:
    return {mark.id for mark in window.view.marks()}


def test_the_first_screen_is_whole_before_the_document_is_read(window: MainWindow) -> None:
    held = window.bench.require_document()
    assert not held.complete
    start, end = window.view.visible_span()
    session = CodingSession(window.bench.project, coder="Dora")
    in_sight = {
        c.uuid
        for c in session.codings(held.document.sha256)
        if c.start is not None and c.end is not None and c.start < end and c.end > start
    }
    assert in_sight
    assert in_sight <= shown(window)
    assert len(held.document_codings()) == 3


def test_the_rest_follows_by_itself(window: MainWindow, qtbot: QtBot) -> None:
    held = window.bench.require_document()
    qtbot.waitUntil(lambda: held.complete, timeout=10_000)
    assert shown(window) == marks_in_store(window)
    assert window.codings.model.rowCount() == len(held.codings) == CODED + AT_ONE_PLACE + 3
    assert window.suggestions.model.rowCount() == len(held.suggestions)
    assert f"{len(held.suggestions):,}" in window.status.left.text()


def test_an_act_at_once_finds_all_of_it(window: MainWindow, qtbot: QtBot) -> None:
    held = window.bench.require_document()
    offered = window.bench.session.undecided(held.document.sha256)
    last = max((s for s in offered if s.code == "pakistan"), key=lambda s: s.start)
    window.bench.set_current(last.id)
    with qtbot.waitSignal(window.saved):
        window.actions_by_name["acceptSuggestion"].trigger()
    assert shown(window) == marks_in_store(window)
    window.actions_by_name["undo"].trigger()
    assert shown(window) == marks_in_store(window)
    assert last.id in held.suggestions


def test_another_document_while_one_is_read(window: MainWindow, qtbot: QtBot) -> None:
    sha256 = add_texts(window.bench.project, {"short.txt": "A short one."})["short.txt"]
    window.show_document("long.txt")
    window.show_document("short.txt")
    qtbot.wait(1)
    assert window.bench.require_document().document.sha256 == sha256
    assert shown(window) == set()
    window.show_document("long.txt")
    qtbot.waitUntil(lambda: window.bench.require_document().complete, timeout=10_000)
    assert shown(window) == marks_in_store(window)


def test_closing_while_a_document_is_read(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.bench.require_document().complete
    window.close()
    qtbot.wait(1)


def test_stretches_are_the_whole_in_order(window: MainWindow) -> None:
    session = window.bench.session
    sha256 = window.bench.require_document().document.sha256
    stretches = list(session.stretches(sha256, most=37))
    assert [c for stretch in stretches for c in stretch.codings] == session.codings(sha256)
    assert [s for stretch in stretches for s in stretch.suggestions] == session.undecided(sha256)
    assert [stretch.last for stretch in stretches] == [False] * (len(stretches) - 1) + [True]
