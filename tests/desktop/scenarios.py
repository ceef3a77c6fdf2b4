"""What each act of the window must bring about: a scenario sets the scene, has the act done (by key, by menu), and looks.

Scenarios leave the window so that they can be played again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFontDialog, QWidget
from pytestqt.qtbot import QtBot

from annotator.records import Suggestion
from tests.desktop.scene import LEFT_OUT, TEXT, codings, place, spans
from ui.desktop import ask
from ui.desktop.window import MainWindow

Do = Callable[[], None]


class Stage:
    """A window, and the act under test as a call."""

    def __init__(self, window: MainWindow, qtbot: QtBot, monkeypatch: Any, folder: Path, do: Do) -> None:
        self.window, self.qtbot, self.patch, self.folder, self.do = window, qtbot, monkeypatch, folder, do
        self.bench, self.view = window.bench, window.view

    def go_to(self, id_: str) -> None:
        self.bench.set_current(None)
        self.bench.set_current(id_)

    def new_coding(self, code: str = "harvesters", facet: str = "group", **attributes: str) -> str:
        """A coding made by hand, current, by its uuid."""
        self.window.select_span(*place("mayor"))
        assert self.window.apply_code(facet, code, attributes)
        current = self.bench.current
        assert current is not None
        return current.uuid  # type: ignore[union-attr]

    def told(self) -> str:
        return self.window.statusBar().currentMessage()

    def undo(self, times: int = 1) -> None:
        for _ in range(times):
            assert self.bench.undo()

    def type_into_palette(self, words: str) -> None:
        box = self.window.palette_box
        assert box.isVisible()
        QTest.keyClicks(box.line, words)
        QTest.keyClick(box.line, Qt.Key.Key_Return)
        assert not box.isVisible()

    def shut(self, name: str) -> None:
        """Close the window of this name, which must have opened."""
        found = [w for w in QApplication.topLevelWidgets() if w.objectName() == name and w.isVisible()]
        assert found, name
        for one in found:
            one.close()
        QApplication.processEvents()


def accept(s: Stage) -> None:
    s.go_to("s1")
    s.do()
    assert (*place("Harvesters"), "harvesters") in spans(s.window)
    assert codings(s.window)[0].origin == "accepted"
    assert isinstance(s.bench.current, Suggestion), "the next one is current"
    s.undo()


def reject(s: Stage) -> None:
    s.go_to("s1")
    s.do()
    assert s.bench.item("s1") is None
    assert spans(s.window) == []
    s.undo()
    assert s.bench.item("s1") is not None


def step(forwards: bool) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        s.go_to("s2")
        s.do()
        assert isinstance(s.bench.current, Suggestion)
        assert s.bench.current.id == ("s3" if forwards else "s1")

    return play


def accept_same_name(s: Stage) -> None:
    s.go_to("s1")
    s.do()
    assert [coding.origin for coding in codings(s.window)] == ["bulk"] * 3
    s.undo()
    assert spans(s.window) == []


def accept_shown(s: Stage) -> None:
    s.do()
    assert len(codings(s.window)) == 4, "all but the name without a code"
    s.undo()
    assert spans(s.window) == []


def accept_above(s: Stage) -> None:
    s.do()
    s.type_into_palette("0.8")
    assert len(codings(s.window)) == 2
    s.undo()


def add_code(s: Stage) -> None:
    s.go_to("s5")
    s.do()
    assert s.bench.codebook.code("group", "port_vale") is not None
    assert (*place("Port Vale", 2), "port_vale") in spans(s.window)
    s.undo()
    assert s.bench.codebook.code("group", "port_vale") is None


def add_alias(s: Stage) -> None:
    s.go_to("s5")
    s.do()
    s.type_into_palette("council")
    found = s.bench.codebook.code("group", "council")
    assert found is not None
    assert [alias.text for alias in found.aliases] == ["Port Vale"]
    assert (*place("Port Vale", 2), "council") in spans(s.window)
    s.undo()


def code_selection(s: Stage) -> None:
    s.bench.set_current(None)
    s.window.select_span(*place("Port Vale"))
    s.do()
    s.type_into_palette("counc")
    assert spans(s.window) == [(*place("Port Vale"), "council")]
    s.undo()


def same_as_last(s: Stage) -> None:
    s.new_coding("council")
    s.window.select_span(*place("Port Vale"))
    s.do()
    assert (*place("Port Vale"), "council") in spans(s.window)
    s.undo(2)


def code_document(s: Stage) -> None:
    s.do()
    s.type_into_palette("opinion")
    assert spans(s.window) == [(None, None, "opinion")]
    assert len(s.window.document_codes.chips) == 1
    s.undo()


def code_occurrences(s: Stage) -> None:
    s.window.select_span(*place("Harvesters"))
    assert s.window.apply_code("group", "council", {})
    s.do()
    assert len([c for c in codings(s.window) if c.code == "council"]) == 3
    s.undo(2)
    assert spans(s.window) == []


def code_everywhere(s: Stage) -> None:
    s.patch.setattr(ask, "confirm", lambda parent, question: True)
    s.window.select_span(*place("Harvesters"))
    assert s.window.apply_code("group", "council", {})
    s.do()
    s.qtbot.waitUntil(lambda: sum(s.bench.counts().values()) == 4, timeout=30_000)
    s.undo(2)
    assert s.bench.counts() == {}
    s.window.show_document("a.txt")


def set_favourite(s: Stage) -> None:
    s.new_coding("council")
    s.do()
    s.type_into_palette("7")
    assert s.window.favourites.all(s.bench.codebook)["7"] == ("group", "council")
    s.undo()


def favourite(digit: str) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        facet, code = s.window.favourites.all(s.bench.codebook)[digit]
        s.bench.set_current(None)
        s.window.select_span(*place("mayor"))
        s.do()
        assert [(c.facet, c.code) for c in codings(s.window)] == [(facet, code)]
        s.undo()

    return play


def no_such_favourite(digit: str) -> Callable[[Stage], None]:
    """The small codebook has fewer codes than digits: the favourite is made first."""

    def play(s: Stage) -> None:
        s.window.choose_favourite(digit, "group", "council")
        favourite(digit)(s)

    return play


def attribute(number: int) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        s.new_coding("against", "view")
        s.do()
        if number == 3:
            assert "No" in s.told(), s.told()
        else:
            s.type_into_palette("council" if number == 1 else "done")
            wanted = {"holder": "council"} if number == 1 else {"mode": "done"}
            assert codings(s.window)[0].attributes == wanted
            s.undo()
        s.undo()

    return play


def pick(number: int) -> Callable[[Stage], None]:
    """Only holders can be picked; the others say that there is nothing to pick."""

    def play(s: Stage) -> None:
        s.new_coding("against", "view")
        s.do()
        if number == 1:
            rect = s.view.span_rects(*place("Harvesters"))[0]
            QTest.mouseClick(
                s.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, rect.center()
            )
            assert codings(s.window)[0].attributes == {"holder": "harvesters"}
            assert s.bench.current is not None
            assert s.bench.current.facet == "view", "the stance stays current"
            s.undo()
        else:
            assert s.told()
            assert codings(s.window)[0].attributes == {}
        s.undo()

    return play


def certainty(steps: int) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        s.new_coding()
        s.do()
        assert codings(s.window)[0].certainty == (1.0 if steps > 0 else 0.25)
        s.undo(2)

    return play


def memo(s: Stage) -> None:
    s.new_coding()
    s.do()
    assert s.window.details.memo.hasFocus()
    QTest.keyClicks(s.window.details.memo, "a doubt")
    QTest.keyClick(s.window.details.memo, Qt.Key.Key_Escape)
    assert codings(s.window)[0].memo == "a doubt"
    assert s.view.hasFocus()
    s.undo(2)


def boundary(start: int, end: int) -> Callable[[Stage], None]:
    """Words by which "mayor" or "mayor warned" grows or shrinks."""

    def play(s: Stage) -> None:
        words = TEXT.split()
        at = words.index("mayor")
        s.window.select_span(place("mayor")[0], place("warned")[1])
        assert s.window.apply_code("group", "council", {})
        s.do()
        coding = codings(s.window)[0]
        assert TEXT[coding.start : coding.end].split() == words[at + start : at + 2 + end]
        s.undo(2)

    return play


def delete(s: Stage) -> None:
    s.new_coding()
    s.do()
    assert spans(s.window) == []
    s.undo(2)


def opens(name: str, *, coding: bool = False) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        if coding:
            s.new_coding()
        s.do()
        s.shut(name)
        if coding:
            s.undo()

    return play


def asks(function: str, answer: Any, look: Callable[[Stage], None] = lambda s: None) -> Callable[[Stage], None]:
    """The act asks by a function of ask.py; `look` sees what came of the answer."""

    def play(s: Stage) -> None:
        asked: list[object] = []

        def reply(*args: object, **kwargs: object) -> Any:
            asked.append(args)
            return answer(s) if callable(answer) else answer

        s.patch.setattr(ask, function, reply)
        s.do()
        assert asked
        look(s)

    return play


def document_memo(s: Stage) -> None:
    asks("ask_text", "about the text")(s)
    held = s.bench.open
    assert held is not None
    assert s.bench.session.memo("document", held.document.sha256) == "about the text"
    s.undo()


def code_memo(s: Stage) -> None:
    s.new_coding("council")
    asks("ask_text", "about the code")(s)
    assert s.bench.session.memo("code", "group:council") == "about the code"
    s.undo(2)


def other_document(start: str, end: str) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        s.window.show_document(start)
        s.do()
        assert s.bench.open is not None
        assert s.bench.open.document.name == end
        s.window.show_document("a.txt")

    return play


def done(mark: bool) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        assert s.bench.open is not None
        if not mark:
            s.bench.mark_done(["group", "view", "kind"])
        s.do()
        assert set(s.bench.open.done.values()) == {mark}
        s.undo(1 if mark else 2)
        assert not any(s.bench.open.done.values())

    return play


def switch_region(s: Stage) -> None:
    def left_out() -> bool:
        assert s.bench.open is not None
        return any(region.left_out for region in s.bench.open.document.regions)

    s.window.select_span(LEFT_OUT + 2, LEFT_OUT + 2)
    before = left_out()
    s.do()
    assert left_out() is not before
    s.undo()


def zooms(change: Callable[[int], int]) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        s.view.set_zoom(120)
        s.do()
        assert s.view.zoom() == change(120)

    return play


def switches(state: Callable[[Stage], object]) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        before = state(s)
        s.do()
        assert state(s) != before

    return play


def offers(facet: str) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        s.do()
        assert s.bench.filter.facets == (frozenset([facet]) if facet else frozenset())
        s.window.actions_by_name["allFacets"].trigger()

    return play


def no_such_facet(s: Stage) -> None:
    """There are two facets on spans: the key says so."""
    s.window.actions_by_name["facet3"].trigger()
    assert "2 facets" in s.told()


def focuses(widget: Callable[[MainWindow], QWidget]) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        s.bench.set_current("s1")
        QApplication.processEvents()
        s.do()
        focused = QApplication.focusWidget()
        wanted = widget(s.window)
        assert focused is not None
        assert focused is wanted or wanted.isAncestorOf(focused)
        s.view.setFocus()

    return play


def undo(s: Stage) -> None:
    s.new_coding()
    s.do()
    assert spans(s.window) == []


def redo(s: Stage) -> None:
    s.new_coding()
    s.undo()
    s.do()
    assert len(spans(s.window)) == 1
    s.undo()


def find(s: Stage) -> None:
    s.do()
    assert s.window.search.hasFocus()
    QTest.keyClicks(s.window.search, "Harvesters")
    assert "1 / 3" in s.window.tool_bar.hits.text()
    QTest.keyClick(s.window.search, Qt.Key.Key_Return)
    assert "2 / 3" in s.window.tool_bar.hits.text()
    s.window.search.clear()
    s.view.setFocus()


def search_project(s: Stage) -> None:
    s.do()
    line = s.window.searching.line
    assert line.hasFocus()
    QTest.keyClicks(line, "nobody")
    QTest.keyClick(line, Qt.Key.Key_Return)
    s.qtbot.waitUntil(lambda: s.window.searching.list.model().rowCount() > 0, timeout=30_000)
    box = s.window.searching.list.visualRect(s.window.searching.list.model().index(0, 0))
    QTest.mouseClick(
        s.window.searching.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, box.center()
    )
    assert s.bench.open is not None
    assert s.bench.open.document.name == "b.txt"
    assert s.view.selected_span() == (0, 6)
    line.clear()
    s.window.search_dock.hide()
    s.window.show_document("a.txt")
    s.view.setFocus()


def command(s: Stage) -> None:
    s.do()
    s.type_into_palette("mark done")
    assert s.bench.open is not None
    assert set(s.bench.open.done.values()) == {True}
    s.undo()


def prehighlight(s: Stage) -> None:
    started: list[bool] = []
    s.patch.setattr(s.window.prehighlighter, "start", lambda: started.append(True))
    s.do()
    assert started == [True]
    s.window.actions_by_name["prehighlight"].setText("Pre-highlight")


def add_documents(s: Stage) -> None:
    path = s.folder / f"new{len(s.bench.documents())}.txt"
    path.write_text(f"The council met again: {path.name}.", encoding="utf-8")
    before = len(s.bench.documents())
    asks("ask_files", [path])(s)
    assert len(s.bench.documents()) == before + 1
    s.undo()


def import_codings(s: Stage) -> None:
    path = s.folder / "in.jsonl"
    start, end = place("mayor")
    path.write_text(
        f'{{"document": "a.txt", "coder": "Ben", "start": {start}, "end": {end}, "text": "mayor", "facet": "group", "code": "council"}}\n',
        encoding="utf-8",
    )
    asks("ask_files", [path])(s)
    assert "Imported 1 codings" in s.told()
    s.undo()


def chooses_font(s: Stage) -> None:
    font = s.view.font()
    font.setPointSizeF(20)
    s.patch.setattr(QFontDialog, "getFont", lambda *args: (True, font))
    s.do()
    assert s.view.text_font()[1] == 20


def back_up(s: Stage) -> None:
    s.do()
    s.qtbot.waitUntil(lambda: "ack" in s.told(), timeout=30_000)


def closes(s: Stage) -> None:
    s.do()
    assert not s.window.isVisible()


def dark(s: Stage) -> object:
    assert s.window.theme is not None
    return s.window.theme.colours.scheme


def percent(s: Stage) -> object:
    return s.window.settings.number("text_percent", 100)


def smaller(s: Stage) -> None:
    s.window.actions_by_name["largerWindow"].trigger()
    assert percent(s) == 125
    s.do()
    assert percent(s) == 100


def larger(s: Stage) -> None:
    s.do()
    assert percent(s) == 125
    s.window.actions_by_name["smallerWindow"].trigger()


SCENARIOS: dict[str, Callable[[Stage], None]] = {
    "newProject": asks("ask_new_project", None),
    "openProject": asks("ask_project", None),
    "addDocuments": add_documents,
    "prehighlight": prehighlight,
    "importCodings": import_codings,
    "exportDataset": opens("exportDialog", coding=True),
    "openAgreement": opens("agreementWindow"),
    "showProgress": opens("progressWindow"),
    "backUp": back_up,
    "restoreBackup": opens("restoreDialog"),
    "quit": closes,
    "undo": undo,
    "redo": redo,
    "find": find,
    "searchProject": search_project,
    "editCodebook": opens("codebookWindow"),
    "retrieve": opens("retrievalWindow"),
    "learnNames": opens("learningWindow"),
    "acceptSuggestion": accept,
    "rejectSuggestion": reject,
    "nextSuggestion": step(True),
    "previousSuggestion": step(False),
    "acceptSameName": accept_same_name,
    "acceptShown": accept_shown,
    "acceptAbove": accept_above,
    "addCode": add_code,
    "addAlias": add_alias,
    "codeSelection": code_selection,
    "sameAsLast": same_as_last,
    "codeDocument": code_document,
    "codeOccurrences": code_occurrences,
    "codeEverywhere": code_everywhere,
    "setFavourite": set_favourite,
    **{f"favourite{n}": favourite(str(n)) if n < 8 else no_such_favourite(str(n)) for n in range(1, 10)},
    **{f"attribute{n}": attribute(n) for n in (1, 2, 3)},
    **{f"pick{n}": pick(n) for n in (1, 2, 3)},
    "surer": certainty(1),
    "lessSure": certainty(-1),
    "memo": memo,
    "codeMemo": code_memo,
    "showHistory": opens("historyDialog", coding=True),
    "growEnd": boundary(0, 1),
    "shrinkEnd": boundary(0, -1),
    "growStart": boundary(-1, 0),
    "shrinkStart": boundary(1, 0),
    "deleteCoding": delete,
    "nextDocument": other_document("a.txt", "b.txt"),
    "previousDocument": other_document("b.txt", "a.txt"),
    "markDone": done(True),
    "reopenDocument": done(False),
    "documentMemo": document_memo,
    "switchRegion": switch_region,
    "zoomIn": zooms(lambda zoom: zoom + 10),
    "zoomOut": zooms(lambda zoom: zoom - 10),
    "zoomReset": zooms(lambda zoom: 100),
    "wordWrap": switches(lambda s: s.view.lineWrapMode()),
    "reflow": switches(lambda s: s.view.reflowing()),
    "lineNumbers": switches(lambda s: s.view.numbers()),
    "allFacets": offers(""),
    "facet1": offers("group"),
    "facet2": offers("view"),
    **{f"facet{n}": no_such_facet for n in range(3, 7)},
    "focusText": focuses(lambda w: w.view),
    "focusSuggestions": focuses(lambda w: w.suggestions),
    "focusCodings": focuses(lambda w: w.codings),
    "focusDetails": focuses(lambda w: w.details),
    "focusDocuments": focuses(lambda w: w.documents),
    "focusCodebook": focuses(lambda w: w.codebook),
    "largerWindow": larger,
    "smallerWindow": smaller,
    "darkTheme": switches(dark),
    "chooseFont": chooses_font,
    "commandPalette": command,
    "cheatSheet": opens("keysDialog"),
    "changeKeys": opens("keysDialog"),
}
