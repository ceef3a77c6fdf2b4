"""The text view against a bare QPlainTextEdit: opening, confirming, scrolling, a paragraph of 100,000 characters.

Each figure is the median of pairs measured in turn in one run: what we do, and the floor beside it.
Run with `python -m benchmarks.text_view`.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from annotator.records import Region
from ui.desktop.text.marks import Mark, MarkKind
from ui.desktop.text.view import DocumentView

PAIRS = 15
SIZE = (1000, 800)
LENGTH, MARKS = 1_000_000, 20_000
_WORDS = [
    "river",
    "council",
    "border",
    "valley",
    "minister",
    "harbour",
    "grain",
    "warned",
    "that",
    "joint",
    "patrols",
    "returned",
    "before",
    "winter",
]
_COLOURS = ("#3b6fb6", "#c0392b", "#2e8b57", "#8e44ad", "#d68910", "#16a085")


@dataclass(frozen=True, slots=True)
class Figure:
    """Medians in milliseconds, and at most how many times the floor ours may be."""

    name: str
    floor: float
    ours: float
    goal: float

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def kept(self) -> bool:
        return self.ratio <= self.goal

    def __str__(self) -> str:
        verdict = "kept" if self.kept else "MISSED"
        return f"{self.name:<44} {self.floor:8.2f} {self.ours:8.2f} {self.ratio:6.2f}x  <= {self.goal}x  {verdict}"


def document(length: int, *, paragraph: int, seed: int = 1) -> str:
    """A text of made-up sentences in paragraphs of about `paragraph` characters."""
    chance = random.Random(seed)
    parts: list[str] = []
    size = block = 0
    while size < length:
        word = chance.choice(_WORDS)
        block += len(word) + 1
        size += len(word) + 1
        parts.append(word + ("\n" if block > paragraph else " "))
        block = 0 if block > paragraph else block
    return "".join(parts)[:length]


def marks_on(text: str, number: int, *, seed: int = 2) -> list[Mark]:
    """Suggestions and codings of 5 to 60 characters, as dense as `number` in the text makes them."""
    chance = random.Random(seed)
    made = []
    for i in range(number):
        start = chance.randrange(len(text) - 60)
        kind: MarkKind = "coding" if i % 3 == 0 else "suggestion"
        colour = _COLOURS[i % len(_COLOURS)]
        made.append(Mark(str(i), start, start + chance.randrange(5, 60), kind, colour, f"Code {i % 40}", "actor"))
    return made


def hard_breaks(text: str) -> list[Region]:
    """Every eighth line end as a soft break, as in a text that was wrapped by hand."""
    ends = [i for i, character in enumerate(text) if character == "\n"]
    return [Region(i, i + 1, "soft-break") for i in ends if i % 8]


def pair(name: str, floor: Callable[[], float], ours: Callable[[], float], *, goal: float) -> Figure:
    """Medians of both, measured in turn after one round to warm up."""
    floor(), ours()
    floors, times = [], []
    for _ in range(PAIRS):
        gc.collect()
        floors.append(floor())
        times.append(ours())
    return Figure(name, statistics.median(floors) * 1e3, statistics.median(times) * 1e3, goal)


def timed(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def bare(text: str) -> QPlainTextEdit:
    view = QPlainTextEdit()
    view.resize(*SIZE)
    view.setReadOnly(True)
    view.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    font = view.font()
    font.setPointSizeF(11.5)  # the same letters as ours
    view.setFont(font)
    view.setPlainText(text)
    _paint(view)
    return view


def full(text: str, marks: list[Mark], regions: list[Region]) -> DocumentView:
    view = DocumentView()
    view.resize(*SIZE)
    view.set_document(text, regions, marks=marks)
    _paint(view)
    return view


def _paint(view: QPlainTextEdit) -> None:
    view.show()
    QApplication.processEvents()
    view.repaint()
    view.viewport().repaint()


def opening(text: str, marks: list[Mark], regions: list[Region], name: str) -> Figure:
    held: list[QPlainTextEdit] = []

    def closing(make: Callable[[], QPlainTextEdit]) -> float:
        seconds = timed(lambda: held.append(make()))
        held.pop().deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return seconds

    return pair(
        name, lambda: closing(lambda: bare(text)), lambda: closing(lambda: full(text, marks, regions)), goal=2.0
    )


def confirming(plain: QPlainTextEdit, view: DocumentView) -> Figure:
    """Against painting a bare view once: the same place with no marks."""
    turn = count()

    def confirm() -> None:
        seen = view.visible_span()
        mark = view.marks_between(*seen)[next(turn) % 5]
        view.update_marks([mark.id], [_decided(mark)])
        QApplication.processEvents()

    def repaint() -> None:
        plain.viewport().update()
        QApplication.processEvents()

    return pair("confirm a mark, to repainted", lambda: timed(repaint), lambda: timed(confirm), goal=2.0)


def moving_on(plain: QPlainTextEdit, view: DocumentView) -> Figure:
    """The next mark made current and brought into sight, where it is in sight already."""
    turn = count()

    def go() -> None:
        marks = view.marks_between(*view.visible_span())
        mark = marks[next(turn) % len(marks)]
        view.set_current(mark.id)
        view.reveal(mark.start, mark.end)
        QApplication.processEvents()

    def repaint() -> None:
        plain.viewport().update()
        QApplication.processEvents()

    return pair("next mark current, in sight", lambda: timed(repaint), lambda: timed(go), goal=2.0)


def scrolling(plain: QPlainTextEdit, view: DocumentView) -> Figure:
    turns = {id(plain): count(), id(view): count()}

    def step(widget: QPlainTextEdit) -> None:
        widget.verticalScrollBar().setValue(40 + 31 * next(turns[id(widget)]))
        QApplication.processEvents()

    return pair(
        "scroll by most of a page", lambda: timed(lambda: step(plain)), lambda: timed(lambda: step(view)), goal=2.0
    )


def small_steps(plain: QPlainTextEdit, view: DocumentView) -> Figure:
    turns = {id(plain): count(), id(view): count()}

    def step(widget: QPlainTextEdit) -> None:
        widget.verticalScrollBar().setValue(900 + 3 * next(turns[id(widget)]))
        QApplication.processEvents()

    return pair(
        "scroll by three lines", lambda: timed(lambda: step(plain)), lambda: timed(lambda: step(view)), goal=2.0
    )


def long_paragraph(plain: QPlainTextEdit, view: DocumentView) -> list[Figure]:
    def press(widget: QPlainTextEdit, key: Qt.Key) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))
        QApplication.processEvents()

    def repaint() -> None:
        plain.viewport().update()
        QApplication.processEvents()

    def confirm() -> None:
        mark = view.marks_between(*view.visible_span())[3]
        view.update_marks([mark.id], [_decided(mark)])
        QApplication.processEvents()

    right, down = Qt.Key.Key_Right, Qt.Key.Key_Down
    name = "one paragraph of 100,000 characters: "
    return [
        pair(
            name + "right",
            lambda: timed(lambda: press(plain, right)),
            lambda: timed(lambda: press(view, right)),
            goal=1.5,
        ),
        pair(
            name + "down", lambda: timed(lambda: press(plain, down)), lambda: timed(lambda: press(view, down)), goal=1.5
        ),
        pair(name + "mark", lambda: timed(repaint), lambda: timed(confirm), goal=1.5),
    ]


def _decided(mark: Mark) -> Mark:
    """A suggestion made a coding, or back."""
    kind: MarkKind = "coding" if mark.kind == "suggestion" else "suggestion"
    return mark._replace(kind=kind)


def figures() -> list[Figure]:
    """All of them; needs a QApplication."""
    text = document(LENGTH, paragraph=420)
    marks = marks_on(text, MARKS)
    wrapped = document(LENGTH, paragraph=70)
    found = [
        opening(text, marks, [], "open 1M characters, 20,000 marks"),
        opening(wrapped, marks, hard_breaks(wrapped), "the same, hard-wrapped and reflowed"),
    ]
    plain, view = bare(text), full(text, marks, [])
    found += [confirming(plain, view), moving_on(plain, view), scrolling(plain, view), small_steps(plain, view)]
    plain.close(), view.close()
    paragraph = document(100_000, paragraph=10**9)
    plain, view = bare(paragraph), full(paragraph, marks_on(paragraph, 2000), [])
    found += long_paragraph(plain, view)
    return found


def main() -> int:
    app = QApplication.instance() or QApplication(sys.argv)
    found = figures()
    print(f"{'median of ' + str(PAIRS) + ' pairs, milliseconds':<44} {'floor':>8} {'ours':>8}")
    for figure in found:
        print(figure)
    del app
    return 0 if all(figure.kept for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
