"""The text view against a bare QPlainTextEdit: opening, confirming, scrolling, a paragraph of 100,000 characters.

Each figure is the median of pairs measured in turn in one run: what we do, and the floor beside it.
Run with `python -m benchmarks.text_view`.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from itertools import count

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from annotator.records import Region
from benchmarks._figures import HEADER, Ratio, medians, timed
from benchmarks._material import text_of
from ui.desktop.text.marks import Mark, MarkKind
from ui.desktop.text.view import DocumentView

SIZE = (1000, 800)
LENGTH, MARKS = 1_000_000, 20_000
_COLOURS = ("#3b6fb6", "#c0392b", "#2e8b57", "#8e44ad", "#d68910", "#16a085")


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


def opening(text: str, marks: list[Mark], regions: list[Region], name: str) -> Ratio:
    held: list[QPlainTextEdit] = []

    def closing(make: Callable[[], QPlainTextEdit]) -> float:
        seconds = timed(lambda: held.append(make()))
        held.pop().deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return seconds

    return medians(
        name, lambda: closing(lambda: bare(text)), lambda: closing(lambda: full(text, marks, regions)), goal=2.0
    )


def confirming(plain: QPlainTextEdit, view: DocumentView) -> Ratio:
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

    return medians("confirm a mark, to repainted", lambda: timed(repaint), lambda: timed(confirm), goal=2.0)


def moving_on(plain: QPlainTextEdit, view: DocumentView) -> Ratio:
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

    return medians("next mark current, in sight", lambda: timed(repaint), lambda: timed(go), goal=2.0)


def scrolling(plain: QPlainTextEdit, view: DocumentView) -> Ratio:
    turns = {id(plain): count(), id(view): count()}

    def step(widget: QPlainTextEdit) -> None:
        widget.verticalScrollBar().setValue(40 + 31 * next(turns[id(widget)]))
        QApplication.processEvents()

    return medians(
        "scroll by most of a page", lambda: timed(lambda: step(plain)), lambda: timed(lambda: step(view)), goal=2.0
    )


def small_steps(plain: QPlainTextEdit, view: DocumentView) -> Ratio:
    turns = {id(plain): count(), id(view): count()}

    def step(widget: QPlainTextEdit) -> None:
        widget.verticalScrollBar().setValue(900 + 3 * next(turns[id(widget)]))
        QApplication.processEvents()

    return medians(
        "scroll by three lines", lambda: timed(lambda: step(plain)), lambda: timed(lambda: step(view)), goal=2.0
    )


def long_paragraph(plain: QPlainTextEdit, view: DocumentView) -> list[Ratio]:
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
        medians(
            name + "right",
            lambda: timed(lambda: press(plain, right)),
            lambda: timed(lambda: press(view, right)),
            goal=1.5,
        ),
        medians(
            name + "down", lambda: timed(lambda: press(plain, down)), lambda: timed(lambda: press(view, down)), goal=1.5
        ),
        medians(name + "mark", lambda: timed(repaint), lambda: timed(confirm), goal=1.5),
    ]


def _decided(mark: Mark) -> Mark:
    """A suggestion made a coding, or back."""
    kind: MarkKind = "coding" if mark.kind == "suggestion" else "suggestion"
    return mark._replace(kind=kind)


def figures() -> list[Ratio]:
    """All of them; needs a QApplication."""
    text = text_of(LENGTH, paragraph=420)
    marks = marks_on(text, MARKS)
    wrapped = text_of(LENGTH, paragraph=70)
    found = [
        opening(text, marks, [], "open 1M characters, 20,000 marks"),
        opening(wrapped, marks, hard_breaks(wrapped), "the same, hard-wrapped and reflowed"),
    ]
    plain, view = bare(text), full(text, marks, [])
    found += [confirming(plain, view), moving_on(plain, view), scrolling(plain, view), small_steps(plain, view)]
    plain.close(), view.close()
    paragraph = text_of(100_000, paragraph=10**9)
    plain, view = bare(paragraph), full(paragraph, marks_on(paragraph, 2000), [])
    found += long_paragraph(plain, view)
    return found


def main() -> int:
    app = QApplication.instance() or QApplication(sys.argv)
    found = figures()
    print(HEADER)
    for figure in found:
        print(figure)
    del app
    return 0 if all(figure.kept for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
