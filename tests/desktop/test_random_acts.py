"""Random acts in the real window: what it shows is what the store says, and all of it can be undone and redone.

`python -m pytest -m slow tests/desktop/test_random_acts.py` makes thousands of them.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import main
from annotator.acts import Act
from annotator.offsets import clean
from annotator.records import Coding, Suggestion
from storage.check import check_file
from storage.opening import create_project
from storage.progress import completions
from storage.suggestions import suggestion_set
from tests.conftest import add_texts
from ui.desktop import ask
from ui.desktop.offered import Filter
from ui.desktop.open_document import Open
from ui.desktop.window import MainWindow
from ui.workflows.resources import default_codebook

TEXT = clean(
    "😀 The 𝗧aliban met Pakistan\N{NO-BREAK SPACE}in Kabul.\r\n\r\nIran\N{LINE SEPARATOR}warned e\u0301clair and the Tali-\r\nban again;"
    " قالت طالبان إن باكستان 🏴\N{ZERO WIDTH JOINER}☠️ refused.\r\nטליבן ואיראן in one line with Iran.\r\n\t\r\n"
    "Taliban, Iran, Pakistan, Taliban. \ufeffThe Taliban criticised Pakistan over the border 🇦🇫.\n" * 3
)
STEPS = 6
"""Acts between two looks."""


class Driver:
    """Acts as a coder does, by actions, keys and selections."""

    def __init__(self, window: MainWindow, chance: random.Random, qtbot: QtBot) -> None:
        self.window, self.chance, self.qtbot = window, chance, qtbot
        self.log: list[str] = []
        book = window.bench.codebook
        self.codes = {f.name: [c.name for c in f.codes if not c.retired][:6] for f in book.facets if f.unit == "span"}
        self.whole = [(f.name, c.name) for f in book.facets if f.unit == "document" for c in f.codes]

    def step(self) -> None:
        kinds: list[tuple[int, Callable[[], object]]] = [
            (6, self.code), (4, self.accept), (2, lambda: self.act("rejectSuggestion")), (3, self.go), (2, self.click),
            (2, self.boundary), (2, self.attribute), (1, self.certainty), (1, self.memo), (1, self.recode),
            (2, lambda: self.act("deleteCoding")), (4, lambda: self.act("undo")), (2, lambda: self.act("redo")),
            (1, self.done), (1, self.many), (1, self.occurrences), (1, self.document), (1, self.document_code),
            (1, self.look), (1, self.favourite), (1, self.filter), (1, self.rows), (1, self.new_suggestions),
        ]  # fmt: skip
        weights, verbs = zip(*kinds, strict=True)
        self.chance.choices(verbs, weights)[0]()
        QApplication.processEvents()

    def act(self, name: str) -> None:
        found = self.window.findChild(QAction, name)
        assert found is not None, name
        self.log.append(name)
        last = self.window.bench.project.last_act("Dora", redo=name == "redo")
        if name in ("undo", "redo") and last is not None and last[1] == "add":
            return  # the documents stay
        if found.isEnabled():
            found.trigger()

    def select(self) -> tuple[int, int]:
        length = len(self.window.bench.require_document().document.text)
        start = self.chance.randrange(length - 1)
        end = min(length, start + self.chance.choice([1, 2, 3, 8, 30, 200]))
        self.log.append(f"select {start}:{end}")
        self.window.select_span(start, end)
        return start, end

    def code(self) -> None:
        start, end = self.select()
        self.window.view.setFocus()
        facet = self.chance.choice(sorted(self.codes))
        code = self.chance.choice(self.codes[facet])
        shown = self.window.view.selected_span()
        before = set(self.window.bench.require_document().codings)
        self.log.append(f"code {facet}:{code}")
        applied = self.window.apply_code(facet, code, {} if self.chance.random() < 0.5 else None)
        new = [c for u, c in self.window.bench.require_document().codings.items() if u not in before]
        if applied and shown is not None and new and new[0].origin == "manual":
            assert new[0].span == shown, (start, end, shown, new[0])

    def accept(self) -> None:
        self.window.view.setFocus()
        self.log.append("A")
        self.qtbot.keyClick(self.window.view, Qt.Key.Key_A)
        self.window.palette_box.close()

    def go(self) -> None:
        self.act(self.chance.choice(["nextSuggestion", "previousSuggestion"]))

    def click(self) -> None:
        ids = [mark.id for mark in self.window.view.marks()]
        if ids:
            self.log.append("click")
            self.window.acts.clicked(self.chance.choice(sorted(ids)))

    def boundary(self) -> None:
        self.act(self.chance.choice(["growEnd", "shrinkEnd", "growStart", "shrinkStart"]))

    def attribute(self) -> None:
        item = self.window.bench.current
        facet = self.window.bench.codebook.facet(item.facet) if item else None
        if item is None or facet is None or not facet.attributes:
            return
        attribute = self.chance.choice(facet.attributes)
        values = list(attribute.values) or self.codes.get(attribute.facet, [])[:3]
        if values:
            self.log.append(f"attribute {attribute.name}")
            self.window.acts.set_attribute(attribute.name, self.chance.choice([*values, ""]))

    def certainty(self) -> None:
        self.act(self.chance.choice(["surer", "lessSure"]))

    def memo(self) -> None:
        if isinstance(self.window.bench.current, Coding):
            self.log.append("memo")
            self.window.bench.change(memo=self.chance.choice(["", "a memo", "😀 zweite"]))

    def recode(self) -> None:
        if self.window.bench.current is not None:
            self.window.select_span(0, 0)
            self.log.append("recode")
            facet = self.chance.choice(sorted(self.codes))
            self.window.apply_code(facet, self.chance.choice(self.codes[facet]))

    def done(self) -> None:
        self.act(self.chance.choice(["markDone", "reopenDocument"]))

    def many(self) -> None:
        self.act(self.chance.choice(["acceptSameName", "acceptShown"]))

    def occurrences(self) -> None:
        self.act("codeOccurrences")

    def document(self) -> None:
        self.act(self.chance.choice(["nextDocument", "previousDocument"]))

    def document_code(self) -> None:
        if self.whole:
            self.log.append("document code")
            self.window.apply_code(*self.chance.choice(self.whole))

    def look(self) -> None:
        self.act(self.chance.choice(["reflow", "wordWrap", "lineNumbers", "zoomIn", "zoomOut", "switchRegion"]))

    def favourite(self) -> None:
        self.select()
        self.act(f"favourite{self.chance.randrange(1, 10)}")
        self.act("sameAsLast")

    def filter(self) -> None:
        self.log.append("filter")
        chosen = self.chance.choice([Filter(), Filter(score=0.8), Filter(facets=frozenset(["actor"]))])
        self.window.bench.set_filter(chosen)

    def rows(self) -> None:
        self.log.append("rows")
        model = self.chance.choice([self.window.codings.model, self.window.suggestions.model])
        model.sort(self.chance.randrange(5), self.chance.choice(list(Qt.SortOrder)))
        self.window.codings.narrow.setText(self.chance.choice(["", "", "tal", "iran"]))

    def new_suggestions(self) -> None:
        """As when pre-highlighting has run again."""
        self.log.append("suggestions")
        bench = self.window.bench
        bench.take(bench.project.commit(offers(bench.require_document().document.sha256, self.chance)))


def offers(sha256: str, chance: random.Random) -> Act:
    found = []
    for name, code in (("Taliban", "taliban"), ("Iran", "iran"), ("Pakistan", "pakistan"), ("طالبان", "taliban")):
        at = TEXT.find(name)
        while at >= 0:
            if chance.random() < 0.6:
                key = f"{sha256[:8]}-{at}-{code}"
                found.append(
                    Suggestion(key, sha256, at, at + len(name), "actor", code, {}, "test/1", chance.choice([0.5, 0.9]))
                )
            at = TEXT.find(name, at + 1)
    return suggestion_set("Dora", sha256, found, run={"model": "test"})


def look_at(window: MainWindow) -> None:
    """The window against a fresh reading of the store."""
    bench, held = window.bench, window.bench.require_document()
    sha256 = held.document.sha256
    fresh = Open(bench.session.document(sha256), bench.session.stretches(sha256), bench.session.done(sha256))
    fresh.finish()
    assert held.codings == fresh.codings
    assert set(held.suggestions) == set(fresh.suggestions)
    assert set(held.covered) == set(fresh.covered)
    assert held.done == fresh.done
    assert held.document == fresh.document
    offered = [s for s in fresh.suggestions.values() if bench.filter.passes(s)]
    assert [s.id for s in bench.offered()] == [
        s.id for s in sorted(offered, key=lambda s: (s.start, -s.end, s.facet, s.id))
    ]
    placed = {c.uuid: c for c in fresh.codings.values() if c.start is not None}
    marks = {mark.id: mark for mark in window.view.marks()}
    assert marks.keys() == placed.keys() | fresh.suggestions.keys()
    for uuid, coding in placed.items():
        assert (marks[uuid].start, marks[uuid].end, marks[uuid].kind) == (coding.start, coding.end, "coding")
    assert window.codings.model.number() == len(fresh.codings)
    assert window.suggestions.model.rowCount() == len(offered)
    QApplication.processEvents()  # what follows once the text is painted
    assert f"{len(offered)} " in window.status.left.text()
    current = bench.current
    assert window.view.current() == (
        None
        if current is None or current.start is None
        else current.uuid
        if isinstance(current, Coding)
        else current.id
    )
    for coding in placed.values():
        assert coding.start is not None
        assert coding.end is not None
        assert 0 <= coding.start < coding.end <= len(held.document.text)


def state(window: MainWindow) -> object:
    """All that a coder has made, whatever document it is on."""
    project, session = window.bench.project, window.bench.session
    documents = [entry.sha256 for entry in window.bench.documents()]
    codings = {c.uuid: list(c) for sha256 in documents for c in session.codings(sha256)}
    decisions = sorted(project.connection.execute("SELECT suggestion, coder, round, verdict, coding FROM decisions"))
    done = sorted((m.document, m.coder, m.facet, m.round, m.done) for m in completions(project))
    memos = sorted(project.connection.execute("SELECT key, row FROM records WHERE entity IN ('memo', 'override')"))
    return codings, decisions, done, memos


def all_the_way(window: MainWindow, name: str) -> int:
    """Undo (or redo) until there is nothing left; how often it went."""
    action, times = window.actions_by_name[name], 0
    while True:
        before = window.bench.project.last_act("Dora", redo=name == "redo")
        if before is None or before[1] == "add":  # the documents stay
            return times
        action.trigger()
        assert window.bench.project.last_act("Dora", redo=name == "redo") != before, window.messages.label.text()
        times += 1


def drive(window: MainWindow, qtbot: QtBot, seed: int, acts: int) -> None:
    driver = Driver(window, random.Random(seed), qtbot)
    try:
        for number in range(acts):
            driver.step()
            if number % STEPS == 0:
                look_at(window)
        window.bench.set_filter(Filter())
        all_the_way(window, "redo")
        final = state(window)
        assert all_the_way(window, "undo") > 0
        look_at(window)
        assert state(window)[0] == {}  # type: ignore[index]
        all_the_way(window, "redo")
        look_at(window)
        assert state(window) == final
    except AssertionError as fault:
        fault.add_note(f"seed {seed}, last acts: {driver.log[-25:]}")
        raise


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(ask, "confirm", lambda *_, **__: True)
    path = tmp_path / "p.intercoder"
    with create_project(path, default_codebook(), person="Dora") as project:
        shas = add_texts(project, {"a.txt": TEXT, "b.txt": TEXT + "And more of Iran.\n"})
        for number, sha256 in enumerate(shas.values()):
            project.commit(offers(sha256, random.Random(number)))
    opened = main.open_window(path, "Dora")
    assert isinstance(opened, MainWindow)
    qtbot.addWidget(opened)
    return opened


@pytest.mark.parametrize("seed", [1, 2])
def test_a_hundred_acts(window: MainWindow, qtbot: QtBot, seed: int) -> None:
    path = window.bench.project.path
    drive(window, qtbot, seed, 100)
    window.close()
    assert check_file(path).problems == ()


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(100, 120))
def test_thousands_of_acts(window: MainWindow, qtbot: QtBot, seed: int) -> None:
    path = window.bench.project.path
    drive(window, qtbot, seed, 500)
    window.close()
    assert check_file(path).problems == ()
