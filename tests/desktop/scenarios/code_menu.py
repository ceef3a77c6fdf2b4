"""The menu Code, without its submenus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.records import Suggestion
from tests.desktop.scenarios.stage import Stage, asks, opens
from tests.desktop.scene import codings, place, spans


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


def memo(s: Stage) -> None:
    s.new_coding()
    s.do()
    assert s.window.details.memo.hasFocus()
    QTest.keyClicks(s.window.details.memo, "a doubt")
    QTest.keyClick(s.window.details.memo, Qt.Key.Key_Escape)
    assert codings(s.window)[0].memo == "a doubt"
    assert s.view.hasFocus()
    s.undo(2)


def delete(s: Stage) -> None:
    s.new_coding()
    s.do()
    assert spans(s.window) == []
    s.undo(2)


def code_memo(s: Stage) -> None:
    s.new_coding("council")
    asks("ask_text", "about the code")(s)
    assert s.bench.session.memo("code", "group:council") == "about the code"
    s.undo(2)


SCENARIOS: dict[str, Callable[[Stage], None]] = {
    "acceptSuggestion": accept,
    "rejectSuggestion": reject,
    "nextSuggestion": step(True),
    "previousSuggestion": step(False),
    "addCode": add_code,
    "addAlias": add_alias,
    "codeSelection": code_selection,
    "sameAsLast": same_as_last,
    "codeDocument": code_document,
    "memo": memo,
    "codeMemo": code_memo,
    "showHistory": opens("historyDialog", coding=True),
    "deleteCoding": delete,
}
