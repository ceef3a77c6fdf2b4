"""The menu Document."""

from __future__ import annotations

from collections.abc import Callable

from tests.desktop.scenarios.stage import Stage, asks
from tests.desktop.scene import LEFT_OUT


def document_memo(s: Stage) -> None:
    asks("ask_text", "about the text")(s)
    held = s.bench.open
    assert held is not None
    assert s.bench.session.memo("document", held.document.sha256) == "about the text"
    s.undo()


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


SCENARIOS: dict[str, Callable[[Stage], None]] = {
    "nextDocument": other_document("a.txt", "b.txt"),
    "previousDocument": other_document("b.txt", "a.txt"),
    "markDone": done(True),
    "reopenDocument": done(False),
    "documentMemo": document_memo,
    "switchRegion": switch_region,
}
