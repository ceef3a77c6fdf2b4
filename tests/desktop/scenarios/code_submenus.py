"""The submenus of Code: many at once, favourites, attributes, boundaries."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desktop.scenarios.stage import Stage
from tests.desktop.scene import TEXT, codings, place, spans
from ui.desktop import ask


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


SCENARIOS: dict[str, Callable[[Stage], None]] = {
    "acceptSameName": accept_same_name,
    "acceptShown": accept_shown,
    "acceptAbove": accept_above,
    "codeOccurrences": code_occurrences,
    "codeEverywhere": code_everywhere,
    "setFavourite": set_favourite,
    **{f"favourite{n}": favourite(str(n)) if n < 8 else no_such_favourite(str(n)) for n in range(1, 10)},
    **{f"attribute{n}": attribute(n) for n in (1, 2, 3)},
    **{f"pick{n}": pick(n) for n in (1, 2, 3)},
    "surer": certainty(1),
    "lessSure": certainty(-1),
    "growEnd": boundary(0, 1),
    "shrinkEnd": boundary(0, -1),
    "growStart": boundary(-1, 0),
    "shrinkStart": boundary(1, 0),
}
